"""The screens of the custodian's page as pictures, in English and in Arabic: docs/screens/custodian.

The page is the real one; its acts only pretend, so the same pictures come again with the same fonts.

    python -m tests.clients.custodian.page.screens [--folder docs/screens/custodian] [name …]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from server.policy.custodian_page import PageFiles
from tests.clients.custodian.page import pretend
from tests.clients.web.chromium import PATIENCE, ROOT, Chromium, running
from tests.clients.web.pictures import smaller

FOLDER = ROOT / "docs" / "screens" / "custodian"
LANGUAGES = ("en", "ar")
LAPTOP, PHONE = ViewportSize(width=1024, height=740), ViewportSize(width=360, height=740)


def nothing(_: Page) -> None:
    """As it opens."""


def tab(number: int) -> Callable[[Page], None]:
    return lambda page: page.locator("button.tab").nth(number).click()


def asks(page: Page) -> None:
    page.locator("main > .buttons .first").click()


def seals(page: Page) -> None:
    asks(page)
    page.locator(".ask .first").click()
    page.locator("progress").wait_for()


def refuses(page: Page) -> None:
    page.locator(".request .row button").first.click()
    page.locator(".reasons input").nth(4).check()


def stops(page: Page) -> None:
    tab(2)(page)
    page.locator(".request .danger").first.click()


def wrong_code(page: Page) -> None:
    page.set_input_files("#file", {"name": "for-the-page", "mimeType": "application/octet-stream", "buffer": b"-"})
    page.fill("#code", "411 548")
    page.locator("button[type=submit]").click()


@dataclass(frozen=True)
class Screen:
    name: str
    says: str
    happens: str = ""
    walk: Callable[[Page], None] = nothing
    wide: bool = True


SCREENS = (
    Screen("bring", "The first time on a device: the file with the keys, and its code.", "empty"),
    Screen("bring-wrong", "The code does not open that file.", "empty", wrong_code),
    Screen("waiting", "What waits, in one look: who asks, for what, how many, until when."),
    Screen("waiting-phone", "The same on a phone.", wide=False),
    Screen("nothing", "Nothing waits.", "nothing"),
    Screen("unsound", "Requests that are not shown as ones, and a directory that ends soon.", "unsound&stale"),
    Screen("approve", "Asked once more, before a whole batch is approved.", "", asks),
    Screen("sealing", "Each share is sealed anew here, and how far that is.", "sealing", seals),
    Screen("refuse", "A request is refused, with one of the reasons.", "", refuses),
    Screen("history", "How many parts were answered from this device, by day.", "", tab(1)),
    Screen("stop", "A request is stopped for good.", "", stops),
    Screen("device", "What this device holds.", "", tab(3)),
    Screen("vault-silent", "The vault cannot be reached.", "stop=cannot-reach:vault"),
    Screen("log-silent", "The log cannot be reached: nothing is approved without it.", "stop=cannot-reach:ledger"),
    Screen("directory-ended", "The directory has ended.", "stop=directory-expired"),
    Screen("log-split", "The log was shown in two versions: stop, and tell somebody.", "stop=log-split"),
)


def opened(browser: Browser, files: PageFiles, screen: Screen, language: str, *, dark: bool = False) -> Page:
    """A page at that screen. Its owner closes its context."""
    page = empty(browser, files, language, dark=dark)
    visit(page, screen)
    return page


def empty(browser: Browser, files: PageFiles, language: str, *, dark: bool = False) -> Page:
    """A page that has not been anywhere. Its owner closes its context."""
    context = browser.new_context(
        timezone_id="UTC", locale=language, color_scheme="dark" if dark else "light", service_workers="block"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    pretend.serve(page, files)
    return page


def visit(page: Page, screen: Screen) -> None:
    """That screen, begun anew wherever the page has been before."""
    page.set_viewport_size(LAPTOP if screen.wide else PHONE)
    page.goto("about:blank")
    page.goto(f"{pretend.HOME}/#{screen.happens}")
    page.locator("main[aria-busy=false] h1").wait_for()
    screen.walk(page)


def taken(chromium: Chromium, files: PageFiles, screen: Screen, language: str) -> bytes:
    def take(browser: Browser) -> bytes:
        page = opened(browser, files, screen, language)
        try:
            page.wait_for_function("document.fonts.ready")
            # What stays on top stands where the picture begins.
            page.evaluate("scrollTo(0, 0)")
            return smaller(page.screenshot(full_page=True), page)
        finally:
            page.context.close()

    return chromium.do(take)


def readme() -> str:
    lines = [
        "# The custodian's page, screen by screen\n",
        "In English and in Arabic, made by `make screens` from the real page, whose acts only pretend. No native",
        "speaker has checked the Arabic yet.\n",
        *(f"* {one.name}: {one.says} {_links(one)}" for one in SCREENS),
    ]
    return "\n".join(lines) + "\n"


def _links(screen: Screen) -> str:
    return " ".join(f"[{language}]({screen.name}.{language}.png)" for language in LANGUAGES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with running() as chromium, tempfile.TemporaryDirectory() as built:
        files = pretend.made(Path(built))
        for screen in SCREENS:
            if given.names and screen.name not in given.names:
                continue
            for language in LANGUAGES:
                picture = given.folder / f"{screen.name}.{language}.png"
                picture.write_bytes(taken(chromium, files, screen, language))
                sys.stdout.write(f"{picture.name}\n")
    if not given.names:
        (given.folder / "README.md").write_text(readme(), encoding="utf-8")


if __name__ == "__main__":
    main()
