"""What waits for the vault: handed out in an order that tells nothing, forgotten once the vault has it.

Ids are hashes, so a run of ids from a random point is a random choice of what waits. Taking changes nothing; only
`forget` does, and it may be called again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import Table, delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from protocol.crossings import Collected, Pool
from protocol.primitives import Randomness
from server.database import among
from server.intake import tables

MOST_ROWS = 4096
"""Of each kind in one Pool. Posts, all of 5 KB, need no other bound: 22 MB."""

_Sized = tuple[bytes, int]
_T = TypeVar("_T")


def fitting(waiting: Sequence[_Sized], most_bytes: int) -> list[bytes]:
    """The first of `waiting` (id and size in bytes) that together have at most `most_bytes`."""
    chosen: list[bytes] = []
    for identifier, size in waiting:
        most_bytes -= size
        if most_bytes < 0:
            break
        chosen.append(identifier)
    return chosen


def shuffled(things: Sequence[_T], random: Randomness) -> list[_T]:
    """In an order drawn from `random`: each gets 16 random bytes and they are sorted by those."""
    return [thing for _, thing in sorted(((random(16), thing) for thing in things), key=lambda pair: pair[0])]


async def take(collector: AsyncEngine, most_bytes: int, random: Randomness) -> Pool:
    """A shuffled share of what waits, with at most `most_bytes` of parts. What is left is said by `more`."""
    async with collector.connect() as connection:
        parts, more_parts = await _take_from(connection, tables.parts, most_bytes, random)
        posts, more_posts = await _take_from(connection, tables.posts, most_bytes, random)
    return Pool(parts=parts, posts=posts, more=more_parts or more_posts)


async def forget(collector: AsyncEngine, collected: Collected) -> tuple[int, int]:
    """Delete what the vault has. Ids that are not here are passed over. Returns how many parts and posts were.

    At the end of a visit what was deleted also leaves the pages it lay in and the log of writes, with the moments it
    came at. Not before: nobody can add a report while tables are laid anew.
    """
    async with collector.begin() as connection:
        parts = await connection.execute(delete(tables.parts).where(among(tables.parts.c.id, collected.parts)))
        posts = await connection.execute(delete(tables.posts).where(among(tables.posts.c.id, collected.posts)))
    if collected.last:
        await _leave_no_trace(collector)
    return parts.rowcount, posts.rowcount


async def _leave_no_trace(collector: AsyncEngine) -> None:
    for table in (tables.parts, tables.posts):
        async with collector.begin() as connection:
            await connection.execute(select(func.lay_anew(table.name)))
    async with collector.connect() as connection:
        # A checkpoint lets go of every finished segment; the switch finishes the one in use.
        await connection.execute(text("SELECT pg_switch_wal()"))
        await connection.execute(text("CHECKPOINT"))


async def _take_from(
    connection: AsyncConnection, table: Table, most_bytes: int, random: Randomness
) -> tuple[tuple[bytes, ...], bool]:
    waiting, more = await _some(connection, table, random(32))
    chosen = fitting(waiting, most_bytes)
    found = await connection.execute(select(table.c.body).where(among(table.c.id, chosen)))
    return tuple(shuffled(found.scalars().all(), random)), more or len(chosen) < len(waiting)


async def _some(connection: AsyncConnection, table: Table, start: bytes) -> tuple[list[_Sized], bool]:
    """Up to MOST_ROWS ids with sizes, from `start` on and around the end, and whether there are more."""
    sized = select(table.c.id, func.octet_length(table.c.body)).order_by(table.c.id).limit(MOST_ROWS + 1)
    found: list[_Sized] = []
    for side in (table.c.id >= start, table.c.id < start):
        if len(found) <= MOST_ROWS:
            found += [(row[0], row[1]) for row in await connection.execute(sized.where(side))]
    return found[:MOST_ROWS], len(found) > MOST_ROWS
