"""The last look at a document of pictures: every byte has its place, and two other readers find nothing else in it.

Rules of this file
* First a walk over the bytes: each object has one shape that it may have, numbers and lengths apart. What is left over,
  in front, between or behind, is refused.
* Then pypdf, which wrote nothing of it and drew nothing: every object that it reaches has only the entries that are
  listed here, and the pictures are the ones that were proved.
* Then PDFium, as a reader would open it: a picture a page, and no text, annotation, attachment or word about it.
* `prove_pages` is the only maker of ProvenPages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdf
import pypdfium2
import pypdfium2.raw
from pypdf.generic import DictionaryObject, StreamObject

from server.redaction.files.errors import FileError, NotProven
from server.redaction.files.pdfium import document
from server.redaction.files.picture_proof import ProvenPicture

_ENTRIES: dict[str | None, set[str]] = {
    "/Catalog": {"/Type", "/Pages"},
    "/Pages": {"/Type", "/Kids", "/Count"},
    "/Page": {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"},
    "/XObject": {"/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter"},
    None: set(),
}
"""By type, less the lengths, which pypdf keeps to itself."""
_HEAD = re.compile(
    rb"%PDF-1\.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    rb"2 0 obj\n<< /Type /Pages /Kids \[(?:\d+ 0 R ?)+\] /Count \d+ >>\nendobj\n"
)
_PAGE = re.compile(
    rb"\d+ 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox \[0 0 [\d.]+ [\d.]+\] "
    rb"/Resources << /XObject << /P \d+ 0 R >> >> /Contents \d+ 0 R >>\nendobj\n"
    rb"\d+ 0 obj\n<< /Length \d+ >>\nstream\nq [\d.]+ 0 0 [\d.]+ 0 0 cm /P Do Q\nendstream\nendobj\n"
    rb"\d+ 0 obj\n<< /Type /XObject /Subtype /Image /Width \d+ /Height \d+ /ColorSpace /Device(?:RGB|Gray) "
    rb"/BitsPerComponent 8 /Filter /DCTDecode /Length \d+ >>\nstream\n"
)
_PAGE_ENDS = b"\nendstream\nendobj\n"
_TAIL = re.compile(
    rb"xref\n0 \d+\n0{10} 65535 f \n(?:\d{10} 00000 n \n)+"
    rb"trailer\n<< /Size \d+ /Root 1 0 R >>\nstartxref\n(\d+)\n%%EOF\n"
)


@dataclass(frozen=True, slots=True, repr=False)
class ProvenPages:
    """A PDF in which nothing is but proven pictures, one a page."""

    data: bytes
    pages: int

    def __repr__(self) -> str:
        return "<pages>"


def prove_pages(raw: bytes, pictures: Sequence[ProvenPicture]) -> ProvenPages:
    """Raises NotProven for a document with anything in it but these pictures in this order."""
    _prove_bytes(raw, pictures)
    try:
        _prove_objects(raw, pictures)
        _prove_seen(raw, pictures)
    except (pypdf.errors.PyPdfError, FileError, ValueError, KeyError, TypeError, AttributeError):
        raise NotProven from None
    return ProvenPages(raw, len(pictures))


def _prove_bytes(raw: bytes, pictures: Sequence[ProvenPicture]) -> None:
    head = _found(_HEAD, raw, 0)
    objects, at = _objects_in(head), head.end()
    for picture in pictures:
        page = _found(_PAGE, raw, at)
        objects += _objects_in(page)
        at = page.end() + len(picture.data) + len(_PAGE_ENDS)
        if raw[page.end() : at] != picture.data + _PAGE_ENDS:
            raise NotProven
    tail = _found(_TAIL, raw, at)
    listed = [int(place) for place in re.findall(rb"(\d{10}) 00000 n ", tail[0])]
    if tail.end() != len(raw) or listed != objects or int(tail[1]) != at:
        raise NotProven


def _objects_in(found: re.Match[bytes]) -> list[int]:
    return [found.start() + each.start(1) for each in re.finditer(rb"(?:^|\n)(\d+ 0 obj)", found[0])]


def _found(shape: re.Pattern[bytes], raw: bytes, at: int) -> re.Match[bytes]:
    found = shape.match(raw, at)
    if not found:
        raise NotProven
    return found


def _prove_objects(raw: bytes, pictures: Sequence[ProvenPicture]) -> None:
    reader = pypdf.PdfReader(BytesIO(raw), strict=True)
    root = reader.trailer["/Root"]
    _prove_entries(root)
    _prove_entries(_within(root, "/Pages"))
    size = reader.trailer.raw_get("/Size")
    if set(reader.trailer) != {"/Size", "/Root"} or not isinstance(size, int) or size != 3 + 3 * len(pictures):
        raise NotProven
    if len(reader.pages) != len(pictures):
        raise NotProven
    for page, picture in zip(reader.pages, pictures, strict=True):
        _prove_page(page, picture)


def _prove_page(page: pypdf.PageObject, picture: ProvenPicture) -> None:
    _prove_entries(page)
    resources = _within(page, "/Resources")
    drawn = _within(resources, "/XObject")
    if set(resources) != {"/XObject"} or set(drawn) != {"/P"}:
        raise NotProven
    image = _within(drawn, "/P")
    _prove_entries(image)
    _prove_entries(_within(page, "/Contents"))
    if not isinstance(image, StreamObject) or image._data != picture.data:  # noqa: SLF001 - as it stands in the file
        raise NotProven


def _within(one: object, name: str) -> DictionaryObject:
    found = one[name].get_object() if isinstance(one, DictionaryObject) else None
    if not isinstance(found, DictionaryObject):
        raise NotProven
    return found


def _prove_entries(one: object) -> None:
    if not isinstance(one, DictionaryObject):
        raise NotProven
    kind = one.get("/Type")
    if set(one) != _ENTRIES.get(str(kind) if kind is not None else None):
        raise NotProven


def _prove_seen(raw: bytes, pictures: Sequence[ProvenPicture]) -> None:
    with document(raw) as opened:
        about = opened.get_metadata_dict(skip_empty=True)
        if about or opened.count_attachments() or opened.formenv or len(opened) != len(pictures):
            raise NotProven
        for page in opened:
            _prove_page_seen(page)


def _prove_page_seen(page: pypdfium2.PdfPage) -> None:
    text = page.get_textpage()
    letters = text.count_chars()
    text.close()
    drawn = [one.type for one in page.get_objects()]
    notes = pypdfium2.raw.FPDFPage_GetAnnotCount(page)
    page.close()
    if letters or notes or drawn != [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]:
        raise NotProven
