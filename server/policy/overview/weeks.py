"""Weeks that are over: openings, refusals and releases in bands as they were told, and changes as the papers have them.

Nothing here is about sources, and nothing of the week that runs is shown: whoever looks every day sees the same on each
day of a week (SPEC 26).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from protocol.activity import Happened, WeekTold
from protocol.directory import Compartment, TrustedDirectory
from protocol.ids import week_of
from protocol.orders import Given, OrderTarget, TargetKind
from protocol.policy import PolicyBundle
from server.policy.overview.sheets import Column, How, Sheet, Value

WEEKS = 53
"""In the table. The first of them is a year ago."""
ACTIVITY = (
    Column("week"),
    Column("compartment"),
    Column("openings", How.WORD, "band"),
    Column("refusals", How.WORD, "band"),
    Column("releases", How.WORD, "band"),
    Column("changes", How.NUMBER),
)
CONSORTIUM = (
    Column("week"),
    Column("policies", How.NUMBER),
    Column("directories", How.NUMBER),
    Column("other-orders", How.NUMBER),
)


def activity_sheet(
    weeks: Iterable[str], told: Iterable[WeekTold], compartments: Sequence[str], changed: Mapping[tuple[str, str], int]
) -> Sheet:
    """Every week and compartment, the newest week first. What nobody told is not said: the cell is empty."""
    bands = {(one.week, one.compartment, one.what): one.band.value for one in told}
    known = {one[0] for one in bands} | {one[0] for one in changed}
    rows: list[tuple[Value, ...]] = [
        (
            week,
            name,
            *(bands.get((week, name, what)) for what in Happened),
            changed.get((week, name), 0),
        )
        for week in weeks
        if week in known
        for name in compartments
    ]
    return Sheet("activity", ACTIVITY, rows)


def changes_by_week(directories: Sequence[TrustedDirectory], given: Sequence[Given]) -> Mapping[tuple[str, str], int]:
    """By week and compartment: directories that changed its seats or desks, and orders about it."""
    found = Counter[tuple[str, str]]()
    for before, after in pairwise(directories):
        known: dict[str, Compartment] = {one.name: one for one in before.contents.compartments}
        for one in after.contents.compartments:
            found[week_of(after.contents.issued), one.name] += known.get(one.name) != one
    for order, target in _targets(given):
        if target is not None and target.kind is TargetKind.COMPARTMENT:
            found[week_of(order.order.day), target.name] += 1
    return +found


def consortium_sheet(
    weeks: Iterable[str],
    directories: Sequence[TrustedDirectory],
    policies: Iterable[PolicyBundle],
    given: Sequence[Given],
) -> Sheet:
    """What changed for everybody: by week, the newest first; weeks in which nothing did are left out."""
    found = {
        "policies": Counter(week_of(one.issued) for one in policies),
        "directories": Counter(week_of(one.contents.issued) for one in directories),
        "orders": Counter(
            week_of(order.order.day)
            for order, target in _targets(given)
            if target is None or target.kind is not TargetKind.COMPARTMENT
        ),
    }
    rows: list[tuple[Value, ...]] = [(week, *(one[week] for one in found.values())) for week in weeks]
    return Sheet("consortium", CONSORTIUM, [row for row in rows if any(row[1:])])


def _targets(given: Sequence[Given]) -> list[tuple[Given, OrderTarget | None]]:
    """Each order with what it is about; a lift with what it is to lift."""
    known = {one.id: one for one in given}
    return [(one, known.get(one.order.lifts or one.id, one).order.target) for one in given]
