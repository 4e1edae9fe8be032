"""From a source or a gateway to intake: the directory, sealed parts, posts. No account, no cookie, nothing kept.

Every part goes over a connection of its own, so that two parts of a report are not tied together by the connection
that brought them; a large one in pieces, so that a line that breaks loses little (in_pieces.py). Through a `socks5h`
proxy each connection also names itself by a random user name and password: Tor gives streams of different names
different circuits (IsolateSOCKSAuth).

IntakeDoorError
├── AsksTooMuch
├── CannotReach
│   ├── NotIntakesCertificate
│   ├── NoSecureLine
│   ├── NameNotKnown
│   └── ProxyFails
├── IntakeRefused
│   └── IntakeForgot
├── NotAccepted
├── NotAProxy
└── NotAnAddress
    └── OnionNeedsProxy
"""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import httpx

from clients.answer_words import OURS, said, work_asked
from clients.authorities import authorities
from clients.exchange import (
    SECONDS_IN_ALL,
    Answer,
    Asked,
    CertificateRefused,
    NoSuchName,
    NotConnected,
    NotSecure,
    ProxySaidNo,
    Silent,
    Unusable,
    exchange,
)
from clients.in_pieces import Ask, Bringing, Gone
from protocol.acceptance import Acceptance, check_acceptance
from protocol.checkpoint import MAX_NOTE
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import SignedDirectory, TrustedDirectory
from protocol.errors import ProtocolError
from protocol.ids import to_text
from protocol.mailbox import Bucket, SignedMailboxNotice
from protocol.primitives import Randomness, system_random
from protocol.sealing import SealedPart
from protocol.uploads import NewUpload, Upload
from protocol.work import NONCE, most_asked, prove

SECONDS = 120.0
"""Patience for one step of an exchange: Tor over 2G is slow."""
MAILBOX_BUCKETS = 256
LARGEST_WHOLE = 2
"""The largest size class that goes whole; larger ones go in pieces (SPEC 12.4)."""
BEGINNINGS = 3
"""How often an upload is begun, where intake forgets it."""
PIECE_SECONDS = 120.0
"""For the answer to a piece, beside the time that its bytes take: about as long as intake waits for one. Another
connection, made in time, is better than to wait for one that is dead."""


class IntakeDoorError(Exception):
    """Nothing could be brought to intake."""

    def __str__(self) -> str:
        return self.args[0] if self.args else " ".join((type(self).__doc__ or "").split())


class CannotReach(IntakeDoorError):
    """Intake cannot be reached. Try again later, or another way. What is sealed already stays as it is."""


class NotIntakesCertificate(CannotReach):
    """What answers at intake's address cannot prove that it is intake: somebody may stand between. Nothing was sent
    to it. Try from another network, or through Tor. What is sealed already stays as it is."""


class NoSecureLine(CannotReach):
    """No secure line to intake could be made: what answers there may speak no TLS, or somebody may stand between.
    Nothing was sent to it. Try from another network, or through Tor. What is sealed already stays as it is."""


class NameNotKnown(CannotReach):
    """The name in intake's address is not known here. Is it spelled right, and is this machine on a network? What is
    sealed already stays as it is."""


class ProxyFails(CannotReach):
    """The proxy does not bring anything to intake. Does it run, and is it where you said? What is sealed already stays
    as it is."""


class IntakeRefused(IntakeDoorError):
    """Intake did not take this."""


class IntakeForgot(IntakeRefused):
    """Intake forgot again and again what it had of this part. Try again later, or another way."""


class AsksTooMuch(IntakeDoorError):
    """Intake asks for more work than the directory allows, which would keep this device busy for nothing. It was not
    done. Try again later, or another way."""


class NotAccepted(IntakeDoorError):
    """The answer was not intake's signed word that this is kept. Do not rely on it; send again."""


class NotAProxy(IntakeDoorError):
    """The address of a proxy begins with socks5h://, socks5://, http:// or https://, and a name follows; that of Tor is
    socks5h://127.0.0.1:9050 (9150 for Tor Browser)."""


class NotAnAddress(IntakeDoorError):
    """The address of intake begins with https:// or http://, and a name follows."""


class OnionNeedsProxy(NotAnAddress):
    """An .onion address is reached through Tor only. Add: --proxy socks5h://127.0.0.1:9050"""


_UNREACHED: dict[type[Silent], type[CannotReach]] = {
    CertificateRefused: NotIntakesCertificate,
    NotSecure: NoSecureLine,
    NoSuchName: NameNotKnown,
}


