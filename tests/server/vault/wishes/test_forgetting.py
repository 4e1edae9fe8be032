"""What was promised to be destroyed is destroyed."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from protocol.consent import LIFETIME_DAYS, Profile, Terms, give, profile_terms, verify_consent, withdraw
from protocol.ids import day_of, day_of_date
from protocol.post import Post
from protocol.release import ClearanceRequest
from server.pinned import Pinned
from server.vault.rounds import tidy
from server.vault.wishes.forgetting import forget_once, judge_shut_again
from server.vault.wishes.posts import Done, apply_claims
from tests.server.vault.vault_world import COARSE, VaultWorld, problem


@pytest.mark.parametrize("days", [30, 90, 365])
async def test_a_part_goes_when_its_source_said(vault: VaultWorld, days: int) -> None:
    await vault.told(
        None,
        terms=Terms(forget_after=days),
        identity_terms=Terms(forget_after=days),
    )
    vault.clock.pass_days(days - 1)
    await forget_once(vault.world)
    assert (await vault.count("parts"), await vault.count("consents")) == (2, 2)
    vault.clock.pass_days(1)
    await forget_once(vault.world)
    assert (await vault.count("parts"), await vault.count("consents")) == (0, 0)


async def test_only_those_go_whose_time_has_come(vault: VaultWorld) -> None:
    await vault.told(None, terms=Terms(forget_after=30), identity_terms=Terms(forget_after=30))
    (stays,) = await vault.told(None, terms=Terms(forget_after=90), identity_terms=Terms(forget_after=365))
    vault.clock.pass_days(30)
    await tidy(vault.world)
    assert {row.id for row in await vault.rows("SELECT id FROM parts")} == {stays.testimony, stays.identity}


async def test_a_consent_that_ended_and_can_be_renewed_keeps_its_part(vault: VaultWorld) -> None:
    (told,) = await vault.told(None, terms=Terms(forget_after=365), identity_terms=Terms(forget_after=365))
    today, key = vault.world.today(), told.key()
    first = verify_consent(give(key, Terms(forget_after=365), today), key.public, today)
    short = give(key, Terms(forget_after=365), today, first, lifetime=40)
    vault.post(Post(consents=(short,)))
    await vault.collect()
    vault.clock.pass_days(60)
    await forget_once(vault.world)
    assert await vault.count("parts") == 2


async def test_a_part_whose_consent_has_ended_goes_too_when_its_time_has_come(vault: VaultWorld) -> None:
    (told,) = await vault.told(None, terms=Terms(forget_after=90), identity_terms=Terms(forget_after=365))
    today, key = vault.world.today(), told.key()
    first = verify_consent(give(key, Terms(forget_after=90), today), key.public, today)
    vault.post(Post(consents=(give(key, Terms(forget_after=90), today, first, lifetime=40),)))
    await vault.collect()
    vault.clock.pass_days(90)
    await forget_once(vault.world)
    assert [row.kind for row in await vault.rows("SELECT kind FROM parts")] == ["identity"]


async def test_a_shorter_time_counts_at_once_and_a_longer_one_after_seven_days(vault: VaultWorld) -> None:
    (told,) = await vault.told(None, terms=Terms(forget_after=90), identity_terms=Terms(forget_after=365))
    today, key = vault.world.today(), told.key()
    first = verify_consent(give(key, Terms(forget_after=90), today), key.public, today)
    vault.post(Post(consents=(give(key, Terms(forget_after=30), today, first),)))
    await vault.collect()
    vault.clock.pass_days(30)
    await forget_once(vault.world)
    assert [row.kind for row in await vault.rows("SELECT kind FROM parts")] == ["identity"]


@pytest.mark.parametrize(("renewed", "days"), [(True, 90), (False, 30)], ids=["a renewal", "another change"])
async def test_a_renewal_counts_the_days_anew_and_no_other_change_does(
    vault: VaultWorld, renewed: bool, days: int
) -> None:
    terms = Terms(forget_after=90)
    (told,) = await vault.told(None, terms=terms, identity_terms=terms)
    key, given = told.key(), vault.world.today()
    first = verify_consent(give(key, terms, given), key.public, given)
    vault.clock.pass_days(60)
    later = vault.world.today()
    lifetime = LIFETIME_DAYS if renewed else first.expires - later
    vault.post(Post(consents=(give(key, terms, later, first, lifetime=lifetime),)))
    await vault.collect()
    vault.clock.pass_days(days - 1)
    await forget_once(vault.world)
    assert told.testimony in {row.id for row in await vault.rows("SELECT id FROM parts")}
    vault.clock.pass_days(1)
    await forget_once(vault.world)
    assert await vault.count("parts") == 0


async def test_what_a_clearance_stands_on_keeps_its_consent_and_can_still_be_taken_back(vault: VaultWorld) -> None:
    await vault.hand_out_cards(4)
    terms = profile_terms(COARSE, vault.world.today()).model_copy(update={"forget_after": 30})
    told = await vault.told(*vault.cards(2, 2, 1), terms=terms)
    ids = [one.testimony for one in told]
    await vault.open(ids)
    await vault.cleared(ids)
    commitment = ClearanceRequest.from_bytes(vault.clearance(ids).body).commitment
    vault.clock.pass_days(30)
    await forget_once(vault.world)
    assert (await vault.count("parts"), await vault.count("consents")) == (0, 5)
    assert await vault.holds(commitment) == (True,)
    vault.post(Post(withdrawals=(withdraw(told[0].key(), vault.world.today()),)))
    await vault.collect()
    assert await vault.holds(commitment) == (False,)


async def test_a_request_for_what_is_forgotten_finds_nothing(vault: VaultWorld) -> None:
    terms = profile_terms(Profile.CURATOR_MAY_READ, vault.world.today()).model_copy(update={"forget_after": 30})
    (told,) = await vault.told(None, terms=terms)
    vault.clock.pass_days(29)
    asked = await vault.ask_and_log([told.testimony], expires=int(vault.clock()) + 36 * 3600)
    await vault.approve(asked)
    vault.clock.pass_days(1)
    await forget_once(vault.world)
    assert problem(await vault.fetch(asked, told.testimony)) == "not-here"


async def test_what_is_forgotten_hides_nothing_else_from_custodians(vault: VaultWorld) -> None:
    terms = profile_terms(Profile.CURATOR_MAY_READ, vault.world.today()).model_copy(update={"forget_after": 30})
    (goes,) = await vault.told(None, terms=terms)
    (stays,) = await vault.told(None)
    vault.clock.pass_days(29)
    await vault.ask_and_log([goes.testimony, stays.testimony], expires=int(vault.clock()) + 36 * 3600)
    vault.clock.pass_days(1)
    await forget_once(vault.world)
    (notice,) = await vault.notices(1)
    assert [slip.id() for slip in notice.slips] == [stays.testimony]


async def test_what_was_shut_goes_after_thirty_days(vault: VaultWorld) -> None:
    told = vault.tell()
    vault.intake.parts.clear()
    vault.intake.put(told.sealed.testimony.model_copy(update={"signature": bytes(64)}))
    await vault.collect()
    vault.clock.pass_days(29)
    await judge_shut_again(vault.world)
    assert await vault.count("shut_parts") == 1
    vault.clock.pass_days(1)
    await judge_shut_again(vault.world)
    assert await vault.count("shut_parts") == 0


async def test_a_card_counts_as_of_the_day_its_report_came(vault: VaultWorld) -> None:
    """Vouched for in the last quarter, here on the last day of this one, and usable only in the next."""
    newer = vault.consortium.resign(
        lambda directory: directory.model_copy(update={"number": 2, "previous": vault.consortium.directory.hash})
    )
    ahead = Pinned(vault.consortium.write_pinned(vault.folder / "ahead"), vault.clock)
    await vault.hand_out_cards(1)
    vault.tell(vault.cards(1, 0, 0)[0], directory=ahead.replace_directory(newer.to_bytes()))
    vault.clock.pass_days(day_of_date(dt.date(2027, 3, 31)) - vault.world.today())
    await vault.collect()
    vault.clock.pass_days(1)
    vault.world.pinned.replace_directory(newer.to_bytes())
    await judge_shut_again(vault.world)
    rows = await vault.rows("SELECT quarter FROM parts WHERE kind = 'testimony'")
    assert [row.quarter for row in rows] == ["2026-q4"]


async def test_a_part_whose_directory_comes_later_is_kept_as_of_the_day_it_came(vault: VaultWorld) -> None:
    newer = vault.consortium.resign(
        lambda directory: directory.model_copy(
            update={"number": 2, "epoch": 2, "previous": vault.consortium.directory.hash}
        )
    )
    ahead = Pinned(vault.consortium.write_pinned(vault.folder / "ahead"), vault.clock)
    told = vault.tell(directory=ahead.replace_directory(newer.to_bytes()))
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert {row.why for row in await vault.rows("SELECT why FROM shut_parts")} == {"no-directory"}
    came = day_of(vault.clock())
    vault.clock.pass_days(2)
    await judge_shut_again(vault.world)
    assert await vault.count("shut_parts") == 2
    vault.world.pinned.replace_directory(newer.to_bytes())
    await judge_shut_again(vault.world)
    assert await vault.count("shut_parts") == 0
    assert {row.day for row in await vault.rows("SELECT day FROM parts")} == {came}
    assert await vault.count("withdrawals") == 1


async def test_a_broken_copy_that_came_first_shuts_out_no_part_whose_directory_comes_later(vault: VaultWorld) -> None:
    """Both go by one id, which the broken copy took from the part: intake forgets both, so both are kept."""
    newer = vault.consortium.resign(
        lambda directory: directory.model_copy(
            update={"number": 2, "epoch": 2, "previous": vault.consortium.directory.hash}
        )
    )
    ahead = Pinned(vault.consortium.write_pinned(vault.folder / "ahead"), vault.clock)
    told = vault.tell(directory=ahead.replace_directory(newer.to_bytes()))
    honest = dict(vault.intake.parts)
    vault.intake.put(told.sealed.testimony.model_copy(update={"signature": bytes(64)}))
    await vault.collect()
    vault.intake.parts = honest
    await vault.collect()
    assert vault.intake.parts == {}
    vault.world.pinned.replace_directory(newer.to_bytes())
    await judge_shut_again(vault.world)
    kept = await vault.rows("SELECT id FROM parts")
    assert {row.id for row in kept} == {told.testimony, told.identity}


async def test_a_withdrawal_that_comes_while_its_part_is_judged_again_reaches_it(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither transaction saw what the other one brought: the withdrawal waited for a part that was there."""
    newer = vault.consortium.resign(
        lambda directory: directory.model_copy(
            update={"number": 2, "epoch": 2, "previous": vault.consortium.directory.hash}
        )
    )
    ahead = Pinned(vault.consortium.write_pinned(vault.folder / "ahead"), vault.clock)
    await vault.told(None)  # whose compartment is there from now on
    told = vault.tell(directory=ahead.replace_directory(newer.to_bytes()))
    vault.intake.parts.pop(told.identity)
    await vault.collect()
    vault.world.pinned.replace_directory(newer.to_bytes())
    kept, collected = asyncio.Event(), asyncio.Event()

    async def slowly(*of: Any) -> Done:
        done = await apply_claims(*of)
        kept.set()
        await collected.wait()
        return done

    monkeypatch.setattr("server.vault.wishes.forgetting.apply_claims", slowly)
    judging = asyncio.create_task(judge_shut_again(vault.world))
    await kept.wait()
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    collecting = asyncio.create_task(vault.collect())
    await asyncio.wait({collecting}, timeout=1)
    collected.set()
    await asyncio.gather(judging, collecting)
    assert (await vault.count("withdrawals"), await vault.count("early_claims")) == (1, 0)


async def test_what_was_forgotten_is_not_taken_when_it_is_sent_in_again(vault: VaultWorld) -> None:
    """Whoever recorded it on its way could else undo both the forgetting and every narrowing since."""
    vault.tell()
    recorded = dict(vault.intake.parts)
    await vault.collect()
    vault.clock.pass_days(400)
    await forget_once(vault.world)
    assert await vault.count("parts") == 0
    vault.intake.parts.update(recorded)
    await vault.collect()
    assert (await vault.count("parts"), await vault.count("consents")) == (0, 0)
    assert vault.intake.parts == {}
