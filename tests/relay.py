"""What somebody sees who watches the line, and what a bad line does: a relay between browser and server on loopback.

It forwards bytes as they come. Of each request and its answer it keeps what TLS would leave to see, how many bytes went
each way and in which order; and what a test needs to tell them apart. It can cut all lines after so many bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httptools

LOOPBACK = "127.0.0.1"
AT_ONCE = 65_536
DOWN = 0.5
"""Seconds that a cut line stays away: a browser asks again by itself, unseen, where only a connection was lost."""


@dataclass(slots=True)
class Exchange:
    """One request and its answer, in bytes, heads and all. `status` is 0 where no whole answer came back."""

    method: str = ""
    path: str = ""
    body: bytes = b""
    """SHA-256 of it."""
    sent: int = 0
    received: int = 0
    status: int = 0


@dataclass
class Relay:
    """Listens on a port of its own and forwards to `port`. `exchanges`: every request, in the order of beginning."""

    port: int
    exchanges: list[Exchange] = field(default_factory=list)
    cuts: int = 0
    _left: list[int] = field(default_factory=list)
    _lost: str | None = None
    _meanwhile: Callable[[], None] = lambda: None
    _up_again: float = 0.0
    _open: set[socket.socket] = field(default_factory=set)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self._listener = socket.create_server((LOOPBACK, 0))

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self._listener.getsockname()[1]}"

    def cut_after(self, *sizes: int, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Cut all lines when so many more bytes have gone out, and again so many after that."""
        self._left, self._meanwhile = list(sizes), meanwhile

    def lose_the_answer_to(self, path: str) -> None:
        """Cut all lines when the next answer to this path comes back, and let nothing of it through."""
        self._lost = path

    def serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._hang_up()

    def begin(self) -> Exchange:
        with self._lock:
            self.exchanges.append(Exchange())
            return self.exchanges[-1]

    def _relay(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            if time.monotonic() < self._up_again:
                return
            with socket.create_connection((LOOPBACK, self.port)) as server:
                self._forward(client, server)

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        both = {client, server}
        with self._lock:
            self._open |= both
        line = _Line(self)
        back = threading.Thread(
            target=_pass_on, args=(server, client, lambda piece: self._comes_back(line, piece)), daemon=True
        )
        back.start()
        _pass_on(client, server, lambda piece: self._goes_out(line, piece))
        back.join()
        with self._lock:
            self._open -= both

    def _goes_out(self, line: _Line, piece: bytes) -> None:
        line.goes_out(piece)
        with self._lock:
            if not self._left:
                return
            self._left[0] -= len(piece)
            if self._left[0] > 0:
                return
            self._left.pop(0)
            self._cut()
        self._meanwhile()

    def _comes_back(self, line: _Line, piece: bytes) -> None:
        with self._lock:
            if self._lost and line.asked_for(self._lost):
                self._lost = None
                self._cut()
                raise ConnectionAbortedError
        line.comes_back(piece)

    def _cut(self) -> None:
        self.cuts += 1
        self._up_again = time.monotonic() + DOWN
        self._hang_up()

    def _hang_up(self) -> None:
        with self._lock:
            cut, self._open = self._open, set()
        for one in cut:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


def _pass_on(source: socket.socket, to: socket.socket, noted: Callable[[bytes], None]) -> None:
    """Each piece is noted before it goes on: who has an answer finds it noted."""
    with contextlib.suppress(OSError):
        while piece := source.recv(AT_ONCE):
            noted(piece)
            to.sendall(piece)
    with contextlib.suppress(OSError):
        to.shutdown(socket.SHUT_WR)


class _Line:
    """One connection: its requests and answers, one after the other."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._now: Exchange | None = None
        self._asking, self._answering = _Asking(self), _Answering(self)

    def goes_out(self, piece: bytes) -> None:
        self._now = self._now or self._relay.begin()
        self._now.sent += len(piece)
        self._asking.parser.feed_data(piece)

    def comes_back(self, piece: bytes) -> None:
        if self._now is None:
            return
        self._now.received += len(piece)
        self._answering.parser.feed_data(piece)

    def asked_for(self, path: str) -> bool:
        return self._now is not None and self._now.path == path

    def asked(self, method: str, path: str, body: bytes) -> None:
        assert self._now
        self._now.method, self._now.path, self._now.body = method, path, body

    def answered(self, status: int) -> None:
        assert self._now
        self._now.status, self._now = status, None


class _Asking:
    def __init__(self, line: _Line) -> None:
        self._line, self._path, self._body = line, b"", hashlib.sha256()
        self.parser: Any = httptools.HttpRequestParser(self)

    def on_message_begin(self) -> None:
        self._path, self._body = b"", hashlib.sha256()

    def on_url(self, piece: bytes) -> None:
        self._path += piece

    def on_headers_complete(self) -> None:
        self._tell(b"")

    def on_body(self, piece: bytes) -> None:
        self._body.update(piece)

    def on_message_complete(self) -> None:
        self._tell(self._body.digest())

    def _tell(self, body: bytes) -> None:
        self._line.asked(self.parser.get_method().decode(), self._path.decode(), body)


class _Answering:
    def __init__(self, line: _Line) -> None:
        self._line = line
        self.parser: Any = httptools.HttpResponseParser(self)

    def on_message_complete(self) -> None:
        self._line.answered(self.parser.get_status_code())


@contextlib.contextmanager
def relayed(port: int) -> Iterator[Relay]:
    """A relay to a server on loopback, gone at the end of the block."""
    relay = Relay(port)
    threading.Thread(target=relay.serve, daemon=True).start()
    try:
        yield relay
    finally:
        relay.close()