@dataclass(frozen=True, slots=True)
class Intake:
    """Where intake is, and through which proxy: `socks5h://127.0.0.1:9050` lets Tor resolve the name too.

    A proxy that takes no user names (not Tor) is written `socks5://`, and resolves the name too. Raises NotAnAddress or
    NotAProxy.
    """

    url: str
    proxy: str | None = None
    transport: httpx.BaseTransport | None = None
    random: Randomness = system_random
    seconds: float = SECONDS_IN_ALL
    """For the whole of an answer."""
    more_work: Callable[[], None] = lambda: None
    """Called before work beyond the usual is done: up to sixteen times as much, or all steps together, 31 times."""
    pause: Callable[[float], None] = time.sleep
    """Waits so many seconds, after a break."""

    def __post_init__(self) -> None:
        self._through()
        try:
            address = httpx.URL(self.url)
        except (httpx.InvalidURL, ValueError, TypeError):
            raise NotAnAddress from None
        if address.scheme not in {"http", "https"} or not address.host:
            raise NotAnAddress
        # Asking the name service for it would tell everyone on the way.
        if address.host.rstrip(".").endswith(".onion") and self.proxy is None:
            raise OnionNeedsProxy

    def _through(self) -> httpx.Proxy | None:
        if self.proxy is None:
            return None
        try:
            proxy = httpx.Proxy(self.proxy)
        except (httpx.InvalidURL, ValueError, TypeError):
            raise NotAProxy from None
        if not proxy.url.host:
            raise NotAProxy
        if proxy.url.scheme == "socks5h" and proxy.auth is None:
            return httpx.Proxy(self.proxy, auth=(to_text(self.random(8)), to_text(self.random(8))))
        return proxy

    def fetch_directory(self) -> bytes:
        """A SignedDirectory, unchecked. Raises CannotReach or IntakeRefused."""
        return self._exchange("GET", "/v1/directory", SignedDirectory.BOUND)

    def fetch_checkpoint(self) -> bytes:
        """A note of the log as intake shows it to everyone, unchecked. Raises CannotReach or IntakeRefused."""
        return self._exchange("GET", "/v1/checkpoint", MAX_NOTE)

    def fetch_notice(self) -> bytes:
        """A SignedMailboxNotice, unchecked. Raises CannotReach or IntakeRefused."""
        return self._exchange("GET", "/v1/mailboxes", SignedMailboxNotice.BOUND)

    def fetch_bucket(self, name: bytes) -> bytes:
        """A Bucket, unchecked. Raises CannotReach or IntakeRefused."""
        return self._exchange("GET", f"/v1/mailboxes/{to_text(name)}", Bucket.BOUND)

    def send_part(
        self,
        part: SealedPart,
        directory: TrustedDirectory,
        working: Callable[[], None],
        came: Callable[[int, int], None] = lambda _came, _of: None,
    ) -> None:
        """Send until intake's signed acceptance is checked; may be called again for the same part.

        `working` is called now and then while proof of work is found. A large part goes in pieces, over as many
        connections as it takes; `came` is told how many of them have come, of how many. Raises CannotReach,
        IntakeRefused, NotAccepted.
        """
        identifier, raw = part.id(), part.to_bytes()
        work = self._work(identifier, directory, working)
        if part.header.size_class <= LARGEST_WHOLE:
            answer = self._post("/v1/parts", raw, work, Acceptance.BOUND)
        else:
            answer = self._bring(raw, work, came)
        _check(answer, identifier, directory)

    def send_post(self, post: bytes, bucket: int, directory: TrustedDirectory, working: Callable[[], None]) -> None:
        """Send one sealed post; errors as for send_part."""
        identifier = hashlib.sha256(post).digest()
        work = self._work(identifier, directory, working)
        answer = self._post(f"/v1/mailboxes/{bucket:02x}", post, work, Acceptance.BOUND)
        _check(answer, identifier, directory)

    def _bring(self, raw: bytes, work: _Work, came: Callable[[int, int], None]) -> bytes:
        new = NewUpload(part=work.identifier, size=len(raw)).to_bytes()
        for _ in range(BEGINNINGS):
            upload = _read_upload(self._post("/v1/uploads", new, work, Upload.BOUND))
            try:
                return _good(Bringing(upload, raw, self._line, came, self.pause).to_the_end())
            except Gone:
                continue
            except Silent as silent:
                raise self._unreached(silent) from None
            except Unusable as unusable:
                raise IntakeRefused(str(unusable)) from None
        raise IntakeForgot

    def _work(self, identifier: bytes, directory: TrustedDirectory, working: Callable[[], None]) -> _Work:
        # From a random number on: where two send the same part, each has a nonce of its own (SPEC 12.3).
        start = int.from_bytes(self.random(NONCE), "big")
        base = directory.contents.work_bits
        return _Work(identifier, base, base, start, working, self.more_work)

    def _post(self, path: str, body: bytes, work: _Work, bound: int) -> bytes:
        """Do the work that the directory asks, and again where intake asks for more, within what SPEC 9.4 allows."""
        while True:
            headers = {"content-type": CBOR, WORK_HEADER: to_text(work.nonce())}
            answer = self.ask(Asked("POST", path, bound, body, headers))
            asked = work_asked(answer.body) if answer.status == httpx.codes.FORBIDDEN else None
            if asked is None:
                return _good(answer)
            work.ask_for(asked)

    def _exchange(self, method: str, path: str, bound: int) -> bytes:
        return _good(self.ask(Asked(method, path, bound)))

    def ask(self, asked: Asked) -> Answer:
        """One exchange, whatever the answer says. Raises CannotReach or IntakeRefused."""
        try:
            with self._client() as client:
                return exchange(client, _unnamed(asked), self.seconds)
        except Silent as silent:
            raise self._unreached(silent) from None
        except (httpx.HTTPError, OSError):
            raise CannotReach from None
        except Unusable as unusable:
            raise IntakeRefused(str(unusable)) from None

    def _unreached(self, silent: Silent) -> CannotReach:
        # Through a proxy it is the proxy that this machine connects to; it looks up the name of intake itself.
        by_proxy = self.proxy is not None and isinstance(silent, (NotConnected, ProxySaidNo))
        return ProxyFails() if by_proxy else _UNREACHED.get(type(silent), CannotReach)()

    @contextmanager
    def _line(self) -> Iterator[Ask]:
        """One connection for all that is asked in the block. What is asked raises Silent or Unusable."""
        kept: list[socket.socket] = []
        seconds = min(self.seconds, PIECE_SECONDS)
        try:
            client = self._client()
        except (httpx.HTTPError, OSError):
            raise Silent from None
        with client:
            yield lambda asked: exchange(client, _unnamed(asked), seconds, kept)

    def _client(self) -> httpx.Client:
        return httpx.Client(
            base_url=self.url,
            proxy=self._through(),
            transport=self.transport,
            timeout=SECONDS,
            trust_env=False,
            verify=authorities(),
        )


