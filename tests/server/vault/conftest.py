"""A vault for each test, with a fresh database; one consortium for all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.server.vault.vault_world import VaultWorld, running_vault
from tests.worlds import Consortium, make_consortium

CEDAR = Path(__file__).parents[3] / "server/policy/cedar"
BASE_RULES = ((CEDAR / "schema.cedarschema").read_text(), (CEDAR / "base.cedar").read_text())


@pytest.fixture(scope="session")
def consortium() -> Consortium:
    return make_consortium("vault", cedar=BASE_RULES)


@pytest.fixture
async def vault(consortium: Consortium, databases: Any, tmp_path: Path) -> AsyncIterator[VaultWorld]:
    async with running_vault(consortium, databases.of("vault")["vault_runtime"], tmp_path / "pinned") as running:
        yield running
