"""After a day, nothing in the database shows which parts came together."""

from __future__ import annotations

import pytest

from protocol.sealing import SealedPart
from server.vault.collecting.collection import whole
from server.vault.keeping.mixing import mix_once
from tests.conftest import Databases
from tests.server.vault.conftest import OneVaultDatabase
from tests.server.vault.vault_world import VaultWorld


@pytest.fixture
def databases(databases: OneVaultDatabase) -> Databases:
    """A database of its own for each test: in one that was used, rows lie where others were deleted."""
    return databases.fresh


LINKS = """
    SELECT t.id AS testimony, i.id AS identity FROM parts t JOIN parts i ON t.xmin = i.xmin
    WHERE t.kind = 'testimony' AND i.kind = 'identity'
"""


async def quiet_days(vault: VaultWorld, reports: int) -> dict[bytes, bytes]:
    """Reports that came alone in their pools, which is what gives them away: testimony → identity."""
    told = [(await vault.told(None))[0] for _ in range(reports)]
    return {one.testimony: one.identity for one in told}


async def test_before_the_mixing_a_transactions_number_joins_them(vault: VaultWorld) -> None:
    """Said in mixing.py: on the day itself, whoever reads the files sees each pool."""
    truth = await quiet_days(vault, 4)
    assert {row.testimony: row.identity for row in await vault.rows(LINKS)} == truth


async def test_after_the_mixing_everybody_of_that_day_could_be_anybody(vault: VaultWorld) -> None:
    truth = await quiet_days(vault, 6)
    vault.clock.pass_days(1)
    await mix_once(vault.world)
    assert len(await vault.rows(LINKS)) == len(truth) ** 2
    first = await vault.rows("SELECT DISTINCT xmin::text FROM consents")
    assert len(first) == 1


async def test_after_the_mixing_rows_do_not_stand_in_the_order_they_came_in(vault: VaultWorld) -> None:
    truth = await quiet_days(vault, 14)  # twelve would be in order again once in half a thousand million runs
    came = list(truth)
    before = [row.id for row in await vault.rows("SELECT id FROM parts WHERE kind = 'testimony' ORDER BY ctid")]
    assert before == came
    vault.clock.pass_days(1)
    await mix_once(vault.world)
    testimony = [row.id for row in await vault.rows("SELECT id FROM parts WHERE kind = 'testimony' ORDER BY ctid")]
    identity = [row.id for row in await vault.rows("SELECT id FROM parts WHERE kind = 'identity' ORDER BY ctid")]
    assert testimony != came
    assert identity != [truth[one] for one in testimony]


async def test_mixing_loses_and_changes_nothing(vault: VaultWorld) -> None:
    told = await vault.told(None, None, None)
    vault.clock.pass_days(1)
    await mix_once(vault.world)
    kept = await vault.rows("SELECT id, envelope, payload, day, mixed FROM parts")
    sent = {part.id(): part for one in told for part in (one.sealed.testimony, one.sealed.identity)}
    assert {row.id: whole(row.envelope, row.payload) for row in kept} == sent
    assert {(row.day, row.mixed) for row in kept} == {(vault.world.today() - 1, True)}
    assert all(isinstance(part, SealedPart) for part in sent.values())
    await vault.open([told[0].testimony])


async def test_today_is_not_mixed_yet(vault: VaultWorld) -> None:
    await vault.told(None)
    await mix_once(vault.world)
    assert {row.mixed for row in await vault.rows("SELECT mixed FROM parts")} == {False}
