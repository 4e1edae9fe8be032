"""At each epoch: first what no longer holds leaves, then what waits is released, in one transaction and random order.

Rules of this file
* Only at an epoch is anything released, so that the hour of a release says nothing about its sources.
* What leaves (removals.py) has left before anything is released: however much it is, it neither waits for a release
  nor keeps one in its transaction. Where release ends in between, the next epoch releases what waits.
* Without the vault's word nothing new is released, and what has ended leaves a day later (removals.py).
* Everything that waits passes the gate again, under the rules and keys in force at this epoch.
"""

from __future__ import annotations

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.ledger import EntryKind
from protocol.primitives import Randomness
from protocol.release import Submission
from server.release.errors import VaultSilent
from server.release.facts import Facts, cell_of
from server.release.gate import passes, run_gate
from server.release.lives import Life, Turn, after, life_of
from server.release.log_entries import stands_in_log
from server.release.neighbours import Follows, remember
from server.release.removals import Standing, remove, remove_fallen, remove_overdue
from server.release.submissions import gather
from server.release.tables import releases, waiting
from server.release.to_vault import ask_standing
from server.release.world import World


async def hold_epoch(world: World) -> None:
    """Remove, then release, all or nothing.

    Raises VaultSilent when only what is overdue could leave; or a child of DirectoryRefused or PolicyRefused, and then
    nothing was released.
    """
    standing = await _ask(world)
    await remove_fallen(world, standing)
    async with world.publisher.begin() as connection:
        for row in _shuffled(await _all(connection, waiting), world.random):
            await _release_or_drop(connection, world, row, standing)


async def clear_away(world: World) -> None:
    """Remove what no longer holds, and release nothing: between epochs, after a start or a silence of the vault.

    Raises VaultSilent when only what is overdue could leave.
    """
    await remove_fallen(world, await _ask(world))


async def _ask(world: World) -> Standing:
    async with world.publisher.connect() as connection:
        known = [row for table in (releases, waiting) for row in await _all(connection, table)]
    try:
        return await ask_standing(world.vault, known, world.random)
    except VaultSilent:
        await remove_overdue(world)
        raise


async def _release_or_drop(connection: AsyncConnection, world: World, commitment: bytes, standing: Standing) -> None:
    if not standing.get(commitment, False):
        return  # it came after the vault was asked: the next epoch asks for it
    found = select(waiting.c.submission).where(waiting.c.commitment == commitment)
    submission = Submission.from_bytes((await connection.execute(found)).scalar_one())
    facts = await gather(connection, world, submission)
    life = await life_of(connection, commitment)
    if life is not Life.WAITING or not passes(run_gate(facts)):
        # Handed over again while it was being released; or rules or keys have changed, or its predecessor is gone. The
        # desk learns which by handing it over again.
        await connection.execute(delete(waiting).where(waiting.c.commitment == commitment))
    elif await stands_in_log(connection, EntryKind.RELEASE, commitment):
        after(life, Turn.RELEASE)
        await _release(connection, world, facts)


async def _release(connection: AsyncConnection, world: World, facts: Facts) -> None:
    if facts.last is not None:
        await remove(connection, world, [facts.last])
    await connection.execute(delete(waiting).where(waiting.c.commitment == facts.commitment))
    await connection.execute(insert(releases).values(_row(facts, world)))
    before = Follows(facts.last, facts.beside or ())
    await remember(connection, cell_of(facts.summary), facts.area, facts.commitment, before)


def _row(facts: Facts, world: World) -> dict[str, object]:
    summary, leave, cell = facts.summary, facts.clearance, cell_of(facts.summary)
    return {
        "id": world.random(32),
        "commitment": facts.commitment,
        "r": facts.submission.r,
        "predecessor": summary.predecessor,
        "shown": summary.model_copy(update={"predecessor": None}).to_bytes(),
        "area": cell.area,
        "period": cell.period,
        "event_type": cell.event_type,
        "country": facts.area.country,
        "stage": summary.stage.value,
        "aim": leave.aim.value,
        "band": leave.band.value,
        "audience": leave.audience.value,
        "never_to": facts.shut_out,
        "translation": leave.translation,
        "published": facts.today,
        "valid_until": summary.valid_until,
        "policy": leave.policy,
    }


async def _all(connection: AsyncConnection, table: Table) -> list[bytes]:
    return list(await connection.scalars(select(table.c.commitment)))


def _shuffled(commitments: list[bytes], random: Randomness) -> list[bytes]:
    return sorted(commitments, key=lambda _: random(16))
