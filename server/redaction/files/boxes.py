"""What a person drew over a picture, and how far it reaches.

Rules of this file
* A box hides rather than misses: it only ever grows, first by what a decoder may have smeared of its content into the
  pixels beside it, then to whole blocks of the encoder. So no block that leaves holds both a covered pixel and another.
* A box is in ten-thousandths of the picture as it is seen: it stays where it is whatever size the picture is shown in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.redaction.files.errors import NotABox

WHOLE = 10_000
BLOCK = 16
"""Pixels on a side of what our encoder rounds together: two by two blocks of 8, which share their colours."""
MOST_BOXES = 500
MOST_PAGES = 60
"""Of one document."""

Size = tuple[int, int]
"""Width and height in pixels."""
Rectangle = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are the first that are outside."""


@dataclass(frozen=True, slots=True)
class Box:
    """0 <= left < right <= 10,000, and so from top to bottom. Raises NotABox."""

    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= WHOLE and 0 <= self.top < self.bottom <= WHOLE):
            raise NotABox


def checked_boxes(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """At most MOST_BOXES; raises NotABox."""
    if len(boxes) > MOST_BOXES:
        raise NotABox
    return tuple(boxes)


def in_pixels(box: Box, size: Size, margin: int) -> Rectangle:
    """Every pixel that the box touches and `margin` more on each side, as far as the picture goes."""
    (width, height) = size
    return (
        max(0, box.left * width // WHOLE - margin),
        max(0, box.top * height // WHOLE - margin),
        min(width, -(-box.right * width // WHOLE) + margin),
        min(height, -(-box.bottom * height // WHOLE) + margin),
    )


def in_blocks(box: Box, size: Size, margin: int) -> Rectangle:
    """The same, grown to whole blocks of our encoder."""
    left, top, right, bottom = in_pixels(box, size, margin)
    return (
        left // BLOCK * BLOCK,
        top // BLOCK * BLOCK,
        min(size[0], -(-right // BLOCK) * BLOCK),
        min(size[1], -(-bottom // BLOCK) * BLOCK),
    )
