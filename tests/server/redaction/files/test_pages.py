"""A PDF leaves as pictures of its pages: nothing that was written in it can be read there, and what hid still hides."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from shutil import which
from types import SimpleNamespace

import pypdf
import pytest
from PIL import Image

from server.redaction.files import pdfium
from server.redaction.files.boxes import MOST_PAGES, Box
from server.redaction.files.derivative import derived, pages_of, shown
from server.redaction.files.errors import (
    Locked,
    NoSuchPage,
    OfficeNotTaken,
    ReaderCouldRun,
    TookTooLong,
    TooLarge,
    TooManyPages,
    UnknownKind,
    Unreadable,
)  # fmt: skip
from server.redaction.files.pages import page_redrawn, pages_redrawn
from server.redaction.files.redrawing import Ink, redrawn
from tests.server.redaction.files.plants import (
    CANARY,
    docx,
    holds,
    pdf,
    planted_gif,
    planted_jpeg,
    planted_pdf,
    planted_png,
    planted_webp,
    said,
    stream,
    written_page,
)  # fmt: skip

ROOT = Path(__file__).parents[4]
LINE = Box(900, 1_400, 9_000, 2_100)
"""Over words that are written at (72, 700) of a page of A4."""


def seen(raw: bytes) -> Image.Image:
    return Image.open(BytesIO(raw)).convert("L")


def page_of(raw: bytes, **more: object) -> Image.Image:
    return seen(page_redrawn(raw, 0, **more).data)


def dark(image: Image.Image, box: Box) -> float:
    """The share of pixels in there that are nearly black."""
    part = image.crop(
        tuple(edge * image.size[at % 2] // 10_000 for at, edge in enumerate((box.left, box.top, box.right, box.bottom)))
    )
    return sum(part.histogram()[:64]) / (part.width * part.height)


def test_what_hides_in_a_pdf_is_not_in_its_copy() -> None:
    assert holds(planted_pdf())
    copy = pages_redrawn(planted_pdf())
    assert copy.pages == 1
    assert not holds(copy.data)
    assert pages_redrawn(planted_pdf()).data == copy.data


def test_words_that_could_be_read_are_pictures_in_the_copy() -> None:
    plain = written_page(said(CANARY))
    assert CANARY in pypdf.PdfReader(BytesIO(plain)).pages[0].extract_text()
    copy = pypdf.PdfReader(BytesIO(pages_redrawn(plain).data))
    assert copy.pages[0].extract_text() == ""
    assert copy.metadata is None
    assert dark(page_of(plain), LINE) > 0.01


def test_a_layer_that_is_off_and_words_that_are_invisible_are_not_drawn() -> None:
    page = page_of(planted_pdf())
    assert dark(page, Box(900, 700, 9_000, 1_100)) > 0.01  # "Seen by all"
    assert dark(page, Box(900, 3_700, 9_000, 4_200)) == 0  # the layer
    assert dark(page, LINE) == 0  # mode 3


def test_a_black_box_over_words_stays_black_and_the_words_are_gone() -> None:
    box = b"0 g 60 690 400 40 re f\n"
    over, without = (page_of(written_page(words + box)) for words in (said(CANARY), b""))
    assert over.tobytes() == without.tobytes()


def annotated(appearance: bytes) -> bytes:
    """Words under an annotation that is drawn over them; an appearance is a form of its own (ISO 32000-1, 12.5.5)."""
    return pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R] /Resources << %b >> >>"
        % b"/Font << /F 5 0 R >>",
        stream(said(CANARY)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Annot /Subtype /Square /F 4 /Rect [60 690 460 730] /AP << /N 7 0 R >> >>",
        stream(appearance, b"/Type /XObject /Subtype /Form /BBox [0 0 400 40] "),
    ])  # fmt: skip


def test_an_annotation_that_hides_words_goes_on_hiding_them() -> None:
    covered, bare = (page_of(annotated(appearance)) for appearance in (b"0 g 0 0 400 40 re f", b""))
    assert dark(covered, Box(1_200, 1_400, 7_500, 1_700)) == 1
    assert dark(bare, LINE) < 0.5


def test_a_page_is_grey_unless_colour_is_asked_for() -> None:
    page = written_page(b"1 1 0 rg 0 0 595 842 re f\n")
    assert Image.open(BytesIO(page_redrawn(page, 0).data)).mode == "L"
    assert page_of(page).getextrema() == (255, 255)
    assert Image.open(BytesIO(page_redrawn(page, 0, ink=Ink.COLOUR).data)).mode == "RGB"


def test_boxes_lie_on_the_page_that_they_were_drawn_on() -> None:
    raw = written_page(said(CANARY), pages=2)
    first, second = (
        seen(image.data)
        for page in pypdf.PdfReader(BytesIO(pages_redrawn(raw, {1: [LINE]}).data)).pages
        for image in page.images
    )
    assert 0 < dark(first, LINE) < 0.5
    assert dark(second, LINE) == 1


def test_pages_that_are_not_wanted_are_left_out() -> None:
    raw = written_page(said(CANARY), pages=3)
    assert pages_redrawn(raw, {2: [LINE]}, wanted=[2, 0]).pages == 2
    for wrong in ([3], [0, 0], [-1]):
        with pytest.raises(NoSuchPage):
            pages_redrawn(raw, wanted=wrong)
    with pytest.raises(TooManyPages):
        pages_redrawn(raw, wanted=[])


def test_a_page_that_is_not_there_is_not_drawn_or_covered() -> None:
    raw = written_page(said(CANARY))
    for nothing in (
        lambda: page_redrawn(raw, 1),
        lambda: page_redrawn(raw, -1),
        lambda: pages_redrawn(raw, {1: [LINE]}),
    ):
        with pytest.raises(NoSuchPage):
            nothing()


def test_a_document_of_too_many_pages_or_of_none_is_refused() -> None:
    with pytest.raises(TooManyPages):
        pages_redrawn(written_page(b"", pages=MOST_PAGES + 1))
    with pytest.raises((TooManyPages, Unreadable)):
        pages_redrawn(written_page(b"", pages=0))


def test_a_page_that_takes_too_long_is_left() -> None:
    raw = written_page(b"".join(b"%d %d m %d %d l S\n" % (n, 0, 0, n) for n in range(2_000)))
    asked = []
    with pytest.raises(TookTooLong):
        pages_redrawn(raw, late=lambda: bool(asked.append(None)) or len(asked) > 3)
    assert len(asked) < 50
    assert pages_redrawn(raw, late=lambda: False).pages == 1


def test_a_page_of_monstrous_size_is_drawn_as_large_as_any() -> None:
    raw = written_page(b"").replace(b"[0 0 595 842]", b"[0 0 14400 9]")
    assert page_redrawn(raw, 0).size == (1800, 1)


def test_a_document_with_a_password_is_refused() -> None:
    writer = pypdf.PdfWriter(BytesIO(written_page(said(CANARY))))
    writer.encrypt("a password", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    with pytest.raises(Locked):
        pages_redrawn(file.getvalue())


@pytest.mark.parametrize("damage", [lambda raw: raw[:9], lambda raw: raw[:200], lambda raw: raw[:9] + bytes(500)])
def test_a_document_that_is_cut_short_is_refused(damage) -> None:
    with pytest.raises((Unreadable, TooManyPages)):
        pages_redrawn(damage(written_page(said(CANARY))))


def test_a_reader_that_could_run_scripts_is_not_used(monkeypatch) -> None:
    monkeypatch.setattr(pdfium.pypdfium2, "PDFIUM_INFO", SimpleNamespace(flags=("V8",)))
    with pytest.raises(ReaderCouldRun):
        pages_redrawn(written_page(b""))


def test_one_door_draws_what_is_drawn_and_says_why_it_does_not() -> None:
    raw = written_page(said(CANARY), pages=2)
    assert (pages_of(raw), pages_of(planted_png())) == (2, 1)
    assert derived(raw, {}, Ink.GREY).data == pages_redrawn(raw).data
    assert derived(planted_png(), {0: [LINE]}, Ink.COLOUR).data == redrawn(planted_png(), [LINE]).data
    assert shown(planted_png(), 0, [LINE], Ink.COLOUR).data == redrawn(planted_png(), [LINE]).data
    assert shown(raw, 1, [], Ink.GREY).size == (1240, 1754)
    for nothing in (lambda: shown(planted_png(), 1, [], Ink.GREY), lambda: derived(planted_png(), {1: []}, Ink.GREY)):
        with pytest.raises(NoSuchPage):
            nothing()
    with pytest.raises(OfficeNotTaken):
        derived(docx(), {}, Ink.GREY)
    with pytest.raises(UnknownKind):
        page_redrawn(planted_png(), 0)
    with pytest.raises(TooLarge):
        pages_redrawn(raw + bytes(16 << 20))


ROOM = """
import resource, sys
from server.redaction.files import derivative
from server.redaction.files.errors import FileError
from server.redaction.files.redrawing import Ink
raw = sys.stdin.buffer.read()
for what, most in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NPROC, 0), (resource.RLIMIT_AS, 1 << 30)):
    resource.setrlimit(what, (most, most))
