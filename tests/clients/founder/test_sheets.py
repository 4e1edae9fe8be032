"""Sheets of cards: what stands on them, and what is left of the codes besides. With the real compiler."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import typst

from clients.founder import sheets
from clients.founder.batches import Batch, destroy_codes, make_batch, read_batch
from clients.founder.errors import AlreadyThere, NoFont, NotUsable
from clients.founder.sheet_texts import Texts, every_language
from clients.founder.sheets import FONTS, LATIN, TEMPLATE, contents, draw_sheets, fonts_here, shuffled
from protocol.cards import new_batch
from tests.clients.founder.test_batches import run
from tests.conftest import _missing

ROOT = Path(__file__).parents[3]


def made(count=12):
    return Batch(*new_batch("lantern", "2026-q4", count))


@pytest.fixture(scope="module")
def fonts():
    """Those of this machine, if they serve for every language."""
    found = fonts_here()
    if lacking := set(FONTS.values()) - set(found.families()):
        _missing(f"{', '.join(sorted(lacking))} (fonts-noto-core)")
    return found


def inputs(batch, *languages):
    return {"batch": json.dumps(contents(batch, [Texts(one) for one in languages], shuffled))}


def words(content):
    """All text of a piece of a document, in its order."""
    if isinstance(content, dict):
        own = [content["text"]] if isinstance(content.get("text"), str) else []
        return own + [word for value in content.values() for word in words(value)]
    return [word for one in content for word in words(one)] if isinstance(content, list) else []


def drawn_cards(batch):
    faces = typst.query(TEMPLATE.read_bytes(), "<face>", sys_inputs=inputs(batch))
    return [words(face) for face in json.loads(faces)]


def test_every_code_is_on_one_card_in_groups_with_the_batch_the_quarter_and_its_last_day():
    batch = made()
    drawn = drawn_cards(batch)
    assert sorted(" ".join(card[:2]) for card in drawn) == sorted(code.printed() for code in batch.codes)
    for card in drawn:
        assert [word for word in card[2:] if word.strip()] == [batch.listed.name, "2026-q4", "2026-12-31"]


def test_there_is_no_word_on_a_card():
    """A card that is found does not say what it is for, in any language."""
    for card in drawn_cards(made(1)):
        assert not any(sign.isalpha() for sign in " ".join(card).replace("2026-q4", ""))


def test_the_order_of_the_cards_is_drawn_anew():
    """Of 50 cards, two orders are alike by chance less often than once in 10⁶⁴ times."""
    batch = made(50)
    one, other = drawn_cards(batch), drawn_cards(batch)
    assert one != other
    assert [code.printed() for code in batch.codes] not in [
        [" ".join(card[:2]) for card in order] for order in (one, other)
    ]


def test_ten_cards_stand_on_a_page_and_each_leaflet_on_two(fonts):
    """In all languages: none runs over into a page that somebody might leave behind."""
    given = inputs(made(11), *every_language())
    pages = typst.compile(TEMPLATE.read_bytes(), font_paths=fonts, format="png", ppi=5, sys_inputs=given)
    assert len(pages) == 2 + 2 * len(every_language())


@pytest.mark.parametrize("language", every_language())
def test_every_letter_of_every_language_has_a_font(fonts, language):
    assert draw_sheets(made(1), [language], fonts).startswith(b"%PDF")


@pytest.mark.parametrize("language", sorted(FONTS))
def test_a_machine_without_the_font_is_told_what_to_install(language):
    with pytest.raises(NoFont, match=rf"Install {FONTS[language]} .*fonts-noto-core"):
        draw_sheets(made(1), ["en", language], typst.Fonts(include_system_fonts=False))


def test_a_letter_that_the_font_lacks_is_refused_and_never_a_box(fonts, monkeypatch):
    monkeypatch.setitem(FONTS, "am", LATIN)
    with pytest.raises(NoFont) as refused:
        draw_sheets(made(1), ["am"], fonts)
    assert str(refused.value).isascii()
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_a_text_that_the_compiler_would_leave_out_is_refused(monkeypatch):
    """It does so where none of the fonts is there, and only warns: the cards would be blank."""
    monkeypatch.setattr(sheets, "_check_fonts", lambda *_: None)
    with pytest.raises(NoFont):
        draw_sheets(made(1), ["en"], typst.Fonts(include_system_fonts=False, include_embedded_fonts=False))


def test_nothing_in_the_file_says_when_it_was_made(fonts):
    """Its dates are the first day of the quarter; the same sheets, made another day, are the same bytes."""
    batch = made(3)
    one, other = (draw_sheets(batch, ["en"], fonts, list) for _ in range(2))
    assert one == other
    assert b"2026-10-01T00:00:00Z" in one


# The command


@pytest.fixture
def folder(tmp_path):
    make_batch(tmp_path / "batch", "lantern", "2026-q4", 3)
    return tmp_path / "batch"


def test_the_sheets_are_their_makers_alone_and_written_over_nothing(folder):
    out = folder / "sheets.pdf"
    said = run("print", folder, "--language", "en", "--out", out, "--keep-codes")
    assert "No native speaker has checked the text in en" in said
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    before = out.read_bytes()
    run("print", folder, "--language", "en", "--out", out, "--destroy-codes", refused=AlreadyThere)
    (folder / "link.pdf").symlink_to(folder / "elsewhere.pdf")
    run("print", folder, "--language", "en", "--out", folder / "link.pdf", "--destroy-codes", refused=AlreadyThere)
    assert out.read_bytes() == before
    assert sorted(file.name for file in folder.iterdir()) == ["card-list.cbor", "codes.txt", "link.pdf", "sheets.pdf"]


def test_no_code_is_said_or_left_anywhere_but_in_the_folder(folder, tmp_path):
    """The compiler keeps a cache of packages and may use a folder for what passes: all of those are looked into."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: str(home) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")}
    command = [sys.executable, "-m", "server.cli", "cards", "print", str(folder), "--language", "en"]
    done = subprocess.run(
        [*command, "--out", str(folder / "sheets.pdf"), "--keep-codes"],
        cwd=home,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **kept},
        capture_output=True,
        check=True,
        text=True,
    )
    assert list(home.rglob("*")) == []
    for code in read_batch(folder).codes:
        assert code.printed()[:9] not in done.stdout + done.stderr


