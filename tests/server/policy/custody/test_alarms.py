"""An alarm reaches those on call, at once and not too often; and says nothing but that."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from protocol.directory import Compartment, DeviceRole
from server.policy.accounts.world import StaffWorld
from server.policy.custody.alarms import sound, who_is_called
from server.policy.custody.errors import NotOnThisRota, TooManyDays, TooManyLines
from server.policy.custody.kept_rota import (
    MOST_ABSENCES,
    Kept,
    KeptAbsence,
    KeptTurn,
    add_absence,
    add_turn,
    load,
    remove_absence,
    rota_of,
    short_days,
)
from server.policy.custody.rung import MOST, Alarms
from server.policy.notices.preferences import Preference, Way
from server.policy.notices.ways import Ways
from server.policy.rota import EVERY_DAY, Turn
from server.policy.rounds import rounds
from server.policy.start import opened
from tests.server.policy.notices.mail_sink import Sink, sinking
from tests.server.policy.notices.test_daily import chooses, clock_of, told
from tests.server.policy.staff_world import Staff
from tests.server.policy.test_policy_zone import Zone
from tests.worlds import Consortium

assert opened
A, B, C = (f"custodian-xa-testimony-{number}" for number in (1, 2, 3))
XA = "xa-testimony"
LONG_AGO = date(2020, 1, 6)
NOON = datetime(2027, 6, 1, 12, tzinfo=UTC).timestamp()
TODAY = int(NOON // 86_400)


def compartment(consortium: Consortium) -> Compartment:
    return next(one for one in consortium.directory.contents.compartments if one.name == XA)


def line(name: str, begins: str = "08:00", ends: str = "20:00", number: int = 0) -> KeptTurn:
    hours = time.fromisoformat(begins), time.fromisoformat(ends)
    return KeptTurn(bytes([number]) * 16, name, Turn(name, EVERY_DAY, *hours, first=LONG_AGO))


def away(name: str, first: int = TODAY, last: int = TODAY) -> KeptAbsence:
    return KeptAbsence(bytes(16), name, first, last)


def called(consortium: Consortium, *turns: KeptTurn, gone: Sequence[KeptAbsence] = (), now: float = NOON) -> set[str]:
    kept = Kept(tuple(turns), tuple(gone), {})
    return who_is_called(kept, compartment(consortium), consortium.directory, now)


# Whom it calls


def everybody(consortium: Consortium) -> set[str]:
    return {seat.custodian for seat in compartment(consortium).seats}


def test_those_on_call_are_called_where_they_are_a_quorum(consortium: Consortium) -> None:
    needed = compartment(consortium).needed
    names = sorted(everybody(consortium))[:needed]
    turns = [line(name) for name in names]
    assert called(consortium, *turns) == set(names)
    night = NOON + 12 * 3600
    assert called(consortium, *turns, now=night) == everybody(consortium)


def test_without_a_rota_or_below_the_quorum_everybody_is_called_who_is_not_away(consortium: Consortium) -> None:
    needed = compartment(consortium).needed
    turns = [line(name) for name in sorted(everybody(consortium))[:needed]]
    assert called(consortium) == everybody(consortium)
    assert called(consortium, *turns, gone=[away(A)]) == everybody(consortium) - {A}
    assert called(consortium, gone=[away(A, TODAY - 3, TODAY - 1), away(B, TODAY + 1, TODAY + 1)]) == everybody(
        consortium
    )


def test_whom_the_directory_no_longer_names_there_is_called_by_no_line(consortium: Consortium) -> None:
    kept = Kept((line("mallory"), line("custodian-xb-testimony-1")), (), {})
    assert rota_of(kept, compartment(consortium), consortium.directory).people == ()


def test_days_below_the_quorum_are_found(consortium: Consortium) -> None:
    here = compartment(consortium)
    names = sorted(everybody(consortium))
    gone = [away(name, TODAY + 2, TODAY + 3) for name in names[: len(names) - here.needed]]
    assert short_days(here, gone, TODAY, TODAY + 9) == []
    gone.append(away(names[-1], TODAY + 3, TODAY + 5))
    assert short_days(here, gone, TODAY, TODAY + 9) == [TODAY + 3]


def test_an_alarm_is_no_counter() -> None:
    alarms = Alarms()
    for _ in range(20):
        alarms.ring(XA)
    assert alarms.taken() == {XA}
    assert alarms.taken() == set()
    assert [alarms.may_tell(A, NOON + second, 300) for second in (0, 1, 299, 300, 301)] == [
        *(True, False, False),
        *(True, False),
    ]
    assert alarms.may_tell(A, NOON - 10_000, 300)
    for number in range(MOST + 10):
        alarms.ring(f"compartment-{number}")
    assert len(alarms.taken()) == MOST


# What is sent


def with_mail(staff: Staff, sink: Sink) -> StaffWorld:
    return replace(staff.world, ways=Ways(sink.server()))


@pytest.mark.anyio
async def test_what_the_vault_rings_is_told_at_once_and_not_again_before_its_time(staff: Staff, tmp_path: Path) -> None:
    clock_of(staff).now = NOON
    zone = staff.zone
    vault = zone.client(zone.consortium.devices[DeviceRole.VAULT])
    async with sinking(tmp_path) as sink:
        world = with_mail(staff, sink)
        [ring] = [one for one in rounds(zone.world, world) if one.name == "alarms"]
        for person in (A, B, "dalia"):
            await chooses(world, person, Preference(Way.MAIL, 3), f"{person}@example.org")
        for _ in range(5):
            assert (await vault.post(f"/v1/alarms?compartment={XA}")).status_code == 204
            assert (await vault.post("/v1/alarms?compartment=nowhere")).status_code == 204
        await ring.act()
        assert sorted(told(sink)) == [f"{A}@example.org", f"{B}@example.org"]
        assert "Something urgent" in sink.messages()[0].get_content()
        assert XA not in sink.messages()[0].get_content()
        assert await staff.rows("rota_turns") == []
        for later, count in ((10, 2), (289, 2), (1, 4)):
            clock_of(staff).now += later
            zone.world.alarms.ring(XA)
            await asyncio.gather(ring.act(), ring.act())
            assert len(told(sink)) == count


@pytest.mark.anyio
async def test_who_is_away_or_suspended_is_not_called(staff: Staff, tmp_path: Path) -> None:
    clock_of(staff).now = NOON
    async with sinking(tmp_path) as sink:
        world = with_mail(staff, sink)
        for person in (A, B):
            await chooses(world, person, Preference(Way.MAIL, 3), f"{person}@example.org")
        await add_absence(world.database, A, TODAY, TODAY, TODAY, world.random)
        staff.suspended.add(B)
        staff.zone.world.alarms.ring(XA)
        await sound(world, staff.zone.world.alarms)
    assert told(sink) == []


@pytest.mark.anyio
async def test_nobody_but_the_vault_rings(zone: Zone) -> None:
    for key in (zone.consortium.devices[DeviceRole.RELEASE], zone.consortium.administrators["dalia"]):
        assert (await zone.client(key).post(f"/v1/alarms?compartment={XA}")).status_code == 403
    assert zone.world.alarms.taken() == set()


# What is kept


@pytest.mark.anyio
async def test_a_line_is_for_a_seat_of_the_compartment_and_a_person_who_may_answer_for_it(staff: Staff) -> None:
    database, here = staff.world.database, compartment(staff.zone.consortium)
    directory = staff.world.pinned.directory
    for person, seat in ((A, B), ("dalia", A), ("mallory", "mallory"), ("custodian-xb-testimony-1",) * 2):
        with pytest.raises(NotOnThisRota):
            await add_turn(database, here, directory, seat, line(person).turn, bytes(16))
    made = line(A, "22:30", "06:15", number=7)
    await add_turn(database, here, directory, A, made.turn, made.id)
    assert (await load(database, XA)).turns == (made,)
    assert (await load(database, "xb-testimony")).turns == ()


@pytest.mark.anyio
async def test_an_absence_has_an_order_a_length_and_an_owner(staff: Staff) -> None:
    database, random = staff.world.database, staff.world.random
    for first, last in ((TODAY, TODAY - 1), (TODAY, TODAY + 400), (TODAY - 9, TODAY - 2), (TODAY + 9000, TODAY + 9001)):
        with pytest.raises(TooManyDays):
            await add_absence(database, A, first, last, TODAY, random)
    await add_absence(database, A, TODAY, TODAY + 3, TODAY, random)
    [mine] = (await load(database, XA)).absences
    await remove_absence(database, B, mine.id)
    assert len((await load(database, XA)).absences) == 1
    await remove_absence(database, A, mine.id)
    assert (await load(database, XA)).absences == ()
    for number in range(MOST_ABSENCES):
        await add_absence(database, A, TODAY + number, TODAY + number, TODAY, random)
    with pytest.raises(TooManyLines):
        await add_absence(database, A, TODAY, TODAY, TODAY, random)
