"""Two heads of the log that one reader was shown: do they alone prove a lie? SPEC 14.9.

Rules of this file
* No proof is asked for. So a larger head that does not go on from the smaller one is not found here, and a smaller one
  may be no more than late.
* A witness co-signs no head that is smaller than one that it co-signed before (SPEC 14.7). Where its words say that it
  did, that witness or the log is not to be relied on; the other one may have done nothing.
* Of two heads it does not matter which one came first: what they prove, they prove in either order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from protocol.checkpoint import Checkpoint
from protocol.cosignature import Cosignature, cosignatures_on, read_head
from protocol.directory import TrustedDirectory
from protocol.errors import HeadTakenBack, LogForked


class Order(Enum):
    """How a head lies to one that was seen before it, where the two prove no lie."""

    SAME = "same"
    LARGER = "larger"
    SMALLER = "smaller"


@dataclass(frozen=True, slots=True)
class SeenHead:
    """A head that the log signed, and the newest word of each witness on the note that it came in."""

    head: Checkpoint
    words: tuple[Cosignature, ...]


def read_seen(note: bytes, directory: TrustedDirectory, now: float) -> SeenHead:
    """Raises CheckpointRefused or NoSuchDevice: the log did not sign it, or a witness's word on it does not hold."""
    return SeenHead(read_head(note, directory), cosignatures_on(note, directory, now))


def compare_heads(seen: SeenHead, shown: SeenHead) -> Order:
    """Where `shown` lies, held against `seen`. Both must be of one log, as read_seen gives them.

    Raises LogForked or HeadTakenBack where the two prove it to anyone.
    """
    if seen.head.size == shown.head.size:
        if seen.head.root != shown.head.root:
            raise LogForked
        return Order.SAME
    if seen.head.size < shown.head.size:
        _check_not_taken_back(shown, seen)
        return Order.LARGER
    _check_not_taken_back(seen, shown)
    return Order.SMALLER


def _check_not_taken_back(larger: SeenHead, smaller: SeenHead) -> None:
    """Return only if no witness gave the smaller one a later word than the larger one. Raises HeadTakenBack."""
    said = {one.witness: one.at for one in larger.words}
    if any(one.witness in said and one.at > said[one.witness] for one in smaller.words):
        raise HeadTakenBack
