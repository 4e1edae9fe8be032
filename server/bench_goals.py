"""What `leeward bench` can measure, how long each takes, and what is to be held: one table, and how it is judged.

The figures come from `bench/`; a goal's bound does too, where the measurement gives one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from server.bench_rows import Goal, Row, Side
from server.redaction_goals import REDACTION_GOALS

Measured = Mapping[str, Any]
"""What one bench says: `figure`, `limit`, `ratio`, `goal`, and what else there is."""


class Bench(StrEnum):
    ACCESS = "access"
    DOORS = "doors"
    SEAL = "seal"
    OPENINGS = "openings"
    REDACTION = "redaction"
    DETECT = "detect"
    INTAKE = "intake"
    COLLECT = "collect"
    LISTING = "listing"
    MAILBOXES = "mailboxes"
    PAGE = "page"
    CUSTODY = "custody"
    ORACLE = "oracle"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class About:
    """What a bench measures, in a line; the seconds that it takes on two quiet cores; what is held against a bound."""

    words: str
    seconds: int
    goals: tuple[Goal, ...]
    quick: int | None = None
    """Seconds with `--quick`, where there is such a thing."""
    assumes: bool = False
    """Whether it takes things for granted that `--assumed` can change."""
    reads: bool = False
    """Whether it reads texts that lie in a folder, which `--data` can name."""


BENCHES: dict[Bench, About] = {
    Bench.ACCESS: About("one access decision, beside a bare call of Cedar", 3, (Goal("ms a decision", "figure"),)),
    Bench.DOORS: About(
        "one signed request checked, beside one signature and one hash", 1, (Goal("µs a request", bound=None),)
    ),
    Bench.SEAL: About(
        "sealing, approving and opening, beside the sum of their primitives", 5, (Goal("µs of the dearest act"),)
    ),
    Bench.OPENINGS: About(
        "a desk's memory over 1,000 openings, beside the first hundred", 15, (Goal("KiB at the height"),)
    ),
    Bench.REDACTION: About(
        "what the desk's detector hides and misses, beside Presidio on the same texts",
        150,
        REDACTION_GOALS,
        quick=30,
        reads=True,
    ),
    Bench.DETECT: About(
        "the detector, beside one plain look at the same text",
        60,
        (Goal("characters a second", side=Side.AT_LEAST, bound=None),),
    ),
    Bench.INTAKE: About(
        "parts taken in, beside raw inserts of the same bytes",
        45,
        (
            Goal("parts a second", side=Side.AT_LEAST),
            Goal(
                "ms, p99 at half the pace", "p99_ratio", Side.AT_MOST, "p99_goal", "p99_ms", "raw_p99_ms", "p99_ratio"
            ),
        ),
    ),
    Bench.COLLECT: About(
        "parts collected by the vault, beside the pace at which intake took them in",
        90,
        (Goal("parts a second", side=Side.AT_LEAST),),
    ),
    Bench.LISTING: About(
        "the first page of a million parts, beside its statements by hand",
        120,
        (
            Goal("ms a page", "figure"),
            Goal("memory after many pages", "memory_ratio", bound=1.1, figure="", limit="", ratio="memory_ratio"),
        ),
    ),
    Bench.MAILBOXES: About(
        "publishing 100,000 mailboxes, beside sealing and writing the same buckets by hand",
        120,
        (
            Goal("s a publication"),
            *(
                Goal(
                    f"MiB of {zone}, to a tenth of it",
                    ratio := f"{zone}_memory_ratio",
                    bound="memory_goal",
                    figure=f"{zone}_mib",
                    limit=f"{zone}_mib_of_a_tenth",
                    ratio=ratio,
                )
                for zone in ("vault", "intake")
            ),
            Goal(
                "ms, p99 of a fetch meanwhile",
                "fetch_ratio",
                bound="fetch_goal",
                figure="fetch_p99_ms",
                limit="fetch_quiet_p99_ms",
                ratio="fetch_ratio",
            ),
        ),
        quick=40,
    ),
    Bench.PAGE: About(
        "sealing in this machine's Chromium and opening the page on a slow line, beside each alone",
        100,
        (
            Goal("ms to seal a part", "figure"),
            Goal(
                "ms, by libraries, not compiled",
                "slow_ms",
                Side.AT_MOST,
                "slow_goal",
                "slow_ms",
                "slow_limit_ms",
                "slow_ratio",
            ),
            Goal(
                "MB of files a second",
                "stream_mb_s",
                Side.AT_LEAST,
                "stream_goal",
                "stream_mb_s",
                "cipher_mb_s",
                "stream_ratio",
            ),
            Goal(
                "s until one can write, on a slow line",
                "line_s",
                Side.AT_MOST,
                "line_goal",
                "line_s",
                "line_limit_s",
                "line_ratio",
            ),
        ),
    ),
    Bench.CUSTODY: About(
        "weeks of custodians' sittings and urgent calls, simulated, beside three batches a day and three hours",
        10,
        (
            Goal("most batches of one custodian on one day", "figure"),
            Goal(
                "batches and urgent calls, 95 of 100 days", "with_calls", bound="limit", figure="with_calls", ratio=""
            ),
            Goal(
                "parts that ended without a quorum",
                "parts_ended",
                bound=0,
                figure="parts_ended",
                limit="parts",
                ratio="",
            ),
            Goal("urgent ones over three hours", "late", bound=0, figure="late", limit="warnings", ratio=""),
            Goal(
                "hours with too few on call",
                "hours_too_few_on_call",
                bound=0,
                figure="hours_too_few_on_call",
                limit="hours",
                ratio="",
            ),
        ),
        assumes=True,
    ),
    Bench.ORACLE: About(
        "whether the time of an answer tells what is there, beside noise and what was planted",
        260,
        (
            Goal("rows that time told", "figure"),
            Goal("doors where nothing would show", "blind", bound=0, figure="blind", limit="doors_asked"),
        ),
    ),
}


def judged(bench: Bench, measured: Measured) -> list[Row]:
    """Every goal of a bench, with what was measured; of what was not, the bench has to name the reason."""
    return [_judged(bench, goal, measured) for goal in BENCHES[bench].goals]


def _judged(bench: Bench, goal: Goal, measured: Measured) -> Row:
    why_not = measured.get("not_measured", {}).get(goal.judged)
    return Row(
        bench,
        goal,
        measured.get(goal.figure),
        measured.get(goal.limit),
        measured.get(goal.ratio),
        None if why_not else measured[goal.judged],
        measured[goal.bound] if isinstance(goal.bound, str) else goal.bound,
        why_not,
    )
