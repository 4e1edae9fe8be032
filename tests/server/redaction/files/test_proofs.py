"""The last look: what was written is parsed again, and anything that has no place in it keeps it here."""

from __future__ import annotations

import ast
import struct
import tracemalloc
import zlib
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject

from server.redaction.files import pdf_proof
from server.redaction.files.boxes import Box
from server.redaction.files.errors import NotProven
from server.redaction.files.kinds import Kind
from server.redaction.files.office_proof import prove_document
from server.redaction.files.pages import page_redrawn
from server.redaction.files.pdf_proof import prove_pages
from server.redaction.files.picture_pdf import pdf_of
from server.redaction.files.picture_proof import prove_picture, prove_segments
from server.redaction.files.redrawing import Ink, redrawn
from tests.server.redaction.files.plants import (
    CANARY,
    cleaned_archive,
    picture,
    planted_jpeg,
    said,
    saved,
    written_page,
)

BOX = Box(4_000, 4_000, 6_000, 6_000)
COPY = redrawn(planted_jpeg(), [BOX])
GREY = redrawn(planted_jpeg(), [BOX], Ink.GREY)
PAGES = [page_redrawn(written_page(said(CANARY)), 0), COPY]
WHOLE = pdf_of(PAGES)


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


BENT_PICTURES = {
    "a comment": COPY.data[:2] + segment(0xFE, b"who") + COPY.data[2:],
    "Exif": COPY.data[:20] + segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\0\0") + COPY.data[20:],
    "a colour profile": COPY.data[:20] + segment(0xE2, b"ICC_PROFILE\0\x01\x01who") + COPY.data[20:],
    "a second JFIF": COPY.data[:20] + COPY.data[2:20] + COPY.data[20:],
    "a thumbnail in JFIF": COPY.data[:2] + segment(0xE0, COPY.data[6:18] + b"\x01\x01who") + COPY.data[20:],
    "a density": COPY.data.replace(b"\0\0\x01\0\x01\0\0", b"\x01\0\x48\0\x48\0\0", 1),
    "a byte behind the end": COPY.data + b"\0",
    "a file behind the end": COPY.data + b"PK\x05\x06" + bytes(18),
    "a byte in front": b"\0" + COPY.data,
    "no end": COPY.data[:-2],
    "an end within": COPY.data[:-2] + b"\xff\xd9" + COPY.data[-2:],
    "two marks at the end": COPY.data[:-2] + b"\xff" + COPY.data[-2:],
    "no picture in it": COPY.data[: COPY.data.index(b"\xff\xda") + 14] + COPY.data[-2:],
    "a table that no decoder takes": COPY.data.replace(
        b"\x1f\0\0\x01\x05\x01\x01\x01\x01\x01\x01", b"\x1f\0\x0c" + bytes(8)
    ),
    "restarts in the data": COPY.data[:-2] + b"\xff\xd0" + COPY.data[-2:],
    "another size": COPY.data.replace(struct.pack(">HH", 180, 240), struct.pack(">HH", 180, 239), 1),
    "a segment that is too short": COPY.data[:2] + b"\xff\xe0\0\x01" + COPY.data[4:],
    "nothing": b"",
    "a progressive one": saved(picture((240, 180)), "JPEG", progressive=True),
    "one of another sampling": saved(picture((240, 180)), "JPEG", subsampling="4:4:4"),
    "a PNG": saved(picture((240, 180)), "PNG"),
}


@pytest.mark.parametrize("bent", BENT_PICTURES.values(), ids=BENT_PICTURES)
def test_a_picture_with_anything_beside_it_does_not_leave(bent) -> None:
    prove_picture(COPY.data, COPY.size, COPY.covered)
    with pytest.raises(NotProven):
        prove_picture(bent, COPY.size, ())


def test_a_picture_is_walked_through_in_the_memory_that_it_has() -> None:
    """The desk itself walks through what a room gives out, and a room that was taken over gives out all that it may."""
    size = 1 << 18
    large = COPY.data[:-2] + bytes(size) + COPY.data[-2:]
    tracemalloc.start()
    try:
        prove_segments(large, COPY.size)
        assert tracemalloc.get_traced_memory()[1] < size
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("size", [(1 << 16, 180), (240, 99_999), (0, 180)])
def test_a_size_that_no_picture_has_is_none(size: tuple[int, int]) -> None:
    with pytest.raises(NotProven):
        prove_segments(COPY.data, size)


