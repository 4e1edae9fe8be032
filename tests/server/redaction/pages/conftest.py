"""A curator's desk with its pages, and a person in front of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.policy.authenticator import Authenticator
from tests.server.redaction.desks import Scene, raise_scene
from tests.server.redaction.pages.browsing import PageBrowser, browser_at, the_persons_key
from tests.worlds import Consortium, make_consortium


@pytest.fixture(scope="session")
def consortium() -> Consortium:
    return make_consortium("desk")


@pytest.fixture
async def scene(consortium: Consortium, tmp_path: Path) -> AsyncIterator[Scene]:
    async with raise_scene(consortium, tmp_path) as made:
        yield made


@pytest.fixture
async def browser(scene: Scene) -> AsyncIterator[PageBrowser]:
    async with browser_at(scene.curator) as opened:
        yield opened


@pytest.fixture
def key() -> Authenticator:
    return the_persons_key()


@pytest.fixture
async def inside(scene: Scene, browser: PageBrowser, key: Authenticator) -> PageBrowser:
    await browser.come_in(scene.console, key)
    return browser
