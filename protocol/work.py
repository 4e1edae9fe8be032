"""Proof of work: what an upload costs its sender instead of an account or an address. SPEC 9.

SHA-256 over the label, the part's id and a nonce must begin with `bits` zero bits. It slows floods; it stops
nobody who rents machines, and a slow phone pays more time for the same bits than a laptop does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from protocol.encoding import Purpose
from protocol.errors import TooLittleWork

NONCE = 8
MAX_BITS = 32
"""About an hour and a half of one core; what intake asks for is far less (policy: 16 to 20)."""
MOST_ADDED = 4
"""Bits that intake may ask for beyond the directory's while more comes than is taken away (SPEC 9.4): sixteen times the
work. At the usual 18 bits and 100,000 hashes a second, a cheap phone's, 42 seconds on average instead of 3."""
_LABEL = Purpose.WORK.value.encode("ascii")
_REPORT_EVERY = 1 << 14


def prove(part_id: bytes, bits: int, start: int = 0, progress: Callable[[int], None] | None = None) -> bytes:
    """Search from `start` for 8 bytes that check_work accepts: about 2^bits tries, half a microsecond each.

    `progress` is called with the number of tries so far, every 16,384 of them.
    """
    if not 0 <= bits <= MAX_BITS:
        raise ValueError("work is 0 to 32 bits")
    prefix = hashlib.sha256(_LABEL + part_id)
    limit = 1 << (256 - bits)
    tries = 0
    while True:
        nonce = ((start + tries) % 2**64).to_bytes(NONCE, "big")
        attempt = prefix.copy()
        attempt.update(nonce)
        if int.from_bytes(attempt.digest(), "big") < limit:
            return nonce
        tries += 1
        if progress and tries % _REPORT_EVERY == 0:
            progress(tries)


def check_work(part_id: bytes, nonce: bytes, bits: int) -> None:
    """Return only if the nonce is 8 bytes and proves `bits` bits for this part; else raise TooLittleWork."""
    if len(nonce) != NONCE or int.from_bytes(hashlib.sha256(_LABEL + part_id + nonce).digest(), "big") >> (256 - bits):
        raise TooLittleWork


def most_asked(bits: int) -> int:
    """The most bits that anyone may be asked for under a directory that asks for `bits`."""
    return min(bits + MOST_ADDED, MAX_BITS)
