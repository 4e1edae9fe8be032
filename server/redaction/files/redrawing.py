"""A picture drawn anew: covered, made coarser, and written into a fresh file that holds nothing but pixels.

Rules of this file
* Covered first, in the original's own pixels; then made smaller; then covered again, in whole blocks of what is
  written. No pixel of what leaves was computed from a covered one.
* The encoder is given a new picture made of bytes. Whatever hung on the old one, also what a library would carry over
  without being asked, is not there.
* What is made smaller and coarser is harder to trace to a camera or a printer, and not untraceable: decision 40 has
  the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from PIL import Image

from server.redaction.files.boxes import Box, Rectangle, checked_boxes, in_blocks, in_pixels
from server.redaction.files.decoding import Decoded, decoded
from server.redaction.files.kinds import kind_of
from server.redaction.files.picture_proof import ProvenPicture, prove_picture

LONGEST = 1600
"""Pixels on the longest side of a picture that leaves."""
COARSER = 3 / 4
"""Even a small picture is made smaller, so that no pixel is one of the sensor's."""
QUALITY = 80
LEVELS = 32
"""Of each channel. A box that somebody else made nearly black becomes black, and what was under it with it."""


class Ink(StrEnum):
    COLOUR = "colour"
    GREY = "grey"
    """Of red and green alone: a colour printer's yellow dots take light from blue, so they are not seen."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Drawn:
    """Pixels that may be written, and where nothing but black may be found in them."""

    image: Image.Image
    covered: tuple[Rectangle, ...]

    def __repr__(self) -> str:
        return "<drawn picture>"


def redrawn(raw: bytes, boxes: Sequence[Box] = (), ink: Ink = Ink.COLOUR) -> ProvenPicture:
    """A picture drawn anew under these boxes, as a bare JPEG; the same bytes each time.

    Whether a source allows that it leaves is not asked here. Without boxes, it is what a person draws boxes on.
    Raises FileError: what is not taken, too large or unreadable, and NotProven.
    """
    picture = decoded(raw, kind_of(raw), enough=LONGEST * 5 // 4)
    return written(made_smaller(picture, checked_boxes(boxes)), ink)


def made_smaller(picture: Decoded, boxes: Sequence[Box]) -> Drawn:
    longest = max(picture.original)
    share = min(LONGEST / longest, COARSER) * longest / max(picture.image.size)
    size = max(1, round(picture.image.width * share)), max(1, round(picture.image.height * share))
    covered = _covered(picture.image, [in_pixels(one, picture.image.size, picture.smeared) for one in boxes])
    margin = -(-picture.smeared * size[0] // picture.image.width)
    return as_it_is(covered.resize(size, Image.Resampling.LANCZOS), boxes, margin)


def as_it_is(image: Image.Image, boxes: Sequence[Box], margin: int = 0) -> Drawn:
    """Of the size that it has: for pages, whose pixels are ours."""
    where = tuple(in_blocks(one, image.size, margin) for one in boxes)
    return Drawn(_covered(image, where), where)


def written(drawn: Drawn, ink: Ink) -> ProvenPicture:
    """Raises NotProven where the file that was written does not say what was drawn, and that alone."""
    image = _coarse(_inked(drawn.image, ink))
    fresh = Image.frombytes(image.mode, image.size, image.tobytes())
    file = BytesIO()
    finer = "4:4:4" if ink is Ink.GREY else "4:2:0"
    fresh.save(file, "JPEG", quality=QUALITY, subsampling=finer, progressive=False, optimize=False)
    return prove_picture(file.getvalue(), image.size, drawn.covered)


def _covered(image: Image.Image, where: Sequence[Rectangle]) -> Image.Image:
    image = image.copy()
    for rectangle in where:
        image.paste((0, 0, 0), rectangle)
    return image


def _inked(image: Image.Image, ink: Ink) -> Image.Image:
    # The weights of Rec. 601 for red and green, without blue's, made to sum to one.
    return image.convert("L", (0.338, 0.662, 0, 0)) if ink is Ink.GREY else image


def _coarse(image: Image.Image) -> Image.Image:
    top = LEVELS - 1
    levels = [round(round(value * top / 255) * 255 / top) for value in range(256)]
    return image.point(levels * len(image.getbands()))
