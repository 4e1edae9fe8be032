"""What a person covers in one file, which pages they leave out, and which they looked at as they now are: pure.

Positions alone, and nothing of a file. They are in the session's memory, and go with the opening.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from server.redaction.files.boxes import MOST_BOXES, WHOLE, Box
from server.redaction.files.errors import NotABox
from server.redaction.files.kinds import Kind
from server.redaction.room.questions import Sight

PERCENT = WHOLE // 100
_NEVER: tuple[None, bytes] = (None, b"")


@dataclass(frozen=True, slots=True)
class Sighted:
    """Where something may be: proposed, and covered by nobody yet."""

    box: Box
    sight: Sight


@dataclass(slots=True, repr=False)
class Cover:
    """Of one file; its pages are counted from 0. A document that is cleaned whole has none."""

    kind: Kind
    pages: int
    turn: int = 0
    """Grows with each change, so that no browser shows an earlier picture."""
    proposals: dict[int, tuple[Sighted, ...]] = field(default_factory=dict)
    _boxes: dict[int, tuple[Box, ...]] = field(default_factory=dict)
    _left_out: set[int] = field(default_factory=set)
    _looked_at: dict[int, tuple[tuple[Box, ...], bytes]] = field(default_factory=dict)
    """With the boxes that the page had then, and what its picture is known by."""

    def boxes(self, page: int) -> tuple[Box, ...]:
        return self._boxes.get(page, ())

    def all_boxes(self) -> list[tuple[int, Box]]:
        return [(page, one) for page, boxes in sorted(self._boxes.items()) for one in boxes]

    def cover(self, page: int, box: Box) -> None:
        """Raises NotABox for one too many."""
        if len(self.all_boxes()) >= MOST_BOXES:
            raise NotABox
        self._boxes[page] = tuple(dict.fromkeys((*self.boxes(page), box)))
        self.turn += 1

    def uncover(self, page: int, at: int) -> None:
        """Raises NotABox where there is none."""
        boxes = self.boxes(page)
        if not 0 <= at < len(boxes):
            raise NotABox
        self._boxes[page] = (*boxes[:at], *boxes[at + 1 :])
        self.turn += 1

    def leave_out(self, page: int) -> None:
        self._left_out.add(page)

    def take_in(self, page: int) -> None:
        self._left_out.discard(page)

    def is_left_out(self, page: int) -> bool:
        return page in self._left_out

    def note_looked(self, page: int, boxes: Sequence[Box], picture: bytes) -> None:
        """It was shown under these boxes, which may not be the ones that it has by now. `picture`: what it is known
        by."""
        self._looked_at[page] = tuple(boxes), picture

    def looked_at(self, page: int) -> bytes:
        """What the picture that was shown of it last is known by; nothing where none was."""
        return self._looked_at.get(page, _NEVER)[1]

    def wanted(self) -> list[int]:
        return [page for page in range(self.pages) if page not in self._left_out]

    def not_looked_at(self) -> list[int]:
        """Pages of the copy that nobody was shown with the boxes that they have now."""
        return [page for page in self.wanted() if self._looked_at.get(page, _NEVER)[0] != self.boxes(page)]


def share_of(text: str) -> int:
    """Of a whole, in ten-thousandths: `12`, `12.5` or `12,25` percent, in whatever digits. Raises NotABox."""
    plain = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text.strip())
    whole, _, part = plain.replace(",", ".").replace("\u066b", ".").partition(".")
    if not (whole.isdecimal() and len(whole) <= 3 and len(part) <= 2 and (part.isdecimal() or not part)):
        raise NotABox
    return int(whole) * PERCENT + int(part.ljust(2, "0"))


def percent(share: int) -> str:
    """As `share_of` reads it again."""
    whole, part = divmod(share, PERCENT)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".")
