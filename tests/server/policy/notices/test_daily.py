"""The daily notice: at the hour, once, whether anything waits or not; and nothing but what somebody chose."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.directory import DeviceRole
from server.policy.accounts.accounts import prefer
from server.policy.accounts.errors import FormRefused
from server.policy.accounts.invitations import invite
from server.policy.accounts.world import StaffWorld
from server.policy.notices.daily import due_day, send_daily
from server.policy.notices.preferences import Preference, Way, keep
from server.policy.notices.ways import Ways
from server.policy.rota import known_zone
from server.policy.rounds import rounds
from tests.server.policy.notices.mail_sink import Sink, sinking
from tests.server.policy.notices.test_webhooks import HOOK, PUBLIC, Receiver
from tests.server.policy.staff_world import Staff
from tests.worlds import Clock

ASHA, BADRU = "custodian-xa-testimony-1", "custodian-xa-testimony-2"
ZONES = ("UTC", "Europe/Paris", "Africa/Nairobi", "America/Chicago", "Pacific/Apia", "Australia/Lord_Howe")
DAY = 86_400


def at(*when: int) -> float:
    return datetime(*when, tzinfo=UTC).timestamp()


# When one is due


def days_of(preference: Preference, begins: float, ends: float, step: int = 600) -> list[int]:
    """The days on which a zone that looks every few minutes sends one."""
    told, sent = 0, list[int]()
    for now in range(int(begins), int(ends), step):
        day = due_day(preference, told, now)
        if day is not None:
            told = day
            sent.append(now)
    return sent


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [0, 2, 8, 23])
def test_one_comes_on_every_day_of_a_year_within_the_hour_whatever_the_clock_does(zone: str, hour: int) -> None:
    preference = Preference(Way.MAIL, hour, zone)
    sent = days_of(preference, at(2027, 1, 1), at(2028, 1, 1), step=1800)
    days = [datetime.fromtimestamp(now, UTC).astimezone(known_zone(zone)).date() for now in sent]
    assert 364 <= len(sent) <= 366
    assert all(22.5 * 3600 <= after - before <= 25.5 * 3600 for before, after in itertools.pairwise(sent))
    assert len(set(days)) == len(days)


def test_a_day_whose_hour_went_by_is_not_made_up_and_comes_again_the_next_day() -> None:
    preference = Preference(Way.MAIL, 8, "Europe/Paris")
    assert due_day(preference, 0, at(2027, 6, 1, 5, 59)) is None
    day = due_day(preference, 0, at(2027, 6, 1, 6))
    assert day == due_day(preference, 0, at(2027, 6, 1, 6, 59, 59)) == int(at(2027, 6, 1)) // DAY
    assert due_day(preference, 0, at(2027, 6, 1, 7)) is None
    assert due_day(preference, day, at(2027, 6, 1, 6, 30)) is None
    assert due_day(preference, day, at(2027, 6, 2, 6)) == day + 1


@given(st.sampled_from(ZONES), st.integers(0, 23), st.integers(int(at(2026, 1, 1)), int(at(2029, 1, 1))))
def test_no_moment_is_due_twice(zone: str, hour: int, now: int) -> None:
    preference = Preference(Way.MAIL, hour, zone)
    day = due_day(preference, 0, now)
    if day is not None:
        assert due_day(preference, day, now) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"hour": 24},
        {"hour": -1},
        {"zone": "Europe/Nowhere"},
        {"zone": "../../etc/passwd"},
        {"zone": ""},
        {"way": Way.WEBHOOK},
        {"hook": "http://hooks.example.org/"},
    ],
)
def test_a_preference_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(FormRefused):
        Preference(**wrong)  # type: ignore[arg-type]


# Who is told


async def chooses(world: StaffWorld, person: str, preference: Preference, address: str = "") -> None:
    await invite(world, person)
    await prefer(world, person, "en", address)
    await keep(world.database, person, preference)


def with_ways(staff: Staff, sink: Sink | None = None, receiver: Receiver | None = None) -> StaffWorld:
    hooks = receiver and receiver.sender(PUBLIC)
    return replace(staff.world, ways=Ways(sink and sink.server(), hooks))


def told(sink: Sink) -> Sequence[str]:
    return [recipient for _, recipient, _ in sink.kept]


def clock_of(staff: Staff) -> Clock:
    assert isinstance(staff.world.clock, Clock)
    return staff.world.clock


@pytest.mark.anyio
async def test_everybody_is_told_at_their_hour_once_and_after_a_restart_not_again(staff: Staff, tmp_path: Path) -> None:
    clock, receiver = clock_of(staff), Receiver()
    clock.now = at(2027, 6, 1, 5)
    async with sinking(tmp_path) as sink:
        world = with_ways(staff, sink, receiver)
        await chooses(world, ASHA, Preference(Way.MAIL, 8, "Africa/Nairobi"), "asha@example.org")
        await chooses(world, BADRU, Preference(Way.WEBHOOK, 7, "UTC", HOOK))
        await chooses(world, "dalia", Preference(Way.NONE, 8, "Africa/Nairobi"), "dalia@example.org")
        await chooses(world, "esteban", Preference(Way.MAIL, 8, "Africa/Nairobi"))
        for _ in range(3):
            await send_daily(world)
        assert (told(sink), len(receiver.came)) == (["asha@example.org"], 0)
        clock.now += 2 * 3600
        await send_daily(with_ways(staff, sink, receiver))
        await send_daily(world)
        assert (told(sink), len(receiver.came)) == (["asha@example.org"], 1)
        clock.now = at(2027, 6, 2, 5)
        await asyncio.gather(*(send_daily(world) for _ in range(3)))
        assert told(sink) == ["asha@example.org"] * 2


@pytest.mark.anyio
async def test_who_is_suspended_or_no_longer_named_is_told_nothing(staff: Staff, tmp_path: Path) -> None:
    clock_of(staff).now = at(2027, 6, 1, 8)
    async with sinking(tmp_path) as sink:
        world = with_ways(staff, sink)
        for person in (ASHA, "analyst-amara"):
            await chooses(world, person, Preference(Way.MAIL, 8), f"{person}@example.org")
        staff.suspended.add(ASHA)
        await staff.let_go("analyst-amara")
        await send_daily(world)
        assert told(sink) == []
        staff.suspended.clear()
        await send_daily(world)
        assert told(sink) == [f"{ASHA}@example.org"]


@pytest.mark.anyio
async def test_while_the_mail_server_is_away_nobody_counts_as_told_and_one_box_that_refuses_harms_nobody(
    staff: Staff, tmp_path: Path
) -> None:
    clock_of(staff).now = at(2027, 6, 1, 8)
    async with sinking(tmp_path, refuses={f"{ASHA}@example.org"}) as sink:
        world = with_ways(staff, sink)
        for person in (ASHA, BADRU, "dalia"):
            await chooses(world, person, Preference(Way.MAIL, 8), f"{person}@example.org")
        away = replace(world, ways=Ways(sink.server(port=1)))
        await send_daily(away)
        await send_daily(world)
        assert sorted(told(sink)) == [f"{BADRU}@example.org", "dalia@example.org"]


@pytest.mark.anyio
async def test_the_daily_notice_asks_no_other_zone_and_the_zones_round_sends_it(staff: Staff, tmp_path: Path) -> None:
    """So a day with work and one without look the same."""
    clock_of(staff).now = at(2027, 6, 1, 8)
    async with sinking(tmp_path) as sink:
        world = with_ways(staff, sink)
        await chooses(world, ASHA, Preference(Way.MAIL, 8), "asha@example.org")
        [daily] = [one for one in rounds(staff.zone.world, world) if one.name == "notices"]
        await daily.act()
    assert told(sink) == ["asha@example.org"]
    assert staff.zone.told == []
    assert DeviceRole.VAULT in staff.zone.consortium.devices


@pytest.mark.anyio
async def test_without_any_way_set_up_nothing_is_sent_and_nobody_counts_as_told(staff: Staff) -> None:
    clock_of(staff).now = at(2027, 6, 1, 8)
    await chooses(staff.world, ASHA, Preference(Way.MAIL, 8), "asha@example.org")
    await send_daily(staff.world)
    [row] = await staff.rows("notices")
    assert row["told"] == 0
