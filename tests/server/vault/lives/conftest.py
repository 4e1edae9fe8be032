"""A stage for the stories of one file, and a life on it for each story that is told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest

from protocol.policy import ReleaseRules
from server.vault.tables import metadata
from tests.conftest import Databases, execute, finish
from tests.server.vault.conftest import BASE_RULES
from tests.server.vault.lives.both import Both
from tests.server.vault.lives.clearances import Life
from tests.server.vault.lives.sources import NEEDED, RULES, SEATS
from tests.server.vault.lives.stage import VaultStage
from tests.server.vault.vault_world import running_vault
from tests.worlds import make_consortium


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def stage(runner: asyncio.Runner, shared: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VaultStage]:
    """A running vault. Each life on it starts by emptying it; after the last one it is emptied for other files."""
    rules = ReleaseRules(
        k=RULES.k, partners=RULES.partners, left_without_any_partner=RULES.left, epoch_seconds=5, longest_expiry=365
    )
    consortium = make_consortium("vault", custodians=SEATS, quorums=(NEEDED,) * 3, rules=rules, cedar=BASE_RULES)
    folder, address = tmp_path_factory.mktemp("stage"), shared.administrator("vault")
    running = running_vault(consortium, shared, folder / "pinned")
    vault = runner.run(running.__aenter__())
    administrator = runner.run(_connect(address.get_secret_value()))
    yield VaultStage(vault, folder / "stories", administrator)
    runner.run(administrator.close())
    runner.run(running.__aexit__(None, None, None))
    finish(execute(address, "; ".join(f"DELETE FROM {table}" for table in metadata.tables)))


async def _connect(address: str) -> asyncpg.Connection[Any]:
    return await asyncpg.connect(address)


@pytest.fixture
def life(stage: VaultStage, runner: asyncio.Runner) -> Life:
    return Life(stage, runner)


@pytest.fixture
def both(life: Life) -> Both:
    return Both(life)
