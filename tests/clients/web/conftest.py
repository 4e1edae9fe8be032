"""A browser for the tests of the page, an intake that serves them, and the page's modules in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients.web.chromium import Chromium, OnePage, bundle, lacking, running
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
def script() -> str:
    """The page's modules, as one script."""
    if what := lacking():
        _missing(what)
    return bundle()


@pytest.fixture(scope="session")
def consortium() -> Consortium:
    return make_consortium("web", quorums=(2, 2, 2), custodians=3)


@pytest.fixture(scope="session")
def own(chromium: Chromium, consortium: Consortium, script: str) -> Iterator[Modules]:
    """The modules, in a page that they share."""
    intake = Intake(consortium, script)
    page = chromium.opened(intake.url)
    yield Modules(page)
    page.close()
    intake.stop()


@pytest.fixture(params=["native", "library"])
def modules(own: Modules, request: pytest.FixtureRequest) -> Modules:
    """The modules, once with what the browser has of its own and once without."""
    return Modules(own.page, request.param)


@pytest.fixture
def intake(consortium: Consortium, script: str) -> Iterator[Intake]:
    """One of its own for each test."""
    here = Intake(consortium, script)
    yield here
    here.stop()


@pytest.fixture
def page(chromium: Chromium, intake: Intake) -> Iterator[OnePage]:
    """A fresh page of that intake."""
    opened = chromium.opened(intake.url)
    yield opened
    opened.close()
