"""An opening on a curator's screen: the desk, its rooms and the browser as processes of their own, and all that could
keep of it what is read there, searched meanwhile and afterwards. The same search finds it where it may be."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.clients.web.chromium import Home, at_home, lacking
from tests.conftest import _missing
from tests.memory_search import found_in_memory
from tests.room import roomy, temporary_below
from tests.server.redaction.pages.served_desk import come_in, moves, with_authenticator
from tests.travelled import TEXT, Travelled, found_in, needles

CANARY = TEXT.split()[0]
WANTED = needles(CANARY)
IN_MEMORY = WANTED | {CANARY.encode("utf-32-le")}
DESK = "curator-desk"
JOURNALS = tuple(map(Path, ("/var/log/journal", "/run/log/journal", "/var/log/syslog", "/var/log/messages")))
DUMPS = tuple(map(Path, ("/var/lib/systemd/coredump", "/var/crash", "/cores")))
"""Where this system's journal and its dumps may lie, if it keeps any."""


@pytest.fixture
def home() -> Iterator[tuple[Home, Path]]:
    """A browser, and the folder of its profile and its temporary files."""
    if what := lacking():
        _missing(what)
    # A short path: the browser makes a socket in there.
    with (
        tempfile.TemporaryDirectory(dir=roomy()) as folder,
        temporary_below(Path(folder)),
        at_home(Path(folder) / "profile") as browser,
    ):
        yield browser, Path(folder)


def test_while_an_opening_is_on_screen_only_memory_has_it_and_afterwards_nothing_has(
    travelled: Travelled, home: tuple[Home, Path]
) -> None:
    browser, folder = home
    curator, desk = travelled.journey.curator, travelled.stage.processes[DESK].pid
    try:
        in_first_page(browser, lambda page: reads(page, curator.post("/v1/page-links")["url"]))
        rooms, browsers = family(desk), [one for one in family(os.getpid()) if str(folder).encode() in arguments(one)]
        assert not kept(travelled, folder), "while it is on the screen"
        assert browsers
        assert {swapped(one) for one in (desk, *rooms, *browsers)} == {"0 kB"}
        reading = {one for one in rooms if can_look() and found_in_memory(one, IN_MEMORY)}
        assert reading or not can_look(), "the same search finds it in a room"
        in_first_page(browser, lambda page: moves(page, "l", "**/desk/locked"))
        assert not reading & set(family(desk))
    finally:
        browser.close()
        curator.post(f"/v1/openings/{travelled.opening}/join")
    assert not kept(travelled, folder), "after the desk was locked and the browser closed"


def can_look() -> bool:
    """Into the memory of other processes."""
    return os.geteuid() == 0


def in_first_page(browser: Home, act: Callable[[Page], None]) -> None:
    def do(context: BrowserContext) -> None:
        act(context.pages[0])

    browser.do(do)


def reads(page: Page, link: str) -> None:
    """In by the link and a passkey; the journey's opening is joined and gone through until the canary stands there."""
    with_authenticator(page)
    come_in(page, link)
    moves(page, "o", "**/desk/openings")
    address = f"{link.partition('#')[0]}desk/openings/1"
    page.goto(address)
    moves(page, "e")
    for place in range(1, 9):
        page.goto(f"{address}/parts/{place}")
        if CANARY in page.locator("main").inner_text():
            return
    raise AssertionError("the canary is nowhere in it")


def kept(travelled: Travelled, folder: Path) -> list[str]:
    """Files in which it stands: of the desk and all else that the journey keeps, of the browser, of this system."""
    data = travelled.data_directory()
    files = [one for place in (travelled.temporary, folder, *JOURNALS, *DUMPS) for one in below(place)]
    searched = [one for one in files if data not in one.parents]
    for place in (travelled.temporary, folder / "profile"):
        assert any(place in one.parents for one in searched)
    return [str(one) for one in searched if found_in(contents(one), WANTED)]


def below(place: Path) -> list[Path]:
    return [one for one in (place, *place.rglob("*")) if one.is_file() and not one.is_symlink()]


def contents(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def family(pid: int) -> list[int]:
    """Every process that this one began, and those that they began."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    children = [int(one) for task in tasks for one in (task / "children").read_text().split()]
    return [one for child in children for one in (child, *family(child))]


def arguments(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def swapped(pid: int) -> str:
    """How much of it is not in memory now."""
    return next(
        line.split(":")[1].strip()
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmSwap")
    )
