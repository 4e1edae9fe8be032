"""Doing what sources post after a report. SPEC 13, 5.4 and 5.7.

Rules of this file
* A withdrawal goes before every version, and holds whatever comes after it: a later part of its key too.
* A change that came before what it changes waits (early_claims.py), until something comes for its key.
* Parts, and what is said of them, come one transaction at a time: two at once would not see what the other brings, and
  a withdrawal would wait for a part that is here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.vault.journal import JournalEntry, Said
from server.vault.wishes.changing import Changes, change
from server.vault.wishes.claims import Claim, ClaimKind
from server.vault.wishes.early_claims import Waiting, let_wait, load_ripe, stop_waiting
from server.vault.wishes.withdrawing import Taken, said_before, take_back
from server.vault.world import World

_ONE_AT_A_TIME = 507311  # an advisory lock's number, ours by choice


async def alone(connection: AsyncConnection) -> None:
    """Nobody else brings parts or claims until this transaction ends. To be called before anything in it is read."""
    await connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, for the journal; and the claims of which nothing is done or kept, for want of room."""

    taken: Taken
    changes: Changes
    waiting: Waiting

    @property
    def no_room(self) -> list[Claim]:
        return self.waiting.no_room

    def entries(self, today: int) -> list[JournalEntry]:
        """What a database that has not heard it would have to be told: nothing where it was all said before."""
        said = [claim for _, claim in (*self.taken.now, *self.changes.added)] + self.waiting.kept
        once = {claim.id(): claim for claim in said}.values()
        reached = sorted({one.part for one, _ in self.taken.now})
        return [
            *(JournalEntry(kind=Said(claim.kind.value), day=claim.day, body=claim.raw) for claim in once),
            *(JournalEntry(kind=Said.WITHDRAWN, day=today, body=part) for part in reached),
        ]


async def apply_claims(
    connection: AsyncConnection, world: World, fresh: Sequence[Claim], arrived: Collection[bytes]
) -> Done:
    """Do what these claims say, and what was said before of their keys, or of those of parts that have `arrived`.

    To be called after `alone`.
    """
    ripe = await load_ripe(connection, {*arrived, *(claim.part_key for claim in fresh)})
    before = await said_before(connection, arrived)
    claims = sorted([*ripe, *before, *fresh], key=lambda one: (one.version, one.id()))
    taken = await take_back(connection, world, [one for one in claims if one.kind is ClaimKind.WITHDRAWAL])
    changes = await change(connection, world, [one for one in claims if one.kind is ClaimKind.CONSENT])
    early = [*taken.early, *changes.early]
    await stop_waiting(connection, set(claims) - set(early), world.today())
    return Done(taken, changes, await let_wait(connection, early))
