"""What waits for the vault: listed in an order that tells nothing, handed out, forgotten once the vault has it.

Ids are hashes: their order says nothing of the order of arrival, and a run of them from a random point is a random
choice of what waits. Only `forget` changes anything, and it may be called again.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

from sqlalchemy import ARRAY, LargeBinary, Table, delete, func, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from protocol.crossings import MOST_LISTED, Collected, Listed, Pool, PoolRequest, Sized, Waiting, by_size
from protocol.primitives import Randomness
from server.database import among
from server.intake import tables
from server.intake.errors import TooMuchAtOnce

MOST_BYTES = Pool.BOUND
READ_AT_ONCE = 2 * 1024 * 1024
"""Bytes of bodies, or one larger body: so much of a pool is in memory, as rows and as the piece that they make."""


async def waiting(collector: AsyncEngine, random: Randomness) -> Waiting:
    """What waits, by id; from a point drawn from `random` on and around the end, where it is too much for one list."""
    async with collector.connect() as connection:
        return Waiting(
            parts=Listed.of(await _some(connection, tables.parts, random(32))),
            posts=Listed.of(await _some(connection, tables.posts, random(32))),
        )


async def take(collector: AsyncEngine, asked: PoolRequest) -> tuple[int, AsyncGenerator[bytes, None]]:
    """A Pool of what is asked for: how many bytes it has, and these in pieces, which are read as they are sent.

    Raises TooMuchAtOnce, before it reads one, where they do not fit into a Pool. The pieces end in a KeyError where
    one of what was asked for goes while they are read. To be closed by whoever may stop before their end: they hold a
    connection until then.
    """
    async with collector.connect() as connection:
        parts = await _sizes(connection, tables.parts, asked.parts)
        posts = await _sizes(connection, tables.posts, asked.posts)
    size = Pool.size([size for _, size in parts], [size for _, size in posts])
    if size > MOST_BYTES:
        raise TooMuchAtOnce
    return size, _read(collector, parts, posts)


async def _read(collector: AsyncEngine, parts: Sequence[Sized], posts: Sequence[Sized]) -> AsyncGenerator[bytes, None]:
    # Each statement for itself: who waits for the vault's line must hold no lock, or nobody could send a report.
    async with collector.connect() as held:
        connection = await held.execution_options(isolation_level="AUTOCOMMIT")
        yield Pool.start(len(parts))
        for some in by_size(parts, READ_AT_ONCE):
            yield await _framed(connection, tables.parts, some)
        yield Pool.turn(len(posts))
        for some in by_size(posts, READ_AT_ONCE):
            yield await _framed(connection, tables.posts, some)


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
    # One after the other: nobody can add to a table while it is laid anew, and a report need not wait for the posts.
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


async def _some(connection: AsyncConnection, table: Table, start: bytes) -> list[Sized]:
    sized = select(table.c.id, func.octet_length(table.c.body)).order_by(table.c.id)
    found: list[Sized] = []
    for side in (table.c.id >= start, table.c.id < start):
        rows = await connection.execute(sized.where(side).limit(MOST_LISTED - len(found)))
        found += [(row[0], row[1]) for row in rows]
    return found


async def _sizes(connection: AsyncConnection, table: Table, ids: Sequence[bytes]) -> list[Sized]:
    """Each of these that is here, with its size; what is asked for twice, twice."""
    if not ids:
        return []
    sized = select(table.c.id, func.octet_length(table.c.body)).where(among(table.c.id, ids))
    sizes = {row[0]: row[1] for row in await connection.execute(sized)}
    return [(one, sizes[one]) for one in ids if one in sizes]


async def _framed(connection: AsyncConnection, table: Table, some: Sequence[Sized]) -> bytes:
    """As they stand in a Pool. Raises KeyError where one has gone: its place in the Pool was counted already."""
    rows = await connection.execute(select(table.c.id, table.c.body).where(among(table.c.id, [one for one, _ in some])))
    found = {row[0]: row[1] for row in rows}
    return b"".join(piece for one, size in some for piece in (Pool.frame(size), found[one]))
