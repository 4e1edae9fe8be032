"""A part that is open: readable, in memory, and silent when anybody prints it.

Python cannot reliably wipe memory. What `Reading` forgets is no longer referenced, so it is freed and sooner or later
overwritten; until then whoever can read this process's memory can read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from protocol.consent import Terms
from protocol.contents import Evidence, Identity, Testimony
from protocol.errors import ProtocolError
from protocol.ids import PartKind
from server.redaction.errors import NotReadable

Contents = Testimony | Identity | Evidence


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Opened:
    """One part's contents and the consent they were opened under. Its words come out by `texts()` only."""

    part: bytes
    part_key: bytes
    """What the source signs later versions of this part's consent with."""
    kind: PartKind
    terms: Terms
    """In force on the day it was opened."""
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


def decode_opened(part: bytes, part_key: bytes, kind: PartKind, terms: Terms, raw: bytes) -> Opened:
    """Raises NotReadable for contents that are not of this kind."""
    try:
        return Opened(part, part_key, kind, terms, _DECODERS[kind].from_bytes(raw), len(raw))
    except ProtocolError:
        raise NotReadable from None
