"""What waits for the vault: listed in an order that tells nothing, handed out, forgotten once the vault has it.

Ids are hashes: their order says nothing of the order of arrival, and a run of them from a random point is a random
choice of what waits. Only `forget` changes anything, and it may be called again.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ARRAY, LargeBinary, Table, delete, func, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from protocol.crossings import MOST_LISTED, Collected, Pool, PoolRequest, Sized, Waiting
from protocol.primitives import Randomness
from server.database import among
from server.intake import tables
from server.intake.errors import TooMuchAtOnce

MOST_BYTES = Pool.BOUND


async def waiting(collector: AsyncEngine, random: Randomness) -> Waiting:
    """What waits, by id; from a point drawn from `random` on and around the end, where it is too much for one list."""
    async with collector.connect() as connection:
        return Waiting(
            parts=await _some(connection, tables.parts, random(32)),
            posts=await _some(connection, tables.posts, random(32)),
        )


async def take(collector: AsyncEngine, asked: PoolRequest) -> Pool:
    """The bodies of what is asked for. Raises TooMuchAtOnce, before it reads one, where they do not fit into a Pool."""
    async with collector.connect() as connection:
        sizes = await _sizes(connection, tables.parts, asked.parts)
        sizes += await _sizes(connection, tables.posts, asked.posts)
        if Pool.most_size(len(sizes), sum(sizes)) > MOST_BYTES:
            raise TooMuchAtOnce
        return Pool(
            parts=await _bodies(connection, tables.parts, asked.parts),
            posts=await _bodies(connection, tables.posts, asked.posts),
        )


async def forget(collector: AsyncEngine, collected: Collected) -> tuple[int, int]:
    """Let go of what the vault has. Ids that are not here are passed over. Returns how many parts and posts were.

    At the end of a visit what goes, or went before, also leaves the pages it lay in and the log of writes, with the
    moments it came at. Not sooner: nobody can add a report while tables are laid anew.
    """
    if collected.last:
        return await _leave_no_trace(collector, collected)
    async with collector.begin() as connection:
        parts = await connection.execute(delete(tables.parts).where(among(tables.parts.c.id, collected.parts)))
        posts = await connection.execute(delete(tables.posts).where(among(tables.posts.c.id, collected.posts)))
    return parts.rowcount, posts.rowcount


async def _leave_no_trace(collector: AsyncEngine, collected: Collected) -> tuple[int, int]:
    parts = await _lay_anew(collector, tables.parts, collected.parts)
    posts = await _lay_anew(collector, tables.posts, collected.posts)
    async with collector.connect() as connection:
        # A checkpoint lets go of every finished segment; the switch finishes the one in use.
        await connection.execute(text("SELECT pg_switch_wal()"))
        await connection.execute(text("CHECKPOINT"))
    return parts, posts


async def _lay_anew(collector: AsyncEngine, table: Table, gone: Sequence[bytes]) -> int:
    """Leave out what is `gone`. To lay a table anew without it costs less than to delete it first."""
    async with collector.begin() as connection:
        left_out = await connection.scalar(select(func.lay_anew(table.name, literal(list(gone), ARRAY(LargeBinary)))))
    return int(left_out or 0)


async def _some(connection: AsyncConnection, table: Table, start: bytes) -> tuple[Sized, ...]:
    sized = select(table.c.id, func.octet_length(table.c.body)).order_by(table.c.id)
    found: list[Sized] = []
    for side in (table.c.id >= start, table.c.id < start):
        rows = await connection.execute(sized.where(side).limit(MOST_LISTED - len(found)))
        found += [(row[0], row[1]) for row in rows]
    return tuple(found)


async def _sizes(connection: AsyncConnection, table: Table, ids: Sequence[bytes]) -> list[int]:
    """Of each of these that is here; of what is asked for twice, twice."""
    if not ids:
        return []
    sized = select(table.c.id, func.octet_length(table.c.body)).where(among(table.c.id, ids))
    sizes = {row[0]: row[1] for row in await connection.execute(sized)}
    return [sizes[one] for one in ids if one in sizes]


async def _bodies(connection: AsyncConnection, table: Table, ids: Sequence[bytes]) -> tuple[bytes, ...]:
    if not ids:
        return ()
    rows = await connection.execute(select(table.c.id, table.c.body).where(among(table.c.id, ids)))
    found = {row[0]: row[1] for row in rows}
    return tuple(found[one] for one in ids if one in found)