@pytest.mark.parametrize("ink", Ink)
def test_a_picture_that_is_not_black_where_it_was_covered_does_not_leave(ink) -> None:
    bare = redrawn(planted_jpeg(), (), ink)
    assert prove_picture(bare.data, bare.size, ()).grey is (ink is Ink.GREY)
    with pytest.raises(NotProven):
        prove_picture(bare.data, bare.size, COPY.covered)
    prove_picture(GREY.data, GREY.size, GREY.covered)


def test_a_dark_colour_is_not_black() -> None:
    blue = redrawn(saved(picture((320, 240)), "PNG"))
    assert prove_picture(blue.data, blue.size, ())
    paint = picture((320, 240))
    paint.paste((0, 0, 25), (0, 0, 320, 240))
    with pytest.raises(NotProven):
        prove_picture(redrawn(saved(paint, "PNG")).data, (240, 180), [(32, 32, 96, 96)])


def rewritten(change) -> bytes:
    """By another program, with a change of one's own."""
    writer = pypdf.PdfWriter(BytesIO(WHOLE))
    change(writer)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


BENT_PAGES = {
    "bytes behind the end": WHOLE + b"%who",
    "bytes in front": b"who" + WHOLE,
    "a comment within": WHOLE.replace(b"endobj\n2 0 obj", b"endobj\n%who\n2 0 obj"),
    "an object that nobody asks for": WHOLE.replace(b"xref\n", b"99 0 obj\n(who)\nendobj\nxref\n", 1),
    "another entry of the catalog": WHOLE.replace(b"/Type /Catalog ", b"/Type /Catalog /Lang (xx) "),
    "a word about it": WHOLE.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 3 0 R"),
    "an identifier": WHOLE.replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<77> <77>]"),
    "another drawing": WHOLE.replace(b"/P Do Q", b"/P Do q"),
    "another picture": pdf_of([PAGES[0], GREY]),
    "a page less": pdf_of(PAGES[:1]),
    "a page more": pdf_of([*PAGES, COPY]),
    "pages in another order": pdf_of(PAGES[::-1]),
    "what another program wrote": rewritten(lambda writer: None),
    "an attachment": rewritten(lambda writer: writer.add_attachment("who", b"who")),
    "a table that points elsewhere": WHOLE.replace(b"0000000015", b"0000000016"),
    "nothing": b"",
}


@pytest.mark.parametrize("bent", BENT_PAGES.values(), ids=BENT_PAGES)
def test_a_document_with_anything_beside_its_pictures_does_not_leave(bent) -> None:
    assert prove_pages(WHOLE, PAGES).pages == 2
    assert bent != WHOLE
    with pytest.raises(NotProven):
        prove_pages(bent, PAGES)


SEEN_BY_READERS = {
    "a word about it": lambda writer: writer.add_metadata({"/Author": "who"}),
    "an attachment": lambda writer: writer.add_attachment("who", b"who"),
    "a script": lambda writer: writer.root_object.update({NameObject("/OpenAction"): DictionaryObject()}),
    "a note": lambda writer: writer.add_annotation(0, FreeText(text="who", rect=(0, 0, 9, 9))),
    "a bookmark": lambda writer: writer.add_outline_item(title="who", page_number=0),
}


@pytest.mark.parametrize("change", SEEN_BY_READERS.values(), ids=SEEN_BY_READERS)
def test_each_reader_refuses_what_it_finds_also_where_no_byte_was_counted(change, monkeypatch) -> None:
    monkeypatch.setattr(pdf_proof, "_prove_bytes", lambda raw, pictures: None)
    with pytest.raises(NotProven):
        prove_pages(rewritten(change), PAGES)


def test_words_are_found_by_the_reader_that_draws() -> None:
    with pytest.raises(NotProven):
        pdf_proof._prove_seen(written_page(said(CANARY, mode=3)), PAGES[:1])
    pdf_proof._prove_seen(pdf_of(PAGES), PAGES)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EMPTY = '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" />'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def document(body: str = "<w:p/>", **papers: str) -> dict[str, bytes]:
    whole = {
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        **papers,
    }
    return {name: paper.encode() for name, paper in whole.items()}


