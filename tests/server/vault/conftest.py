"""A vault for each test, over one database that is emptied in between; one consortium for all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from server.embedded_postgres import EmbeddedPostgres
from server.vault.tables import metadata
from tests.conftest import Databases, execute, finish
from tests.server.vault.vault_world import VaultWorld, running_vault
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


@pytest.fixture
def databases(databases: Databases, shared: Databases) -> Iterator[OneVaultDatabase]:
    """The vault's database is empty at the start of each test; other zones' are fresh."""
    yield OneVaultDatabase(databases, shared)
    emptied = "; ".join(f"DELETE FROM {table}" for table in metadata.tables)
    finish(execute(shared.administrator("vault"), emptied))


@pytest.fixture
async def vault(consortium: Consortium, databases: OneVaultDatabase, tmp_path: Path) -> AsyncIterator[VaultWorld]:
    async with running_vault(consortium, databases, tmp_path / "pinned") as running:
        yield running
