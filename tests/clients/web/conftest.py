"""A browser for the tests of the page, an intake that serves them, and the page's modules in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.clients.web import pretend
from tests.clients.web.at_screens import Open
from tests.clients.web.chromium import Chromium, OnePage, Profile, bundle, lacking, running
from tests.clients.web.intake import Intake
from tests.clients.web.modules import Modules
from tests.conftest import _missing
from tests.worlds import Consortium, make_consortium


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    if what := lacking():
        _missing(what)
    with running() as browser:
        yield browser


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run see, and no other run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def script(of_this_run: Path) -> str:
    """The page's modules, as one script."""
    if what := lacking():
        _missing(what)
    return bundle(folder=of_this_run)


@pytest.fixture(scope="session")
def consortium() -> Consortium:
    return make_consortium("web", quorums=(2, 2, 2), custodians=3)


@pytest.fixture(scope="session")
def shared(consortium: Consortium, script: str) -> Iterator[Intake]:
    here = Intake(consortium, script)
    yield here
    here.stop()


@pytest.fixture(scope="session")
def shared_page(chromium: Chromium, shared: Intake) -> Iterator[OnePage]:
    opened = chromium.opened(shared.url)
    yield opened
    opened.close()


@pytest.fixture
def intake(shared: Intake) -> Intake:
    """As it was when it started."""
    shared.forget()
    return shared


@pytest.fixture
def page(shared_page: OnePage) -> Iterator[OnePage]:
    """A page of that intake. What stays in it from test to test are its modules, and nothing of theirs."""
    shared_page.evaluate("() => { leeward.told.length = 0; }")
    yield shared_page
    # What is handed over by whoever leaves, the page waits for no more: it would reach the next test's intake.
    shared_page.do(lambda page: page.wait_for_function("() => leeward.unanswered === 0"))


@pytest.fixture
def own(page: OnePage) -> Modules:
    """The modules."""
    return Modules(page)


@pytest.fixture(params=["native", "library"])
def modules(page: OnePage, request: pytest.FixtureRequest) -> Modules:
    """The modules, once with what the browser has of its own and once without."""
    return Modules(page, request.param)


@pytest.fixture(scope="session")
def screens() -> Iterator[str]:
    """Where the page is served whose acts only pretend."""
    if what := lacking():
        _missing(what)
    with pretend.served() as address:
        yield address


QUICKLY = "slow=0.1"
"""What the pretended acts wait for nobody sees in most tests."""


@pytest.fixture(scope="session")
def profile(chromium: Chromium, screens: str) -> Iterator[Profile]:
    """That the page keeps nothing in it from one visit to the next is shown elsewhere (tests/journeys)."""
    kept = Profile(chromium, f"{screens}/en")
    yield kept
    kept.close()


@pytest.fixture
def opened(profile: Profile, screens: str) -> Iterator[Open]:
    """Opens the page whose acts only pretend."""
    pages: list[OnePage] = []

    def open_one(happens: str = "", language: str = "en", before: str = "") -> OnePage:
        def visit(page: Page) -> None:
            page.add_init_script(before)
            page.goto(f"{screens}/{language}#{happens}&{QUICKLY}")
            page.locator("h1").wait_for()

        pages.append(profile.opened())
        pages[-1].do(visit)
        return pages[-1]

    yield open_one
    for page in pages:
        page.close()
