"""The desk's pages in Chromium, with its virtual authenticator: work by keyboard, in two languages, read by axe; and
what a browser has kept of it, while an original is on the screen and after it was closed."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from protocol.consent import Use
from protocol.contents import Media, Testimony
from server.redaction.files.redrawing import redrawn
from server.redaction.pages.rendering import LANGUAGES
from tests.clients.web.chromium import WEB, Home, at_home, lacking
from tests.conftest import _missing
from tests.room import roomy, temporary_below
from tests.server.redaction.desks import PLACE, Scene, readable
from tests.server.redaction.files.plants import picture, saved
from tests.server.redaction.pages.served_desk import ServedDesk, arriving, served, with_authenticator
from tests.travelled import found_in, needles

pytestmark = pytest.mark.anyio
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (1280, 320)
CANARY, TYPED = "Zyqarveth-Kolmunda", "Ubwexandi"
TEXT = f"On 12 November {CANARY} heard the drums at {TYPED}, and called +254 712 345678. Lorries came at night."
ARABIC = "في يوم 12 نوفمبر جاء مسلحون إلى القرية. اتصلت بي أمينة من +254 712 345678 وقالت إن أخاها yusuf Kasaro قد أخذ."
WANTED = set[bytes]().union(*(needles(one) for one in (CANARY, TYPED, "أخاها")))
LETTERS = {"ar": dict(zip("ljxanmeofcts", "متءشىةثخبؤفس", strict=True)) | {"b": "لا"}}
PICTURE = saved(picture((640, 480)), "JPEG", comment=CANARY.encode())
DRAWN = redrawn(PICTURE).data
SEEN = DRAWN[len(DRAWN) // 2 :][:64]
"""Of the picture as it was looked at before it had a box."""
MEDIA = readable().model_copy(update={"uses": tuple(sorted({*readable().uses, Use.MEDIA}))})
Told = TypeVar("Told")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A browser with a profile in a folder, and temporary files of its own beside it."""
    if what := lacking():
        _missing(what)
    # A short path: the browser makes a socket in there.
    with tempfile.TemporaryDirectory(dir=roomy()) as temporary, temporary_below(Path(temporary)):
        (tmp_path / "temporary").symlink_to(temporary)
        with at_home(tmp_path / "profile") as browser:
            yield browser


async def within(home: Home, act: Callable[[Page], Told]) -> Told:
    """In the browser's thread, while the desk answers in this one."""

    def do(context: BrowserContext) -> Told:
        return act(context.pages[0])

    return await asyncio.to_thread(home.do, do)


def check(page: Page) -> None:
    """Nothing that runs out of the page at any width, and nothing that axe finds where it is narrow."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], page.url
    page.set_viewport_size({"width": 1280, "height": 800})


def letter(page: Page, key: str) -> None:
    """As on a keyboard for the page's language: on an Arabic one the key of L gives another letter."""
    typed = LETTERS.get(page.get_attribute("html", "lang") or "", {}).get(key)
    if typed is None:
        page.keyboard.press(key)
        return
    event = {"key": typed, "code": f"Key{key.upper()}", "bubbles": True, "cancelable": True}
    page.evaluate("event => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', event))", event)


def moves(page: Page, key: str, where: str) -> None:
    """A key that leads to another page."""
    with arriving(page, where):
        letter(page, key)


def speak(page: Page, language: str) -> None:
    """By keyboard: the choice stands in the footer."""
    page.focus("#language")
    page.keyboard.press("Home")
    for _ in range(LANGUAGES.index(language)):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    with arriving(page):
        page.keyboard.press("Enter")
    assert page.get_attribute("html", "lang") == language


def asks(page: Page, look: Callable[[Page], None]) -> None:
    """From the inbox to an opening, in a few keys: two rows, the question, yes."""
    moves(page, "i", "**/desk/")
    moves(page, "1", "**/desk/inbox/*")
    look(page)
    for key in ("j", "x", "j", "x", "a", "2"):
        letter(page, key)
    assert page.locator("tbody input:checked").count() == 2
    assert page.locator("input[value=advocacy]").is_checked()
    letter(page, "1")
    moves(page, "a", "**/desk/openings/*")
    look(page)


