"""A browser with the custodian's page's modules in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.clients.custodian.page.page_machine import ANSWERING, PageMachine
from tests.clients.web.chromium import Chromium, OnePage, bundle, lacking
from tests.clients.web.conftest import chromium, of_this_run
from tests.clients.web.modules import Modules, document
from tests.conftest import _missing

HOME = "http://localhost/"
"""Nobody listens there: the page is handed over by the test. Browsers take it for a safe origin."""


def _answered(asked: dict[str, Any]) -> dict[str, Any]:
    return ANSWERING[0].answered(asked)


@pytest.fixture(scope="session")
def custodians_script(of_this_run: Path) -> str:
    if what := lacking():
        _missing(what)
    return bundle(Path(__file__).with_name("exposed.js"), of_this_run)


@pytest.fixture(scope="session")
def custodians_page(chromium: Chromium, custodians_script: str) -> Iterator[OnePage]:
    opened = chromium.opened("about:blank")

    def visit(page: Page) -> None:
        page.route(f"{HOME}**", lambda route: route.fulfill(content_type="text/html", body=document(custodians_script)))
        page.expose_function("answeredByPython", _answered)
        page.goto(HOME)

    opened.do(visit)
    yield opened
    opened.close()


@pytest.fixture
def custodians(custodians_page: OnePage) -> Modules:
    """The modules, with what the browser has of its own."""
    return Modules(custodians_page)


@pytest.fixture(params=["native", "library"])
def either(custodians_page: OnePage, request: pytest.FixtureRequest) -> Modules:
    """The modules, once with what the browser has of its own and once without."""
    return Modules(custodians_page, request.param)


@pytest.fixture
def machine(custodians: Modules, tmp_path: Path) -> PageMachine:
    return PageMachine(tmp_path / "asha", modules=custodians)


__all__ = ["chromium", "of_this_run"]
