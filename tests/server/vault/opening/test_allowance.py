"""What one curator can have in a day, whatever custodians have approved."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from protocol.desk_crossings import PartState
from protocol.policy import CustodyRules
from tests.server.vault.vault_world import VaultWorld, problem

MOST = 2
DAY = 86_400


@pytest.fixture
def few_a_day(vault: VaultWorld) -> VaultWorld:
    def lowered(bundle):
        custody = CustodyRules(parts_per_curator_and_day=MOST)
        return bundle.model_copy(update={"version": bundle.version + 1, "custody": custody})

    vault.world.pinned.replace_policy(vault.consortium.resign_policy(lowered).to_bytes())
    return vault


async def test_a_curator_gets_as_many_parts_in_a_day_as_the_policy_says_and_the_rest_tomorrow(
    few_a_day: VaultWorld,
) -> None:
    vault = few_a_day
    parts = [told.testimony for told in await vault.told(*[None] * (MOST + 2))]
    asked = await vault.ask_and_log(parts)
    await vault.approve(asked)
    answers = [await vault.fetch(asked, part) for part in parts]
    assert [one.status_code for one in answers] == [200] * MOST + [409] * 2
    assert problem(answers[-1]) == "enough-for-today"
    assert Counter((await vault.states(asked)).values()) == {PartState.OPENED: MOST, PartState.APPROVED: 2}
    vault.clock.now += DAY
    assert [(await vault.fetch(asked, part)).status_code for part in parts] == [200] * (MOST + 2)


async def test_what_was_handed_out_is_fetched_again_by_both_and_counts_once(few_a_day: VaultWorld) -> None:
    vault = few_a_day
    parts = [told.testimony for told in await vault.told(*[None] * MOST)]
    asked = await vault.open(parts)
    for side in (0, 1, 0):
        assert [(await vault.fetch(asked, part, side)).status_code for part in parts] == [200] * MOST
    assert [(row.handed, row.day) for row in await vault.rows("SELECT handed, day FROM curator_days")] == [
        (MOST, vault.world.today())
    ]


async def test_all_requests_of_one_curator_share_the_day(few_a_day: VaultWorld) -> None:
    vault = few_a_day
    parts = [told.testimony for told in await vault.told(*[None] * (MOST + 1))]
    several = []
    for part in parts:
        asked = await vault.ask_and_log([part])
        await vault.approve(asked)
        several.append((asked, part))
    at_once = await asyncio.gather(*(vault.fetch(asked, part) for asked, part in several))
    assert sorted(one.status_code for one in at_once) == [200] * MOST + [409]
