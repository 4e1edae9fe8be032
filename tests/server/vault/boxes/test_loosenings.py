"""Sources are told of a looser policy that concerns their reports, in time, and nobody can keep that from them."""

from __future__ import annotations

from typing import Any

import pytest

from protocol.consent import Place, Profile, profile_terms, withdraw
from protocol.ids import PartKind
from protocol.mailbox import SLOT, SLOTS, Loosening, PolicyLoosening
from protocol.policy import SignedPolicy, policy_hash
from protocol.post import Post
from server.vault.boxes.loosenings import MOST_WAITING, TOLD_DAYS
from server.vault.errors import WrongAnswer
from server.vault.rounds import follow_policy
from tests.server.vault.boxes.test_mailboxes import out, slot, slots
from tests.server.vault.vault_world import Told, VaultWorld
from tests.worlds import sign_bundle

DAYS = 7


def next_policy(vault: VaultWorld, *, above: int = 1, **changes: Any) -> SignedPolicy:
    """Made from the one in force."""
    before = vault.world.pinned.policy
    rules = {name: changes.pop(name) for name in list(changes) if name in type(before.contents.release).model_fields}
    update = {
        "version": before.contents.version + above,
        "previous": before.hash,
        "release": before.contents.release.model_copy(update=rules),
    }
    return sign_bundle(before.contents.model_copy(update=update | changes), vault.consortium.administrators)


async def in_force(vault: VaultWorld, policy: SignedPolicy) -> None:
    vault.policy.answer, vault.policy.waits = policy.to_bytes(), None
    await follow_policy(vault.world)


async def cooling(vault: VaultWorld) -> list[Told]:
    """A policy that has others cool off; and a report of each profile."""
    rules = vault.world.pinned.policy.contents.changes.model_copy(update={"cooling_off_days": DAYS})
    await in_force(vault, next_policy(vault, changes=rules))
    profiles = [profile_terms(profile, vault.world.today()) for profile in Profile]
    told = [vault.tell(None, terms) for terms in profiles]
    await vault.collect()
    return told


async def said(vault: VaultWorld, told: list[Told]) -> list[PolicyLoosening | None]:
    return [(await slot(vault, one)).loosened for one in told]


def fewer(day: int) -> PolicyLoosening:
    return PolicyLoosening(counts=day, kinds=int(Loosening.FEWER_PEOPLE))


async def test_whoever_allows_a_summary_is_told_while_it_cools_off_and_nobody_else(vault: VaultWorld) -> None:
    told = await cooling(vault)
    assert await said(vault, told) == [None] * 4
    vault.policy.waits = next_policy(vault, k=3).to_bytes()
    await follow_policy(vault.world)
    day = vault.world.today() + DAYS
    assert await said(vault, told) == [None, None, fewer(day), fewer(day)]
    (of_identity,) = await slots(vault, told[3].receipt, PartKind.IDENTITY)
    assert of_identity.loosened is None


async def test_only_what_a_consent_makes_possible_is_told_of(vault: VaultWorld) -> None:
    told = await cooling(vault)
    vault.policy.waits = next_policy(vault, finest_place=Place.SECOND_LEVEL).to_bytes()
    await follow_policy(vault.world)
    finer = PolicyLoosening(counts=vault.world.today() + DAYS, kinds=int(Loosening.FINER_PLACE))
    assert await said(vault, told) == [None, None, None, finer]


async def test_whoever_hands_the_policy_out_cannot_take_the_telling_back(vault: VaultWorld) -> None:
    """Shown once so that its days count, then hidden until it comes into force."""
    told = await cooling(vault)
    policy, day = next_policy(vault, k=3), vault.world.today() + DAYS
    vault.policy.waits = policy.to_bytes()
    await follow_policy(vault.world)
    vault.policy.waits = None
    for _ in range(DAYS):
        await follow_policy(vault.world)
        assert (await slot(vault, told[2])).loosened == fewer(day)
        vault.clock.pass_days(1)
    await in_force(vault, policy)
    assert vault.world.pinned.policy.contents.release.k == 3
    assert (await slot(vault, told[2])).loosened == fewer(day)


async def test_one_that_never_was_shown_waiting_is_told_of_before_it_counts(vault: VaultWorld) -> None:
    told = await cooling(vault)
    await in_force(vault, next_policy(vault, k=3))
    assert vault.world.pinned.policy.contents.release.k == 5, "the vault lets it cool off by itself"
    assert (await slot(vault, told[2])).loosened == fewer(vault.world.today() + DAYS)


