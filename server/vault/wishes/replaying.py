"""Making a database hear what it missed of the journal: a restored one, or one that a crash left behind. DESIGN §5.

Rules of this file
* It comes before anything else of a start: no door is open and no round runs until the database has heard it all.
* Every step can be done again: what was heard before changes nothing. The names are kept last.
* A database that names what the journal does not have is refused: some of the journal is gone, or it is another's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.database import among
from server.vault.errors import JournalNotWhole
from server.vault.journal import JournalEntry, JournalFile, Said
from server.vault.keeping.recording import begin
from server.vault.tables import journaled, parts
from server.vault.wishes.claims import Claim, ClaimKind, read_claim
from server.vault.wishes.forgetting import destroy, never_again
from server.vault.wishes.posts import alone, apply_claims
from server.vault.world import World

AT_ONCE = 4096
"""Statements that one transaction does."""

_STATEMENTS = {Said.WITHDRAWAL: ClaimKind.WITHDRAWAL, Said.CONSENT: ClaimKind.CONSENT}


async def catch_up(world: World) -> int:
    """How many files of the journal this database had not heard; it has now.

    Raises JournalNotWhole, JournalDamaged or JournalOutOfReach; and then nothing may be opened.
    """
    batches = await asyncio.to_thread(world.journal.load)
    unheard = not_heard(batches, await _heard(world))
    if unheard:
        await _replay(world, [entry for batch in unheard for entry in batch.entries])
        async with world.collector.begin() as connection:
            names = [{"name": name} for batch in unheard for name in batch.names]
            await connection.execute(insert(journaled).on_conflict_do_nothing(), names)
    if not batches:
        async with world.collector.begin() as connection:
            await begin(connection, world)
    return len(unheard)


def not_heard(batches: Sequence[JournalFile], heard: Collection[bytes]) -> list[JournalFile]:
    """The files with a name that was not heard. Raises JournalNotWhole where one was heard that none of them has."""
    if not set(heard) <= {name for batch in batches for name in batch.names}:
        raise JournalNotWhole
    return [batch for batch in batches if not set(batch.names) <= set(heard)]


async def _heard(world: World) -> set[bytes]:
    async with world.collector.connect() as connection:
        return set((await connection.scalars(select(journaled.c.name))).all())


async def _replay(world: World, entries: Sequence[JournalEntry]) -> None:
    claims = await asyncio.to_thread(_claims, entries)
    for start in range(0, len(claims), AT_ONCE):
        async with world.collector.begin() as connection:
            await alone(connection)
            await apply_claims(connection, world, claims[start : start + AT_ONCE], ())
    destroyed = [entry.body for entry in entries if entry.kind is Said.DESTROYED]
    # What was taken back today and is not here may be on its way still, and is taken back when it comes: the statement
    # waits for it. What was here before and is gone with the old database must not come back from a recorded line.
    withdrawn = [entry.body for entry in entries if entry.kind is Said.WITHDRAWN and entry.day < world.today()]
    async with world.keeper.begin() as connection:
        await destroy(connection, await _places(connection, destroyed))
        here = {part for _, part in await _places(connection, withdrawn)}
        await never_again(connection, [*destroyed, *(part for part in withdrawn if part not in here)])


def _claims(entries: Sequence[JournalEntry]) -> list[Claim]:
    """Withdrawals, then versions, lowest first: each finds the one that it follows."""
    read = [read_claim(_STATEMENTS[one.kind], one.body, one.day) for one in entries if one.kind in _STATEMENTS]
    once = {claim.id(): claim for claim in read if claim is not None}
    return sorted(once.values(), key=lambda claim: (claim.version, claim.id()))


async def _places(connection: AsyncConnection, ids: Sequence[bytes]) -> list[tuple[str, bytes]]:
    rows = await connection.execute(select(parts.c.compartment, parts.c.id).where(among(parts.c.id, ids)))
    return [(row.compartment, row.id) for row in rows]
