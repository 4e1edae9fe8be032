"""The desk's pages as pictures, in English and in Arabic: docs/screens/desk. Desk and passkey are real, and so are the
parts; the vault is the tests' small one, and the people in the reports are made up.

    python -m tests.server.redaction.pages.screens [--folder docs/screens/desk] [name …]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import httpx
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from protocol.consent import Use
from protocol.contents import Media, Testimony
from protocol.desk_crossings import PartListing
from server.redaction.pages import inbox
from server.redaction.to_vault import listed_parts
from server.redaction.world import World
from tests.clients.web.chromium import ROOT, Chromium, OnePage, running
from tests.clients.web.pictures import smaller
from tests.server.redaction.desks import PLACE, Scene, raise_scene, readable
from tests.server.redaction.files.plants import said, saved, written_page
from tests.server.redaction.pages.served_desk import ServedDesk, come_in, do, served, with_authenticator
from tests.worlds import TODAY, make_consortium

FOLDER = ROOT / "docs" / "screens" / "desk"
LANGUAGES = ("en", "ar")
LAPTOP, PHONE = {"width": 1200, "height": 800}, {"width": 360, "height": 740}
ENGLISH = (
    "On 12 November about 40 fighters came to Ubwexandi in three lorries.\nAmina Okello, the only midwife there, was "
    "taken. Her brother Yusuf called me on +254 712 345678 at 21:30. One lorry had plate KBX 123Q.\nWrite to "
    "amina@example.org, or ask for Mama Neema at the mill."
)
ARABIC = (
    "في يوم 12 نوفمبر جاء نحو أربعين مسلحًا إلى قرية وبخندي في ثلاث شاحنات.\nأُخذت أمينة، القابلة الوحيدة هناك، واتصل بي "
    "أخوها Yusuf على الرقم +254 712 345678."
)
Walk = Callable[[Page, ServedDesk], None]


def at(path: str, *keys: str) -> Walk:
    """That page, and then these keys."""

    def walk(page: Page, desk: ServedDesk) -> None:
        page.goto(f"{desk.origin}{path}")
        page.locator("main h1").wait_for()
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_timeout(200)

    return walk


def revealed(page: Page, desk: ServedDesk) -> None:
    at("/desk/openings/1/parts/2")(page, desk)
    if (button := page.locator("button[value=reveal]")).count():
        button.first.click()
        page.locator(".original").wait_for()


def locked(page: Page, desk: ServedDesk) -> None:
    at("/desk/", "l")(page, desk)
    page.wait_for_url("**/desk/locked")


def pressed(page: Page, desk: ServedDesk) -> None:
    """The key that stops a desk, once."""
    at("/desk/", "!")(page, desk)
    page.wait_for_url("**/desk/locked")


def unlock(page: Page, desk: ServedDesk) -> None:
    page.locator("form[data-passkey] button").press("Enter")
    page.wait_for_url("**/desk/")


FILLED = {
    "event_type": "armed-movement",
    "actor": "militia",
    "harm": "10-99",
    "area": "xa-01",
    "stage": "mobilization",
    "credibility": "2",
    "verification": "unverified",
    "likelihood": "likely",
    "confidence": "low",
    "change": "new",
    "audience": "2",
    "tlp": "amber",
}
TITLE, ANEW = "Fighters gather", "Armed men were seen on the move in the north. More violence is likely."
TAKEN_OVER = f"{ANEW} The only midwife there, was taken, as Okello says."


def filled(text: str) -> Walk:
    def walk(page: Page, desk: ServedDesk) -> None:
        at("/desk/openings/1/write")(page, desk)
        page.fill("#title", TITLE)
        page.fill("#bluf", text)
        for name, value in FILLED.items():
            page.select_option(f"#{name}", value)
        page.select_option("#period", index=2)
        page.select_option("#valid_until", index=2)
        page.check("input[name=risk][value='7']")
        page.locator("#gate .weights:not(:has(li.open))").wait_for()

    return walk


def kept(page: Page, desk: ServedDesk) -> None:
    """A draft, sent to the other desk."""
    filled(ANEW)(page, desk)
    page.click("button[data-key=s]")
    page.wait_for_url("**/desk/drafts/*")
    page.click("form[action$=send] button")
    page.locator("main h1").wait_for()


def reviewed(page: Page, desk: ServedDesk) -> None:
    at("/desk/reviews")(page, desk)
    page.click("main tbody a")
    page.locator("main h1").wait_for()
    if (join := page.locator("button[data-key=e]")).count():
        join.click()
    page.locator(".original").first.wait_for()


def noted(page: Page, desk: ServedDesk) -> None:
    """Something written, and not kept: the pages after it look as they did."""
    at("/desk/openings/1/parts/1/notes")(page, desk)
    page.fill("#text", "Who else saw the lorries? The mill stands on the other bank: ask.")


FILES = "/desk/openings/1/parts/2/files"


def boxed(page: Page, desk: ServedDesk) -> None:
    """One box over a face, taken; another being drawn over a plate."""
    at(f"{FILES}/1/1")(page, desk)
    if not page.locator(".stretches li").count():
        for name, share in {"left": "76", "top": "36.5", "right": "84", "bottom": "51"}.items():
            page.fill(f"#{name}", share)
        page.click("form[data-cover] button")
        page.wait_for_url("**#stage")
    page.locator(".stretches li").wait_for()
    frame = page.locator("[data-stage]").bounding_box()
    assert frame is not None
    page.mouse.move(frame["x"] + frame["width"] * 0.54, frame["y"] + frame["height"] * 0.71)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.655, frame["y"] + frame["height"] * 0.77)
    page.mouse.up()
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("document.querySelector('.stage img').naturalWidth > 0")


CHOSEN = ("j", "x", "j", "x", "j")
BEFORE: dict[str, Walk] = {"start": at("/")}
WAITING: dict[str, Walk] = {
    "home": at("/desk/"),
    "inbox": at("/desk/inbox/1", *CHOSEN),
    "inbox-phone": at("/desk/inbox/1"),
    "inbox-none": at("/desk/inbox/2"),
    "opening-waiting": at("/desk/openings/1"),
    "refused": at("/desk/openings/99"),
    "stop": at("/desk/stop"),
    "passkeys": at("/desk/passkeys"),
}
OPEN: dict[str, Walk] = {
    "opening": at("/desk/openings/1"),
    "openings": at("/desk/openings"),
    "reading": at("/desk/openings/1/parts/1", "n", "n", "Enter", "Backspace"),
    "reading-adding": at("/desk/openings/1/parts/1", "a", *["Shift+ArrowRight"] * 3),
    "reading-masked": at("/desk/openings/1/parts/1?view=masked"),
    "reading-phone": at("/desk/openings/1/parts/1", "n"),
    "reading-dark": at("/desk/openings/1/parts/1", "n"),
    "held": at("/desk/openings/1/parts/2"),
    "reading-arabic": revealed,
    "keys": at("/desk/openings/1/parts/1", "?"),
    "notes": noted,
    "writing": at("/desk/openings/1/write"),
    "writing-against": filled(TAKEN_OVER),
    "writing-phone": filled(ANEW),
    "writing-dark": filled(TAKEN_OVER),
    "reply": at("/desk/openings/1/parts/1/reply"),
    "copy": boxed,
    "copy-phone": at(f"{FILES}/1/1"),
    "copy-dark": at(f"{FILES}/1/1", "c", *["ArrowRight"] * 20),
    "copy-pages": at(f"{FILES}/2/2"),
    "copy-refused": at(f"{FILES}/3/1"),
    "draft": kept,
    "drafts": at("/desk/drafts"),
}
SECOND: dict[str, Walk] = {"reviews": at("/desk/reviews"), "review": reviewed}


def lorries() -> Image.Image:
    """A made-up photograph: a road, a lorry with a plate, somebody beside it."""
    image = Image.new("RGB", (1600, 1000), (150, 180, 210))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 600, 1600, 1000), fill=(140, 120, 90))
    draw.rectangle((250, 350, 850, 700), fill=(70, 90, 60))
    draw.rectangle((850, 450, 1050, 700), fill=(80, 100, 70))
    for x in (380, 700, 950):
        draw.ellipse((x - 70, 640, x + 70, 780), fill=(30, 30, 30))
    draw.rectangle((880, 720, 1030, 760), fill=(240, 220, 90))
    draw.text((895, 722), "KBX 123Q", fill=(10, 10, 10), font_size=30)
    draw.ellipse((1230, 380, 1330, 500), fill=(110, 75, 55))
    draw.rectangle((1200, 500, 1360, 800), fill=(160, 60, 60))
    return image


async def prepared(scene: Scene) -> None:
    """Five parts of some days, two of which are asked for."""
    scene.say(ENGLISH)
    taken = Media(data=saved(lorries(), "JPEG", quality=95))
    document = Media(data=written_page(said("A page of a letter. Nobody is named on it.", at=(72, 700)), pages=3))
    said_so = Testimony(
        text=ARABIC,
        language="ar",
        tonight=True,
        week="2026-w46",
        risk_factors=(1, 7),
        media=(taken, document, Media(data=b"PK\x03\x04")),
    )
    media = readable().model_copy(update={"uses": tuple(sorted({*readable().uses, Use.MEDIA}))})
    scene.source(said_so.to_bytes(), terms=media)
    for number in range(4):
        scene.say(f"Lorries came to the mill at night {number}.")
    scene.vault.parts[list(scene.vault.parts)[5]].withdrawn = True


async def on_several_days(vault: httpx.AsyncClient, compartment: str) -> list[PartListing]:
    """As if they had come on different days, and with cards: the small vault knows one day."""
    listed = await listed_parts(vault, compartment)
    return [
        one.model_copy(update={"day": TODAY - number, "vouched": number % 2 == 0, "urgent": one.size_class > 1})
        for number, one in enumerate(listed)
    ]


async def asked(scene: Scene) -> bytes:
    """By the console, so that the parts stand in the order in which they are shown."""
    (await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})).raise_for_status()
    first = list(scene.vault.parts)[:2]
    return await scene.ask(*first)


async def take_all(chromium: Chromium, folder: Path, names: Collection[str]) -> None:
    inbox.listed_parts = on_several_days
    with tempfile.TemporaryDirectory() as place:
        async with raise_scene(make_consortium("desk"), Path(place)) as scene:
            await prepared(scene)
            async with served(scene.curator) as desk:
                opened = await asyncio.to_thread(chromium.opened, "about:blank")
                await _take_these(opened, desk, folder, names, BEFORE)
                link = desk.link()
                await do(opened, lambda page: _first(page, link, folder, names))
                opening = await asked(scene)
                (await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})).raise_for_status()
                scene.vault.approve(opening, (1, 2))
                await do(opened, lambda page: at("/desk/")(page, desk))
                scene.curator.memory.pages.session.openings.of(opening)  # type: ignore[union-attr]
                await _take_these(opened, desk, folder, names, WAITING)
                scene.vault.approve(opening, (3, 4))
                await scene.join(opening)
                await _take_these(opened, desk, folder, names, OPEN)
                await _take_these(opened, desk, folder, names, {"locked": locked, "stopping": pressed}, after=unlock)
            await _second(chromium, scene.reviewer, folder, names)
            await _silent(chromium, scene.curator, folder, names)


async def _second(chromium: Chromium, world: World, folder: Path, names: Collection[str]) -> None:
    async with served(world) as desk:
        opened = await asyncio.to_thread(chromium.opened, "about:blank")
        link = desk.link()
        await do(opened, lambda page: _prepare(page, link))
        await _take_these(opened, desk, folder, names, SECOND)


async def _silent(chromium: Chromium, world: World, folder: Path, names: Collection[str]) -> None:
    away = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(503)), base_url="http://vault")
    (path,) = world.folder.glob("passkeys*")
    path.unlink()
    async with served(replace(world, vault=away)) as desk:
        opened = await asyncio.to_thread(chromium.opened, "about:blank")
        link = desk.link()
        await do(opened, lambda page: _prepare(page, link))
        await _take_these(opened, desk, folder, names, {"vault-silent": at("/desk/inbox/1")})


def _prepare(page: Page, link: str) -> None:
    with_authenticator(page)
    come_in(page, link)


def _first(page: Page, link: str, folder: Path, names: Collection[str]) -> None:
    page.set_default_timeout(20_000)
    with_authenticator(page)
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.goto(link)
    page.locator("form[data-passkey] button").wait_for()
    if not names or "first-passkey" in names:
        _save(page, folder, "first-passkey", "en")
    page.keyboard.press("Enter")
    page.locator("footer").wait_for()


async def _take_these(
    opened: OnePage,
    desk: ServedDesk,
    folder: Path,
    names: Collection[str],
    screens: dict[str, Walk],
    after: Walk = lambda _page, _desk: None,
) -> None:
    def take(page: Page, name: str, language: str) -> None:
        page.set_viewport_size(PHONE if name.endswith("-phone") else LAPTOP)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="dark" if name.endswith("-dark") else "light")
        screens[name](page, desk)
        page.wait_for_function("document.fonts.ready")
        _save(page, folder, name, language)
        after(page, desk)

    for language in LANGUAGES:
        desk.world.memory.pages.language = language
        if session := desk.world.memory.pages.session:
            session.decisions.clear()
        for name in screens:
            if not names or name in names:
                await do(opened, lambda page, name=name, language=language: take(page, name, language))
    desk.world.memory.pages.language = None


def _save(page: Page, folder: Path, name: str, language: str) -> None:
    (folder / language).mkdir(parents=True, exist_ok=True)
    (folder / language / f"{name}.png").write_bytes(smaller(page.screenshot(full_page=True), page))
    sys.stdout.write(f"{language}/{name}.png\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    with running() as chromium:
        asyncio.run(take_all(chromium, given.folder, given.names))


if __name__ == "__main__":
    main()