@pytest.mark.parametrize(("typed", "left"), [("y\n", False), ("n\n", True), ("\n", True), ("", True)])
def test_the_codes_are_destroyed_only_if_somebody_says_so(folder, typed, left):
    run("print", folder, "--language", "en", "--out", folder / "sheets.pdf", typed=typed)
    assert (folder / "codes.txt").exists() == left


def test_codes_that_are_destroyed_were_written_over(folder):
    other_name = folder / "kept"
    other_name.hardlink_to(folder / "codes.txt")
    size = other_name.stat().st_size
    destroy_codes(folder)
    assert other_name.read_bytes() == bytes(size)
    assert not (folder / "codes.txt").exists()


@pytest.mark.parametrize("what", ["another language", "codes of another batch", "a folder that is not there"])
def test_where_something_is_wrong_nothing_is_printed_and_nothing_destroyed(folder, what):
    out, codes = folder / "sheets.pdf", folder / "codes.txt"
    if what == "codes of another batch":
        make_batch(folder / "other", "lantern", "2026-q4", 3)
        codes.write_bytes((folder / "other" / "codes.txt").read_bytes())
    language = "xx" if what == "another language" else "en"
    wanted = folder / "nowhere" / "sheets.pdf" if what == "a folder that is not there" else out
    error = FileNotFoundError if what == "a folder that is not there" else NotUsable
    run("print", folder, "--language", language, "--out", wanted, "--destroy-codes", refused=error)
    assert codes.exists()
    assert not out.exists()
