"""What is left on a device after the page, and whom the page speaks to. The browser keeps what it keeps on disk."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.clients.web import person
from tests.clients.web.chromium import Home, at_home
from tests.clients.web.person import LOT, Story
from tests.served_page import ServedPage
from tests.travelled import found_in, needles

CANARY = "Zyqarveth-Kolmunda heard the drums at Ubwexandi before dawn"
NAME = "Oqthemba Wuxlarandi"
PLANTED = "Xiqwolunde-Vuzkarati was planted here"
STORY = Story(text=CANARY, identity=(NAME, "+254 799 317 442", CANARY))
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
KEPT = """async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    files: await navigator.storage.getDirectory().then(async (all) => (await Array.fromAsync(all.keys())).length),
    persisted: await navigator.storage.persisted(),
    name: globalThis.name,
    state: history.state,
})"""
NOTHING = {
    "local": 0,
    "session": 0,
    "cookies": "",
    "databases": 0,
    "caches": 0,
    "workers": 0,
    "files": 0,
    "persisted": False,
    "name": "",
    "state": None,
}
WHERE = "[location.href, document.title, history.length]"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def home(profile: Path) -> Iterator[Home]:
    with at_home(profile, ONLY_HERE) as browser:
        yield browser


def at_the_page(home: Home, intake: ServedPage, act: Callable[[Page], Any]) -> Any:
    """In a tab of its own, which stays."""

    def whole(context: BrowserContext) -> Any:
        page = context.new_page()
        page.add_init_script(LOT)
        page.on("dialog", lambda dialog: dialog.accept())
        person.open_page(page, f"{intake.url}/en")
        return act(page)

    return home.do(whole)


def lying_in(folder: Path, text: str) -> list[str]:
    """The files of a folder in which a text lies, plain or encoded."""
    wanted = needles(text)
    files = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
    return [str(file.relative_to(folder)) for file in files if found_in(file.read_bytes(), wanted)]


def pairs(words: str) -> list[str]:
    """Any two words that follow each other. One alone stands in every dictionary."""
    split = words.split()
    return [" ".join(two) for two in itertools.pairwise(split)]


def plant(home: Home, intake: ServedPage) -> None:
    """What a page that keeps something would keep: there the search must find it."""

    def act(context: BrowserContext) -> None:
        page = context.new_page()
        page.goto(f"{intake.url}/v1/directory".replace("127.0.0.1", "localhost"))

    home.do(act)


def kept(page: Page) -> Any:
    return page.evaluate(KEPT)


def test_after_a_report_and_after_a_visit_nothing_is_left(home: Home, profile: Path, intake: ServedPage) -> None:
    told: list[str] = []

    def act(page: Page) -> None:
        before = page.evaluate(WHERE)
        told.append(person.tell(page, STORY))
        assert (kept(page), page.evaluate(WHERE)) == (NOTHING, before)
        person.press(page, "Close this page now")
        page.wait_for_url("about:blank")
        assert page.evaluate("history.length") == before[2]
        page.go_back()
        assert page.locator("body").inner_text() == ""
        person.open_page(page, f"{intake.url}/en")
        assert kept(page) == NOTHING

    at_the_page(home, intake, act)
    assert home.do(lambda context: context.cookies()) == []
    home.close()
    for text in (CANARY, *CANARY.split()[:1], NAME, *pairs(told[0])):
        assert lying_in(profile, text) == []
    assert lying_in(profile, intake.url.removeprefix("http://")) == ["?"]
