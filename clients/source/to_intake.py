"""From a source to intake: the directory, sealed parts, posts. No account, no cookie, nothing kept.

Every part goes over a connection of its own (through Tor: a circuit of its own), so that two parts of a report are
not tied together by the connection that brought them.
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from clients.source.errors import CannotReach, IntakeRefused, NotAccepted
from protocol.acceptance import Acceptance, check_acceptance
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import SignedDirectory, TrustedDirectory
from protocol.errors import ProtocolError
from protocol.ids import to_text
from protocol.sealing import SealedPart
from protocol.work import prove

SECONDS = 120.0
"""Patience for one exchange: Tor over 2G is slow."""
MAILBOX_BUCKETS = 256


@dataclass(frozen=True, slots=True)
class Intake:
    """Where intake is, and through which proxy: `socks5h://127.0.0.1:9050` lets Tor resolve the name too."""

    url: str
    proxy: str | None = None
    transport: httpx.BaseTransport | None = None

    def fetch_directory(self) -> bytes:
        """A SignedDirectory, unchecked. Raises CannotReach or IntakeRefused."""
        return self._exchange("GET", "/v1/directory", SignedDirectory.BOUND)

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
        answer = self._post(f"/v1/mailboxes/{bucket}", post, identifier, directory, working)
        _check(answer, identifier, directory)

    def _post(
        self, path: str, body: bytes, identifier: bytes, directory: TrustedDirectory, working: Callable[[], None]
    ) -> bytes:
        nonce = prove(identifier, directory.contents.work_bits, progress=lambda _: working())
        headers = {"content-type": CBOR, WORK_HEADER: to_text(nonce)}
        return self._exchange("POST", path, Acceptance.BOUND, body, headers)

    def _exchange(
        self, method: str, path: str, bound: int, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> bytes:
        try:
            with (
                httpx.Client(
                    base_url=self.url, proxy=self.proxy, transport=self.transport, timeout=SECONDS, trust_env=False
                ) as client,
                client.stream(method, path, content=body, headers={"user-agent": "", **(headers or {})}) as answer,
            ):
                return _read(answer, bound)
        except (httpx.HTTPError, ssl.SSLError, OSError):
            raise CannotReach from None


def _read(answer: httpx.Response, bound: int) -> bytes:
    read = bytearray()
    for piece in answer.iter_bytes():
        read += piece
        if len(read) > bound + 4096:
            raise IntakeRefused("The answer is larger than it may be.")
    if answer.is_error:
        raise IntakeRefused(_said(answer.status_code, bytes(read)))
    return bytes(read)


def _said(status: int, body: bytes) -> str:
    """The problem document's own words (RFC 9457), or the bare status."""
    try:
        said = httpx.Response(status, content=body).json()
    except ValueError:
        return f"Intake did not take this ({status})."
    words = said.get("detail") or said.get("title") if isinstance(said, dict) else None
    return f"Intake did not take this: {str(words)[:300]}" if words else f"Intake did not take this ({status})."


def _check(answer: bytes, identifier: bytes, directory: TrustedDirectory) -> None:
    try:
        check_acceptance(Acceptance.from_bytes(answer), identifier, directory)
    except ProtocolError:
        raise NotAccepted from None
