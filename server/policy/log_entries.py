"""What the log is to be told: kept with what it speaks of, sent by a round, and sent again until the log has it."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.ledger import COMMITMENT, EntryKind, LedgerEntry, commit
from protocol.primitives import Randomness
from server.policy.tables import log_entries
from server.policy.to_ledger import send
from server.policy.world import World

MOST_AT_ONCE = 256


async def note(connection: AsyncConnection, kind: EntryKind, subject: bytes, day: int, random: Randomness) -> None:
    """Keep an entry about these 32 bytes, in the transaction that keeps what they name. Once of each kind."""
    entry = LedgerEntry(kind=kind, subject=subject, day=day).to_bytes()
    r = random(COMMITMENT)
    row = {"leaf": commit(entry, r), "kind": kind.value, "subject": subject, "entry": entry, "r": r, "sent": False}
    await connection.execute(insert(log_entries).values(row).on_conflict_do_nothing())


async def log_once(world: World) -> None:
    """Send what the log may not have. Raises LedgerSilent; then it is sent again."""
    unsent = select(log_entries.c.leaf).where(~log_entries.c.sent).order_by(log_entries.c.leaf).limit(MOST_AT_ONCE)
    async with world.database.connect() as connection:
        leaves = list(await connection.scalars(unsent))
    if leaves:
        await send(world.ledger, leaves)
        async with world.database.begin() as connection:
            await connection.execute(update(log_entries).where(log_entries.c.leaf.in_(leaves)).values(sent=True))
