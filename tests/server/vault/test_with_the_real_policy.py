"""Story 5 between the zones as they are: an administrator lowers k from 5 to 3, and a source hears of it in time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from clients.source.mailbox import OnePart, look, news
from protocol.consent import Profile, profile_terms, withdraw
from protocol.cooling_off import CoolingOff
from protocol.directory import DeviceRole
from protocol.ids import PartKind, date_of
from protocol.mailbox import bucket_name
from protocol.policy import NotEnoughAdministrators, SignedPolicy
from protocol.post import Post
from protocol.simulation import PeopleBand
from server.access_in_force import AccessInForce
from server.database import open_engine
from server.pinned import Pinned
from server.policy.api import create_app
from server.policy.bundles import take_newest
from server.policy.to_vault import simulate
from server.policy.world import World as PolicyWorld
from server.vault.boxes.mailboxes import publish_once
from server.vault.rounds import follow_policy
from tests.server.vault.boxes.test_loosenings import next_policy
from tests.server.vault.boxes.test_mailboxes import out
from tests.server.vault.vault_world import Told, VaultWorld
from tests.worlds import seeded

DAYS = 7


@pytest.fixture
async def policy(vault: VaultWorld, databases: Any, tmp_path: Path) -> AsyncIterator[PolicyWorld]:
    engine = open_engine(databases.of("policy")["policy_runtime"])
    pinned = Pinned(vault.consortium.write_pinned(tmp_path / "of-policy"), vault.clock)
    world = PolicyWorld(
        clock=vault.clock,
        random=seeded("policy"),
        pinned=pinned,
        database=engine,
        ledger=vault.client(vault.consortium.devices[DeviceRole.POLICY]),
        access=AccessInForce(pinned),
        incoming=tmp_path / "incoming.cbor",
        authorities={"policy"},
        vault=vault.client(vault.consortium.devices[DeviceRole.POLICY]),
    )
    vault.to_policy.lead_to(httpx.ASGITransport(create_app(world)))
    yield world
    await engine.dispose()


async def bring(policy: PolicyWorld, vault: VaultWorld, signed: SignedPolicy) -> None:
    """Two administrators put it into the file; policy zone and vault look."""
    policy.incoming.write_bytes(signed.to_bytes())
    await take_newest(policy)
    await follow_policy(vault.world)


async def heard(vault: VaultWorld, told: Told) -> list[str]:
    """What a source's own program says after the next publication."""
    await publish_once(vault.world)
    notice, buckets = out(vault)
    part = OnePart.of(told.receipt, PartKind.TESTIMONY, told.index)
    bucket = buckets[bucket_name(part.mailbox, notice.depth)]
    return news(look(bucket, part, vault.consortium.directory), vault.world.today())


async def test_a_lower_k_is_simulated_cools_off_and_is_told_to_whom_it_concerns(
    vault: VaultWorld, policy: PolicyWorld
) -> None:
    rules = vault.world.pinned.policy.contents.changes.model_copy(update={"cooling_off_days": DAYS})
    await bring(policy, vault, next_policy(vault, changes=rules))
    sealed, coarse = (
        vault.tell(None, profile_terms(profile, vault.world.today()))
        for profile in (Profile.KEEP_SEALED, Profile.SUMMARY_COARSE)
    )
    await vault.collect()

    lower = next_policy(vault, k=3)
    once = lower.model_copy(update={"signatures": lower.signatures[:1]})
    assert policy.vault is not None
    said = await simulate(policy.vault, once)
    assert {one.ordinary for one in said.compartments} == {PeopleBand.FEW}

    policy.incoming.write_bytes(once.to_bytes())
    with pytest.raises(NotEnoughAdministrators):
        await take_newest(policy)
    await follow_policy(vault.world)
    assert await heard(vault, coarse) == []

    with pytest.raises(CoolingOff):
        await bring(policy, vault, lower)
    await follow_policy(vault.world)
    (words,) = await heard(vault, coarse)
    assert f"From {date_of(vault.world.today() + DAYS)} on" in words
    assert "fewer people are enough for a summary" in words
    assert await heard(vault, sealed) == []

    vault.post(Post(withdrawals=(withdraw(coarse.key(), vault.world.today()),)))
    await vault.collect()
    assert vault.world.pinned.policy.contents.release.k == 5
    vault.clock.pass_days(DAYS)
    await bring(policy, vault, lower)
    assert vault.world.pinned.policy.contents.release.k == 3
    assert await heard(vault, coarse) == []
