"""Chromium, driven from a thread of its own: what drives it keeps a loop running, which other tests must not meet."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.room import roomy, temporary_below

ROOT = Path(__file__).parents[3]
WEB = ROOT / "clients" / "web"
HERE = Path(__file__).parent
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WITHOUT_JIT = "--js-flags=--jitless"
PATIENCE = 120_000
"""Milliseconds, on a busy machine."""

_Result = TypeVar("_Result")


def lacking() -> str | None:
    """What this machine lacks to open the page in a browser; None where it lacks nothing."""
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        return "Chromium"
    return nodeless()


def nodeless() -> str | None:
    """What it lacks to build the page."""
    node = shutil.which("node")
    if not node or int(_said([node, "--version"]).lstrip("v").split(".")[0]) < 20:
        return "Node 20"
    return None if (WEB / "node_modules").is_dir() else "what the page stands on: make web"


def _said(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def bundle(entry: Path = HERE / "exposed.js", folder: Path | None = None) -> str:
    """A page's modules as one script for tests: made anew, or once by the workers of a run that share the folder."""
    if folder is None:
        return _said(["node", str(HERE / "bundle.js"), str(entry)])
    made = folder / f"{entry.parents[1].name}-{entry.parent.name}.js"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            made.write_text(bundle(entry), encoding="utf-8")
        return made.read_text(encoding="utf-8")


class Chromium:
    """One browser. Everything is asked of it by `do`, which waits."""

    def __init__(self, *flags: str) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._playwright, self._browser = self._thread.submit(_start, flags).result()

    def do(self, act: Callable[[Browser], _Result]) -> _Result:
        return self._thread.submit(act, self._browser).result()

    def opened(self, url: str, before: str = "") -> OnePage:
        """A page in a fresh profile; `before` is a script that runs before any of the page's own."""
        return self.do(lambda browser: OnePage(self, _opened(browser, url, before)))

    def close(self) -> None:
        self.do(lambda browser: browser.close())
        self._thread.submit(self._playwright.stop).result()
        self._thread.shutdown()


def _start(flags: Sequence[str]) -> tuple[Playwright, Browser]:
    # Its profile must outlast it: a browser that finds it gone asks for it for ever, at the cost of a processor.
    with temporary_below(roomy()):
        playwright = sync_playwright().start()
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return playwright, playwright.chromium.launch(executable_path=found, headless=True, args=[*FLAGS, *flags])


def _opened(browser: Browser, url: str, before: str) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(before)
    page.goto(url)
    return page


class OnePage:
    """One page of a Chromium, and what ends with it: its profile, or nothing else."""

    def __init__(self, browser: Chromium, page: Page, *, alone: bool = True) -> None:
        self._browser, self._page, self._alone = browser, page, alone

    def do(self, act: Callable[[Page], _Result]) -> _Result:
        return self._browser.do(lambda _: act(self._page))

    def evaluate(self, script: str, given: Any = None) -> Any:
        return self.do(lambda page: page.evaluate(script, given))

    def close(self) -> None:
        self.do(lambda page: page.context.close() if self._alone else page.close())


class Profile:
    """One profile for many pages of one address.

    A page of it stays, and with it the process that draws them: starting one costs more than most tests.
    """

    def __init__(self, browser: Chromium, url: str) -> None:
        self._browser, self._first = browser, browser.opened(url)

    def opened(self) -> OnePage:
        """An empty page, that shares with the others what a profile keeps."""
        return OnePage(self._browser, self._first.do(_beside), alone=False)

    def close(self) -> None:
        self._first.close()


def _beside(first: Page) -> Page:
    page = first.context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


@contextmanager
def arriving(page: Page, where: str = "**") -> Iterator[None]:
    """What is done in here leads to another document, even one at the address where the page was already: when this
    ends, that one has loaded and hears keys."""
    with page.expect_navigation(url=where):
        yield


@contextmanager
def running(*flags: str) -> Iterator[Chromium]:
    browser = Chromium(*flags)
    try:
        yield browser
    finally:
        browser.close()


class Home:
    """A browser that keeps what it keeps in a folder, as the one that people have does."""

    def __init__(self, folder: Path, *flags: str) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._is_open = True
        self._playwright, self._context = self._thread.submit(_at_home, folder, flags).result()

    def do(self, act: Callable[[BrowserContext], _Result]) -> _Result:
        return self._thread.submit(act, self._context).result()

    def close(self) -> None:
        """It may be closed already: what it kept is searched once it is."""
        if self._is_open:
            self._is_open = False
            self.do(lambda context: context.close())
            self._thread.submit(self._playwright.stop).result()
            self._thread.shutdown()


def _at_home(folder: Path, flags: Sequence[str]) -> tuple[Playwright, BrowserContext]:
    playwright = sync_playwright().start()
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    context = playwright.chromium.launch_persistent_context(
        folder, executable_path=found, headless=True, args=[*FLAGS, *flags]
    )
    context.set_default_timeout(PATIENCE)
    return playwright, context


@contextmanager
def at_home(folder: Path, *flags: str) -> Iterator[Home]:
    browser = Home(folder, *flags)
    try:
        yield browser
    finally:
        browser.close()
