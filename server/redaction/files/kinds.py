"""What a file is, by its own bytes. What its sender called it is not asked.

Rules of this file
* The first bytes choose one decoder, and no other ever sees the file. A file that is two things at once is read as the
  first of them alone, and drawn anew: the other is not in what leaves.
* What is not in the table does not leave.
"""

from __future__ import annotations

import re
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from server.redaction.files.errors import (
    ArchiveNotTaken,
    MarkupNotTaken,
    NotTaken,
    OfficeNotTaken,
    RecordingNotTaken,
    TextNotTaken,
    UnknownKind,
)


class Kind(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.GIF})
OFFICE = frozenset({Kind.DOCX, Kind.ODT})
MOST_LISTED = 1000
"""Lines of an archive's directory: five times what a document may have that is cleaned (office_proof.py)."""

_DRAWN = (
    (re.compile(rb"\xff\xd8\xff"), Kind.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind.PNG),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), Kind.WEBP),
    (re.compile(rb"GIF8[79]a"), Kind.GIF),
    (re.compile(rb"%PDF-[12]\."), Kind.PDF),
)
_ODT = b"application/vnd.oasis.opendocument.textPK"
"""The first member's whole contents, and how the next one begins: OpenDocument 1.3, part 2, 3.3."""
_OPENDOCUMENT = b"application/vnd.oasis.opendocument."
_LISTED = b"PK\x01\x02"
_OTHERS = {"xl/workbook.xml", "ppt/presentation.xml"}

_RECORDING = re.compile(
    rb"RIFF....(?:WAVE|AVI )|\x00\x00\x01[\xba\xb3]|#!AMR|ID3|\xff[\xfb\xf3\xf2\xfa]|fLaC|OggS"
    rb"|....ftyp(?!hei|hev|mif|avi)|\x1aE\xdf\xa3",
    re.DOTALL,
)
_ARCHIVE = re.compile(rb"PK|Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|\?xml|html|svg|head|body|script)", re.IGNORECASE)


def kind_of(raw: bytes) -> Kind:
    """Raises NotTaken, or the one below it that says why."""
    for opening, kind in _DRAWN:
        if opening.match(raw):
            return kind
    if raw.startswith(b"PK\x03\x04"):
        return _packed(raw)
    raise _refusal(raw)


def _packed(raw: bytes) -> Kind:
    """An office document, by what it must have inside."""
    names = [one.filename for one in listed_in(raw)]
    if names[:1] == ["mimetype"] and raw.startswith(_ODT, 38):
        return Kind.ODT
    if "word/document.xml" in names:
        return Kind.DOCX
    if raw.startswith(_OPENDOCUMENT, 38) or _OTHERS & set(names):
        raise OfficeNotTaken
    raise ArchiveNotTaken


def listed_in(raw: bytes) -> list[ZipInfo]:
    """What an archive's directory lists. Raises ArchiveNotTaken, also for more than any document has."""
    # Before it is read: each line of it becomes an object some twenty times as large.
    if raw.count(_LISTED) > MOST_LISTED:
        raise ArchiveNotTaken
    try:
        with ZipFile(BytesIO(raw)) as archive:
            return archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, KeyError):  # all that zipfile says of a broken one
        raise ArchiveNotTaken from None


def _refusal(raw: bytes) -> NotTaken:
    if _RECORDING.match(raw):
        return RecordingNotTaken()
    if _ARCHIVE.match(raw):
        return ArchiveNotTaken()
    if _MARKUP.match(raw):
        return MarkupNotTaken()
    return TextNotTaken() if _is_text(raw) else UnknownKind()


def _is_text(raw: bytes) -> bool:
    try:
        return raw.decode("utf-8").replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
    except UnicodeDecodeError:
        return False
