"""The staff's pages as pictures, in English and in Arabic: docs/screens/staff. The zone, its papers and a passkey are
real; the people are made up, and so are the weeks and batches that the other zones are said to have told.

    python -m tests.server.policy.screens [--folder docs/screens/staff] [name …]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from server.embedded_postgres import EmbeddedPostgres
from server.zone_databases import prepare_databases
from tests.clients.web.chromium import PATIENCE, ROOT, running
from tests.clients.web.pictures import smaller
from tests.conftest import Databases, finish
from tests.server.policy.filled import serving_something
from tests.server.policy.served_staff import ServedStaff
from tests.server.policy.test_in_a_browser import prefer, with_authenticator
from tests.spare_databases import Spares

FOLDER = ROOT / "docs" / "screens" / "staff"
LANGUAGES = ("en", "ar")
LAPTOP, PHONE = {"width": 1100, "height": 800}, {"width": 360, "height": 740}
SCREENS = {
    "home": "",
    "people": "people?find=analyst",
    "devices": "devices",
    "compartments": "compartments",
    "partners": "partners",
    "orders": "orders",
    "policies": "policies",
    "activity": "activity",
    "activity-phone": "activity",
}
"""Where each is; one whose name ends in `-phone` is taken on a small one."""


@contextmanager
def filled() -> Iterator[ServedStaff]:
    """A zone with something on every page, in a folder of its own."""
    with EmbeddedPostgres.start() as postgres, tempfile.TemporaryDirectory() as folder:
        databases = Databases(postgres, finish(prepare_databases(postgres.url())), Spares())
        with serving_something(Path(folder), databases) as served:
            yield served


def signed_in(browser: Browser, served: ServedStaff) -> Page:
    """As an administrator, who sees all that there is."""
    page = browser.new_context(viewport=LAPTOP, timezone_id="UTC").new_page()
    page.set_default_timeout(PATIENCE)
    with_authenticator(page)
    page.goto(served.link("dalia"))
    page.locator("main button").click()
    page.fill("#label", "the key of this browser")
    page.locator("main button").first.click()
    page.locator(".note").wait_for()
    page.locator("main button").first.click()
    page.wait_for_url("**/staff/")
    return page


def taken(page: Page, served: ServedStaff, name: str) -> bytes:
    page.set_viewport_size(PHONE if name.endswith("-phone") else LAPTOP)
    page.goto(f"{served.origin}/staff/{SCREENS[name]}")
    page.wait_for_function("document.fonts.ready")
    return smaller(page.screenshot(full_page=True), page)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)

    def take_all(browser: Browser, served: ServedStaff) -> None:
        page = signed_in(browser, served)
        for language in LANGUAGES:
            prefer(page, served.origin, language)
            for name in given.names or SCREENS:
                picture = given.folder / f"{name}.{language}.png"
                picture.write_bytes(taken(page, served, name))
                sys.stdout.write(f"{picture.name}\n")

    with running() as chromium, filled() as served:
        chromium.do(lambda browser: take_all(browser, served))


if __name__ == "__main__":
    main()
