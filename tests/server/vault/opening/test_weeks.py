"""What the vault tells of weeks that are over, and that nothing in it follows what sources send."""

from __future__ import annotations

from itertools import pairwise

import pytest

from protocol.activity import Band, Happened, PileBand, Told, closed_weeks
from protocol.cards import batch_name
from protocol.consent import withdraw
from protocol.ids import PartKind, days_of_week, week_of
from protocol.post import Post
from server.vault.errors import PolicyUnreachable
from server.vault.opening.weeks import in_bands
from server.vault.to_policy import tell_policy, told
from tests.server.vault.vault_world import TESTIMONY, VaultWorld

_DAY = 86_400


def bands(said: Told, week: str, compartment: str = TESTIMONY) -> dict[Happened, Band]:
    return {one.what: one.band for one in said.weeks if (one.week, one.compartment) == (week, compartment)}


def until_next_monday(vault: VaultWorld) -> int:
    """Days."""
    return days_of_week(week_of(vault.world.today()))[1] + 1 - vault.world.today()


async def test_requests_and_refusals_count_in_the_week_in_which_their_time_ends(vault: VaultWorld) -> None:
    (report,) = await vault.told(None)
    for number in range(6):
        asked = await vault.ask_and_log([report.testimony])
        if number < 5:
            for seat in (1, 2):
                answer = await vault.answer(seat, vault.refusal(asked, report.testimony, seat))
                assert answer.status_code == 204
    week = week_of((int(vault.clock()) + _DAY) // _DAY)
    assert bands(await told(vault.world), week) == {}, "not before it is over"
    vault.clock.pass_days(8)
    said = await told(vault.world)
    assert bands(said, week) == {Happened.OPENINGS: Band.SOME, Happened.REFUSALS: Band.SOME}
    assert bands(said, week, "xb-testimony") == {Happened.OPENINGS: Band.FEW, Happened.REFUSALS: Band.FEW}
    others = [one for one in closed_weeks(vault.world.today(), 8) if one != week]
    assert {one.band for one in said.weeks if one.week in others} == {Band.FEW}


async def test_what_arrives_is_taken_back_or_changed_changes_nothing_that_is_told(vault: VaultWorld) -> None:
    """Whoever reads every day cannot subtract two days and find a report."""
    before = (await told(vault.world)).to_bytes()
    reports = await vault.told(*[None] * 7)
    assert (await told(vault.world)).to_bytes() == before
    vault.post(Post(withdrawals=(withdraw(reports[0].key(PartKind.TESTIMONY), vault.world.today()),)))
    await vault.collect()
    assert await vault.count("withdrawals") == 1
    assert (await told(vault.world)).to_bytes() == before
    vault.clock.pass_days(30)
    weeks = (await told(vault.world)).weeks
    assert {one.band for one in weeks} == {Band.FEW}


async def test_every_day_of_a_week_tells_the_same_whatever_is_opened_in_it(vault: VaultWorld) -> None:
    (report,) = await vault.told(None)
    vault.clock.pass_days(until_next_monday(vault))
    monday = (await told(vault.world)).to_bytes()
    for _ in range(6):
        await vault.ask([report.testimony], expires=int(vault.clock()) + 3600)
        vault.clock.pass_days(1)
        assert (await told(vault.world)).to_bytes() == monday
    vault.clock.pass_days(1)
    assert (await told(vault.world)).to_bytes() != monday


def test_one_request_more_shows_at_a_bands_edge_alone() -> None:
    week = closed_weeks(20_000, 1)[0]
    moment = days_of_week(week)[0] * _DAY
    told_of = [next(in_bands(TESTIMONY, [week], [(moment, False)] * number)).band for number in range(60)]
    assert sum(left is not right for left, right in pairwise(told_of)) == 4
    assert len(set(told_of[:5])) == 1


async def test_batches_are_told_by_name_with_how_many_were_printed_in_bands(vault: VaultWorld) -> None:
    await vault.hand_out_cards(count=150, partners=["acacia"])
    await vault.hand_out_cards(count=4, partners=["harbour"])
    listed = {one.partner: one for one in (await told(vault.world)).batches}
    assert {name: one.cards for name, one in listed.items()} == {"acacia": PileBand.MEDIUM, "harbour": PileBand.SMALL}
    [row] = await vault.rows("SELECT DISTINCT batch FROM cards WHERE partner = 'acacia'")
    assert listed["acacia"].name == batch_name(row.batch)
    before = (await told(vault.world)).to_bytes()
    await vault.told(*vault.codes["acacia"][:5])
    assert (await told(vault.world)).to_bytes() == before, "which are in use is not told"


async def test_the_policy_zone_is_told_and_its_silence_is_said(vault: VaultWorld) -> None:
    await tell_policy(vault.world)
    assert vault.policy.told == [await told(vault.world)]
    vault.to_policy.down = True
    with pytest.raises(PolicyUnreachable):
        await tell_policy(vault.world)
