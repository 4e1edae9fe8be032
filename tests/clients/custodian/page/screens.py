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

from playwright.sync_api import Browser, Page

from server.policy.custodian_page import PageFiles
from tests.clients.custodian.page import pretend
from tests.clients.web.chromium import PATIENCE, ROOT, Chromium, running
from tests.clients.web.pictures import smaller

FOLDER = ROOT / "docs" / "screens" / "custodian"
LANGUAGES = ("en", "ar")
LAPTOP, PHONE = {"width": 1024, "height": 740}, {"width": 360, "height": 740}


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
    happens: str = ""
    walk: Callable[[Page], None] = nothing
    wide: bool = True


SCREENS = (
    Screen("bring", "empty"),
    Screen("bring-wrong", "empty", wrong_code),
    Screen("waiting"),
    Screen("waiting-phone", wide=False),
    Screen("nothing", "nothing"),
    Screen("unsound", "unsound&stale"),
    Screen("approve", "", asks),
    Screen("sealing", "sealing", seals),
    Screen("refuse", "", refuses),
    Screen("history", "", tab(1)),
    Screen("stop", "", stops),
    Screen("device", "", tab(3)),
    Screen("vault-silent", "stop=cannot-reach:vault"),
    Screen("log-silent", "stop=cannot-reach:ledger"),
    Screen("directory-ended", "stop=directory-expired"),
    Screen("log-split", "stop=log-split"),
)


def opened(browser: Browser, files: PageFiles, screen: Screen, language: str, *, dark: bool = False) -> Page:
    """A page at that screen. Its owner closes its context."""
    context = browser.new_context(
        viewport=LAPTOP if screen.wide else PHONE,
        timezone_id="UTC",
        locale=language,
        color_scheme="dark" if dark else "light",
        service_workers="block",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    pretend.serve(page, files)
    page.goto(f"{pretend.HOME}/#{screen.happens}")
    page.locator("main[aria-busy=false] h1").wait_for()
    screen.walk(page)
    return page


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


if __name__ == "__main__":
    main()
