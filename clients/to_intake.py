"""From a source or a gateway to intake: the directory, sealed parts, posts. No account, no cookie, nothing kept.

Every part goes over a connection of its own, so that two parts of a report are not tied together by the connection
that brought them. Through a `socks5h` proxy each connection also names itself by a random user name and password: Tor
gives streams of different names different circuits (IsolateSOCKSAuth).

IntakeDoorError
├── AsksTooMuch
├── CannotReach
├── IntakeRefused
├── NotAccepted
└── NotAnAddress
    └── OnionNeedsProxy
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import httpx

from clients.answer_words import OURS, bits_in, said, work_asked
from clients.exchange import SECONDS_IN_ALL, Answer, Asked, Silent, Unusable, exchange
from protocol.acceptance import Acceptance, check_acceptance
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import SignedDirectory, TrustedDirectory
from protocol.errors import ProtocolError
from protocol.ids import to_text
from protocol.mailbox import Bucket, SignedMailboxNotice
from protocol.primitives import Randomness, system_random
from protocol.sealing import SealedPart
from protocol.work import most_asked, prove

SECONDS = 120.0
"""Patience for one step of an exchange: Tor over 2G is slow."""
MAILBOX_BUCKETS = 256
ASK_FIRST = 256 * 1024
"""Bytes of a part from which it costs more to send it twice than to ask first how much work it needs."""


class IntakeDoorError(Exception):
    """Nothing could be brought to intake."""

    def __str__(self) -> str:
        return self.args[0] if self.args else (type(self).__doc__ or "").strip()


class CannotReach(IntakeDoorError):
    """Intake cannot be reached. Try again later, or another way. What is sealed already stays as it is."""


class IntakeRefused(IntakeDoorError):
    """Intake did not take this."""


class AsksTooMuch(IntakeDoorError):
    """Intake asks for more work than the directory allows, which would keep this device busy for nothing. It was not
    done. Try again later, or another way."""


class NotAccepted(IntakeDoorError):
    """The answer was not intake's signed word that this is kept. Do not rely on it; send again."""


class NotAnAddress(IntakeDoorError):
    """The address of intake begins with https:// or http://, that of a proxy with socks5h://, socks5:// or http://."""


class OnionNeedsProxy(NotAnAddress):
    """An .onion address is reached through Tor only. Add: --proxy socks5h://127.0.0.1:9050"""


@dataclass(frozen=True, slots=True)
class Intake:
    """Where intake is, and through which proxy: `socks5h://127.0.0.1:9050` lets Tor resolve the name too.

    A proxy that takes no user names (not Tor) is written `socks5://`, and resolves the name too. Raises NotAnAddress.
    """

    url: str
    proxy: str | None = None
    transport: httpx.BaseTransport | None = None
    random: Randomness = system_random
    seconds: float = SECONDS_IN_ALL
    """For the whole of an answer."""
    more_work: Callable[[], None] = lambda: None
    """Called before work beyond the usual is done: up to sixteen times as much, or all steps together, 31 times."""

    def __post_init__(self) -> None:
        try:
            address = httpx.URL(self.url)
            self._through()
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
        proxy = httpx.Proxy(self.proxy)
        if proxy.url.scheme == "socks5h" and proxy.auth is None:
            return httpx.Proxy(self.proxy, auth=(to_text(self.random(8)), to_text(self.random(8))))
        return proxy

    def fetch_directory(self) -> bytes:
        """A SignedDirectory, unchecked. Raises CannotReach or IntakeRefused."""
        return self._exchange("GET", "/v1/directory", SignedDirectory.BOUND)

    def fetch_notice(self) -> bytes:
        """A SignedMailboxNotice, unchecked. Raises CannotReach or IntakeRefused."""
        return self._exchange("GET", "/v1/mailboxes", SignedMailboxNotice.BOUND)

    def fetch_bucket(self, name: bytes) -> bytes:
        """A Bucket, unchecked. Raises CannotReach or IntakeRefused."""
        return self._exchange("GET", f"/v1/mailboxes/{to_text(name)}", Bucket.BOUND)

    def send_part(self, part: SealedPart, directory: TrustedDirectory, working: Callable[[], None]) -> None:
        """Send until intake's signed acceptance is checked; may be called again for the same part.

        `working` is called now and then while proof of work is found. Raises CannotReach, IntakeRefused, NotAccepted.
        """
        identifier = part.id()
        answer = self._post("/v1/parts", part.to_bytes(), identifier, directory, working)
        _check(answer, identifier, directory)

    def send_post(self, post: bytes, bucket: int, directory: TrustedDirectory, working: Callable[[], None]) -> None:
        """Send one sealed post; errors as for send_part."""
        identifier = hashlib.sha256(post).digest()
        answer = self._post(f"/v1/mailboxes/{bucket:02x}", post, identifier, directory, working)
        _check(answer, identifier, directory)

    def _post(
        self, path: str, body: bytes, identifier: bytes, directory: TrustedDirectory, working: Callable[[], None]
    ) -> bytes:
        """Do the work that the directory asks, and again where intake asks for more, within what SPEC 9.4 allows."""
        base = directory.contents.work_bits
        bits = self._asked_now(path, base) if len(body) > ASK_FIRST else base
        while True:
            if bits > base:
                self.more_work()
            nonce = prove(identifier, bits, progress=lambda _: working())
            headers = {"content-type": CBOR, WORK_HEADER: to_text(nonce)}
            answer = self.ask(Asked("POST", path, Acceptance.BOUND, body, headers))
            asked = work_asked(answer.body) if answer.status == httpx.codes.FORBIDDEN else None
            if asked is None:
                return _good(answer)
            bits = _bounded(asked, bits + 1, base)

    def _asked_now(self, path: str, base: int) -> int:
        answer = _good(self.ask(Asked("GET", "/v1/work", 4096)))
        kind = "parts" if path == "/v1/parts" else "posts"
        return _bounded(bits_in(answer, kind), base, base)

    def _exchange(self, method: str, path: str, bound: int) -> bytes:
        return _good(self.ask(Asked(method, path, bound)))

    def ask(self, asked: Asked) -> Answer:
        """One exchange, whatever the answer says. Raises CannotReach or IntakeRefused."""
        asked = replace(asked, headers={"user-agent": "", **asked.headers})
        try:
            with httpx.Client(
                base_url=self.url, proxy=self._through(), transport=self.transport, timeout=SECONDS, trust_env=False
            ) as client:
                return exchange(client, asked, self.seconds)
        except (Silent, httpx.HTTPError, OSError):
            raise CannotReach from None
        except Unusable as unusable:
            raise IntakeRefused(str(unusable)) from None


def _good(answer: Answer) -> bytes:
    if not answer.is_yes:
        # Intake says what is not there in words of its own: any other 404 is somebody else's.
        elsewhere = answer.status == httpx.codes.NOT_FOUND and OURS not in answer.body
        hint = ". Is this the address of intake?" if elsewhere else ""
        raise IntakeRefused(f"Intake did not take this: {said(answer.body) or answer.status}{hint}")
    return answer.body


def _bounded(asked: int | None, least: int, base: int) -> int:
    """Each time more than the last, and never more than anyone may be asked: so it ends, whoever answers."""
    if asked is None or not least <= asked <= most_asked(base):
        raise AsksTooMuch
    return asked


def _check(answer: bytes, identifier: bytes, directory: TrustedDirectory) -> None:
    try:
        check_acceptance(Acceptance.from_bytes(answer), identifier, directory)
    except ProtocolError:
        raise NotAccepted from None
