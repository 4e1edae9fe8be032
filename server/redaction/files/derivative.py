"""The one door through which a file's copy leaves: drawn anew or cleaned, then proved, or refused with a reason.

Whether the source allows a derivative, to whom and for what, is decided before anybody comes here: by the consent of
the part as it is at that moment (`room/copying.py`). Nothing here knows whose file it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.redaction.files.boxes import Box
from server.redaction.files.errors import NoSuchPage, OfficeNotTaken
from server.redaction.files.kinds import OFFICE, Kind, kind_of
from server.redaction.files.office_proof import ProvenDocument
from server.redaction.files.pages import page_count, page_redrawn, pages_redrawn
from server.redaction.files.pdf_proof import ProvenPages
from server.redaction.files.pdfium import Late, never
from server.redaction.files.picture_proof import ProvenPicture
from server.redaction.files.redrawing import Ink, redrawn

Derivative = ProvenPicture | ProvenPages | ProvenDocument
"""Each has one maker, in a `*_proof.py`. What takes one of these takes nothing that was not proved."""
Covers = Mapping[int, Sequence[Box]]
"""Boxes by page, counted from 0; a picture is page 0."""


def pages_of(raw: bytes) -> int:
    """How many pages there are to look at. Raises FileError."""
    kind = _drawn(raw)
    return page_count(raw) if kind is Kind.PDF else 1


def shown(raw: bytes, page: int, boxes: Sequence[Box], ink: Ink, late: Late = never) -> ProvenPicture:
    """One page as it would leave: for a person, who draws boxes on it and looks again. Raises FileError."""
    if _drawn(raw) is Kind.PDF:
        return page_redrawn(raw, page, boxes, ink, late)
    if page:
        raise NoSuchPage
    return redrawn(raw, boxes, ink)


def derived(
    raw: bytes, covers: Covers, ink: Ink, late: Late = never, wanted: Sequence[int] | None = None
) -> ProvenPicture | ProvenPages:
    """The copy of a picture, or of a PDF's pages, all or those that are wanted.

    Documents of an office are cleaned elsewhere: `cleaning.cleaned`. Raises FileError.
    """
    if _drawn(raw) is Kind.PDF:
        return pages_redrawn(raw, covers, ink, late, wanted)
    if (set(covers) | set(wanted or ())) - {0}:
        raise NoSuchPage
    return redrawn(raw, covers.get(0, ()), ink)


def _drawn(raw: bytes) -> Kind:
    kind = kind_of(raw)
    if kind in OFFICE:
        raise OfficeNotTaken
    return kind
