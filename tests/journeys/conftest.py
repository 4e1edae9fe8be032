"""The page as it is served, for all who look at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from server.embedded_postgres import EmbeddedPostgres
from tests.clients.web.chromium import Chromium, Profile, lacking
from tests.clients.web.conftest import chromium, of_this_run
from tests.conftest import Databases, _missing
from tests.journeys.page_visitor import Visitor
from tests.relay import Relay, relayed
from tests.served_page import ServedPage, page_served
from tests.spare_databases import Spares
from tests.travelled import Travelled


@pytest.fixture(scope="session")
def one_intake(
    postgres: EmbeddedPostgres,
    prepared: dict[str, dict[str, SecretStr]],
    spares: Spares,
    tmp_path_factory: pytest.TempPathFactory,
    of_this_run: Path,
) -> Iterator[ServedPage]:
    if what := lacking():
        _missing(what)
    databases = Databases(postgres, prepared, spares)
    with page_served(databases, tmp_path_factory.mktemp("page"), shared=of_this_run) as here:
        yield here
    databases.drop()


@pytest.fixture
def intake(one_intake: ServedPage) -> ServedPage:
    """With nothing in it yet that somebody sent."""
    one_intake.forget()
    return one_intake


@pytest.fixture
def line(intake: ServedPage) -> Iterator[Relay]:
    """Between a browser and intake."""
    with relayed(intake.port) as relay:
        yield relay


@pytest.fixture(scope="session")
def visitor(chromium: Chromium, travelled: Travelled) -> Iterator[Visitor]:
    """Somebody at the page of the journey's intake."""
    url = f"{travelled.stage.ground.url('intake')}/en"
    profile = Profile(chromium, url)
    yield Visitor(profile, url)
    profile.close()


__all__ = ["chromium", "intake", "line", "of_this_run", "one_intake"]
