"""Files in a room: looked at, drawn anew, copied.

Rules of this file
* What a file is, its own bytes say. Its sender's word for it is not read here.
* To the desk's pages go pixels. Two questions alone hand out what came: a text document, for the program that cleans
  it, which a room cannot start; and whatever is in a part, for the console of whoever reads it.
* A room has no clock: time is a processor's, and the desk's own limit ends what waits.
"""

from __future__ import annotations

import resource
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO

from PIL import JpegImagePlugin

from protocol.contents import Evidence, Testimony
from server.redaction.files.boxes import MOST_BOXES, Box
from server.redaction.files.derivative import Covers, derived, pages_of, shown
from server.redaction.files.errors import NoSuchFile, UnknownKind
from server.redaction.files.kinds import OFFICE, PICTURES, Kind, kind_of
from server.redaction.files.pdfium import Late
from server.redaction.files.picture_proof import ProvenPicture
from server.redaction.files.proposals import Finder, Proposal, Seen, opencv_finders, proposed
from server.redaction.files.redrawing import Ink
from server.redaction.room.inside.reading import Reading
from server.redaction.room.questions import (
    COPY_FILE,
    DRAW_PAGE,
    BoxesProposed,
    BoxProposed,
    CopyFile,
    DocumentHanded,
    DrawPage,
    FileCopied,
    FileSeen,
    FilesHanded,
    HandDocument,
    HandFiles,
    LookAtFile,
    PageBox,
    PageDrawn,
    ProposeBoxes,
    ShownFile,
    Sight,
)

_SIGHTS = {Seen.FACE: Sight.FACE, Seen.PLATE: Sight.PLATE}
_OF_THE_TIME = 3 / 4
"""That a question has: what takes longer is left while it can still be said."""


def hand_files(reading: Reading, asked: HandFiles) -> FilesHanded:
    """Raises NotOpenHere."""
    match reading.look(asked.part).contents:
        case Testimony(media=media):
            return FilesHanded(media=media)
        case Evidence(media_type=media_type, data=data):
            return FilesHanded(file=ShownFile(media_type=media_type, data=data))
    return FilesHanded()


def look_at_file(reading: Reading, asked: LookAtFile) -> FileSeen:
    """Raises NotOpenHere or FileError: a picture is drawn once, to see whether it can be."""
    raw = _file(reading, asked.part, asked.file)
    kind = kind_of(raw)
    if kind in OFFICE:
        return FileSeen(kind=kind, pages=0)
    if kind in PICTURES:
        shown(raw, 0, (), _ink(kind))
    return FileSeen(kind=kind, pages=pages_of(raw))


def draw_page(reading: Reading, asked: DrawPage) -> PageDrawn:
    """Raises NotOpenHere or FileError."""
    raw = _file(reading, asked.part, asked.file)
    boxes = _covers(asked.boxes).get(asked.page, ())
    drawn = shown(raw, asked.page, boxes, _ink(kind_of(raw)), _late_after(DRAW_PAGE.seconds))
    return PageDrawn(width=drawn.size[0], height=drawn.size[1], data=drawn.data)


def copy_file(reading: Reading, asked: CopyFile) -> FileCopied:
    """Raises NotOpenHere or FileError."""
    raw = _file(reading, asked.part, asked.file)
    late = _late_after(COPY_FILE.seconds)
    made = derived(raw, _covers(asked.boxes), _ink(kind_of(raw)), late, asked.wanted)
    width, height = made.size if isinstance(made, ProvenPicture) else (0, 0)
    return FileCopied(width=width, height=height, data=made.data)


def hand_document(reading: Reading, asked: HandDocument) -> DocumentHanded:
    """Raises NotOpenHere or FileError: UnknownKind for whatever a room draws by itself."""
    raw = _file(reading, asked.part, asked.file)
    if kind_of(raw) not in OFFICE:
        raise UnknownKind
    return DocumentHanded(data=raw)


def propose_boxes(reading: Reading, asked: ProposeBoxes) -> BoxesProposed:
    """Raises NotOpenHere or FileError: NoProposals and ModelChanged too."""
    raw = _file(reading, asked.part, asked.file)
    finders = _finders()
    drawn = shown(raw, asked.page, (), _ink(kind_of(raw)), _late_after(DRAW_PAGE.seconds))
    with JpegImagePlugin.JpegImageFile(BytesIO(drawn.data)) as picture:
        found = proposed(picture, finders)
    return BoxesProposed(proposed=tuple(_said(asked.page, one) for one in found[:MOST_BOXES]))


@cache
def _finders() -> Mapping[Seen, Iterable[Finder]]:
    return opencv_finders()


def _said(page: int, one: Proposal) -> BoxProposed:
    box = PageBox(page=page, left=one.box.left, top=one.box.top, right=one.box.right, bottom=one.box.bottom)
    return BoxProposed(box=box, sight=_SIGHTS[one.seen])


def _file(reading: Reading, part: bytes, number: int) -> bytes:
    contents = reading.look(part).contents
    if isinstance(contents, Testimony) and number < len(contents.media):
        return contents.media[number].data
    if isinstance(contents, Evidence) and number == 0:
        return contents.data
    raise NoSuchFile


def _covers(boxes: Iterable[PageBox]) -> Covers:
    """By page. Raises NotABox."""
    covers: dict[int, list[Box]] = {}
    for one in boxes:
        covers.setdefault(one.page, []).append(Box(one.left, one.top, one.right, one.bottom))
    return covers


def _ink(kind: Kind) -> Ink:
    """Pages have no colour: a printer's dots are yellow."""
    return Ink.GREY if kind is Kind.PDF else Ink.COLOUR


def _late_after(seconds: float) -> Late:
    end = _used() + seconds * _OF_THE_TIME
    return lambda: _used() >= end


def _used() -> float:
    """Seconds of a processor."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
