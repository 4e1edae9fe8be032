"""The urgent way: from the arrival to the epoch, with some seats silent, and how many must be on call for that.

Of those on call as many seats are silent as is assumed: the worst that so many can do. An alarm sounds again and again
until a seat has answered or the quorum is there; who is not on call hears none. Three of the four pieces wait for a
clock: the next collection, the log's ticks, the next epoch.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from random import Random

from bench.custody.arrivals import WEEK, Span, arrivals, next_multiple
from bench.custody.assumptions import Assumed, Urgent
from bench.custody.weeks import TICK
from bench.custody.work import Work
from server.policy.rota import Rota, on_call

MINUTE = 60
BUDGET = {"collection": 30, "quorum": 60, "desk": 30, "epoch": 60}
"""Minutes, by DESIGN 5; three hours together."""


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody's answer to an alarm."""

    name: str
    at: float


@dataclass(frozen=True, slots=True)
class Warned:
    """One urgent report's way. The quorum's piece begins with the collection, and holds asking and the log's tick."""

    arrived: float
    collected: float
    quorum: float | None
    """None where it never came together in its hour: those who were left did not hear, or were too few."""
    desk: float
    released: float
    answers: tuple[Called, ...]
    """Of the seats that made the quorum; who hears later sees that nothing waits."""
    called: int
    """Seats that were on call, the silent ones among them."""

    def pieces(self) -> dict[str, float | None]:
        """Minutes of each."""
        if self.quorum is None:
            return {"collection": (self.collected - self.arrived) / MINUTE, **dict.fromkeys(list(BUDGET)[1:])}
        moments = (self.arrived, self.collected, self.quorum, self.desk, self.released)
        spans = (after - before for before, after in pairwise(moments))
        return {name: span / MINUTE for name, span in zip(BUDGET, spans, strict=True)}

    @property
    def late(self) -> bool:
        return self.quorum is None or self.released - self.arrived > MINUTE * sum(BUDGET.values())


def warnings(assumed: Assumed, span: Span, rota: Rota, collect_seconds: float, work: Work, lot: Random) -> list[Warned]:
    """Every urgent report of the span; they come at the same hours as all others."""
    reports = assumed.reports.model_copy(update={"a_week": assumed.urgent.a_week})
    coming = arrivals(reports, Span(span.begins, span.ends - WEEK // 7), lot)
    return [_one(assumed, rota, moment, next_multiple(moment, collect_seconds), work, lot) for moment in coming]


def _one(assumed: Assumed, rota: Rota, arrived: float, collected: float, work: Work, lot: Random) -> Warned:
    urgent = assumed.urgent
    shown = next_multiple(collected + asked_after(urgent, lot), TICK)
    names = on_call(rota, _moment(shown))
    seats = rota.seats(names)
    silent = lot.sample(seats, min(urgent.offline, len(seats)))
    reading = assumed.custody.seconds_a_request + work.seconds_to_begin + work.seconds_a_part
    first: dict[str, Called] = {}
    for name in (name for name in names if rota.person[name].seat not in silent):
        after = answered_after(urgent, _heard(urgent, rota, name, shown), _left(collected, shown), lot)
        if after is not None:
            called, seat = Called(name, shown + after + reading), rota.person[name].seat
            first[seat] = min(called, first.get(seat, called), key=lambda one: one.at)
    answers = sorted(first.values(), key=lambda one: one.at)[: assumed.custody.needed]
    quorum = answers[-1].at if len(answers) == assumed.custody.needed else None
    desk = next_multiple((quorum or shown) + desk_seconds(urgent, lot), TICK)
    released = next_multiple(desk, MINUTE * urgent.epoch_minutes)
    return Warned(arrived, collected, quorum, desk, released, tuple(answers), len(seats))


def asked_after(urgent: Urgent, lot: Random) -> float:
    """Seconds until curator and reviewer both have given their keys."""
    return MINUTE * max(lot.uniform(*urgent.desks_minutes_to_ask) for _ in range(2))


def desk_seconds(urgent: Urgent, lot: Random) -> float:
    least, mostly, most = urgent.desk_minutes
    return MINUTE * lot.triangular(least, most, mostly)


def answered_after(urgent: Urgent, heard: float, left: float, lot: Random) -> float | None:
    """Seconds from the first alarm to an answer; None where none of the alarms in the seconds left was heard."""
    at = 0.0
    while at <= left:
        if lot.random() < heard:
            return at + MINUTE * lot.uniform(*urgent.minutes_to_answer)
        at += MINUTE * urgent.alarm_every_minutes
    return None


def enough_on_call(assumed: Assumed, heard: float, trials: int, lot: Random) -> tuple[int | None, dict[int, float]]:
    """The fewest seats that must be on call so that the quorum comes within its hour as often as is enough.

    With that, how often it comes for each number of seats. None where not even all seats are enough.
    """
    needed, seats = assumed.custody.needed, len(assumed.seat)
    comes = {number: _share(assumed, number, heard, trials, lot) for number in range(needed, seats + 1)}
    return next((number for number, share in comes.items() if share >= assumed.urgent.enough), None), comes


def _share(assumed: Assumed, number: int, heard: float, trials: int, lot: Random) -> float:
    urgent, custody = assumed.urgent, assumed.custody
    left = number - urgent.offline
    if left < custody.needed:
        return 0.0
    within = 0
    for _ in range(trials):
        # Where in the log's ten minutes a collection falls is as good as drawn.
        shown = asked_after(urgent, lot) + lot.uniform(0, TICK)
        after = [answered_after(urgent, heard, _left(0, shown), lot) for _ in range(left)]
        there = sorted(one for one in after if one is not None)
        if len(there) >= custody.needed:
            within += shown + there[custody.needed - 1] + custody.seconds_a_request <= _hour()
    return within / trials


def _hour() -> float:
    return MINUTE * BUDGET["quorum"]


def _left(collected: float, shown: float) -> float:
    """Seconds of the quorum's piece in which an alarm still sounds."""
    return collected + _hour() - shown


def _heard(urgent: Urgent, rota: Rota, name: str, at: float) -> float:
    first, last = urgent.awake
    hour = _moment(at).astimezone(rota.person[name].zone).hour
    return urgent.heard_awake if first <= hour < last else urgent.heard_asleep


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)
