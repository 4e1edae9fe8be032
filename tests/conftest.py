"""What every test may ask for: a real PostgreSQL, and fresh databases of every zone in it."""

from __future__ import annotations

import asyncio
import gc
import os
import secrets
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar

import asyncpg
import pytest
from hypothesis import HealthCheck, settings
from pydantic import SecretStr
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from server.embedded_postgres import EmbeddedPostgres
from server.memory import collect_less_often
from server.zone_databases import prepare_databases, prepare_roles, url_for
from tests.ports import keep_to_own_ports
from tests.room import MEMORY, roomy, write_in_memory
from tests.shared_authorities import share_authorities
from tests.spare_databases import Spares
from tests.travelled import Travelled, travel

# How long one example takes, or takes to be drawn, says more of a busy machine than of the code.
settings.register_profile("leeward", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("leeward")

Result = TypeVar("Result")

keep_to_own_ports()
share_authorities()
write_in_memory()
gc.disable()  # until all tests are collected: nothing of them is garbage


FAST_FIRST = (
    "tests/protocol/",
    "tests/clients/",
    "tests/server/",
    "tests/fuzz/",
    "tests/promises/",
    "tests/insiders/",
    "tests/journeys/",
    "tests/chaos/",
)


LOOK_AT_ONE_JOURNEY = (
    "tests/promises/test_consent_is_enforced.py",
    "tests/promises/test_no_plaintext_leaks.py",
    "tests/journeys/test_on_screen.py",
    "tests/promises/test_the_log_is_one_log.py",
    "tests/promises/test_zones_know_only_their_part.py",
    "tests/journeys/test_files.py",
    "tests/journeys/test_mailbox.py",  # it goes on with the journey
    "tests/journeys/test_reporters_page.py",  # and so do these
    "tests/journeys/test_allowed_at_the_page.py",
    "tests/journeys/test_promised_at_the_page.py",
    "tests/journeys/test_custodians_page.py",
    "tests/journeys/test_policy_change.py",
)
"""What asks for `travelled`: of several workers one runs all of it, so that the journey is made once."""

ONE_JOURNEY = "travelled"

LONGEST_FIRST = (
    "tests/chaos/test_chaos.py",
    *LOOK_AT_ONE_JOURNEY,
    "tests/journeys/test_demo.py",
    "tests/fuzz/test_fuzz.py",
    "tests/journeys/test_from_nothing.py",
    "tests/journeys/test_on_the_line.py",
)
"""What several workers begin with: else one of them ends with two minutes that the others have nothing to do in."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pure code first, whole journeys last; what is in no folder of these, before all."""
    items.sort(key=_turn)
    for item in items:
        if "travelled" in getattr(item, "fixturenames", ()) and _file(item.nodeid) not in LOOK_AT_ONE_JOURNEY:
            raise pytest.UsageError(f"{_file(item.nodeid)} belongs to LOOK_AT_ONE_JOURNEY (tests/conftest.py)")


def pytest_collection_finish() -> None:
    """Thousands of tests stay to the end: they are not looked through for garbage again and again.

    Nor is what tests make, more often than in a zone's process.
    """
    gc.enable()
    collect_less_often()


def _turn(item: pytest.Item) -> tuple[int, int]:
    file = _file(item.nodeid)
    long = "PYTEST_XDIST_WORKER" in os.environ and file in LONGEST_FIRST
    folders = (at for at, folder in enumerate(FAST_FIRST) if file.startswith(folder))
    return (
        LONGEST_FIRST.index(file) if long else len(LONGEST_FIRST),
        len(FAST_FIRST) if _kept_together(file) == ONE_JOURNEY else next(folders, -1),
    )


def _file(nodeid: str) -> str:
    return nodeid.split("::", maxsplit=1)[0]


def _kept_together(nodeid: str) -> str:
    """Of several workers one runs a whole file, and one all that looks at the same journey."""
    file = _file(nodeid)
    return ONE_JOURNEY if file in LOOK_AT_ONE_JOURNEY else file


class Together(LoadFileScheduling):
    """By nothing but a test's name.

    xdist's own groups (3.8) are written where pytest (9.2) no longer reads: then any worker takes any test, and makes
    for itself what a file or a session should make once.
    """

    def _split_scope(self, nodeid: str) -> str:
        return _kept_together(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


RAN_BY: dict[str, str] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Say so, should they ever be parted again: it costs minutes, and nothing else shows it."""
    if node := getattr(report, "node", None):
        group, one = _kept_together(report.nodeid), node.gateway.id
        if RAN_BY.setdefault(group, one) != one:
            pytest.exit(f"{group} was run by more than one worker (tests/conftest.py)", returncode=1)


@pytest.fixture(scope="session")
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """The loop that the zones run on."""
    return "asyncio", {"use_uvloop": True}


@pytest.fixture(scope="session")
def missing() -> Callable[[str], NoReturn]:
    """Say that this machine lacks the counterpart of a test: skipped at home, a failure where CI is set."""
    return _missing


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """One PostgreSQL for the whole session, gone afterwards.

    In memory where there is room: it syncs all the same, and what it wrote outlives any process that is killed, as on
    a disk. What a power cut leaves is not asked of this one (tests/chaos/power.py).
    """
    with ExitStack() as here:
        with pytest.MonkeyPatch.context() as patch:
            if roomy() == MEMORY:
                patch.setattr(tempfile, "tempdir", str(MEMORY))
            running = here.enter_context(EmbeddedPostgres.start())
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


STANDING = ExitStack()


@pytest.fixture(scope="session")
def travelled() -> Iterator[Travelled]:
    """The whole journey, once for all tests that look at what it left behind."""
    with STANDING:
        yield STANDING.enter_context(travel())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """Its zones go on working until it ends: as soon as nobody looks at it any more, not with the session."""
    try:
        yield
    finally:
        if nextitem is None or _kept_together(nextitem.nodeid) != ONE_JOURNEY:
            STANDING.close()
