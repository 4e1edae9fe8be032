"""What rings: a request whose sources all asked for the urgent way, while custodians can answer it; and how little."""

from __future__ import annotations

import pytest

from protocol.consent import Terms, profile_terms
from server.vault.errors import PolicyUnreachable
from server.vault.opening.urgent import ring_once, urgent_waits
from tests.server.vault.vault_world import COARSE, TESTIMONY, Told, VaultWorld

URGENT_BELL = [f"compartment={TESTIMONY}".encode()]
pytestmark = pytest.mark.anyio


def urgent_terms(vault: VaultWorld, **change: object) -> Terms:
    return profile_terms(COARSE, vault.world.today()).model_copy(update={"urgent": True, **change})


async def tonight(vault: VaultWorld) -> Told:
    (told,) = await vault.told(None, terms=urgent_terms(vault))
    return told


async def test_an_urgent_request_rings_once_it_is_logged_and_until_it_is_answered(vault: VaultWorld) -> None:
    told = await tonight(vault)
    await ring_once(vault.world)
    asked = await vault.ask([told.testimony])
    await ring_once(vault.world)
    assert vault.policy.rung == []
    await vault.follow_log()
    for _ in range(2):
        await ring_once(vault.world)
    assert vault.policy.rung == URGENT_BELL * 2
    await vault.approve(asked)
    await ring_once(vault.world)
    assert vault.policy.rung == URGENT_BELL * 2


async def test_ten_urgent_requests_ring_like_one(vault: VaultWorld) -> None:
    for told in [await tonight(vault) for _ in range(3)]:
        await vault.ask_and_log([told.testimony])
    await ring_once(vault.world)
    assert vault.policy.rung == URGENT_BELL


async def test_nobody_but_its_sources_makes_a_request_urgent(vault: VaultWorld) -> None:
    (calm,) = await vault.told(None)
    await vault.ask_and_log([calm.testimony])
    told = await tonight(vault)
    await vault.ask_and_log([calm.testimony, told.testimony])
    await ring_once(vault.world)
    assert vault.policy.rung == []


async def test_what_is_over_frozen_or_for_another_aim_does_not_ring(vault: VaultWorld) -> None:
    told = await tonight(vault)
    asked = await vault.ask_and_log([told.testimony])
    assert await urgent_waits(vault.world, TESTIMONY)
    assert not await urgent_waits(vault.world, "xb-testimony")
    vault.clock.now += 25 * 3600
    assert not await urgent_waits(vault.world, TESTIMONY)
    vault.clock.now -= 25 * 3600
    await vault.client(vault.desk().sign_key).post(f"/v1/openings/{asked.id.hex()}/freeze")
    assert not await urgent_waits(vault.world, TESTIMONY)


async def test_where_the_policy_zone_is_away_it_rings_again(vault: VaultWorld) -> None:
    told = await tonight(vault)
    await vault.ask_and_log([told.testimony])
    vault.to_policy.down = True
    with pytest.raises(PolicyUnreachable):
        await ring_once(vault.world)
    vault.to_policy.down = False
    await ring_once(vault.world)
    assert vault.policy.rung == URGENT_BELL
