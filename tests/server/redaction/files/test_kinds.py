"""What a file is, its own bytes say. What is not known, or cannot be made safe, is refused with a reason."""

from __future__ import annotations

import struct

import pytest

from server.redaction.files.errors import (
    ArchiveNotTaken,
    FileError,
    MarkupNotTaken,
    NotTaken,
    OfficeNotTaken,
    RecordingNotTaken,
    TextNotTaken,
    UnknownKind,
)  # fmt: skip
from server.redaction.files.kinds import Kind, kind_of
from server.redaction.files.redrawing import redrawn
from tests.server.redaction.files.plants import (
    CANARY,
    archive,
    docx,
    holds,
    odt,
    picture,
    planted_gif,
    planted_jpeg,
    planted_pdf,
    planted_png,
    planted_webp,
    saved,
)  # fmt: skip

TAKEN = [
    (planted_jpeg, Kind.JPEG), (planted_png, Kind.PNG), (planted_webp, Kind.WEBP), (planted_gif, Kind.GIF),
    (planted_pdf, Kind.PDF), (docx, Kind.DOCX), (odt, Kind.ODT),
]  # fmt: skip
REFUSED = {
    MarkupNotTaken: [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\n <!DOCTYPE html><p>", b"<?xml version='1.0'?><svg/>",
        b"\xef\xbb\xbf<html>", b"<script>",
    ],
    RecordingNotTaken: [
        b"RIFF\0\0\0\0WAVEfmt ", b"ID3\x04", b"\xff\xfb\x90", b"OggS\0", b"fLaC", b"\0\0\0\x18ftypmp42",
        b"\0\0\0\x18ftypM4A ", b"\x1aE\xdf\xa3", b"#!AMR\n", b"\0\0\x01\xba",
    ],
    ArchiveNotTaken: [
        archive({"a.txt": b"a"}), b"PK\x05\x06" + bytes(18), b"PK\x03\x04 and nothing", b"Rar!\x1a\x07", b"7z\xbc\xaf",
        b"\x1f\x8b\x08", b"BZh9",
    ],
    OfficeNotTaken: [
        archive({"xl/workbook.xml": b"<a/>"}), archive({"ppt/presentation.xml": b"<a/>"}),
        archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}, packing=0),
    ],
    TextNotTaken: [CANARY.encode(), "\u0645\u0631\u062d\u0628\u0627\n".encode(), b""],
    UnknownKind: [b"\0\0\0\x18ftypheic", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"II*\0", b"\x7fELF", b"\xff\xd8"],
}  # fmt: skip


@pytest.mark.parametrize(("made", "kind"), TAKEN, ids=[kind for _, kind in TAKEN])
def test_a_file_is_what_its_first_bytes_say(made, kind) -> None:
    assert kind_of(made()) is kind


@pytest.mark.parametrize("reason", REFUSED)
def test_what_does_not_leave_is_refused_with_its_reason(reason) -> None:
    for raw in REFUSED[reason]:
        with pytest.raises(NotTaken) as told:
            kind_of(raw)
        assert type(told.value) is reason


def test_an_office_document_of_the_binary_kind_is_unknown() -> None:
    """doc, xls and ppt hide what was deleted; nothing here reads them."""
    with pytest.raises(UnknownKind):
        kind_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))


def test_of_two_files_in_one_only_the_first_is_seen() -> None:
    both = saved(picture(), "JPEG") + archive({"who.txt": CANARY.encode()})
    assert kind_of(both) is Kind.JPEG
    assert not holds(redrawn(both).data)
    page = saved(picture(), "GIF", comment=b"<script>" + CANARY.encode())
    assert not holds(redrawn(page).data)


def test_a_picture_that_hides_another_behind_it_leaves_without_it() -> None:
    """As telephones write them: several pictures in one JPEG, told of in APP2."""
    second = saved(picture(), "JPEG", comment=CANARY.encode())
    index = b"MPF\0II*\0\x08\0\0\0" + struct.pack("<H", 0) + CANARY.encode()
    first = saved(picture(), "JPEG")
    whole = first[:2] + struct.pack(">BBH", 0xFF, 0xE2, len(index) + 2) + index + first[2:] + second
    assert not holds(redrawn(whole).data)


def test_every_refusal_is_a_sentence_and_carries_nothing() -> None:
    def below(kind):
        yield kind
        for one in kind.__subclasses__():
            yield from below(one)

    for kind in below(FileError):
        assert str(kind()).endswith(".")
        assert kind.__init__ is FileError.__init__
