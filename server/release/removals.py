"""What no longer holds leaves: in batches, each whole, before anything is released.

Rules of this file
* All that leaves, leaves alike: ended, withdrawn, replaced or cleared no more. Its row is deleted; nobody is told why.
  Who knows one source's secret and withdraws in its name still sees what leaves next: others leaving with it are the
  only cover there is, so they leave mixed.
* Without the vault's word nobody knows what was withdrawn. So what has ended waits for that word too, a day at most:
  leaving before the other, it would tell them apart.
* A removal and its entry for the log are one transaction. Where release ends between two batches, what is left leaves
  when it starts again (rounds.py): it is found anew, not remembered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.ledger import EntryKind
from server.database import among
from server.release.log_entries import note
from server.release.tables import releases, waiting
from server.release.world import World

Standing = Mapping[bytes, bool]
"""The vault's word, by commitment."""

AT_ONCE = 500
"""Removals in one transaction: a fraction of a second, during which desks can still hand over and analysts read."""

LONGEST_STAY = 1
"""Days after its last one for which a release may be shown still, where no epoch has taken it, or no vault spoke."""


async def remove_fallen(world: World, standing: Standing) -> None:
    """Remove what has ended, and what the vault says does not hold; drop that also where it waits."""
    await _remove_all(world, await _leaving(world, standing, world.today()))
    fallen = [commitment for commitment, holds in standing.items() if not holds]
    async with world.publisher.begin() as connection:
        await connection.execute(delete(waiting).where(among(waiting.c.commitment, fallen)))


async def remove_overdue(world: World) -> None:
    """While the vault is silent: remove what ended so long ago that it waits no longer."""
    await _remove_all(world, await _leaving(world, {}, world.today() - LONGEST_STAY))


async def _remove_all(world: World, leaving: Sequence[bytes]) -> None:
    for start in range(0, len(leaving), AT_ONCE):
        async with world.publisher.begin() as connection:
            await remove(connection, world, leaving[start : start + AT_ONCE])


async def _leaving(world: World, standing: Standing, day: int) -> list[bytes]:
    """What ended before this day, or fell; in random order."""
    async with world.publisher.connect() as connection:
        rows = (await connection.execute(select(releases.c.commitment, releases.c.valid_until))).all()
    leaving = [row.commitment for row in rows if row.valid_until < day or not standing.get(row.commitment, True)]
    return sorted(leaving, key=lambda _: world.random(16))


async def remove(connection: AsyncConnection, world: World, commitments: Sequence[bytes]) -> None:
    """Delete these releases, and note for the log that they have left; those that have left before are passed over."""
    gone = delete(releases).where(among(releases.c.commitment, commitments)).returning(releases.c.commitment)
    await note(connection, world, EntryKind.REMOVAL, (await connection.scalars(gone)).all())