async def test_it_is_told_for_four_weeks_more_and_then_no_longer(vault: VaultWorld) -> None:
    told = await cooling(vault)
    policy = next_policy(vault, k=3)
    await in_force(vault, policy)
    vault.clock.pass_days(DAYS + 2)
    await in_force(vault, policy)
    day = vault.world.today()
    for passed in (0, TOLD_DAYS):
        vault.clock.pass_days(passed)
        await follow_policy(vault.world)
        assert (await slot(vault, told[2])).loosened == fewer(day)
    vault.clock.pass_days(1)
    await follow_policy(vault.world)
    assert (await slot(vault, told[2])).loosened is None
    assert await vault.count("loosenings") == 0


async def test_where_nothing_cools_off_it_is_told_afterwards(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    await in_force(vault, next_policy(vault, k=3))
    assert vault.world.pinned.policy.contents.release.k == 3
    assert (await slot(vault, told)).loosened == fewer(vault.world.today())


async def test_what_is_tightened_again_is_told_of_no_more(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    await in_force(vault, next_policy(vault, k=3))
    await in_force(vault, next_policy(vault, k=5))
    assert (await slot(vault, told)).loosened is None


async def test_what_another_policy_has_overtaken_is_told_of_no_more(vault: VaultWorld) -> None:
    told = await cooling(vault)
    vault.policy.waits = next_policy(vault, k=3).to_bytes()
    await follow_policy(vault.world)
    await in_force(vault, next_policy(vault, k=6))
    assert (await slot(vault, told[2])).loosened is None
    assert await vault.count("loosenings") == 0


async def test_what_only_tightens_is_told_to_nobody(vault: VaultWorld) -> None:
    told = await cooling(vault)
    await in_force(vault, next_policy(vault, k=6))
    assert await said(vault, told) == [None] * 4
    assert await vault.count("loosenings") == 0


async def test_of_several_that_wait_the_soonest_day_and_all_kinds_are_said(vault: VaultWorld) -> None:
    told = await cooling(vault)
    day = vault.world.today() + DAYS
    for above, rules in ((1, {"k": 3}), (2, {"longest_expiry": 365})):
        vault.policy.waits = next_policy(vault, above=above, **rules).to_bytes()
        await follow_policy(vault.world)
        vault.clock.pass_days(1)
    both = int(Loosening.FEWER_PEOPLE | Loosening.LONGER)
    assert (await slot(vault, told[2])).loosened == PolicyLoosening(counts=day, kinds=both)


async def test_a_policy_that_does_not_hold_is_told_to_nobody(vault: VaultWorld) -> None:
    told = await cooling(vault)
    policy = next_policy(vault, k=3)
    vault.policy.waits = policy.model_copy(update={"signatures": policy.signatures[:1]}).to_bytes()
    with pytest.raises(WrongAnswer):
        await follow_policy(vault.world)
    assert await said(vault, told) == [None] * 4
    assert await vault.count("loosenings") == 0


async def test_not_more_are_kept_than_have_days_that_count_and_the_last_is_always_one_of_them(
    vault: VaultWorld,
) -> None:
    """Who signs many at once must not crowd out the one that is to be taken."""
    await cooling(vault)
    for above in range(1, MOST_WAITING + 4):
        policy = next_policy(vault, above=above, k=3)
        vault.policy.waits = policy.to_bytes()
        await follow_policy(vault.world)
        kept = f"loosenings WHERE policy = decode('{policy_hash(policy).hex()}', 'hex')"
        assert await vault.count(kept) == 1
    assert await vault.count("loosenings") == MOST_WAITING


async def test_what_is_taken_back_is_told_nothing_and_every_slot_has_one_size(vault: VaultWorld) -> None:
    told = await cooling(vault)
    vault.policy.waits = next_policy(vault, k=3).to_bytes()
    await follow_policy(vault.world)
    vault.post(Post(withdrawals=(withdraw(told[2].key(), vault.world.today()),)))
    await vault.collect()
    seen = [await slot(vault, one) for one in told]
    assert [one.loosened is not None for one in seen] == [False, False, False, True]
    assert {len(bucket.slots) for bucket in out(vault)[1].values()} == {SLOT * SLOTS}
