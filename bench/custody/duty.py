"""Who sits down when, who is away, and the rota of the urgent way: from local hours to moments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from bench.custody.arrivals import Span
from bench.custody.assumptions import Assumed, Curator, Sitter
from server.policy.rota import EVERY_DAY, OnCall, Rota, Swap, Turn, first_moment

YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Planned:
    """One sitting that is planned: whose seat, who sits, when, and on which day of theirs."""

    seat: str
    who: str
    day: date
    begins: float


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which a custodian is not there: planned ones, on which the substitute sits in, and others."""

    planned: frozenset[date]
    ill: frozenset[date]


def days_of(span: Span) -> list[date]:
    first, last = (datetime.fromtimestamp(at, UTC).date() for at in (span.begins, span.ends))
    return [first + timedelta(days=number) for number in range((last - first).days)]


def absences(assumed: Assumed, span: Span, lot: Random) -> dict[str, Away]:
    """By seat."""
    days, custody = days_of(span), assumed.custody
    return {
        seat.custodian.name: Away(
            frozenset(_spells(days, custody.away_a_year, custody.away_days, lot)),
            frozenset(_spells(days, custody.ill_a_year, custody.ill_days, lot)),
        )
        for seat in assumed.seat
    }


def sittings(assumed: Assumed, span: Span, away: dict[str, Away]) -> list[Planned]:
    """All of them, in order."""
    return sorted(
        (
            Planned(seat.custodian.name, sitter.name, day, begins)
            for seat in assumed.seat
            for day in days_of(span)
            if (sitter := _who_sits(seat.custodian, seat.substitute, day, away[seat.custodian.name]))
            for begins in moments(sitter, day)
        ),
        key=lambda one: (one.begins, one.seat),
    )


def asking(assumed: Assumed, span: Span) -> Iterator[tuple[float, str]]:
    """When which curator asks."""
    for one in assumed.curator:
        for day in days_of(span):
            yield from ((at, one.name) for at in moments(one, day))


def moments(one: Sitter | Curator, day: date) -> list[float]:
    if day.weekday() not in one.weekdays:
        return []
    clocks = one.asks if isinstance(one, Curator) else one.sits
    return [first_moment(day, clock, one.zone).timestamp() for clock in clocks]


def rota_of(assumed: Assumed, span: Span, away: dict[str, Away]) -> Rota:
    """Each seat through two people with the same hours on the wall; who plans to be away gives their turns away."""
    first = days_of(span)[0] - timedelta(days=7)
    people, turns, swaps = [], [], []
    for seat in assumed.seat:
        custodian, substitute = seat.custodian, seat.substitute
        for one in (custodian, substitute):
            people.append(OnCall(one.name, custodian.name, one.zone))
            turns.append(Turn(one.name, EVERY_DAY, assumed.on_call.begins, assumed.on_call.ends, first))
        swaps += [Swap(day, custodian.name, substitute.name) for day in sorted(away[custodian.name].planned)]
    return Rota(tuple(people), tuple(turns), swaps=tuple(swaps))


def _who_sits(custodian: Sitter, substitute: Sitter, day: date, away: Away) -> Sitter | None:
    if day in away.ill:
        return None
    return substitute if day in away.planned else custodian


def _spells(days: list[date], a_year: float, lengths: tuple[float, float], lot: Random) -> Iterator[date]:
    for day in days:
        if lot.random() < a_year / YEAR:
            for number in range(round(lot.uniform(*lengths))):
                yield day + timedelta(days=number)
