"""Which releases a reader can subtract from one another: those of one type of event whose cells touch. SPEC 16.8.

Two cells touch if their areas may overlap and their periods do. All that touch, that touch those, and so on, are one
family: a country less two of its regions, each told in a cell of its own, is the third. The newest release of a family
was compared with all of it, so naming that one names all. A new release names the newest of every family that its cell
touches, and joins them to one.

Rules of this file
* What has left is still compared with: readers keep copies.
* The policy does not say which second-level area lies in which region, so areas of two levels in one country touch.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import Place
from protocol.desk_crossings import CellQuery, Neighbours
from protocol.periods import first_day, in_calendar, last_day
from protocol.policy import Area
from protocol.release import MAX_BESIDE
from server.database import among
from server.devices import Caller
from server.release.callers import check_desk_there
from server.release.errors import NoSuchCell, TooManyBeside
from server.release.facts import Cell
from server.release.tables import cells
from server.release.world import World


@dataclass(frozen=True, slots=True)
class Follows:
    """What a summary of one cell has to name."""

    predecessor: bytes | None
    """The last release of this very cell."""
    beside: tuple[bytes, ...]
    """The newest of every family that the cell touches, in order; without the predecessor."""


def areas_touch(one: str, level: int, other: str, other_level: int) -> bool:
    """Whether two areas of one country may have a place in common."""
    return one == other or level != other_level or Place.NONE in (level, other_level)


def periods_touch(one: str, other: str) -> bool:
    """Whether two periods have a day in common. Raises ValueError for one that the calendar does not have."""
    return first_day(one) <= last_day(other) and first_day(other) <= last_day(one)


async def follows(connection: AsyncConnection, cell: Cell, area: Area) -> Follows:
    """What the next summary of a cell has to name. Raises ValueError for a period that the calendar does not have."""
    query = select(cells).where(cells.c.country == area.country, cells.c.event_type == cell.event_type)
    predecessor, heads = None, set()
    for row in await connection.execute(query):
        if not areas_touch(area.code, area.level, row.area, row.level) or not periods_touch(cell.period, row.period):
            continue
        heads.add(row.head)
        if (row.area, row.period) == (cell.area, cell.period):
            predecessor = row.commitment
    return Follows(predecessor, tuple(sorted(heads - {predecessor})))


async def tell_neighbours(world: World, caller: Caller) -> Neighbours:
    """What a desk has to name in the clearance request for a summary of one cell.

    Raises Malformed, NotADesk, NoSuchCell, TooManyBeside; RulesRefused, or a child of DirectoryRefused or
    PolicyRefused, where there is nothing to judge by.
    """
    query = CellQuery.from_bytes(caller.body)
    compartment = check_desk_there(caller, query, world.pinned.directory, world.access())
    area = world.pinned.policy.area(query.area)
    if area is None or area.country != compartment.country or not in_calendar(query.period):
        raise NoSuchCell
    async with world.publisher.connect() as connection:
        found = await follows(connection, Cell(query.area, query.period, query.event_type.value), area)
    if len(found.beside) > MAX_BESIDE:
        raise TooManyBeside
    return Neighbours(predecessor=found.predecessor, beside=found.beside)


async def remember(connection: AsyncConnection, cell: Cell, area: Area, commitment: bytes, before: Follows) -> None:
    """What the next ones have to name, also once it has left: it is the newest of all that it was compared with."""
    joined = [*before.beside, *([before.predecessor] if before.predecessor else ())]
    await connection.execute(update(cells).where(among(cells.c.head, joined)).values(head=commitment))
    place = asdict(cell)
    last = {"commitment": commitment, "level": area.level, "head": commitment}
    new = insert(cells).values(place | last | {"country": area.country})
    await connection.execute(new.on_conflict_do_update(index_elements=list(place), set_=last))
