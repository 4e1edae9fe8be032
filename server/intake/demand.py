"""How much work an upload costs now: more while more comes than the vault takes away, then less again. SPEC 9.4.

Rules of this file
* Nothing about a sender is measured, for there is nothing: only how many rows came in a window, and how many wait.
* A report sent twice while it waits is one row, so it raises nothing.
* The work asked is public, and says something of how much comes. So it has three steps, far apart; it changes only
  at the end of a window of the clock; and the first step is far above what a consortium gets on a busy day.
* Parts and posts are counted apart: a flood of reports makes no withdrawal dearer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.work import MOST_ADDED, most_asked
from server.intake import tables
from server.rounds import Round

WINDOW = 600
"""Seconds."""
ADDED = (0, 2, MOST_ADDED)
"""Bits beyond the directory's, by step: once, four times and sixteen times the work."""
_WINDOWS_A_DAY = 86_400 // WINDOW


def next_step(step: int, arrived: int, waiting: int, a_day: int) -> int:
    """The step after a window in which `arrived` rows came, and at whose end `waiting` were there.

    `a_day`: rows that the vault takes in a day. Up one step at twice its pace, or where half a day's rows wait; down
    one below its pace, where less than a quarter of a day's wait.
    """
    if arrived * _WINDOWS_A_DAY > 2 * a_day or waiting * 2 > a_day:
        return min(step + 1, len(ADDED) - 1)
    if arrived * _WINDOWS_A_DAY < a_day and waiting * 4 < a_day:
        return max(step - 1, 0)
    return step


@dataclass(slots=True)
class Demand:
    """The work asked for rows of one table."""

    table: Table
    a_day: int
    step: int = 0
    _collected: int = 0
    _before: int | None = None

    def bits(self, base: int) -> int:
        """Bits of work asked now, under a directory that asks for `base`."""
        return min(base + ADDED[self.step], most_asked(base))

    def collected(self, rows: int) -> None:
        """The vault has so many of the rows that waited."""
        self._collected += rows

    async def look(self, collector: AsyncEngine) -> None:
        """At the end of a window: count, and take the next step."""
        async with collector.connect() as connection:
            waiting = int((await connection.execute(select(func.count()).select_from(self.table))).scalar_one())
        # After a start, what came before is not known; what waits is.
        arrived = 0 if self._before is None else max(0, waiting + self._collected - self._before)
        self.step = next_step(self.step, arrived, waiting, self.a_day)
        self._before, self._collected = waiting, 0


@dataclass(frozen=True, slots=True)
class Demands:
    """Of both kinds. The vault takes 20,000 parts a day (its `a_day_parts`); of posts, each a check-in, more."""

    parts: Demand = field(default_factory=lambda: Demand(tables.parts, 20_000))
    posts: Demand = field(default_factory=lambda: Demand(tables.posts, 100_000))

    def round(self, collector: AsyncEngine, clock: Callable[[], float]) -> Round:
        """Looks at the end of every window of the clock."""

        async def look() -> None:
            await self.parts.look(collector)
            await self.posts.look(collector)

        return Round("work asked", lambda: WINDOW - clock() % WINDOW, look)
