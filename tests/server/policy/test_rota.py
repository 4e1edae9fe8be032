"""The rota of those on call: two clock changes a year, absences, swaps, and holes that are named."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from server.policy.rota import (
    EVERY_DAY,
    Absence,
    Duty,
    EmptyTurn,
    Hole,
    NobodyOfThatName,
    NothingToSwap,
    OnCall,
    Rota,
    SaidTwice,
    Swap,
    Turn,
    UnknownZone,
    duties,
    first_moment,
    holes,
    known_zone,
    last_moment,
    on_call,
)

PARIS, CHICAGO, APIA = (known_zone(name) for name in ("Europe/Paris", "America/Chicago", "Pacific/Apia"))
LORD_HOWE = known_zone("Australia/Lord_Howe")
LONG_AGO = date(2000, 1, 3)
HOUR = timedelta(hours=1)
ASHA, BADRU, CARLA = OnCall("asha", "asha", PARIS), OnCall("badru", "badru", PARIS), OnCall("carla", "carla", CHICAGO)
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
"""On which clocks in Paris change; the double hour and the one that is skipped begin at two."""


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)


def turn(name: str, begins: str, ends: str, **more: object) -> Turn:
    hours = time.fromisoformat(begins), time.fromisoformat(ends)
    return Turn(name, more.pop("weekdays", EVERY_DAY), *hours, more.pop("first", LONG_AGO), **more)


def length(rota: Rota, day: date) -> timedelta:
    (one,) = [one for one in duties(rota, utc(2027, 1, 1), utc(2028, 1, 1)) if one.begins.date() == day]
    return one.ends - one.begins


# The clock on the wall


def test_a_time_that_the_clock_skips_is_the_moment_at_which_it_skips() -> None:
    for clock in (time(2), time(2, 30), time(2, 59, 59), time(3)):
        assert first_moment(SPRING, clock, PARIS) == last_moment(SPRING, clock, PARIS) == utc(2027, 3, 28, 1)


def test_of_an_hour_that_comes_twice_the_first_and_the_last_are_told_apart() -> None:
    assert first_moment(AUTUMN, time(2, 30), PARIS) == utc(2027, 10, 31, 0, 30)
    assert last_moment(AUTUMN, time(2, 30), PARIS) == utc(2027, 10, 31, 1, 30)


def test_a_whole_day_that_a_country_skipped_and_a_change_of_half_an_hour_are_no_exceptions() -> None:
    assert first_moment(date(2011, 12, 30), time(12), APIA) == utc(2011, 12, 30, 10)
    assert first_moment(date(2026, 10, 4), time(2, 15), LORD_HOWE) == utc(2026, 10, 3, 15, 30)


@pytest.mark.parametrize("name", ["Arvania/Capital", "../Paris", "Europe", "", "/etc/localtime", "a\0b"])
def test_what_names_no_zone_is_refused(name) -> None:
    with pytest.raises(UnknownZone):
        known_zone(name)


def test_a_night_is_an_hour_shorter_in_spring_and_an_hour_longer_in_autumn() -> None:
    rota = Rota((ASHA,), (turn("asha", "20:00", "08:00"),))
    assert length(rota, SPRING - timedelta(days=1)) == 11 * HOUR
    assert length(rota, AUTUMN - timedelta(days=1)) == 13 * HOUR
    assert length(rota, date(2027, 6, 1)) == 12 * HOUR


def test_in_the_double_hour_both_are_on_call_and_in_the_skipped_one_nobody_is_missing() -> None:
    rota = Rota((ASHA, BADRU), (turn("asha", "14:30", "02:30"), turn("badru", "02:30", "14:30")))
    assert on_call(rota, utc(2027, 10, 31, 0, 29)) == ("asha",)
    assert on_call(rota, utc(2027, 10, 31, 0, 30)) == on_call(rota, utc(2027, 10, 31, 1, 29)) == ("asha", "badru")
    assert on_call(rota, utc(2027, 10, 31, 1, 30)) == ("badru",)
    assert on_call(rota, utc(2027, 3, 28, 0, 59)) == ("asha",)
    assert on_call(rota, utc(2027, 3, 28, 1)) == ("badru",)


def test_hours_that_the_clock_skips_whole_are_nobodys() -> None:
    rota = Rota((ASHA,), (turn("asha", "02:15", "02:45"),))
    assert [one.begins.date() for one in duties(rota, utc(2027, 3, 27), utc(2027, 3, 30))] == [
        SPRING - timedelta(days=1),
        SPRING + timedelta(days=1),
    ]


ZONES = st.sampled_from(
    [
        "Europe/Paris",
        "America/Chicago",
        "America/Havana",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Africa/Nairobi",
        "Asia/Beirut",
        "America/Santiago",
        "Pacific/Apia",
        "Asia/Kathmandu",
        "America/Asuncion",
        "Africa/Cairo",
    ]
)
CLOCKS = st.times().map(lambda at: at.replace(microsecond=0))
DAYS = st.dates(date(2010, 1, 1), date(2032, 1, 1))


def changes(zone, day: date) -> date:
    """The next day on which the clock there is changed, or the day itself where it is not in the next year."""
    noons = [datetime.combine(day + timedelta(days=n), time(12), zone) for n in range(400)]
    return next((b.date() for a, b in pairwise(noons) if a.utcoffset() != b.utcoffset()), day)


@given(ZONES, DAYS, st.lists(CLOCKS, min_size=1, max_size=4, unique=True))
def test_turns_that_meet_on_paper_leave_no_hole_whatever_the_clock_does(name, day, clocks) -> None:
    zone = known_zone(name)
    cuts = sorted(clocks)
    people = tuple(OnCall(str(n), str(n), zone) for n in range(len(cuts)))
    turns = tuple(Turn(str(n), EVERY_DAY, cut, cuts[(n + 1) % len(cuts)], LONG_AGO) for n, cut in enumerate(cuts))
    middle = datetime.combine(changes(zone, day), time(0), UTC)
    assert holes(Rota(people, turns), 1, middle - timedelta(days=3), middle + timedelta(days=3)) == ()


@given(ZONES, DAYS, CLOCKS)
def test_first_and_last_moment_show_the_time_or_are_where_the_clock_skips_it(name, day, clock) -> None:
    zone = known_zone(name)
    day = changes(zone, day)
    first, last = first_moment(day, clock, zone), last_moment(day, clock, zone)
    assert first <= last
    if first != last:
        assert first.astimezone(zone).replace(tzinfo=None, fold=0) == datetime.combine(day, clock)
    shown = last.astimezone(zone).replace(tzinfo=None)
    before = (last - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
    assert shown == datetime.combine(day, clock) or before < datetime.combine(day, clock) < shown


# Who, when


def test_a_turn_comes_on_its_weekdays_and_weeks_and_between_its_days() -> None:
    rota = Rota(
        (ASHA,),
        (turn("asha", "09:00", "17:00", weekdays={0, 2}, first=date(2027, 6, 2), last=date(2027, 7, 1), weeks=2),),
    )
    begun = [one.begins.date() for one in duties(rota, utc(2027, 5, 1), utc(2027, 8, 1))]
    assert begun == [date(2027, 6, 2), date(2027, 6, 14), date(2027, 6, 16), date(2027, 6, 28), date(2027, 6, 30)]


def test_each_hours_are_those_of_their_own_clock() -> None:
    rota = Rota((ASHA, CARLA), (turn("asha", "08:00", "20:00"), turn("carla", "08:00", "20:00")))
    assert on_call(rota, utc(2027, 6, 1, 6)) == ("asha",)
    assert on_call(rota, utc(2027, 6, 1, 13)) == ("asha", "carla")
    assert on_call(rota, utc(2027, 6, 1, 18)) == ("carla",)
    assert on_call(rota, utc(2027, 6, 1, 2)) == ()


def test_turns_of_one_person_that_meet_are_one_duty() -> None:
    rota = Rota((ASHA,), (turn("asha", "08:00", "20:00"), turn("asha", "20:00", "08:00")))
    assert duties(rota, utc(2027, 6, 1), utc(2027, 6, 9)) == (Duty("asha", utc(2027, 6, 1), utc(2027, 6, 9)),)


def test_a_swap_gives_the_whole_turn_of_that_day_and_no_other() -> None:
    rota = Rota((ASHA, BADRU), (turn("asha", "20:00", "08:00"),), swaps=(Swap(date(2027, 6, 1), "asha", "badru"),))
    found = [(one.name, one.begins) for one in duties(rota, utc(2027, 5, 31, 12), utc(2027, 6, 3, 12))]
    assert found == [("asha", utc(2027, 5, 31, 18)), ("badru", utc(2027, 6, 1, 18)), ("asha", utc(2027, 6, 2, 18))]


def test_an_absence_cuts_a_night_at_midnight_of_whoever_is_away_and_is_stronger_than_a_swap() -> None:
    away = (Absence("badru", date(2027, 6, 2), date(2027, 6, 2)),)
    swapped = (Swap(date(2027, 6, 1), "asha", "badru"), Swap(date(2027, 6, 2), "asha", "badru"))
    rota = Rota((ASHA, BADRU), (turn("asha", "20:00", "08:00"),), away, swapped)
    found = duties(rota, utc(2027, 6, 1, 12), utc(2027, 6, 3, 12))
    assert found == (
        Duty("badru", utc(2027, 6, 1, 18), utc(2027, 6, 1, 22)),
        Duty("badru", utc(2027, 6, 2, 22), utc(2027, 6, 3, 6)),
    )


# Holes


def test_a_hole_is_named_with_who_is_there_and_in_words() -> None:
    rota = Rota((ASHA, BADRU), (turn("asha", "00:00", "00:00"), turn("badru", "08:00", "20:00")))
    found = holes(rota, 2, utc(2027, 6, 1, 6), utc(2027, 6, 2, 6))
    assert found == (Hole(utc(2027, 6, 1, 18), utc(2027, 6, 2, 6), ("asha",)),)
    assert found[0].in_words(2) == "Only 1 of 2 are on call on 2027-06-01 from 18:00 to 2027-06-02 06:00 UTC."
    alone = Rota((BADRU,), (turn("badru", "08:00", "20:00"),))
    said = [one.in_words(1) for one in holes(alone, 1, utc(2027, 6, 1), utc(2027, 6, 1, 12))]
    assert said == ["Nobody is on call on 2027-06-01 from 00:00 to 06:00 UTC."]


def test_a_custodian_and_their_substitute_are_one_seat() -> None:
    rota = Rota(
        (ASHA, OnCall("asli", "asha", CHICAGO)), (turn("asha", "00:00", "00:00"), turn("asli", "00:00", "00:00"))
    )
    assert on_call(rota, utc(2027, 6, 1)) == ("asha", "asli")
    assert holes(rota, 1, utc(2027, 6, 1), utc(2027, 6, 2)) == ()
    assert holes(rota, 2, utc(2027, 6, 1), utc(2027, 6, 2)) == (Hole(utc(2027, 6, 1), utc(2027, 6, 2), ("asha",)),)


@st.composite
def rotas(draw: st.DrawFn) -> Rota:
    people = tuple(OnCall(str(n), draw(st.sampled_from("ab")) if n else "a", known_zone(draw(ZONES))) for n in range(3))
    names = st.sampled_from([one.name for one in people])
    near = st.integers(0, 20).map(lambda n: date(2027, 3, 15) + timedelta(days=n))
    turns = draw(
        st.lists(
            st.builds(
                Turn, names, st.frozensets(st.integers(0, 6), min_size=1), CLOCKS, CLOCKS, near, weeks=st.integers(1, 3)
            ),
            max_size=4,
        )
    )
    spans = st.tuples(near, near).map(sorted)
    away = [Absence(name, *span) for name, span in draw(st.lists(st.tuples(names, spans), max_size=3))]
    asked = draw(st.dictionaries(st.tuples(names, near), names, max_size=3))
    swaps = [
        Swap(day, of, by)
        for (of, day), by in asked.items()
        if any(one.name == of and one.begins_on(day) for one in turns)
    ]
    return Rota(people, tuple(turns), tuple(away), tuple(swaps))


@settings(max_examples=60)
@given(rotas(), st.integers(1, 3), st.lists(st.integers(0, 14 * 86_400 - 1), min_size=1, max_size=20))
def test_a_moment_is_in_a_hole_exactly_where_too_few_seats_are_on_call(rota, needed, seconds) -> None:
    begins, ends = utc(2027, 3, 20), utc(2027, 4, 3)
    found = holes(rota, needed, begins, ends)
    assert all(a.ends <= b.begins for a, b in pairwise(found))
    for at in (begins + timedelta(seconds=one) for one in seconds):
        here = rota.seats(on_call(rota, at))
        assert [one.seats for one in found if one.begins <= at < one.ends] == ([here] if len(here) < needed else [])


@settings(max_examples=60)
@given(rotas(), st.integers(0, 14 * 86_400 - 1))
def test_nobody_is_on_call_on_a_day_of_absence_or_without_a_turn_of_their_own_or_by_a_swap(rota, second) -> None:
    at = utc(2027, 3, 20) + timedelta(seconds=second)
    for name in on_call(rota, at):
        today = at.astimezone(rota.person[name].zone).date()
        assert not any(one.name == name and one.first <= today <= one.last for one in rota.absences)
        assert any(name == one.name for one in rota.turns) or any(name == one.by for one in rota.swaps)


@settings(max_examples=60)
@given(rotas(), st.integers(1, 13))
def test_a_time_that_is_looked_at_in_two_pieces_has_the_same_duties(rota, cut) -> None:
    begins, ends = utc(2027, 3, 20), utc(2027, 4, 3)
    between = begins + timedelta(days=cut)
    assume(between < ends)

    def lengths(*spans: tuple[datetime, datetime]) -> dict[str, timedelta]:
        summed = dict.fromkeys(rota.person, timedelta())
        for one in (one for span in spans for one in duties(rota, *span)):
            summed[one.name] += one.ends - one.begins
        return summed

    assert lengths((begins, ends)) == lengths((begins, between), (between, ends))


# What contradicts itself


@pytest.mark.parametrize(
    ("why", "rota"),
    [
        (SaidTwice, {"people": (ASHA, ASHA)}),
        (NobodyOfThatName, {"turns": (turn("dede", "08:00", "20:00"),)}),
        (NobodyOfThatName, {"absences": (Absence("dede", LONG_AGO, LONG_AGO),)}),
        (NobodyOfThatName, {"swaps": (Swap(date(2027, 6, 2), "asha", "dede"),)}),
        (NothingToSwap, {"swaps": (Swap(date(2027, 6, 3), "asha", "badru"),)}),
        (NothingToSwap, {"swaps": (Swap(date(2027, 6, 2), "badru", "asha"),)}),
        (SaidTwice, {"swaps": (Swap(date(2027, 6, 2), "asha", "badru"), Swap(date(2027, 6, 2), "asha", "asha"))}),
    ],
)
def test_a_rota_that_contradicts_itself_is_refused(why, rota) -> None:
    good = {"people": (ASHA, BADRU), "turns": (turn("asha", "08:00", "20:00", weekdays={2}),)}
    Rota(**good)
    with pytest.raises(why):
        Rota(**(good | rota))


@pytest.mark.parametrize("more", [{"weekdays": frozenset()}, {"weekdays": {7}}, {"weeks": 0}])
def test_a_turn_that_never_comes_is_refused(more) -> None:
    with pytest.raises(EmptyTurn):
        turn("asha", "08:00", "20:00", **more)
