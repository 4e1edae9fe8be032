"""What is printed: by custodian and day, by opening, by urgent warning."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench.custody.arrivals import HOUR, Span
from bench.custody.duty import Planned
from bench.custody.urgent import BUDGET, Warned
from bench.custody.weeks import Lived
from bench.custody.work import Work
from server.policy.rota import Hole, Rota, holes

Day = tuple[str, date]
"""Somebody's day, by their own clock."""


Spread = dict[str, float | None]


def spread(numbers: Sequence[float]) -> Spread:
    """The middle, what 95 of 100 stay within, and the worst; None where there is no number."""
    ordered = sorted(numbers)
    if not ordered:
        return dict.fromkeys(("median", "p95", "worst"))
    return {
        "median": round(ordered[(len(ordered) - 1) // 2], 2),
        "p95": round(ordered[math.ceil(0.95 * len(ordered)) - 1], 2),
        "worst": round(ordered[-1], 2),
    }


def by_day(
    planned: Iterable[Planned], lived: Lived, warned: Sequence[Warned], rota: Rota, minutes_a_call: float
) -> dict[str, Spread]:
    """Over all days on which somebody was to sit, or was called: also those on which nothing waited."""
    requests, parts, batches, calls = (Counter[Day]() for _ in range(4))
    minutes: defaultdict[Day, float] = defaultdict(float)
    for answer in lived.answers:
        requests[answer.who, answer.day] += 1
        parts[answer.who, answer.day] += answer.approved
    for batch in lived.batches:
        batches[batch.planned.who, batch.planned.day] += 1
        minutes[batch.planned.who, batch.planned.day] += (batch.ends - batch.begins) / 60
    for one in (one for each in warned for one in each.answers):
        day = one.name, datetime.fromtimestamp(one.at, UTC).astimezone(rota.person[one.name].zone).date()
        calls[day] += 1
        minutes[day] += minutes_a_call
    days = {(one.who, one.day) for one in planned} | calls.keys()
    counted: Mapping[str, Mapping[Day, float]] = {
        "requests": requests,
        "parts_approved": parts,
        "batches": batches,
        "urgent_calls": calls,
        "batches_and_calls": batches + calls,
        "minutes": minutes,
    }
    return {name: spread([count.get(day, 0) for day in days]) for name, count in counted.items()}


def openings(lived: Lived) -> dict[str, Any]:
    requests = lived.requests
    return {
        "requests": len(requests),
        "parts_a_request": round(sum(one.parts for one in requests) / len(requests), 1),
        "hours_to_the_quorum": spread([one / HOUR for one in lived.waited]),
        "parts_with_a_quorum": len(lived.waited),
        "parts_ended_without": lived.ended,
        "parts_not_asked_for_yet": lived.unasked,
    }


def urgent_way(warned: Sequence[Warned]) -> dict[str, Any]:
    """Each piece with the share that stayed within its minutes; all against three hours."""
    pieces = [one.pieces() for one in warned]
    whole = [(one.released - one.arrived) / 60 for one in warned if one.quorum is not None]
    return {
        "warnings": len(warned),
        "late": sum(one.late for one in warned),
        "share_within_three_hours": round(1 - sum(one.late for one in warned) / len(warned), 4),
        "fewest_seats_on_call": min(one.called for one in warned),
        "minutes": spread(whole),
        **{name: _piece([one[name] for one in pieces], minutes) for name, minutes in BUDGET.items()},
    }


def _piece(taken: Sequence[float | None], budget: float) -> Spread:
    there = [one for one in taken if one is not None]
    within = sum(one <= budget for one in there) / len(taken)
    return {"budget": budget, "share_within": round(within, 4), **spread(there)}


def rota_holes(rota: Rota, needed: int, span: Span) -> tuple[Hole, ...]:
    begins, ends = (datetime.fromtimestamp(at, UTC) for at in (span.begins, span.ends))
    return holes(rota, needed, begins, ends)


def hours(found: Iterable[Hole]) -> float:
    return round(sum(((one.ends - one.begins) for one in found), timedelta()).total_seconds() / HOUR, 2)


def machine(work: Work) -> dict[str, float]:
    return {
        "ms_to_begin": round(work.seconds_to_begin * 1000, 1),
        "ms_a_part": round(work.seconds_a_part * 1000, 2),
        "bare_ms_a_part": round(work.bare_seconds_a_part * 1000, 2),
        "ratio": round(work.ratio, 2),
    }
