"""What a page hands out before anyone is signed in, and takes back once: a door that anyone can knock at writes no row.

A ticket is a nonce and an end, under a key that lives as long as the process. It is good for one purpose, one subject
and one browser. What was taken is remembered until it would have ended; a restart forgets the key with it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from protocol.encoding import encode
from protocol.primitives import Randomness, same
from server.policy.accounts.errors import TicketRefused, TooManyTries

NONCE = 32
SECONDS = 600
MOST_TAKEN = 20_000
_END = 8
_MAC = 32


@dataclass(frozen=True, slots=True)
class Ticket:
    """What was given: the text for the page, and the nonce that challenges are made of."""

    text: str
    nonce: bytes


class Tickets:
    """One for a zone. `clock` gives seconds since 1970."""

    def __init__(self, clock: Callable[[], float], random: Randomness) -> None:
        self._clock, self._random, self._key = clock, random, random(32)
        self._taken: dict[bytes, int] = {}

    def give(self, purpose: str, about: bytes, browser: bytes) -> Ticket:
        """`about`: what it is for; `browser`: what only the browser that gets it has."""
        nonce = self._random(NONCE)
        end = (int(self._clock()) + SECONDS).to_bytes(_END, "big")
        raw = nonce + end + self._mac(purpose, about, browser, nonce, end)
        return Ticket(base64.urlsafe_b64encode(raw).decode(), nonce)

    def take(self, text: str, purpose: str, about: bytes, browser: bytes) -> Ticket:
        """The ticket again, once. Raises TicketRefused; TooManyTries where as many were taken as can be remembered."""
        nonce, end, mac = _parts(text)
        now = self._clock()
        if not same(mac, self._mac(purpose, about, browser, nonce, end)):
            raise TicketRefused
        if int.from_bytes(end, "big") < now or nonce in self._taken:
            raise TicketRefused
        self._remember(nonce, int.from_bytes(end, "big"), now)
        return Ticket(text, nonce)

    def derived(self, purpose: str, nonce: bytes) -> str:
        """A secret of this zone that belongs to a ticket: the same each time, and to be known from nothing else."""
        raw = hmac.digest(self._key, encode(["derived", purpose, nonce]), hashlib.sha256)
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    def _remember(self, nonce: bytes, end: int, now: float) -> None:
        if len(self._taken) >= MOST_TAKEN:
            self._taken = {one: until for one, until in self._taken.items() if until >= now}
        if len(self._taken) >= MOST_TAKEN:
            raise TooManyTries
        self._taken[nonce] = end

    def _mac(self, purpose: str, about: bytes, browser: bytes, nonce: bytes, end: bytes) -> bytes:
        return hmac.digest(self._key, encode(["ticket", purpose, about, browser, nonce, end]), hashlib.sha256)


def _parts(text: str) -> tuple[bytes, bytes, bytes]:
    try:
        raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise TicketRefused from None
    if len(raw) != NONCE + _END + _MAC:
        raise TicketRefused
    return raw[:NONCE], raw[NONCE:-_MAC], raw[-_MAC:]
