"""Writes a document of pictures: the least that a PDF can be, byte for byte the same for the same pictures.

No library writes it: each would add a producer, a date or an identifier of its own.
Source: ISO 32000-1, 7.5 (file structure), 7.7 (document structure) and 8.9.5 (images).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from server.redaction.files.boxes import MOST_PAGES, Size
from server.redaction.files.errors import NotProven
from server.redaction.files.picture_proof import prove_segments

HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
POINTS = 72 / 150
"""Of a pixel: a page has the size that it was drawn from at 150 pixels an inch."""
_PICTURE = re.compile(
    rb"/Width (\d{1,5}) /Height (\d{1,5}) /ColorSpace /Device(RGB|Gray) /BitsPerComponent 8 /Filter /DCTDecode "
    rb"/Length (\d{1,8}) >>\nstream\n"
)


class Pictured(Protocol):
    """A JPEG that makes a page."""

    @property
    def data(self) -> bytes: ...
    @property
    def size(self) -> Size: ...
    @property
    def grey(self) -> bool: ...


@dataclass(frozen=True, slots=True, repr=False)
class _Bare:
    data: bytes
    size: Size
    grey: bool


def prove_written(raw: bytes) -> list[bytes]:
    """The pictures of a document that is, byte for byte, what `pdf_of` writes of them; nothing is decoded.

    For whoever is handed one, and did not see its pictures proved. Raises NotProven.
    """
    pictures: list[_Bare] = []
    at = 0
    while len(pictures) < MOST_PAGES and (found := _PICTURE.search(raw, at)):
        width, height, length = int(found[1]), int(found[2]), int(found[4])
        at = found.end() + length
        pictures.append(_Bare(raw[found.end() : at], (width, height), found[3] == b"Gray"))
        prove_segments(pictures[-1].data, pictures[-1].size)
    if not pictures or pdf_of(pictures) != raw:
        raise NotProven
    return [one.data for one in pictures]


def pdf_of(pictures: Sequence[Pictured]) -> bytes:
    """One page a picture, each as large as its picture."""
    kids = b" ".join(b"%d 0 R" % (3 + 3 * at) for at in range(len(pictures)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pictures)),
    ]
    for at, picture in enumerate(pictures):
        objects += _page(3 + 3 * at, picture)
    return _filed(objects)


def _page(first: int, picture: Pictured) -> list[bytes]:
    """The page, what it draws, and the picture: three objects, from number `first` on."""
    across, down = (b"%.2f" % (pixels * POINTS) for pixels in picture.size)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %b %b] " % (across, down)
    page += b"/Resources << /XObject << /P %d 0 R >> >> /Contents %d 0 R >>" % (first + 2, first + 1)
    drawing = b"q %b 0 0 %b 0 0 cm /P Do Q" % (across, down)
    image = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%b /BitsPerComponent 8 /Filter /DCTDecode"
    )
    colours = b"DeviceGray" if picture.grey else b"DeviceRGB"
    return [page, _stream(b"", drawing), _stream(image % (*picture.size, colours), picture.data)]


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<< %b/Length %d >>\nstream\n%b\nendstream" % (entries + b" " if entries else b"", len(data), data)


def _filed(objects: Sequence[bytes]) -> bytes:
    file, places = bytearray(HEADER), []
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
    file += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(file)
