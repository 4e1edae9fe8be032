"""A goal of a benchmark, what was measured of it, whether that is enough, and how it is laid out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Side(StrEnum):
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of the table. `judged` and the others name what the bench says; a bound may be a number of our own."""

    what: str
    judged: str = "ratio"
    side: Side = Side.AT_MOST
    bound: str | float | None = "goal"
    figure: str = "figure"
    limit: str = "limit"
    ratio: str = "ratio"


@dataclass(frozen=True, slots=True)
class Row:
    """A goal with what was measured. `met` is None where there is no bound, or nothing could be measured."""

    bench: str
    goal: Goal
    figure: Any
    limit: Any
    ratio: Any
    judged: float | None
    bound: float | None
    why_not: str | None = None
    """Why nothing could be measured."""

    @property
    def met(self) -> bool | None:
        if self.bound is None or self.judged is None:
            return None
        return self.judged >= self.bound if self.goal.side is Side.AT_LEAST else self.judged <= self.bound

    def sentence(self) -> str:
        """What is said where it was not met."""
        held = "ratio" if self.goal.judged == self.goal.ratio else "figure"
        return (
            f"Missed: {self.bench}, {self.goal.what}: the {held} is {_short(self.judged)}, "
            f"and was to be {self.goal.side} {_short(self.bound)}."
        )


def table(rows: Sequence[Row]) -> Iterator[str]:
    """One line a row, below a head: bench, what, figure, limit, ratio, goal, met."""
    cells = [("bench", "what", "figure", "limit", "ratio", "goal", "met"), *map(_cells, rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    for line in cells:
        words = [cell.ljust(width) for cell, width in zip(line[:2], widths[:2], strict=True)]
        numbers = [cell.rjust(width) for cell, width in zip(line[2:], widths[2:], strict=True)]
        yield "  ".join([*words, *numbers]).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    sign = "≥" if row.goal.side is Side.AT_LEAST else "≤"
    bound = "" if row.bound is None else f"{sign} {_short(row.bound)}"
    met = {True: "yes", False: "NO", None: "not measured" if row.why_not else ""}[row.met]
    return (row.bench, row.goal.what, *(_short(one) for one in (row.figure, row.limit, row.ratio)), bound, met)


def unmeasured(rows: Sequence[Row]) -> Iterator[str]:
    """What could not be measured: a line for each reason."""
    by_reason = defaultdict[str, list[str]](list)
    for row in rows:
        if row.why_not:
            by_reason[row.why_not].append(row.goal.what)
    for reason, goals in by_reason.items():
        yield f"Not measured, {reason}: {'; '.join(goals)}."


def _short(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 1000 or number == int(number) else f"{number:.3g}"
