"""A desk hands over a summary: the gate judges it, and what passes waits for its epoch.

What is refused is not kept, nor counted. The same submission twice brings the same answer, and is one row.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Table, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.errors import DirectoryRefused
from protocol.ledger import EntryKind
from protocol.periods import in_calendar
from protocol.release import Clearance, Submission, Summary, commit_summary
from server.devices import Caller
from server.release.callers import check_curator, may_hand_over
from server.release.errors import AnotherWaits
from server.release.facts import Cell, Facts, cell_of
from server.release.gate import Verdict, passes, run_gate
from server.release.lives import Life, Turn, after, life_of
from server.release.log_entries import has_entry, note
from server.release.neighbours import Follows, follows
from server.release.rules_seen import rules_of
from server.release.tables import waiting
from server.release.world import World


class State(StrEnum):
    """Where a submission stands."""

    REFUSED = "refused"
    WAITING = "waiting"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk is told: the state, and what every rule said."""

    state: State
    verdicts: tuple[Verdict, ...]


async def submit(world: World, caller: Caller) -> Answer:
    """Judge a Submission that the curator's desk signed for, and keep it if every rule passes.

    Raises Malformed, NotADesk, NotTheCurator, AnotherWaits, NotPossibleNow; RulesRefused, or a child of
    DirectoryRefused or PolicyRefused, where there is nothing to judge by.
    """
    submission = Submission.from_bytes(caller.body)
    check_curator(caller, Clearance.from_bytes(submission.clearance.body), world.pinned.directory)
    try:
        async with world.publisher.begin() as connection:
            facts = await gather(connection, world, submission, caller)
            verdicts = run_gate(facts)
            if not passes(verdicts):
                return Answer(State.REFUSED, verdicts)
            life = await life_of(connection, facts.commitment)
            if life is Life.RELEASED:
                return Answer(State.RELEASED, verdicts)
            after(life, Turn.HAND_OVER)
            await _keep(connection, world, facts)
    except IntegrityError:
        raise AnotherWaits from None
    return Answer(State.WAITING, verdicts)


async def gather(
    connection: AsyncConnection, world: World, submission: Submission, caller: Caller | None = None
) -> Facts:
    """The gate's facts as they are in this transaction. At an epoch there is no caller.

    Raises Malformed; RulesRefused, or a child of DirectoryRefused or PolicyRefused, where there is nothing to judge by.
    """
    summary, claimed = Summary.from_bytes(submission.summary), Clearance.from_bytes(submission.clearance.body)
    commitment = commit_summary(summary, submission.r)
    before = await _follows(connection, world, summary, commitment, claimed)
    return Facts(
        submission=submission,
        summary=summary,
        directory=world.pinned.directory,
        directory_known=_is_known(world, claimed.directory),
        policy=world.pinned.policy,
        rules_then=await rules_of(connection, claimed.policy),
        allowed=may_hand_over(caller, claimed, world.pinned.directory, world.access()),
        today=world.today(),
        last=before.predecessor if before else None,
        beside=before.beside if before else None,
        another_waits=bool(await _others_in(connection, cell_of(summary), commitment)),
        spent=await has_entry(connection, EntryKind.REMOVAL, commitment),
    )


def _is_known(world: World, directory_hash: bytes) -> bool:
    try:
        world.pinned.directory_named(directory_hash)
    except DirectoryRefused:
        return False
    return True


async def _follows(
    connection: AsyncConnection, world: World, summary: Summary, commitment: bytes, claimed: Clearance
) -> Follows | None:
    area = world.pinned.policy.area(summary.area)
    if area is None or not in_calendar(summary.period):
        return None
    found = await follows(connection, cell_of(summary), area)
    if found.predecessor != commitment:
        return found
    # Handed over again once it is released, it is judged by what it found then: the one that it replaced.
    return Follows(summary.predecessor, claimed.beside)


async def _others_in(connection: AsyncConnection, cell: Cell, commitment: bytes) -> bytes | None:
    others = select(waiting.c.commitment).where(*_in(waiting, cell), waiting.c.commitment != commitment)
    return await connection.scalar(others)


async def _keep(connection: AsyncConnection, world: World, facts: Facts) -> None:
    """One row for one summary: a later clearance for the same one replaces the earlier."""
    cell = cell_of(facts.summary)
    row = {
        "commitment": facts.commitment,
        "submission": facts.submission.to_bytes(),
        "area": cell.area,
        "period": cell.period,
        "event_type": cell.event_type,
    }
    await connection.execute(delete(waiting).where(waiting.c.commitment == facts.commitment))
    await connection.execute(insert(waiting).values(row))
    await note(connection, world, EntryKind.RELEASE, [facts.commitment])


def _in(table: Table, cell: Cell) -> tuple[ColumnElement[bool], ...]:
    """That a row is in this cell."""
    return table.c.area == cell.area, table.c.period == cell.period, table.c.event_type == cell.event_type
