"""The vault and the log as they are, and what a custodian's own tool says of what the vault shows it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from clients.custodian.judging import check_logged
from protocol.consent import withdraw
from protocol.desk_crossings import PartState
from protocol.directory import DeviceRole
from protocol.ledger import EntryKind
from protocol.post import Post
from server.database import open_engine
from server.ledger.api import create_app
from server.ledger.ticks import found, tick
from server.ledger.world import World as LogWorld
from server.vault.rounds import follow_log
from tests.server.vault.vault_world import VaultWorld
from tests.worlds import seeded


@dataclass
class RealLog:
    world: LogWorld

    async def tick(self) -> None:
        await tick(self.world)


@pytest.fixture
async def log(vault: VaultWorld, databases: Any) -> AsyncIterator[RealLog]:
    engine = open_engine(databases.of("ledger")["ledger_runtime"])
    world = LogWorld(
        clock=vault.clock,
        random=seeded("log"),
        engine=engine,
        pinned=vault.world.pinned,
        sign_key=vault.consortium.devices[DeviceRole.LEDGER],
        authorities={"log"},
    )
    await found(world)
    vault.to_log.lead_to(httpx.ASGITransport(create_app(world)))
    yield RealLog(world)
    await engine.dispose()


async def test_a_request_goes_on_once_the_real_log_has_proved_it(vault: VaultWorld, log: RealLog) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony])
    await follow_log(vault.world)
    assert await vault.states(asked) == {told.testimony: PartState.REQUESTED}
    await log.tick()
    await follow_log(vault.world)
    (notice,) = await vault.notices(1)
    check_logged(notice.evidence, vault.consortium.directory, EntryKind.OPENING_REQUESTED, asked.id)
    await vault.approve(asked)
    assert (await vault.fetch(asked, told.testimony)).status_code == 200


async def test_the_real_log_proves_withdrawals_and_clearances(vault: VaultWorld, log: RealLog) -> None:
    await vault.hand_out_cards(2)
    told = await vault.told(*vault.cards(2, 2, 1), None)
    ids = [one.testimony for one in told[:5]]
    asked = await vault.ask(ids)
    await log.tick()
    await follow_log(vault.world)
    await vault.approve(asked)
    for part in ids:
        await vault.fetch(asked, part)
    await vault.cleared(ids)
    vault.post(Post(withdrawals=(withdraw(told[5].key(), vault.world.today()),)))
    await vault.collect()
    # Three batches of cards, an opening, a clearance and a withdrawal, four leaves a tick.
    for _ in range(3):
        await follow_log(vault.world)
        await log.tick()
    await follow_log(vault.world)
    rows = await vault.rows("SELECT inclusion IS NOT NULL AS proved FROM log_entries")
    assert [row.proved for row in rows] == [True] * 6
    other = await vault.ask([told[0].testimony])
    await log.tick()
    await follow_log(vault.world)
    (notice,) = [one for one in await vault.notices(1) if one.request.id() == other.id]
    (withdrawn,) = notice.withdrawn
    assert withdrawn.evidence is not None
    check_logged(withdrawn.evidence, vault.consortium.directory, EntryKind.WITHDRAWAL, told[5].testimony)
