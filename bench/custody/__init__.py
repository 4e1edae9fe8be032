"""Can custodians live with it? Weeks of 300 reports at 4 of 7, and urgent ones with two seats silent.

`leeward bench custody`. A seeded simulation: reports come as in life, curators ask as far as their quota goes,
custodians of several time zones sit down at their hours, are away or ill, and have substitutes. What the code fixes is
taken from it, what a machine does is measured in this run on the real tool (work.py), and what nobody measured stands
in `assumed.toml`, to be changed.

Held: below three batches for any custodian on any day, and together with urgent calls on 95 of 100; no part whose
request ends without its quorum; no urgent warning later than three hours after it came; no hour with fewer seats on
call than that needs, which is derived here too (urgent.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from bench.custody import figures
from bench.custody.arrivals import span_of
from bench.custody.assumptions import HERE, Assumed, read_assumed
from bench.custody.duty import absences, rota_of, sittings
from bench.custody.urgent import enough_on_call, warnings
from bench.custody.weeks import QUOTA, Weeks
from bench.custody.work import Work, measure
from protocol.policy import PolicyBundle

BELOW = 3
"""Batches a day: USERS.md, "two or three"."""
TRIALS = 20_000
COLLECT: float = PolicyBundle.model_fields["collect_seconds"].default


def run(progress: Callable[[str], None] = lambda _said: None, assumed: Path | None = None) -> dict[str, Any]:
    """`figure` is the most batches that one custodian had on one day, `limit` the three that they are to stay below."""
    said = read_assumed(assumed or HERE)
    progress("timing the custodian's tool on 20 parts")
    work = measure()
    progress(f"{said.weeks} weeks of {said.reports.a_week:g} reports")
    return simulate(said, work, TRIALS)


def simulate(assumed: Assumed, work: Work, trials: int) -> dict[str, Any]:
    """The same for the same assumptions and work."""
    span, lots = span_of(assumed), [Random(f"{assumed.seed}/{name}") for name in ("away", "weeks", "urgent", "enough")]
    away = absences(assumed, span, lots[0])
    planned, rota = sittings(assumed, span, away), rota_of(assumed, span, away)
    lived = Weeks(assumed, span, planned, work, lots[1]).live(COLLECT)
    warned = warnings(assumed, span, rota, COLLECT, work, lots[2])
    awake, asleep = (
        enough_on_call(assumed, heard, trials, lots[3])
        for heard in (assumed.urgent.heard_awake, assumed.urgent.heard_asleep)
    )
    found = figures.rota_holes(rota, awake[0] or len(assumed.seat) + 1, span)
    minutes_a_call = assumed.custody.minutes_to_begin + assumed.custody.seconds_a_request / 60
    days = figures.by_day(planned, lived, warned, rota, minutes_a_call)
    urgent, batches = figures.urgent_way(warned), days["batches"]["worst"] or 0
    return {
        "figure": batches,
        "limit": BELOW,
        "ratio": round(batches / BELOW, 2),
        "goal": BELOW - 1,
        "with_calls": days["batches_and_calls"]["p95"],
        "parts_ended": lived.ended,
        "parts": len(lived.waited),
        "late": urgent["late"],
        "warnings": urgent["warnings"],
        "hours_too_few_on_call": figures.hours(found),
        "hours": (span.ends - span.begins) / 3600,
        "weeks": assumed.weeks,
        "reports_a_week": assumed.reports.a_week,
        "quorum": f"{assumed.custody.needed} of {len(assumed.seat)}",
        "quota": QUOTA,
        "seconds_to_read_a_request": assumed.custody.seconds_a_request,
        "machine": figures.machine(work),
        "per_custodian_and_day": days,
        "openings": figures.openings(lived),
        "urgent": urgent,
        "on_call": {
            "needed_awake": awake[0],
            "needed_asleep": asleep[0],
            "share_by_number_awake": {str(number): share for number, share in awake[1].items()},
            "share_by_number_asleep": {str(number): share for number, share in asleep[1].items()},
            "holes": " ".join(one.in_words(awake[0] or 0) for one in found[:3]) or None,
        },
    }
