"""Inside one compartment: the logins for openings and for clearances see no row until a transaction says which.

Every transaction of theirs enters one here, and what it says ends with it. This holds against a WHERE that was
forgotten; not against whoever can send statements of their own, who can enter another one (decision 0015).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Row, Select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.privileges import COMPARTMENT

# The last argument: for this transaction alone.
_ENTER = text(f"SELECT set_config('{COMPARTMENT}', :compartment, true)")
_KNOWN = text("""
    SELECT substr(c.relname, length('openings_') + 1) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.openings'::regclass ORDER BY 1
""")


@asynccontextmanager
async def inside(engine: AsyncEngine, compartment: str) -> AsyncIterator[AsyncConnection]:
    """One transaction that sees the rows of one compartment."""
    async with engine.begin() as connection:
        await enter(connection, compartment)
        yield connection


async def enter(connection: AsyncConnection, compartment: str) -> None:
    """From here on, until it ends or enters another, the transaction sees this compartment's rows and no others."""
    await connection.execute(_ENTER, {"compartment": compartment})


async def in_each(connection: AsyncConnection, compartments: Iterable[str], query: Select[Any]) -> list[Row[Any]]:
    """What a query finds in each of these compartments, looking into all of them.

    Whoever stopped at the first find would answer sooner where there is something, also to those who may not see it.
    """
    found: list[Row[Any]] = []
    for compartment in compartments:
        await enter(connection, compartment)
        found += (await connection.execute(query)).all()
    return found


async def known(connection: AsyncConnection) -> Sequence[str]:
    """The names of all compartments that have partitions, also of those that left the directory. No row is read."""
    return (await connection.scalars(_KNOWN)).all()
