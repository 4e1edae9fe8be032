"""Two heads of the log that one reader was shown: do they alone prove a lie? SPEC 14.9.

Rules of this file
* No proof is asked for. So a larger head that does not go on from the smaller one is not found here, and a smaller one
  may be no more than late.
* A witness co-signs no head that is smaller than one that it co-signed before (SPEC 14.7). Where its words say that it
  did, that witness or the log is not to be relied on; the other one may have done nothing.
* Of two heads it does not matter which one came first: what they prove, they prove in either order.
"""

from __future__ import annotations

from enum import Enum

from protocol.checkpoint import Checkpoint
from protocol.cosignature import cosignatures_on, read_head
from protocol.directory import TrustedDirectory
from protocol.errors import HeadTakenBack, LogForked


class Order(Enum):
    """How a head lies to one that was seen before it, where the two prove no lie."""

    SAME = "same"
    LARGER = "larger"
    SMALLER = "smaller"


def compare_heads(seen: bytes, shown: bytes, directory: TrustedDirectory, now: float) -> Order:
    """Where the head in the note `shown` lies, held against the one in the note `seen`. Both must be of the log.

    Raises LogForked or HeadTakenBack where these two notes prove it to anyone; CheckpointRefused or NoSuchDevice for
    what the directory's log did not sign.
    """
    before, after = read_head(seen, directory), read_head(shown, directory)
    if before.size == after.size:
        return _of_one_size(before, after)
    if before.size < after.size:
        _check_not_taken_back(shown, seen, directory, now)
        return Order.LARGER
    _check_not_taken_back(seen, shown, directory, now)
    return Order.SMALLER


def _of_one_size(one: Checkpoint, other: Checkpoint) -> Order:
    if one.root != other.root:
        raise LogForked
    return Order.SAME


def _check_not_taken_back(larger: bytes, smaller: bytes, directory: TrustedDirectory, now: float) -> None:
    """Return only if no witness gave the smaller one a later word than the larger one. Raises HeadTakenBack."""
    said = {one.witness: one.at for one in cosignatures_on(larger, directory, now)}
    if any(one.witness in said and one.at > said[one.witness] for one in cosignatures_on(smaller, directory, now)):
        raise HeadTakenBack
