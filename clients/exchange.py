"""One request and its answer: never more of it in memory than its bound, nor longer than the whole may take.

The patience of the HTTP library is for each read alone: a peer that sends its head a byte at a time would hold a client
for ever. So a watch shuts the connection when the time of the whole is over, under whoever waits for it. Each exchange
has a connection of its own, so that no other is shut; or several have one, one after another, and it is given to each
of them. The twin of server/exchange.py.

NoAnswer
├── Silent
│   ├── NotConnected
│   │   └── NoSuchName
│   ├── NotSecure
│   │   └── CertificateRefused
│   └── ProxySaidNo
└── Unusable
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx
from socksio import SOCKSError

SECONDS_IN_ALL = 600.0
"""For a whole answer, its head and body, over Tor and 2G."""
SLOWEST = 1024
"""Bytes a second: a body that is sent gets this much more time."""
MOST_OF_A_REFUSAL = 4096
"""Bytes of a problem document."""


class NoAnswer(Exception):
    """There is no answer that can be used."""

    def __str__(self) -> str:
        return self.args[0] if self.args else (type(self).__doc__ or "").strip()


class Silent(NoAnswer):
    """Nothing came back, or not in time."""


class NotConnected(Silent):
    """No connection could be made. Where there is a proxy, none to the proxy."""


class NoSuchName(NotConnected):
    """This machine's name service knows no such name, or does not answer."""


class NotSecure(Silent):
    """There is a connection, but no TLS could be agreed on over it. Nothing was asked."""


class CertificateRefused(NotSecure):
    """What answers has no certificate that this machine trusts for that name. Nothing was asked."""


class ProxySaidNo(Silent):
    """The proxy makes no connection to there, or is no proxy of that kind."""


class Unusable(NoAnswer):
    """What came back is packed, or larger than it may be."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    """As they came: a name, in lower case, may stand there twice."""

    @property
    def is_yes(self) -> bool:
        """Somebody on the way may answer with a redirection to a page of theirs: that is no yes."""
        return httpx.codes.is_success(self.status)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request's method, path and, where it has one, body. `most`: bytes of a good answer.

    `as_it_comes`: whoever asks unpacks a packed answer, and bounds what comes out of it.
    """

    method: str
    path: str
    most: int
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    as_it_comes: bool = False


def exchange(
    client: httpx.Client, asked: Asked, seconds: float = SECONDS_IN_ALL, kept: list[socket.socket] | None = None
) -> Answer:
    """Send a request and read the whole answer, within `seconds` and the time that its own body takes.

    The connection is closed, or stays in `kept` for the next exchange of the same client; that list is the caller's to
    hand to each of them, and to no other client. Raises Silent, or a child of it where it is known why; or Unusable.
    """
    with _Watch(seconds + len(asked.body or b"") / SLOWEST, kept) as watch:
        try:
            # A packed answer would be unpacked before its size could be checked.
            headers = {"accept-encoding": "identity", "connection": "close" if kept is None else "keep-alive"}
            headers |= asked.headers
            with client.stream(
                asked.method, asked.path, content=asked.body, headers=headers, extensions={"trace": watch.see}
            ) as answer:
                body = _read(answer, asked, watch)
                return Answer(answer.status_code, body, tuple(answer.headers.multi_items()))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, SOCKSError, ValueError) as failed:
            # SOCKSError is what the HTTP library lets through of a proxy that answers otherwise than it should;
            # InvalidURL and ValueError, of a redirection to no address, which it reads although nobody follows it.
            raise _why(failed, watch) from None


def _why(failed: Exception, watch: _Watch) -> Silent:
    """What can be said for certain; a line that broke later is silence, whatever broke it."""
    causes = tuple(_causes(failed))
    if watch.failed_to_secure and any(isinstance(one, ssl.SSLError) for one in causes):
        refused = any(isinstance(one, ssl.SSLCertVerificationError) for one in causes)
        return CertificateRefused() if refused else NotSecure()
    if any(isinstance(one, (httpx.ProxyError, SOCKSError)) for one in causes):
        return ProxySaidNo()
    if watch.failed_to_connect:
        return NoSuchName() if any(isinstance(one, socket.gaierror) for one in causes) else NotConnected()
    return Silent()


def _causes(error: BaseException) -> Iterator[BaseException]:
    """It, and what the HTTP library made it of."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _read(answer: httpx.Response, asked: Asked, watch: _Watch) -> bytes:
    if "content-encoding" in answer.headers and not asked.as_it_comes:
        raise Unusable("The answer is packed, which nobody asked for.")
    bound, body = asked.most if answer.is_success else MOST_OF_A_REFUSAL, bytearray()
    for piece in answer.iter_raw() if asked.as_it_comes else answer.iter_bytes():
        if watch.is_over():
            raise Silent
        body += piece
        if len(body) > bound:
            raise Unusable("The answer is larger than it may be.")
    # An answer without a length ends when its connection does, also when it is shut here.
    if watch.is_over():
        raise Silent
    return bytes(body)


class _Watch:
    """Shuts the one connection of an exchange when its time is over, and leaves none open that is not kept."""

    def __init__(self, seconds: float, kept: list[socket.socket] | None) -> None:
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._keeps = kept is not None
        self._lines: list[socket.socket] = [] if kept is None else kept
        self._over = False
        self.failed_to_connect = False
        self.failed_to_secure = False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            if self._keeps and error is None:
                return
            for line in self._lines:
                # The HTTP library leaves one open to a proxy that failed.
                line.close()
            self._lines.clear()

    def is_over(self) -> bool:
        return self._over

    def see(self, event: str, what: Mapping[str, Any]) -> None:
        """Told by the HTTP library of each of its steps: of a connection that is made, and made again inside TLS."""
        self.failed_to_connect |= event.endswith(".connect_tcp.failed")
        self.failed_to_secure |= event.endswith(".start_tls.failed")
        if not event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            return
        with self._lock:
            self._lines.append(what["return_value"].get_extra_info("socket"))
            if self._over:
                self._shut()

    def _end(self) -> None:
        with self._lock:
            self._over = True
            self._shut()

    def _shut(self) -> None:
        for line in self._lines:
            try:
                # Past ssl.SSLSocket, whose own would take the session from under a read that goes on.
                socket.socket.shutdown(line, socket.SHUT_RDWR)
            except OSError:
                continue  # shut already, or gone into the TLS connection that was made of it
