"""The simulated weeks: what nobody may do in them, and that goals are missed where too much is asked."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest

from bench.custody import COLLECT, simulate
from bench.custody.arrivals import WEEK, arrivals, span_of
from bench.custody.assumptions import Assumed, read_assumed
from bench.custody.duty import absences, moments, rota_of, sittings
from bench.custody.figures import spread
from bench.custody.urgent import enough_on_call, warnings
from bench.custody.weeks import QUOTA, Lived, Weeks
from bench.custody.work import Work, measure
from protocol.ids import day_of
from protocol.opening import LIFETIME, MAX_PARTS
from server.bench_goals import Bench, judged
from server.policy.rota import on_call

WORK = Work(seconds_to_begin=0.05, seconds_a_part=0.005, bare_seconds_a_part=0.002)


def assumed(weeks: int = 3, **changes: dict[str, object]) -> Assumed:
    """The assumptions of the bench, with a clock change in the second of these weeks, and what is given of a table."""
    said = read_assumed().model_copy(update={"weeks": weeks, "first_day": date(2027, 3, 15)})
    tables = {name: getattr(said, name).model_copy(update=table) for name, table in changes.items()}
    return said.model_copy(update=tables)


@pytest.fixture(scope="module")
def said() -> Assumed:
    """Three busy weeks: many are ill or away, half again as much comes, and some sit down before the log's tick."""
    busy = assumed(custody={"ill_a_year": 20, "away_a_year": 12}, reports={"a_week": 450})
    asks = tuple(one.model_copy(update={"asks": (time(8, 22), time(16, 22))}) for one in busy.curator)
    seats = tuple(
        one.model_copy(update={"custodian": one.custodian.model_copy(update={"sits": (time(8, 25), time(16, 25))})})
        for one in busy.seat
    )
    return busy.model_copy(update={"curator": asks, "seat": seats})


@pytest.fixture(scope="module")
def away(said):
    return absences(said, span_of(said), Random(1))


@pytest.fixture(scope="module")
def lived(said, away) -> Lived:
    span = span_of(said)
    return Weeks(said, span, sittings(said, span, away), WORK, Random(2)).live(COLLECT)


def test_a_request_names_at_most_twenty_parts_of_one_aim(lived) -> None:
    assert max(one.parts for one in lived.requests) == MAX_PARTS
    assert max(one.read for one in lived.answers) <= MAX_PARTS


def test_nobody_answers_before_a_request_is_in_the_log_or_after_its_72_hours(said, lived) -> None:
    for one in lived.answers:
        read = one.at - said.custody.seconds_a_request - one.read * WORK.seconds_a_part
        assert one.request.shown <= read + 0.001
        assert one.at <= one.request.asked + LIFETIME
    assert max(lived.waited) <= LIFETIME


def test_nobody_answers_off_duty(said, away, lived) -> None:
    """Each batch begins at an hour of its own clock or, where too much waited, a pause after; ill, nobody sits."""
    sitters = {one.name: one for seat in said.seat for one in (seat.custodian, seat.substitute)}
    for batch in lived.batches:
        who, seat, day = batch.planned.who, batch.planned.seat, batch.planned.day
        assert batch.planned.begins in moments(sitters[who], day)
        assert day not in away[seat].ill
        assert (who == seat) is (day not in away[seat].planned)
    spans = [(one.planned.who, one.begins, one.ends) for one in lived.batches]
    assert all(any(w == one.who and b <= one.at <= e for w, b, e in spans) for one in lived.answers)
    assert {one.who for one in lived.answers} - {seat.custodian.name for seat in said.seat}


def test_the_quota_of_each_device_holds_on_every_day_for_every_curator(lived) -> None:
    used: Counter[tuple[str, str, int]] = Counter()
    for one in lived.answers:
        used[one.who, one.request.curator, day_of(one.at)] += one.approved
    assert max(used.values()) == QUOTA


def test_a_part_has_its_quorum_from_as_many_seats_and_none_answers_twice(said, lived) -> None:
    for request in lived.requests:
        seats = [one.seat for one in lived.answers if one.request is request]
        for part, times in request.approvals.items():
            assert times <= len(set(seats))
            assert (times == said.custody.needed) is (part not in request.waiting)


