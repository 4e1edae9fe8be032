"""Weeks as a picture: a row for each compartment, a bar for each week, as high as its band. Drawn here, as SVG.

The table beside it says the same in words. Where writing runs to the left, so does time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from protocol.activity import Band, Happened
from server.policy.overview.sheets import Sheet

WEEKS = 12
WIDTH = 340
_STEP, _BAR, _ROW, _TOP = 28, 20, 62, 20
_HEIGHTS = {band.value: 6 * number for number, band in enumerate(Band, 1)}


@dataclass(frozen=True, slots=True)
class Bar:
    """`level` 0 is a week of which nothing was told."""

    x: int
    y: int
    height: int
    level: int


@dataclass(frozen=True, slots=True)
class Line:
    """One compartment."""

    name: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    what: str
    width: int
    height: int
    lines: tuple[Line, ...]
    first: str
    last: str
    first_x: int
    last_x: int
    name_x: int


def charts(activity: Sheet, *, leftwards: bool) -> list[Chart]:
    """One for each thing that is counted, of the last weeks of the table; none where nothing was told."""
    records = activity.as_records()
    weeks = sorted({str(one["week"]) for one in records})[-WEEKS:]
    drawn = []
    for what in Happened:
        told = {(one["compartment"], one["week"]): one[what.value] for one in records if one[what.value]}
        names = list(
            dict.fromkeys(str(one["compartment"]) for one in records if (one["compartment"], one["week"]) in told)
        )
        rows = [(name, [_HEIGHTS.get(str(told.get((name, week))), 0) for week in weeks]) for name in names]
        if rows:
            drawn.append(_chart(what.value, weeks, rows, leftwards=leftwards))
    return drawn


def _chart(what: str, weeks: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], *, leftwards: bool) -> Chart:
    places = [_place(number, leftwards=leftwards) for number in range(len(weeks))]
    lines = tuple(
        Line(name, _ROW * number + 14, _bars(places, heights, _ROW * (number + 1) - 8))
        for number, (name, heights) in enumerate(rows)
    )
    middle = _BAR // 2
    return Chart(
        what,
        WIDTH,
        _ROW * len(rows) + _TOP,
        lines,
        weeks[0],
        weeks[-1],
        places[0] + middle,
        places[-1] + middle,
        WIDTH - 2 if leftwards else 2,
    )


def _place(number: int, *, leftwards: bool) -> int:
    return WIDTH - 4 - _BAR - _STEP * number if leftwards else 4 + _STEP * number


def _bars(places: Sequence[int], heights: Sequence[int], floor: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(x, floor - max(height, 1), max(height, 1), height // 6) for x, height in zip(places, heights, strict=True)
    )
