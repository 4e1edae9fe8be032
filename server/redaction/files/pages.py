"""A document's pages drawn anew: each a picture, covered by hand, and all of them in a fresh document of pictures.

Rules of this file
* No text, font, layer, annotation, field, attachment, script or date can pass: between a page that is read and a page
  that is written lie pixels, and nothing else.
* A page is drawn in grey unless a person asks for colour: what a printer put there to be found is yellow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.redaction.files.boxes import MOST_PAGES, Box, checked_boxes
from server.redaction.files.decoding import MOST_BYTES
from server.redaction.files.errors import NoSuchPage, TooLarge, TooManyPages, UnknownKind
from server.redaction.files.kinds import Kind, kind_of
from server.redaction.files.pdf_proof import ProvenPages, prove_pages
from server.redaction.files.pdfium import Late, document, never, page_pixels
from server.redaction.files.picture_pdf import pdf_of
from server.redaction.files.picture_proof import ProvenPicture
from server.redaction.files.redrawing import Ink, as_it_is, written


def page_count(raw: bytes) -> int:
    """1 to MOST_PAGES. Raises TooManyPages, Locked, Unreadable, TooLarge."""
    with document(_bounded(raw)) as opened:
        return _counted(len(opened))


def page_redrawn(
    raw: bytes, number: int, boxes: Sequence[Box] = (), ink: Ink = Ink.GREY, late: Late = never
) -> ProvenPicture:
    """One page, counted from 0, as a picture to draw boxes on, or to see them. Raises FileError."""
    with document(_bounded(raw)) as opened:
        _counted(len(opened))
        drawn = as_it_is(page_pixels(opened, number, late), checked_boxes(boxes))
    return written(drawn, ink)


def pages_redrawn(
    raw: bytes,
    boxes: Mapping[int, Sequence[Box]] | None = None,
    ink: Ink = Ink.GREY,
    late: Late = never,
    wanted: Sequence[int] | None = None,
) -> ProvenPages:
    """All pages anew, or those that are `wanted`, each under its boxes; the same bytes each time.

    Pages are counted from 0. `late` is asked again and again, and ends it. Raises FileError.
    """
    boxes = boxes or {}
    with document(_bounded(raw)) as opened:
        every = range(_counted(len(opened)))
        pages = every if wanted is None else wanted
        if not set(boxes) | set(pages) <= set(every) or len(set(pages)) != len(pages):
            raise NoSuchPage
        pictures: list[ProvenPicture] = []
        for number in pages:
            drawn = as_it_is(page_pixels(opened, number, late), checked_boxes(boxes.get(number, ())))
            pictures.append(_within(written(drawn, ink), pictures))
    _counted(len(pictures))
    return prove_pages(pdf_of(pictures), pictures)


def _bounded(raw: bytes) -> bytes:
    if len(raw) > MOST_BYTES:
        raise TooLarge
    if kind_of(raw) is not Kind.PDF:
        raise UnknownKind
    return raw


def _counted(pages: int) -> int:
    if not 0 < pages <= MOST_PAGES:
        raise TooManyPages
    return pages


def _within(picture: ProvenPicture, before: Sequence[ProvenPicture]) -> ProvenPicture:
    if sum(len(one.data) for one in before) + len(picture.data) > MOST_BYTES:
        raise TooLarge
    return picture