@dataclass(slots=True)
class _Work:
    """A nonce for one id, found once; and anew where more is asked."""

    identifier: bytes
    base: int
    bits: int
    start: int
    working: Callable[[], None]
    more_work: Callable[[], None]
    _nonce: bytes | None = None

    def nonce(self) -> bytes:
        if self._nonce is None:
            self._nonce = prove(self.identifier, self.bits, self.start, lambda _: self.working())
        return self._nonce

    def ask_for(self, asked: int) -> None:
        """Each time more than the last, and never more than anyone may be asked: so it ends, whoever answers.

        Raises AsksTooMuch.
        """
        if not self.bits < asked <= most_asked(self.base):
            raise AsksTooMuch
        self.bits, self._nonce = asked, None
        self.more_work()


def _unnamed(asked: Asked) -> Asked:
    return replace(asked, headers={"user-agent": "", **asked.headers})


def _read_upload(answer: bytes) -> bytes:
    try:
        return Upload.from_bytes(answer).upload
    except ProtocolError:
        raise NotAccepted from None


def _good(answer: Answer) -> bytes:
    if not answer.is_yes:
        # Intake says what is not there in words of its own: any other 404 is somebody else's.
        elsewhere = answer.status == httpx.codes.NOT_FOUND and OURS not in answer.body
        hint = ". Is this the address of intake?" if elsewhere else ""
        raise IntakeRefused(f"Intake did not take this: {said(answer.body) or answer.status}{hint}")
    return answer.body


def _check(answer: bytes, identifier: bytes, directory: TrustedDirectory) -> None:
    try:
        check_acceptance(Acceptance.from_bytes(answer), identifier, directory)
    except ProtocolError:
        raise NotAccepted from None