CLEAN = cleaned_archive(document())
BENT_ARCHIVES = {
    "bytes behind the end": CLEAN + b"who",
    "bytes in front": b"who" + CLEAN,
    "bytes between": CLEAN.replace(b"PK\x01\x02", b"whoPK\x01\x02"),
    "a comment": CLEAN[:-2] + b"\x03\0who",
    "a date": cleaned_archive(document(), day=(2026, 11, 23, 19, 6, 0)),
    "words of a member": cleaned_archive(document(), comment=b"who"),
    "more of a member": cleaned_archive(document(), extra=b"\xfe\xca\x03\0who"),
    "an owner's bits": cleaned_archive(document(), external_attr=0o4755 << 16),
    "a paper that is not listed": cleaned_archive(document(**{"word/comments.xml": "<a/>"})),
    "a picture": cleaned_archive(document(**{"word/media/image1.png": "who"})),
    "nothing": b"",
    "what is cut short": CLEAN[:-30],
}
BENT_PAPERS = {
    "an author": document('<w:p w:author="who"/>'),
    "a deletion": document("<w:del><w:r/></w:del>"),
    "a revision's number": document('<w:p w:rsidR="00AB12CD"/>'),
    "hidden text": document("<w:r><w:rPr><w:vanish/></w:rPr></w:r>"),
    "a field": document("<w:r><w:instrText>USERNAME</w:instrText></w:r>"),
    "a name of a newer kind": document('<w:p xmlns:n="urn:newer" n:paraId="12AB"/>'),
    "an address that nothing uses": document('<w:p xmlns:n="urn:who"/>'),
    "a prefix of somebody's": document(f'<w:p xmlns:peterdengofbor="{W}"/>'),
    "a comment of XML": document("<!-- who -->"),
    "an instruction": document("<?who who?>"),
    "a document type": document(**{"word/styles.xml": f'<!DOCTYPE a [<!ENTITY b "who">]><w:styles xmlns:w="{W}"/>'}),
    "words in its properties": document(**{"docProps/core.xml": EMPTY.replace(" />", ">who</cp:coreProperties>")}),
    "a link to elsewhere": document(
        **{
            "_rels/.rels": RELATIONS.format(
                '<Relationship Id="a" Type="b" Target="file:///who" TargetMode="External"/>'
            )
        }
    ),
    "what is no XML": document(**{"word/styles.xml": "who"}),
}


@pytest.mark.parametrize("bent", BENT_ARCHIVES.values(), ids=BENT_ARCHIVES)
def test_an_archive_with_a_byte_too_many_does_not_leave(bent) -> None:
    assert prove_document(CLEAN, Kind.DOCX).data == CLEAN
    with pytest.raises(NotProven):
        prove_document(bent, Kind.DOCX)


@pytest.mark.parametrize("bent", BENT_PAPERS.values(), ids=BENT_PAPERS)
def test_a_document_that_still_tells_who_wrote_it_does_not_leave(bent) -> None:
    whole = document(
        "<w:p><w:r><w:t>seen by all</w:t></w:r></w:p>",
        **{"docProps/core.xml": EMPTY, "_rels/.rels": RELATIONS.format("")},
    )
    prove_document(cleaned_archive(whole), Kind.DOCX)
    with pytest.raises(NotProven):
        prove_document(cleaned_archive(bent), Kind.DOCX)


def test_an_encoding_in_which_nothing_would_be_seen_is_refused() -> None:
    papers = document()
    papers["word/styles.xml"] = f'<?xml version="1.0" encoding="utf-16"?><!-- who --><w:styles xmlns:w="{W}"/>'.encode(
        "utf-16"
    )
    with pytest.raises(NotProven):
        prove_document(cleaned_archive(papers), Kind.DOCX)


def test_an_archive_that_unpacks_to_more_than_there_is_room_for_is_refused() -> None:
    wide = f'<w:hdr xmlns:w="{W}">{" " * (11 << 20)}</w:hdr>'.encode()
    papers = {f"word/header{number}.xml": wide for number in range(3)}
    prove_document(cleaned_archive({"word/header0.xml": wide}), Kind.DOCX)
    with pytest.raises(NotProven):
        prove_document(cleaned_archive(papers), Kind.DOCX)


def test_a_member_of_which_its_directory_says_something_else_is_refused() -> None:
    body = zlib.crc32(document()["word/document.xml"])
    twice = CLEAN.replace(struct.pack("<L", body), struct.pack("<L", body ^ 1), 1)
    with pytest.raises(NotProven):
        prove_document(twice, Kind.DOCX)


MAKERS = {"ProvenPicture": "picture_proof.py", "ProvenPages": "pdf_proof.py", "ProvenDocument": "office_proof.py"}


def test_nobody_makes_what_is_proved_but_who_proves_it() -> None:
    made = set()
    files = [file for file in Path(pdf_proof.__file__).parents[2].rglob("*.py") if b"Proven" in file.read_bytes()]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                made.add((node.func.id, file.name))
    assert made == set(MAKERS.items())


def test_what_was_proved_shows_none_of_itself() -> None:
    assert repr(COPY) == "<picture>"
    assert repr(prove_pages(WHOLE, PAGES)) == "<pages>"
    assert repr(prove_document(CLEAN, Kind.DOCX)) == "<document>"
