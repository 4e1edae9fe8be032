"""When reports come: by the hours and weekdays of where they are written, and now and then many at once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from bench.custody.assumptions import Assumed, Reports

HOUR, DAY, WEEK = 3600, 86_400, 7 * 86_400


@dataclass(frozen=True, slots=True)
class Span:
    """The weeks that are simulated, in seconds since 1970."""

    begins: int
    ends: int


def span_of(assumed: Assumed) -> Span:
    begins = int(datetime.combine(assumed.first_day, datetime.min.time(), UTC).timestamp())
    return Span(begins, begins + assumed.weeks * WEEK)


def arrivals(reports: Reports, span: Span, lot: Random) -> list[float]:
    """The moment of every report, in order."""
    weeks = (span.ends - span.begins) / WEEK
    steady = reports.a_week * (1 - reports.in_bursts) * weeks
    found = [*_as_people_are_awake(reports, span, _poisson(steady, lot), lot), *_bursts(reports, span, weeks, lot)]
    return sorted(found)


def next_multiple(moment: float, step: float) -> float:
    """Collections, ticks and epochs are at multiples of their step since 1970."""
    return math.ceil(moment / step) * step


def _as_people_are_awake(reports: Reports, span: Span, count: int, lot: Random) -> Iterator[float]:
    """Each moment that is drawn is kept as often as its hour and weekday are busy."""
    busiest = max(reports.by_hour) * max(reports.by_weekday)
    while count:
        moment = lot.uniform(span.begins, span.ends)
        local = datetime.fromtimestamp(moment, reports.zone)
        if lot.random() * busiest < reports.by_hour[local.hour] * reports.by_weekday[local.weekday()]:
            count -= 1
            yield moment


def _bursts(reports: Reports, span: Span, weeks: float, lot: Random) -> Iterator[float]:
    """What happened does not wait for morning; of those who saw it, half have written after some hours."""
    size = reports.a_week * reports.in_bursts / reports.bursts_a_week
    half = timedelta(hours=reports.burst_hours).total_seconds()
    for _ in range(_poisson(reports.bursts_a_week * weeks, lot)):
        began = lot.uniform(span.begins, span.ends)
        moments = (began + lot.expovariate(math.log(2) / half) for _ in range(_poisson(size, lot)))
        yield from (moment for moment in moments if moment < span.ends)


def _poisson(mean: float, lot: Random) -> int:
    """How many come of a steady rain that brings `mean`."""
    count, at = 0, lot.expovariate(1)
    while at < mean:
        count, at = count + 1, at + lot.expovariate(1)
    return count
