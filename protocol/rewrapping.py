"""A desk's box of a part sealed anew to the desk's next key, so that its old one can be destroyed: SPEC 11.5 to 11.7.

Rules of this file
* A desk never needs the shares for it: d alone is sealed anew, and d alone opens nothing.
* A re-wrapped box lies beside the part and is believed by nobody: the key commitment in the part's id finds a false d.
* The old key goes only when what was kept elsewhere has come back and opens (`not_safe`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from protocol.directory import GRACE_DAYS, TrustedDirectory
from protocol.encoding import Purpose
from protocol.errors import CannotOpen
from protocol.primitives import SealKey, open_secret, same, seal_secret
from protocol.sealing import SealedPart, open_with, seat_context


@dataclass(frozen=True, slots=True)
class DeskBox:
    """d of one part as one desk has it, in the part or re-wrapped since. `number` is the desk's place, from 1."""

    part: bytes
    number: int
    sealed: bytes = field(repr=False)
    rewrapped: bool

    def open(self, key: SealKey) -> bytes:
        """d. Raises CannotOpen."""
        purpose = Purpose.DESK_REWRAP if self.rewrapped else Purpose.DESK_BOX
        return open_secret(key, purpose, seat_context(self.part, self.number), self.sealed)


def box_of(part: SealedPart, number: int) -> DeskBox:
    """The box that came with a part. Raises CannotOpen for a place that it does not have."""
    if not 1 <= number <= len(part.desks):
        raise CannotOpen
    return DeskBox(part.id(), number, part.desks[number - 1], rewrapped=False)


def rewrap(box: DeskBox, old: SealKey, new: bytes) -> DeskBox:
    """The same d, sealed to the desk's new public key. Raises CannotOpen."""
    sealed = seal_secret(new, Purpose.DESK_REWRAP, seat_context(box.part, box.number), box.open(old))
    return DeskBox(box.part, box.number, sealed, rewrapped=True)


def open_rewrapped_part(part: SealedPart, held: Mapping[int, bytes], desk_key: SealKey, box: DeskBox) -> bytes:
    """Open a part with a quorum's shares and a box that lay beside it. Raises as `open_part`."""
    if box.part != part.id() or not box.rewrapped:
        raise CannotOpen
    return open_with(part, held, lambda: box.open(desk_key))


def not_safe(staying: Iterable[DeskBox], kept: Mapping[bytes, DeskBox], old: SealKey, new: SealKey) -> Iterator[bytes]:
    """The parts that would be lost to this desk if the old key were destroyed now; there must be none.

    staying: the boxes that the old key opens, of parts that are to stay. kept: by part, what came back from where the
    re-wrapped boxes are kept.
    """
    for box in staying:
        again = kept.get(box.part)
        if again is None or not _same_secret(box, again, old, new):
            yield box.part


def _same_secret(box: DeskBox, again: DeskBox, old: SealKey, new: SealKey) -> bool:
    if (again.part, again.number, again.rewrapped) != (box.part, box.number, True):
        return False
    try:
        return same(box.open(old), again.open(new))
    except CannotOpen:
        return False


def first_day_without(last_with_it: TrustedDirectory) -> int:
    """The first day on which no client seals any more under the last directory that names the old key (SPEC 4.3)."""
    return last_with_it.contents.expires + GRACE_DAYS + 1