at = int(sys.argv[1])
for plant in (raw[:at], raw[at:]):
    print(len(derivative.derived(plant, {}, Ink.GREY).data))
"""


def test_files_are_drawn_where_nothing_can_be_written_and_a_gibibyte_is_all_there_is() -> None:
    """As in a room."""
    plants = planted_jpeg(), planted_pdf()
    command = [sys.executable, "-c", ROOM, str(len(plants[0]))]
    told = subprocess.run(command, input=b"".join(plants), capture_output=True, check=True, cwd=ROOT)
    assert told.stdout.split() == [b"%d" % len(derived(one, {}, Ink.GREY).data) for one in plants]


def test_exiftool_finds_nothing_in_any_copy(missing, tmp_path: Path) -> None:
    """Another's reader of everything, over all plants and all copies at once."""
    if which("exiftool") is None:
        missing("exiftool (libimage-exiftool-perl)")
    plants = {
        "a.jpg": planted_jpeg(),
        "a.png": planted_png(),
        "a.webp": planted_webp(),
        "a.gif": planted_gif(),
        "a.pdf": planted_pdf(),
    }
    for name, plant in plants.items():
        (tmp_path / name).write_bytes(plant)
        copy = pages_redrawn(plant) if name == "a.pdf" else redrawn(plant)
        (tmp_path / f"copy-of-{name}").write_bytes(copy.data)
    command = ["exiftool", "-a", "-G1", "-s", "-u", "-ee", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    files = {part.split("\n", 1)[0].rsplit("/", 1)[-1]: part for part in told.split("======== ")[1:]}
    assert len(files) == 2 * len(plants)
    for name in plants:
        assert CANARY in files[name]
        copy = files[f"copy-of-{name}"]
        assert CANARY not in copy
        groups = {line.split("]")[0].strip("[ ") for line in copy.splitlines() if line.startswith("[")}
        assert groups <= {"ExifTool", "System", "File", "JFIF", "Composite", "PDF"}
    assert {line.split()[1] for line in files["copy-of-a.pdf"].splitlines() if line.startswith("[PDF]")} == {
        "PDFVersion",
        "Linearized",
        "PageCount",
    }
