"""Destroying what was promised to be destroyed. SPEC 5.8, 10.3.

Rules of this file
* A part goes so many days after it came as its source's terms say, whoever may still want it; a renewal counts them
  anew. A request for it that is still open finds nothing.
* Who recorded a sealed part on its way could send it in again, under its first consent: its id is kept, so that it
  is not taken twice.
* What a clearance stands on keeps its consent, so that a withdrawal still reaches the release; the part itself goes.
* A part that was shut goes after 30 days, the shortest a source can ask for; one whose directory has come since is
  judged again first, as of the day it came.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.errors import ProtocolError
from server.vault.collecting.collection import KeptPart, Shut, judge
from server.vault.journal import JournalEntry, Said
from server.vault.keeping.parts import FACTS, PartFacts, keep_parts, with_chains
from server.vault.keeping.recording import record
from server.vault.tables import cleared_parts, consents, desk_boxes, forgotten, handed_shares, parts, shut_parts
from server.vault.wishes.posts import alone, apply_claims
from server.vault.world import World

SHORTEST = 30
"""Days, the least that terms can say; nothing younger is looked at."""
AT_ONCE = 500


async def forget_once(world: World) -> None:
    """Destroy what is due today."""
    after = ("", b"")
    while True:
        async with world.keeper.begin() as connection:
            rows = (await connection.execute(_old_parts(world.today(), after))).mappings().all()
            facts = await with_chains(connection, rows)
            days = [row["day"] for row in rows]
            due = await asyncio.to_thread(_due, facts, days, world.today())
            await destroy(connection, [(part.compartment, part.id) for part in due])
            await record(connection, world, destroyed([part.id for part in due], world.today()))
        if len(rows) < AT_ONCE:
            return
        after = (rows[-1]["compartment"], rows[-1]["id"])


def _old_parts(today: int, after: tuple[str, bytes]) -> Select[Any]:
    return (
        FACTS.add_columns(parts.c.day)
        .where(parts.c.day <= today - SHORTEST, tuple_(parts.c.compartment, parts.c.id) > tuple_(*after))
        .order_by(parts.c.compartment, parts.c.id)
        .limit(AT_ONCE)
    )


def _due(facts: Sequence[PartFacts], days: Sequence[int], today: int) -> list[PartFacts]:
    return [part for part, day in zip(facts, days, strict=True) if _is_due(part, day, today)]


def _is_due(part: PartFacts, day: int, today: int) -> bool:
    try:
        return today >= part.chain.kept_until(day, today)
    except ProtocolError:
        # A consent that was tampered with cannot say how long; the part stays, and stays shut.
        return False


def destroyed(ids: Sequence[bytes], today: int) -> list[JournalEntry]:
    """For the journal."""
    return [JournalEntry(kind=Said.DESTROYED, day=today, body=part) for part in ids]


async def destroy(connection: AsyncConnection, places: Sequence[tuple[str, bytes]]) -> None:
    """Parts, each by compartment and id, with what nothing else stands on; the keeper's act."""
    if not places:
        return
    await never_again(connection, [part for _, part in places])
    await connection.execute(delete(parts).where(tuple_(parts.c.compartment, parts.c.id).in_(places)))
    for beside in (handed_shares, desk_boxes):
        await connection.execute(delete(beside).where(tuple_(beside.c.compartment, beside.c.part).in_(places)))
    stood_on = (
        select(cleared_parts.c.part)
        .where(cleared_parts.c.compartment == consents.c.compartment, cleared_parts.c.part == consents.c.part)
        .exists()
    )
    await connection.execute(
        delete(consents).where(tuple_(consents.c.compartment, consents.c.part).in_(places), ~stood_on)
    )


async def never_again(connection: AsyncConnection, ids: Sequence[bytes]) -> None:
    """Keep these ids, so that none of these parts is taken in, whoever sends it."""
    if ids:
        gone = insert(forgotten).on_conflict_do_nothing()
        await connection.execute(gone, [{"id": identifier} for identifier in sorted(ids)])


async def judge_shut_again(world: World) -> None:
    """Keep what can be used now that its directory is known, and destroy what was shut for 30 days."""
    async with world.collector.begin() as connection:
        await connection.execute(delete(shut_parts).where(shut_parts.c.day <= world.today() - SHORTEST))
        query = select(shut_parts.c.id).where(shut_parts.c.why == Shut.NO_DIRECTORY)
        waiting = (await connection.scalars(query)).all()
    for identifier in world.shuffled(waiting):
        await _judge_again(world, identifier)


async def _judge_again(world: World, identifier: bytes) -> None:
    async with world.collector.begin() as connection:
        await alone(connection)
        query = select(shut_parts.c.raw, shut_parts.c.day).where(shut_parts.c.id == identifier)
        row = (await connection.execute(query)).one()
        verdict = judge(row.raw, world.pinned.directory_named, world.seal_key, row.day)
        if isinstance(verdict, KeptPart):
            await keep_parts(connection, [verdict], row.day)
            await connection.execute(delete(shut_parts).where(shut_parts.c.id == identifier))
            done = await apply_claims(connection, world, [], [verdict.part_key])
            await record(connection, world, done.entries(world.today()))
