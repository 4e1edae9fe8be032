"""How many requests ended in a week that is over, by compartment, in bands: for administrators and auditors. SPEC 26.

Rules of this file
* Requests and answers are counted, which nobody deletes; no part is looked at, so what sources send changes nothing.
* A request counts in the week in which its time ends, whatever became of it: from then on no answer is added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Select, select

from protocol.activity import Happened, WeekTold, band
from protocol.ids import day_of, days_of_week, week_of
from server.vault.locks.compartments import inside
from server.vault.tables import answers, openings
from server.vault.world import World

_DAY = 86_400


async def requests_by_week(world: World, weeks: Collection[str]) -> list[WeekTold]:
    """Every compartment and week, also those in which nothing ended."""
    told: list[WeekTold] = []
    for one in world.pinned.directory.contents.compartments:
        async with inside(world.openings, one.name) as connection:
            rows = (await connection.execute(_ended_in(weeks))).all()
        told += in_bands(one.name, weeks, [(row.expires, row.refused) for row in rows])
    return told


def in_bands(compartment: str, weeks: Iterable[str], ended: Iterable[tuple[int, bool]]) -> Iterator[WeekTold]:
    """`ended`: for each request the moment at which it ended, and whether somebody refused a part of it."""
    requests, refused = Counter[str](), Counter[str]()
    for moment, was_refused in ended:
        week = week_of(day_of(moment))
        requests[week] += 1
        refused[week] += was_refused
    for week in weeks:
        for what, counts in ((Happened.OPENINGS, requests), (Happened.REFUSALS, refused)):
            yield WeekTold(week=week, compartment=compartment, what=what, band=band(counts[week]))


def _ended_in(weeks: Collection[str]) -> Select[tuple[int, bool]]:
    first, last = days_of_week(min(weeks))[0], days_of_week(max(weeks))[1]
    somebody_refused = (
        select(answers.c.part).where(answers.c.opening == openings.c.id, ~answers.c.approves).exists().label("refused")
    )
    between = openings.c.expires.between(first * _DAY, (last + 1) * _DAY - 1)
    return select(openings.c.expires, somebody_refused).where(between)