def reads(page: Page, look: Callable[[Page], None]) -> None:
    """Joined, gone through mark by mark, one added by choosing words."""
    moves(page, "e", "**/parts/1")
    if CANARY not in page.locator("main").inner_text():
        moves(page, "]", "**/parts/2")
    look(page)
    assert page.locator(".original").inner_text().count(CANARY) == 1
    letter(page, "n")
    page.keyboard.press("Enter")
    page.locator("mark.accepted").wait_for()
    page.keyboard.press("Backspace")
    page.locator("mark.refused").wait_for()
    assert page.locator("[data-told]").inner_text().count("·") == 2, "its reason is told where the focus is"


def words_added(page: Page) -> None:
    """The last word of the text is chosen with arrows, and marked with a digit."""
    letter(page, "a")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.original'))")
    page.evaluate("getSelection().collapseToEnd()")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate("getSelection().toString()").strip(" .") == "night"
    page.keyboard.press("9")
    page.locator("mark.added").wait_for()
    assert page.locator("mark.added").inner_text().startswith("night")
    page.focus("input[name=words]")
    page.keyboard.type(TYPED)
    page.keyboard.press("Escape")


def notes_kept(page: Page, look: Callable[[Page], None]) -> None:
    """Written on a page of their own, asked about where somebody would leave without them, kept, and there again."""
    reading = page.url
    moves(page, "t", "**/notes")
    look(page)
    page.focus("textarea")
    page.keyboard.type(f"Ask {TYPED} for the hour.")
    page.keyboard.press("Escape")
    letter(page, "b")
    page.locator("[data-unkept]:visible").wait_for()
    assert page.evaluate("document.activeElement.matches('textarea')"), "whoever types on types words"
    look(page)
    page.keyboard.press("Escape")
    moves(page, "s", reading)
    moves(page, "t", "**/notes")
    assert page.locator("textarea").input_value() == f"Ask {TYPED} for the hour."
    page.focus("textarea")
    page.keyboard.type("Not this.")
    page.keyboard.press("Escape")
    letter(page, "b")
    page.keyboard.press("Escape")
    moves(page, "b", reading)
    moves(page, "t", "**/notes")
    assert "Not this." not in page.locator("textarea").input_value()
    moves(page, "b", reading)


def copied(page: Page) -> str:
    """What a program would find in the clipboard after somebody chose all and copied it."""
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.original'))")
    page.keyboard.press("Control+c")
    return str(page.evaluate("getSelection().toString()")) and str(
        page.evaluate(
            "new Promise(r => {addEventListener('copy', e => r(String(e.defaultPrevented)), {once: true});"
            "document.execCommand('copy'); setTimeout(() => r('no event'), 500)})"
        )
    )


