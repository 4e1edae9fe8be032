"""A part that is open: readable, in memory, and silent when anybody prints it.

Python cannot reliably wipe memory. What `Reading` lets go is no longer referenced, so it is freed and sooner or later
overwritten. What is to be gone for certain goes with the process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from protocol.contents import Evidence, Identity, Testimony
from protocol.errors import ProtocolError
from protocol.ids import PartKind

Contents = Testimony | Identity | Evidence


class NotReadable(Exception):
    """What is in this part is not a report of its kind."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Opened:
    """One part's contents. Its words come out by `texts()` only."""

    part: bytes
    kind: PartKind
    contents: Contents
    size: int
    """Bytes of the contents as they were sealed."""

    def texts(self) -> dict[str, str]:
        """What somebody wrote, by the name of the field: all that a summary must not repeat. Of a file, nothing."""
        written = self.contents.model_dump(include=_WRITTEN[self.kind])
        return {name: text for name, text in written.items() if text}

    def __repr__(self) -> str:
        return "<opened part>"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        raise TypeError("an opened part is not pickled")


_WRITTEN: dict[PartKind, set[str]] = {
    PartKind.TESTIMONY: {"text", "place", "harmed"},
    PartKind.IDENTITY: {"name", "phone", "note"},
    PartKind.EVIDENCE: set(),
}
_DECODERS: dict[PartKind, type[Contents]] = {
    PartKind.TESTIMONY: Testimony,
    PartKind.IDENTITY: Identity,
    PartKind.EVIDENCE: Evidence,
}


def decode_opened(part: bytes, kind: PartKind, raw: bytes) -> Opened:
    """Raises NotReadable for contents that are not of this kind."""
    try:
        return Opened(part, kind, _DECODERS[kind].from_bytes(raw), len(raw))
    except ProtocolError:
        raise NotReadable from None
