"""A scene for every test of the desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.redaction.desks import Scene, raise_scene
from tests.worlds import Consortium, make_consortium


@pytest.fixture(scope="session")
def consortium() -> Consortium:
    return make_consortium("desk")


@pytest.fixture
async def scene(consortium: Consortium, tmp_path: Path) -> AsyncIterator[Scene]:
    async with raise_scene(consortium, tmp_path) as made:
        yield made
