"""The last look at a picture that was drawn anew: every byte of it has a place in a list, or it does not leave.

Rules of this file
* It does not look for what is forbidden. It knows the few segments that a bare JPEG has, in their order, and refuses
  all else: no Exif, XMP, IPTC, comment, colour profile or thumbnail has a place here, nor a byte behind the end.
* It is no part of what wrote the file, and believes nothing of it. Only then are the pixels looked at, under each box.
* `prove_picture` is the only maker of a ProvenPicture.

Source: ITU-T T.81, annex B, for the segments; ITU-T T.871 for JFIF.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, JpegImagePlugin

from server.redaction.files.boxes import Rectangle, Size
from server.redaction.files.errors import NotProven

_JFIF = b"JFIF\0\x01\x01\x00\x00\x01\x00\x01\x00\x00"
"""Version 1.01, no unit, square pixels, a thumbnail of nothing."""
_APP0, _DQT, _SOF0, _DHT, _SOS = 0xE0, 0xDB, 0xC0, 0xC4, 0xDA
_ORDER = re.compile(b"%c%c{1,2}%c%c{2,4}%c" % (_APP0, _DQT, _SOF0, _DHT, _SOS))
_LENGTHS = {_APP0: {14}, _DQT: {65}, _SOF0: {9, 15}, _DHT: set(range(18, 180)), _SOS: {6, 10}}
_MARK = re.compile(rb"\xff[^\x00]", re.DOTALL)
"""What no picture's data has in it: the first one ends it."""
_END = b"\xff\xd9"
_SAMPLED = {1: b"\x01\x11\x00", 3: b"\x01\x22\x00\x02\x11\x01\x03\x11\x01"}
"""Of each component: its number, across and down how fine, by which table it is rounded."""
_NEARLY = 3
"""Of 255: how far from black the encoder's rounding may come."""
_NOTHING_BESIDE = frozenset({"jfif", "jfif_version", "jfif_unit", "jfif_density"})


@dataclass(frozen=True, slots=True, repr=False)
class ProvenPicture:
    """A JPEG in which nothing is but what can be seen, black wherever it was to be covered."""

    data: bytes
    size: Size
    covered: tuple[Rectangle, ...]
    grey: bool

    def __repr__(self) -> str:
        return "<picture>"


def prove_picture(raw: bytes, size: Size, covered: Sequence[Rectangle]) -> ProvenPicture:
    """Raises NotProven for a file with anything else in it, of another size, or not black where it was covered."""
    prove_segments(raw, size)
    try:
        grey = _prove_covered(raw, size, covered)
    except (OSError, SyntaxError, ValueError):
        raise NotProven from None
    return ProvenPicture(raw, size, tuple(covered), grey)


def prove_segments(raw: bytes, size: Size) -> None:
    """From the first byte to the last, in one walk that decodes nothing. Raises NotProven."""
    if raw[:2] != b"\xff\xd8":
        raise NotProven
    at, seen = 2, bytearray()
    while not seen or seen[-1] != _SOS:
        body = _segment(raw, at)
        seen.append(raw[at + 1])
        _prove_segment(seen[-1], body, size)
        at += 4 + len(body)
    if not _ORDER.fullmatch(seen) or not _is_data_to_the_end(raw, at):
        raise NotProven


def _is_data_to_the_end(raw: bytes, at: int) -> bool:
    """Searched for and not matched: matching keeps a note for each byte, and a room that was taken over sends many."""
    mark = _MARK.search(raw, at)
    return mark is not None and mark.start() > at and mark.start() == len(raw) - 2 and mark.group() == _END


def _segment(raw: bytes, at: int) -> bytes:
    if at + 4 > len(raw) or raw[at] != 0xFF:
        raise NotProven
    (length,) = struct.unpack_from(">H", raw, at + 2)
    body = raw[at + 4 : at + 2 + length]
    if len(body) != length - 2 or len(body) not in _LENGTHS.get(raw[at + 1], ()):
        raise NotProven
    return body


def _prove_segment(marker: int, body: bytes, size: Size) -> None:
    width, height = size
    fits = True
    match marker:
        case 0xE0:
            fits = body == _JFIF
        case 0xC0:
            fits = struct.unpack(">BHH", body[:5]) == (8, height, width) and body[6:] == _SAMPLED.get(body[5])
        case 0xC4:
            fits = len(body) == 17 + sum(body[1:17])
        case 0xDA:
            fits = len(body) == 4 + 2 * body[0] and body[-3:] == b"\x00\x3f\x00"
    if not fits:
        raise NotProven


def _prove_covered(raw: bytes, size: Size, covered: Sequence[Rectangle]) -> bool:
    """Whether it is grey."""
    with JpegImagePlugin.JpegImageFile(BytesIO(raw)) as image:
        image.draft("L" if image.mode == "L" else "YCbCr", None)
        if image.size != size or not _NOTHING_BESIDE.issuperset(image.info):
            raise NotProven
        image.load()
        light, *colours = image.split()
        for rectangle in covered:
            _within(light, rectangle, 0, _NEARLY)
            for colour in colours:
                _within(colour, _inner(rectangle), 128 - _NEARLY, 128 + _NEARLY)
        return not colours


def _within(plane: Image.Image, rectangle: Rectangle, lowest: int, highest: int) -> None:
    least, most = plane.crop(rectangle).getextrema()
    # Of a plane it is a pair of numbers; Pillow's types also know pictures of several planes.
    if isinstance(least, tuple) or isinstance(most, tuple) or not (lowest <= least and most <= highest):
        raise NotProven


def _inner(rectangle: Rectangle) -> Rectangle:
    """Without the rim, where a decoder blends colours, which are half as fine as light, with those beside them."""
    left, top, right, bottom = rectangle
    return left + 1, top + 1, max(left + 2, right - 1), max(top + 2, bottom - 1)
