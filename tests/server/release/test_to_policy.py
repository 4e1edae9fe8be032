"""What release tells of the week that is over: summaries that are still there, in bands."""

from __future__ import annotations

import pytest

from protocol.activity import Band, Happened, closed_weeks
from protocol.ids import days_of_week, week_of
from server.release.errors import PolicySilent
from server.release.to_policy import tell_policy, told
from tests.server.release.conftest import Zone
from tests.server.release.handed_over import HandedOver

pytestmark = pytest.mark.anyio


async def test_releases_of_the_week_that_is_over_are_told_by_country_and_never_sooner(
    zone: Zone, handed: HandedOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (await told(zone.world)).to_bytes()
    assert len(await zone.released(handed)) == 1
    assert (await told(zone.world)).to_bytes() == before, "the week that runs is not told"
    week = week_of(zone.world.today())
    zone.clock.pass_days(days_of_week(week)[1] + 1 - zone.world.today())
    said = (await told(zone.world)).weeks
    assert {one.week for one in said} == {week} == set(closed_weeks(zone.world.today(), 1))
    assert {one.compartment for one in said} == {"xa-testimony", "xb-testimony"}
    assert {one.what for one in said} == {Happened.RELEASES}
    assert {one.band for one in said} == {Band.FEW}
    counted: list[int] = []
    monkeypatch.setattr("server.release.to_policy.band", lambda count: counted.append(count) or Band.FEW)
    await told(zone.world)
    assert counted == [1, 0]


async def test_the_policy_zone_is_told_and_its_silence_is_said(zone: Zone) -> None:
    await tell_policy(zone.world)
    assert zone.policy.told == [await told(zone.world)]
    zone.policy.silent = True
    with pytest.raises(PolicySilent):
        await tell_policy(zone.world)
