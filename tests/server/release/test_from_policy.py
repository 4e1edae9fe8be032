"""The newest policy, taken from the policy zone: one that does not hold changes nothing."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from protocol.errors import Malformed
from protocol.policy import NotEnoughAdministrators, PolicyRefused, PolicyRolledBack
from server.authorization import RulesRefused
from server.release.errors import PolicySilent
from server.release.from_policy import refresh_policy
from tests.server.release.conftest import Zone
from tests.worlds import Consortium

pytestmark = pytest.mark.anyio


def version(zone: Zone) -> int:
    return zone.world.pinned.policy.contents.version


async def test_a_newer_policy_comes_into_force_and_its_rules_are_remembered(zone: Zone, consortium: Consortium) -> None:
    newer = consortium.resign_policy(lambda bundle: bundle.model_copy(update={"version": 2}))
    zone.policy.bundle = newer.to_bytes()
    await refresh_policy(zone.world)
    assert version(zone) == 2
    assert [row[0] for row in await zone.rows("SELECT version FROM rules_seen ORDER BY 1")] == [1, 2]
    await refresh_policy(zone.world)
    assert version(zone) == 2


async def test_a_policy_that_does_not_hold_changes_nothing(zone: Zone, consortium: Consortium) -> None:
    newer = consortium.resign_policy(lambda bundle: bundle.model_copy(update={"version": 2}))
    other = consortium.resign_policy(lambda bundle: bundle.model_copy(update={"collect_seconds": 9}))
    unusable = consortium.resign_policy(
        lambda bundle: bundle.model_copy(update={"version": 2, "cedar_policies": "permit (nobody);"})
    )
    bad: dict[bytes, type[Exception]] = {
        newer.model_copy(update={"signatures": newer.signatures[:1]}).to_bytes(): NotEnoughAdministrators,
        other.to_bytes(): PolicyRolledBack,
        newer.to_bytes()[:-1]: Malformed,
        unusable.to_bytes(): RulesRefused,
    }
    for bundle, error in bad.items():
        zone.policy.bundle = bundle
        with pytest.raises(error):
            await refresh_policy(zone.world)
        assert version(zone) == 1
    zone.policy.bundle = newer.to_bytes()
    await refresh_policy(zone.world)
    zone.policy.bundle = consortium.signed_policy.to_bytes()
    with pytest.raises(PolicyRefused):
        await refresh_policy(zone.world)
    assert version(zone) == 2


async def test_while_the_policy_zone_is_silent_the_last_policy_stays_in_force(zone: Zone) -> None:
    zone.policy.silent = True
    with pytest.raises(PolicySilent):
        await refresh_policy(zone.world)
    assert version(zone) == 1


async def test_what_is_not_the_policy_zone_at_its_address_is_silence(zone: Zone) -> None:
    """Another server there answers 404 to everything."""
    elsewhere = httpx.MockTransport(lambda _: httpx.Response(404))
    async with httpx.AsyncClient(transport=elsewhere, base_url="https://policy.example") as policy:
        with pytest.raises(PolicySilent):
            await refresh_policy(replace(zone.world, policy=policy))
    assert version(zone) == 1
