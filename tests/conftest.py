"""What every test may ask for: a real PostgreSQL, and fresh databases of every zone in it."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar

import asyncpg
import pytest
from hypothesis import HealthCheck, settings
from pydantic import SecretStr

from server.demo import processes
from server.embedded_postgres import EmbeddedPostgres
from server.zone_databases import prepare_databases, prepare_roles, url_for
from tests.spare_databases import Spares
from tests.travelled import Travelled, travel

# How long one example takes, or takes to be drawn, says more of a busy machine than of the code.
settings.register_profile("leeward", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("leeward")

Result = TypeVar("Result")

# Two workers that draw a port at the same moment must not draw the same one.
if worker := os.environ.get("PYTEST_XDIST_WORKER", ""):
    of = int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    mine = int(worker.removeprefix("gw"))
    processes._PORTS = iter([port for port in processes._PORTS if port % of == mine])


FAST_FIRST = (
    "tests/protocol/",
    "tests/clients/",
    "tests/server/",
    "tests/fuzz/",
    "tests/promises/",
    "tests/journeys/",
    "tests/chaos/",
)


LONGEST_FIRST = (
    "tests/chaos/test_chaos.py",
    "travelled",
    "tests/journeys/test_demo.py",
    "tests/fuzz/test_fuzz.py",
    "tests/journeys/test_sudden_death.py",
)
"""What several workers begin with: else one of them ends with two minutes that the others have nothing to do in."""


@pytest.hookimpl(tryfirst=True)  # xdist looks for the groups in this hook too
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pure code first, whole journeys last; what is in no folder of these, before all."""
    items.sort(key=_turn)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_kept_together(item)))


def _turn(item: pytest.Item) -> tuple[int, int]:
    group = _kept_together(item)
    long = worker and group in LONGEST_FIRST
    return (
        LONGEST_FIRST.index(group) if long else len(LONGEST_FIRST),
        next((at for at, folder in enumerate(FAST_FIRST) if item.nodeid.startswith(folder)), -1),
    )


def _kept_together(item: pytest.Item) -> str:
    """Of several workers one runs a whole file, and one all tests that look at the same journey."""
    return "travelled" if "travelled" in getattr(item, "fixturenames", ()) else item.nodeid.split("::")[0]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def missing() -> Callable[[str], NoReturn]:
    """Say that this machine lacks the counterpart of a test: skipped at home, a failure where CI is set."""
    return _missing


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """One PostgreSQL for the whole session, gone afterwards."""
    with EmbeddedPostgres.start() as running:
        yield running


@dataclass
class Databases:
    """Fresh databases, one a zone, copied when first asked for: `databases.of("vault")["vault_openings"]` is a URL."""

    postgres: EmbeddedPostgres
    prepared: dict[str, dict[str, SecretStr]]
    spares: Spares
    _names: dict[str, str] = field(default_factory=dict)

    def of(self, zone: str) -> dict[str, SecretStr]:
        """The URLs of this zone's fresh database, by role."""
        name = self._names.get(zone) or self._copy(zone)
        return {role: url_for(url, name) for role, url in self.prepared[zone].items()}

    def administrator(self, zone: str) -> SecretStr:
        """The superuser's URL of this zone's fresh database, to look at what is really there."""
        return self.postgres.url(self._names.get(zone) or self._copy(zone))

    def drop(self) -> None:
        for zone, name in self._names.items():
            if not finish(self.spares.give_back(zone, name, self.postgres.url(name))):
                finish(execute(self.postgres.url(), f"DROP DATABASE {name} WITH (FORCE)"))

    def _copy(self, zone: str) -> str:
        if spare := self.spares.take(zone):
            self._names[zone] = spare
            return spare
        name = self._names[zone] = f"{zone}_{secrets.token_hex(4)}"
        finish(execute(self.postgres.url(), f"CREATE DATABASE {name} TEMPLATE {zone}"))
        finish(prepare_roles(zone, self.postgres.url(name)))  # who may connect is not copied
        finish(self.spares.note(name, self.postgres.url(name)))
        return name


@pytest.fixture(scope="session")
def prepared(postgres: EmbeddedPostgres) -> dict[str, dict[str, SecretStr]]:
    """The databases that fresh ones are copied from. Leave them as they are: ask for `databases`."""
    return finish(prepare_databases(postgres.url()))


@pytest.fixture(scope="session")
def spares() -> Spares:
    """Databases that tests have left as they found them."""
    return Spares()


@pytest.fixture
def databases(
    postgres: EmbeddedPostgres, prepared: dict[str, dict[str, SecretStr]], spares: Spares
) -> Iterator[Databases]:
    """Fresh databases for one test."""
    fresh = Databases(postgres, prepared, spares)
    yield fresh
    fresh.drop()


def finish(work: Coroutine[Any, Any, Result]) -> Result:
    """Run to the end from a fixture, whether or not a loop runs in this thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def execute(url: SecretStr, statement: str) -> None:
    connection = await asyncpg.connect(url.get_secret_value())
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"this machine lacks {what}")
    pytest.skip(f"this machine lacks {what}")


@pytest.fixture(scope="session")
def travelled() -> Iterator[Travelled]:
    """The whole journey, once for all tests that look at what it left behind."""
    with travel() as everything:
        yield everything
