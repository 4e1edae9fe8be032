"""Pools as intake handed them over, kept for good before anybody has looked at them.

So they are out of the hands of whoever takes intake as soon as bytes can be moved, however long judging takes.

Rules of this file
* A part is here, or it is judged and kept, never both: one transaction moves a pool (judging.py).
* Nothing here is read but to judge it. It is in no compartment yet, for what it says of itself nobody has checked.
* When all is judged the table's file goes: else the bytes would lie there until they are written over. So does what
  broke off on its way, or an intake that was taken over could fill the disk with it, past every bound.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.vault.tables import unjudged as table
from server.vault.world import World

PIECE = 8000
"""Bytes: with what stands around it, a page of PostgreSQL's."""
AS_IT_COMES = "random() >= 0"
"""Always so; but since it is drawn for each row, PostgreSQL cannot gather a thousand rows before it writes the first.

It gathers them in the hope of writing several to a page at once (copyfrom.c): here a page holds one."""


@dataclass(frozen=True, slots=True)
class UnjudgedPool:
    """A Pool's bytes, and the day that they came on."""

    name: bytes
    raw: bytes
    day: int


async def put_aside(world: World, pool: AsyncGenerator[bytes, None]) -> None:
    """As it comes, to its end or not: durable when this returns, or as if it had never come."""
    name, today = world.random(16), world.today()

    async def rows() -> AsyncIterator[tuple[bytes, int, int, bytes]]:
        number = 0
        async for piece in _pieces(pool):
            yield name, number, today, piece
            number += 1

    async with aclosing(pool), world.collector.begin() as connection:
        # The driver's own: COPY costs half of what as many INSERTs do.
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None  # noqa: S101
        await driver.copy_records_to_table(table.name, records=rows(), columns=table.columns.keys(), where=AS_IT_COMES)


async def _pieces(pool: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    left = b""
    async for chunk in pool:
        left += chunk
        whole = len(left) - len(left) % PIECE
        for start in range(0, whole, PIECE):
            yield left[start : start + PIECE]
        left = left[whole:]
    if left:
        yield left


async def names(world: World) -> list[bytes]:
    """The pools that wait to be judged."""
    async with world.collector.connect() as connection:
        return list((await connection.scalars(select(table.c.pool).distinct())).all())


async def load(world: World, name: bytes) -> UnjudgedPool | None:
    """None where another process has judged it meanwhile."""
    query = select(table.c.day, table.c.piece).where(table.c.pool == name).order_by(table.c.number)
    async with world.collector.connect() as connection:
        rows = (await connection.execute(query)).all()
    return UnjudgedPool(name, b"".join(row.piece for row in rows), rows[0].day) if rows else None


async def remove(connection: AsyncConnection, pool: bytes) -> bool:
    """In the transaction that keeps what was judged. Returns whether it was still there."""
    return (await connection.execute(delete(table).where(table.c.pool == pool))).rowcount > 0


async def leave_no_trace(world: World) -> None:
    """Give the table's file up, unless something has come meanwhile, or somebody holds the table for long."""
    async with world.collector.begin() as connection:
        await connection.execute(select(func.empty_unjudged()))
