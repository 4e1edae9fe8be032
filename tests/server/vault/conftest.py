"""A vault for each test, over one database that is emptied in between; one consortium for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr

from server.embedded_postgres import EmbeddedPostgres
from server.vault.tables import metadata
from tests.conftest import Databases
from tests.server.vault.vault_world import Logins, VaultWorld, opened_logins, running_vault, vault_on
from tests.spare_databases import Spares
from tests.worlds import Consortium, make_consortium

CEDAR = Path(__file__).parents[3] / "server/policy/cedar"
BASE_RULES = ((CEDAR / "schema.cedarschema").read_text(), (CEDAR / "base.cedar").read_text())


@pytest.fixture(scope="session")
def consortium() -> Consortium:
    return make_consortium("vault", cedar=BASE_RULES)


@dataclass
class OneVaultDatabase:
    """As `Databases`, but for the vault's own, which all tests of this folder share: copying one takes its time."""

    fresh: Databases
    shared: Databases

    def of(self, zone: str) -> dict[str, SecretStr]:
        return (self.shared if zone == "vault" else self.fresh).of(zone)

    def administrator(self, zone: str) -> SecretStr:
        return (self.shared if zone == "vault" else self.fresh).administrator(zone)


@pytest.fixture(scope="session")
def shared(
    postgres: EmbeddedPostgres, prepared: dict[str, dict[str, SecretStr]], spares: Spares
) -> Iterator[Databases]:
    kept = Databases(postgres, prepared, spares)
    yield kept
    kept.drop()


@dataclass
class Broom:
    """Empties the shared database, over one connection that is kept: each new one would plan all of it anew."""

    runner: asyncio.Runner
    administrator: SecretStr
    connection: asyncpg.Connection[Any] | None = None

    def sweep(self) -> None:
        self.runner.run(self._sweep())

    async def _sweep(self) -> None:
        if self.connection is None or self.connection.is_closed():
            self.connection = await asyncpg.connect(self.administrator.get_secret_value())
        await self.connection.execute("; ".join(f"DELETE FROM {table}" for table in metadata.tables))

    def put_away(self) -> None:
        if self.connection is not None:
            self.runner.run(self.connection.close())


@pytest.fixture(scope="session")
def broom(shared: Databases) -> Iterator[Broom]:
    with asyncio.Runner() as runner:
        broom = Broom(runner, shared.administrator("vault"))
        yield broom
        broom.put_away()


@pytest.fixture
def databases(databases: Databases, shared: Databases, broom: Broom) -> Iterator[OneVaultDatabase]:
    """The vault's database is empty at the start of each test; other zones' are fresh."""
    yield OneVaultDatabase(databases, shared)
    broom.sweep()


@pytest.fixture(scope="module")
async def logins(shared: Databases) -> AsyncIterator[Logins]:
    """For all tests of a file: what an engine has compiled, and a connection has prepared, is there for the next."""
    async with opened_logins(shared) as logins:
        yield logins


@pytest.fixture
async def vault(
    consortium: Consortium, databases: Databases | OneVaultDatabase, logins: Logins, tmp_path: Path
) -> AsyncIterator[VaultWorld]:
    """On the shared database; a file whose `databases` are others than that gets its vault on those."""
    pinned = tmp_path / "pinned"
    on_shared = isinstance(databases, OneVaultDatabase)
    async with (
        vault_on(logins, consortium, pinned) if on_shared else running_vault(consortium, databases, pinned) as it
    ):
        yield it
