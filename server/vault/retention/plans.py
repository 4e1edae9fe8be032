"""Making a plan, and carrying out one that has stood long enough.

Rules of this file
* A plan counts from the day on which the database kept its hash: its file says what, and not since when. The keeper
  adds such rows and can change none.
* A plan and its carrying out are each an entry in the log, with the hash of the plan as subject.
* What is destroyed is decided anew on the day itself; the plan only bounds it. It goes into the journal as well.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Collection

from sqlalchemy import and_, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.ledger import EntryKind
from server.vault.errors import PlanTooYoung, PlanUnknown, TooMuchPlanned
from server.vault.keeping.parts import FACTS, with_chains
from server.vault.keeping.recording import record
from server.vault.log_entries import new_entry, write_entry
from server.vault.retention.deciding import (
    MOST_PLANNED,
    Ending,
    Kept,
    RetentionPlan,
    Rules,
    announced,
    ending,
    may_go,
    plan_of,
)
from server.vault.tables import handed_parts, parts, retention_plans
from server.vault.wishes.forgetting import destroy, destroyed
from server.vault.world import World

AT_ONCE = 500


async def make_plan(world: World, rules: Rules, ahead: int) -> tuple[RetentionPlan, list[Ending]]:
    """What ends within `ahead` days, kept as announced from today on. Raises TooMuchPlanned."""
    today = world.today()
    found: list[Ending] = []
    async with world.keeper.begin() as connection:
        async for kept in _kept(connection):
            some = await asyncio.to_thread(_endings, kept, rules, today)
            found += [one for one in some if one.day <= today + ahead]
            if len(found) > MOST_PLANNED:
                raise TooMuchPlanned
        plan = plan_of(found, today)
        entry = new_entry(EntryKind.RETENTION, _hash(plan), today, world.random)
        await write_entry(connection, entry)
        row = {"hash": _hash(plan), "day": today, "logged": entry.commitment}
        await connection.execute(insert(retention_plans).on_conflict_do_nothing().values(row))
    return plan, found


async def apply_plan(world: World, plan: RetentionPlan, rules: Rules, held: Collection[str]) -> int:
    """Destroy what this plan announced, is due for its age today and is not held; how many parts.

    Raises PlanUnknown for one that this vault did not make, PlanTooYoung where it has not stood long enough.
    """
    await _check_stood(world, plan, rules)
    said = announced(plan)
    gone, after = 0, ("", b"")
    while True:
        async with world.keeper.begin() as connection:
            kept = await _some(connection, after)
            some = await asyncio.to_thread(_endings, kept, rules, world.today())
            going = [one for one in some if may_go(one, said, held, world.today())]
            await destroy(connection, [(one.compartment, one.part) for one in going])
            await record(connection, world, destroyed([one.part for one in going], world.today()))
        gone += len(going)
        if len(kept) < AT_ONCE:
            break
        after = (kept[-1].facts.compartment, kept[-1].facts.id)
    async with world.keeper.begin() as connection:
        await write_entry(connection, new_entry(EntryKind.RETENTION, _hash(plan), world.today(), world.random))
    return gone


async def _check_stood(world: World, plan: RetentionPlan, rules: Rules) -> None:
    query = select(retention_plans.c.day).where(retention_plans.c.hash == _hash(plan))
    async with world.keeper.connect() as connection:
        day = await connection.scalar(query)
    if day is None:
        raise PlanUnknown
    if world.today() < day + rules.notice:
        raise PlanTooYoung


def _hash(plan: RetentionPlan) -> bytes:
    return hashlib.sha256(plan.to_bytes()).digest()


def _endings(kept: Collection[Kept], rules: Rules, today: int) -> list[Ending]:
    found = [ending(one, rules, today) for one in kept]
    return [one for one in found if one is not None]


async def _kept(connection: AsyncConnection) -> AsyncIterator[list[Kept]]:
    after = ("", b"")
    while some := await _some(connection, after):
        yield some
        after = (some[-1].facts.compartment, some[-1].facts.id)


async def _some(connection: AsyncConnection, after: tuple[str, bytes]) -> list[Kept]:
    """The next parts, by compartment and id."""
    handed = and_(handed_parts.c.compartment == parts.c.compartment, handed_parts.c.part == parts.c.id)
    query = (
        FACTS.add_columns(parts.c.day, select(handed_parts.c.part).where(handed).exists().label("read"))
        .where(tuple_(parts.c.compartment, parts.c.id) > tuple_(*after))
        .order_by(parts.c.compartment, parts.c.id)
        .limit(AT_ONCE)
    )
    rows = (await connection.execute(query)).mappings().all()
    facts = await with_chains(connection, rows)
    return [Kept(part, row["day"], row["read"]) for part, row in zip(facts, rows, strict=True)]
