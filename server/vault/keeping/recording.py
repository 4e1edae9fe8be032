"""Writing into the journal what a transaction is about to do. server/vault/journal.py"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.vault.journal import MOST_ENTRIES, NAME, JournalEntry, joined_batch
from server.vault.journal import JournalFile as Batch
from server.vault.tables import journaled
from server.vault.world import World


async def record(connection: AsyncConnection, world: World, entries: Sequence[JournalEntry]) -> None:
    """Durable when this returns, whatever becomes of the transaction. To be called last in it.

    Raises JournalOutOfReach: then nothing of the transaction may happen.
    """
    # One key can have any number of parts, and one statement takes them all back.
    for start in range(0, len(entries), MOST_ENTRIES):
        await _record(connection, world, entries[start : start + MOST_ENTRIES])


async def begin(connection: AsyncConnection, world: World) -> None:
    """A first batch, which says nothing: so a database that was in use always names one."""
    await _record(connection, world, ())


async def _record(connection: AsyncConnection, world: World, entries: Sequence[JournalEntry]) -> None:
    name = world.random(NAME)
    await connection.execute(insert(journaled).values(name=name))
    batch = joined_batch([Batch(day=world.today(), names=(name,), entries=tuple(entries))])
    await asyncio.to_thread(world.journal.write, batch)
