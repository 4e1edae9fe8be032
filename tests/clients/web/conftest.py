"""A browser for the tests of the page, and its modules in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients.web.chromium import Chromium, bundle, lacking, running
from tests.clients.web.modules import Modules, served
from tests.conftest import _missing


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    if what := lacking():
        _missing(what)
    with running() as browser:
        yield browser


@pytest.fixture(scope="session")
def exposed() -> Iterator[str]:
    """The address of a page that has the modules."""
    if what := lacking():
        _missing(what)
    with served(bundle()) as address:
        yield address


@pytest.fixture(scope="session")
def own(chromium: Chromium, exposed: str) -> Iterator[Modules]:
    """The modules, in a page of their own."""
    page = chromium.opened(exposed)
    yield Modules(page)
    page.close()


@pytest.fixture(params=["native", "library"])
def modules(own: Modules, request: pytest.FixtureRequest) -> Modules:
    """The modules, once with what the browser has of its own and once without."""
    return Modules(own.page, request.param)