def copies(page: Page) -> bytes:
    """The other part's picture: a box in its middle, made larger and moved by keys, and the copy."""
    moves(page, "]" if page.url.endswith("/parts/1") else "[", "**/parts/*")
    moves(page, "f", "**/files/1/1")
    check(page)
    letter(page, "c")
    for key in ("ArrowLeft", *["Shift+ArrowDown"] * 5, "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    assert page.input_value("#bottom") == "65"
    told = re.findall(r"\d+", page.locator("[data-told]").inner_text())
    assert [int(one) for one in told] == [40, 40, 60, 65], "it is told where the box lies"
    with arriving(page, "**/files/1/1*"):
        page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.stage img').naturalWidth > 0")
    assert page.locator(".stretches li").count() == 1
    assert page.evaluate("document.activeElement.matches('[data-stage]')"), "where it was before"
    check(page)
    page.focus("input[name=looked]")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    with page.expect_download() as came:
        page.keyboard.press("Enter")
    assert came.value.suggested_filename == "copy.jpg"
    page.locator("[data-said]:visible").wait_for()
    copy = Path(came.value.path()).read_bytes()
    came.value.delete()
    return copy


def check_covered(copy: bytes) -> None:
    with Image.open(BytesIO(copy)) as image:
        width, height = image.size
        under = image.convert("L").crop((width * 2 // 5, height * 2 // 5, width * 3 // 5, height * 13 // 20))
        beside = image.convert("L").crop((0, 0, width // 4, height))
    assert under.getextrema()[1] <= 3  # type: ignore[operator]
    assert beside.getextrema()[1] > 250  # type: ignore[operator]
    assert SEEN not in copy


async def test_a_day_at_the_desk_by_keyboard_in_two_languages(scene: Scene, home: Home, tmp_path: Path) -> None:
    parts = [scene.say(TEXT), scene.source(_arabic(), terms=MEDIA)]
    trouble: list[str] = []
    async with served(scene.curator) as desk:
        await within(home, lambda page: _prepare(page, desk, trouble))
        await within(home, lambda page: _comes_in(page, desk))
        for language in ("en", "ar"):
            await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})
            await within(home, lambda page, language=language: speak(page, language))
            await within(home, lambda page: asks(page, check))
            opening = next(reversed(scene.curator.memory.openings))
            scene.vault.approve(opening, (1, 2, 3, 4))
            await within(home, lambda page: reads(page, check))
            if language == "en":
                await within(home, words_added)
                assert await within(home, copied) == "true"
            await within(home, lambda page: notes_kept(page, check))
            assert not await asyncio.to_thread(_kept, tmp_path), "while it is on the screen"
            await within(home, _masks)
            await within(home, _prints_nothing)
            check_covered(await within(home, copies))
            if language == "ar":
                await within(home, _reads_from_right_to_left)
            await within(home, _locks)
            assert not any(scene.curator.memory.rooms.is_readable(opening, part) for part in parts)
            await within(home, _goes_back_to_nothing)
            await within(home, _unlocks)
            await within(home, _slips)
            if language == "ar":
                await within(home, _looks_at_passkeys)
            await within(home, lambda page: moves(page, "o", "**/desk/openings"))
            await within(home, check)
            await within(home, _forgets)
        await within(home, _closes)
    home.close()
    assert not _kept(tmp_path), "after the browser was closed"
    assert trouble == []


def _arabic() -> bytes:
    return Testimony(text=ARABIC, language="ar", media=(Media(data=PICTURE),)).to_bytes()


def _prepare(page: Page, desk: ServedDesk, trouble: list[str]) -> None:
    page.set_default_timeout(20_000)
    page.on("console", lambda one: trouble.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda one: trouble.append(str(one)))
    page.on("request", lambda one: None if one.url.startswith(desk.origin) else trouble.append(one.url))
    page.add_init_script(AXE.read_text(encoding="utf-8"))
    with_authenticator(page)


def _comes_in(page: Page, desk: ServedDesk) -> None:
    page.goto(f"{desk.origin}/")
    check(page)
    page.goto(desk.link())
    page.wait_for_url("**/desk/passkey")
    page.locator("form[data-passkey] button:focus").wait_for()
    assert page.url == f"{desk.origin}/desk/passkey", "the code is not in the address any more"
    check(page)
    with arriving(page, "**/desk/"):
        page.keyboard.press("Enter")
    assert page.title() == page.locator("nav").first.evaluate("() => document.title") != ""


def _masks(page: Page) -> None:
    moves(page, "m", "**view=masked")
    letter(page, "n")
    with arriving(page):
        page.keyboard.press("Backspace")
    shown = page.locator("mark.refused:focus:not([data-masked])")
    assert shown.inner_text(), "what is refused is shown at once, and where one was one still is"
    assert page.locator("mark[data-masked]").count()
    assert "345678" not in page.content()
    moves(page, "m", "**/parts/*")


def _prints_nothing(page: Page) -> None:
    page.emulate_media(media="print")
    assert CANARY not in page.locator("body").inner_text()
    page.emulate_media(media="screen")


PLACES = """words => words.map((one) => {
  const nodes = document.createTreeWalker(document.querySelector(".original"), NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const range = document.createRange(), at = node.data.indexOf(one);
    if (at < 0) continue;
    range.setStart(node, at);
    range.setEnd(node, at + one.length);
    return range.getBoundingClientRect().left;
  }
})"""
CHOOSE = """() => {
  const nodes = document.createTreeWalker(document.querySelector(".original"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const from = node.data.indexOf("أخاها"), to = node.data.indexOf("yusuf");
    if (from >= 0) range.setStart(node, from);
    if (to >= 0) range.setEnd(node, to + 5);
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def _reads_from_right_to_left(page: Page) -> None:
    """The Arabic part: asked for, with its hints; its numbers and Latin names as one reads them; a mark over both."""
    part = urlsplit(page.url).path.partition("/files/")[0]
    page.locator(f"main a[href='{part}']").first.focus()
    with arriving(page, "**/parts/*"):
        page.keyboard.press("Enter")
    page.locator("button[value=reveal]").focus()
    with arriving(page):
        page.keyboard.press("Enter")
    check(page)
    assert page.locator(".original").get_attribute("dir") == "rtl"
    assert page.locator(".hinted mark.proposed").count()
    left = page.evaluate(PLACES, ["+254", "712", "345678"])
    assert left == sorted(left), "from left to right, as one dials it"
    assert len(set(left)) == 3
    name, before = page.evaluate(PLACES, ["yusuf", "أخاها"])
    assert name < before, "and it stands where the text goes on: at the left"
    letter(page, "a")
    page.evaluate(CHOOSE)
    with arriving(page):
        page.keyboard.press("9")
    assert page.locator("mark.added").evaluate("one => one.textContent") == "أخاها yusuf"
    assert page.locator(".original").evaluate("one => one.textContent") == ARABIC


def _slips(page: Page) -> None:
    """One press of the key by accident: the pages lock, in every tab, and a passkey has them back."""
    other = page.context.new_page()
    other.goto(page.url)
    page.bring_to_front()
    moves(page, "!", "**/desk/locked")
    assert page.locator("[role=alert]").first.is_visible()
    other.wait_for_function("!document.body.childElementCount")
    check(page)
    _unlocks(page)
    other.locator("main").wait_for()
    other.close()


def _looks_at_passkeys(page: Page) -> None:
    """And shows the one there is, so that another could be brought in."""
    page.locator("a[href='/desk/passkeys']").focus()
    with arriving(page, "**/desk/passkeys"):
        page.keyboard.press("Enter")
    check(page)
    page.locator("form[data-passkey=get] button").focus()
    with arriving(page, "**/desk/passkeys"):
        page.keyboard.press("Enter")
    page.locator("form[data-passkey=create]").wait_for()
    check(page)


def _locks(page: Page) -> None:
    moves(page, "l", "**/desk/locked")
    check(page)


def _goes_back_to_nothing(page: Page) -> None:
    page.go_back()
    page.wait_for_url("**/desk/locked*")
    assert CANARY not in page.content()


def _unlocks(page: Page) -> None:
    page.locator("form[data-passkey] button").focus()
    with arriving(page, "**/desk/"):
        page.keyboard.press("Enter")


def _forgets(page: Page) -> None:
    moves(page, "1", "**/desk/openings/*")
    page.locator("details:has(.danger) summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    with arriving(page, "**/desk/openings"):
        page.keyboard.press("Enter")


def _closes(page: Page) -> None:
    page.locator("form[action='/desk/close'] button").focus()
    with arriving(page, "**/"):
        page.keyboard.press("Enter")
    assert not page.context.cookies()


def _kept(folder: Path) -> list[str]:
    """Files of the browser, the desk and temporary ones in which a word of an original stands, in any spelling."""
    folders = (folder / "profile", folder / "temporary", *folder.glob("desk-*"))
    files = [one for each in folders for one in each.resolve().rglob("*") if one.is_file() and not one.is_symlink()]
    assert any("profile" in one.parts for one in files)
    return [str(one) for one in files if found_in(raw := _bytes_of(one), WANTED) or SEEN in raw]


def _bytes_of(file: Path) -> bytes:
    """Nothing of one that the browser has removed meanwhile: what is gone is not kept."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