def test_reports_come_as_often_as_was_said_and_more_by_day(said) -> None:
    span = span_of(assumed(weeks=200))
    coming = arrivals(said.reports, span, Random(3))
    assert coming == sorted(coming)
    assert len(coming) / 200 == pytest.approx(said.reports.a_week, rel=0.08)
    hours = Counter(datetime.fromtimestamp(one, said.reports.zone).hour for one in coming)
    assert sum(hours[hour] for hour in range(8, 20)) > 1.5 * (len(coming) - sum(hours[hour] for hour in range(8, 20)))
    weeks = Counter(int(one // WEEK) for one in coming)
    assert max(weeks.values()) > 1.5 * said.reports.a_week


def test_urgent_calls_reach_those_on_call_and_nobody_else(said, away) -> None:
    span = span_of(said)
    rota = rota_of(said, span, away)
    for one in warnings(said, span, rota, COLLECT, WORK, Random(4)):
        assert len(one.answers) == said.custody.needed
        moments = [one.arrived, one.collected, *(call.at for call in one.answers), one.desk, one.released]
        assert all(a <= b for a, b in pairwise(moments))
        # A turn may end while somebody reads.
        near = [datetime.fromtimestamp(at, UTC) for at in (one.answers[0].at, one.answers[-1].at)]
        there = {name for at in near for back in (0, 30) for name in on_call(rota, at - timedelta(minutes=back))}
        assert {call.name for call in one.answers} <= there
        assert len({rota.person[call.name].seat for call in one.answers}) == len(one.answers)
        assert one.called >= said.custody.needed + said.urgent.offline


def test_as_many_must_be_on_call_as_answer_and_are_silent_and_more_where_some_sleep() -> None:
    said = assumed()
    awake, comes = enough_on_call(said, said.urgent.heard_awake, 1000, Random(5))
    asleep, _ = enough_on_call(said, said.urgent.heard_asleep, 1000, Random(5))
    assert (awake, asleep) == (6, 7)
    assert comes[4] == comes[5] == 0 < comes[6] <= comes[7]
    assert enough_on_call(assumed(urgent={"offline": 4}), 1.0, 10, Random(5))[0] is None


def missed(said: Assumed) -> set[str]:
    measured = simulate(said, WORK, 300)
    return {row.goal.judged for row in judged(Bench.CUSTODY, measured) if row.met is False}


def test_three_hundred_reports_a_week_can_be_lived_with_and_the_same_seed_says_the_same() -> None:
    said = assumed()
    assert simulate(said, WORK, 300) == simulate(said, WORK, 300)
    assert missed(said) == set()


def test_ten_times_as_many_reports_are_too_many_batches() -> None:
    curators = tuple(
        one.model_copy(update={"name": f"{one.name} {number}"}) for one in assumed().curator for number in range(10)
    )
    crowded = assumed(weeks=1, reports={"a_week": 3000}).model_copy(update={"curator": curators})
    assert {"figure", "with_calls"} <= missed(crowded)


def test_four_silent_seats_or_a_rota_with_nights_off_miss_the_urgent_way() -> None:
    assert {"late", "hours_too_few_on_call"} <= missed(assumed(urgent={"offline": 4}))
    short = assumed(on_call={"ends": time(15)})
    assert "hours_too_few_on_call" in missed(short)


def test_custodians_who_are_seldom_there_let_requests_end_and_answer_none_that_has_ended() -> None:
    said = assumed()
    seldom = tuple(
        seat.model_copy(update={"custodian": seat.custodian.model_copy(update={"weekdays": frozenset({2})})})
        for seat in said.seat
    )
    said = said.model_copy(update={"seat": seldom})
    assert "parts_ended" in missed(said)
    span = span_of(said)
    away = absences(said, span, Random(6))
    lived = Weeks(said, span, sittings(said, span, away), WORK, Random(7)).live(COLLECT)
    assert lived.ended
    assert all(one.at <= one.request.asked + LIFETIME for one in lived.answers)


def test_a_spread_is_the_middle_what_95_of_100_stay_within_and_the_worst() -> None:
    assert spread(range(1, 101)) == {"median": 50, "p95": 95, "worst": 100}
    assert set(spread([]).values()) == {None}
    assert spread([7]) == {"median": 7, "p95": 7, "worst": 7}


def test_the_work_is_that_of_the_real_tool_and_every_part_is_approved() -> None:
    # Two sittings are timed here, and one clock is taken from the other: how they compare decides nothing.
    measured = measure(rounds=1, parts=2)
    assert measured.seconds_to_begin > 0
    assert measured.bare_seconds_a_part > 0
