"""What a proposed policy would newly let pass: answered once for each proposal, logged, and kept. SPEC 24.

Rules of this file
* The policy zone asks, with a bundle that one administrator signed, and only about the one that would come next.
* Only what loosens a rule of release is answered, and only as far as it does: a stricter setting tells nobody anything.
* All that is asked in one week is asked as of its Monday: what came, was taken back or was allowed since is not seen.
* The same loosening is answered alike all week, by whichever proposal it is asked.
* Where bands begin hangs on a secret of the week, which is not kept longer.
* An administrator has so many answers a week, and all of them together so many.
* The log has heard of it before anybody hears the answer.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import Aim
from protocol.desk_crossings import PartState
from protocol.encoding import encode
from protocol.errors import ConsentRefused
from protocol.ids import PartKind
from protocol.ledger import EntryKind
from protocol.orders import TargetKind
from protocol.policy import ReleaseRules, SignedPolicy
from protocol.simulation import (
    MOST_MOVED,
    PeopleBand,
    PolicySimulation,
    Proposal,
    SimulatedCompartment,
    check_is_next,
    check_loosens,
    check_proposal,
    only_looser,
    people_band,
)
from server.authorization import Action, Kind
from server.vault.clearance.clearances import Standing
from server.vault.clearance.passing import Readable, newly_passing
from server.vault.counting.sources import Source
from server.vault.errors import TooManyProposals, TooManyVersions
from server.vault.keeping.parts import FACTS, PartFacts, with_chains
from server.vault.locks.callers import check_is_policy
from server.vault.locks.compartments import enter
from server.vault.log_entries import new_entry, write_entry
from server.vault.tables import handed_parts, opening_parts, openings, parts, simulation_weeks, simulations, withdrawals
from server.vault.to_ledger import tell_log
from server.vault.world import World
from server.who_is_who import REGISTER

WEEK = 7
WEEKS = 13
"""So many whole weeks are looked at."""
MOST_OF_ONE = 5
MOST = 10
"""Proposals a week that are answered: of one administrator, and of all."""
_ONE_AT_A_TIME = 507312  # an advisory lock's number, ours by choice
_MONDAY = 3  # 1970-01-01 was a Thursday


async def simulate(world: World, claimed: SignedPolicy, caller: bytes) -> PolicySimulation:
    """Decide, keep, log and answer; the same proposal again is answered with what was kept.

    Raises NotThePolicyZone, TooManyProposals, LogUnreachable, or what check_proposal, check_is_next and check_loosens
    raise.
    """
    check_is_policy(world.pinned.directory, caller)
    world.access.check(caller, Kind.DEVICE, Action.SIMULATE_POLICY, REGISTER)
    suspended = world.pinned.standing.names(TargetKind.PERSON)
    proposal = check_proposal(claimed, world.pinned.directory, suspended)
    async with world.clearances.begin() as connection:
        await connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
        kept = await _kept(connection, proposal) or await _answer(connection, world, proposal)
    await tell_log(world, kept.logged)
    return PolicySimulation.from_bytes(kept.answer)


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: bytes
    logged: bytes


def week_of(today: int) -> int:
    """The Monday of the week that a day is in."""
    return today - (today + _MONDAY) % WEEK


async def _kept(connection: AsyncConnection, proposal: Proposal) -> _Kept | None:
    query = select(simulations.c.answer, simulations.c.logged).where(simulations.c.proposal == proposal.hash)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _Kept(row.answer, row.logged)


async def _answer(connection: AsyncConnection, world: World, proposal: Proposal) -> _Kept:
    check_is_next(proposal, world.pinned.directory, world.pinned.policy)
    # Before anything is read, written or counted: it says nothing that the two policies do not.
    check_loosens(world.pinned.policy.contents.release, proposal.contents.release)
    before = week_of(world.today())
    await _check_room(connection, before, proposal.administrator)
    rules = _rules_of(world, proposal)
    found = await _counted_before(connection, before, _asked(rules)) or await _count(connection, world, before, rules)
    answer = PolicySimulation(
        proposal=proposal.hash, policy=world.pinned.policy.hash, before=before, compartments=found
    )
    entry = new_entry(EntryKind.SIMULATION, proposal.hash, world.today(), world.random)
    await write_entry(connection, entry)
    row = {
        "proposal": proposal.hash,
        "administrator": proposal.administrator,
        "week": before,
        "asked": _asked(rules),
        "answer": answer.to_bytes(),
        "logged": entry.commitment,
    }
    await connection.execute(insert(simulations).values(row))
    return _Kept(answer.to_bytes(), entry.commitment)


Rules = tuple[ReleaseRules, ReleaseRules]
"""Those in force, and the same as far as the proposal is looser: what is really asked."""


def _rules_of(world: World, proposal: Proposal) -> Rules:
    old = world.pinned.policy.contents.release
    return old, only_looser(old, proposal.contents.release)


def _asked(rules: Rules) -> bytes:
    return hashlib.sha256(encode([one.to_bytes() for one in rules])).digest()


async def _counted_before(connection: AsyncConnection, week: int, asked: bytes) -> tuple[SimulatedCompartment, ...]:
    """What was answered this week to the same question. A compartment that is newer than that has nothing to count."""
    query = select(simulations.c.answer).where(simulations.c.week == week, simulations.c.asked == asked).limit(1)
    answer = await connection.scalar(query)
    return () if answer is None else PolicySimulation.from_bytes(answer).compartments


async def _count(
    connection: AsyncConnection, world: World, before: int, rules: Rules
) -> tuple[SimulatedCompartment, ...]:
    where = Beginnings(await _drawn(connection, world, before))
    return tuple([await _compartment(connection, rules, before, name, where) for name in _testimony(world)])


async def _check_room(connection: AsyncConnection, week: int, administrator: str) -> None:
    query = select(simulations.c.administrator).where(simulations.c.week == week)
    asked = list((await connection.scalars(query)).all())
    if len(asked) >= MOST or asked.count(administrator) >= MOST_OF_ONE:
        raise TooManyProposals


async def _drawn(connection: AsyncConnection, world: World, week: int) -> bytes:
    """32 bytes by which this week's bands begin; those of other weeks go."""
    await connection.execute(delete(simulation_weeks).where(simulation_weeks.c.week != week))
    new = insert(simulation_weeks).values(week=week, drawn=world.random(32))
    await connection.execute(new.on_conflict_do_nothing())
    drawn = await connection.scalar(select(simulation_weeks.c.drawn))
    return bytes(drawn or b"")


@dataclass(frozen=True, slots=True)
class Beginnings:
    """How far above its lowest place the bands of a count begin this week: nobody is told.

    One for all questions of a compartment and a way. Were there one for each set of people, two bands that differ would
    prove that two sets do, and show the one person in whom they differ five times as often.
    """

    drawn: bytes

    def of(self, compartment: str, way: str) -> int:
        """0 to 9, as likely each but for one in 2^250."""
        count = encode([compartment, way])
        return int.from_bytes(hmac.digest(self.drawn, count, "sha256"), "big") % (MOST_MOVED + 1)

    def band(self, compartment: str, way: str, people: Collection[Source]) -> PeopleBand:
        return people_band(len(people), self.of(compartment, way))


def _testimony(world: World) -> list[str]:
    """Only what is testimony is counted."""
    compartments = world.pinned.directory.contents.compartments
    return sorted(one.name for one in compartments if one.kind is PartKind.TESTIMONY)


async def _compartment(
    connection: AsyncConnection, rules: Rules, before: int, name: str, where: Beginnings
) -> SimulatedCompartment:
    readable = await _readable(connection, name, before)
    bands = {}
    for way, urgent in (("ordinary", False), ("urgent", True)):
        # Away from the loop: some seconds where much was opened.
        found = await asyncio.to_thread(newly_passing, readable, *rules, before, urgent=urgent)
        bands[way] = where.band(name, way, found)
    return SimulatedCompartment(compartment=name, ordinary=bands["ordinary"], urgent=bands["urgent"])


async def _readable(connection: AsyncConnection, name: str, before: int) -> Sequence[Readable]:
    """What two desks opened together, of the last whole weeks, and was not taken back before this one."""
    await enter(connection, name)
    query = (
        FACTS.add_columns(parts.c.day, openings.c.aim, openings.c.curator, openings.c.reviewer)
        .join(opening_parts, and_(opening_parts.c.compartment == name, opening_parts.c.part == parts.c.id))
        .join(openings, and_(openings.c.compartment == name, openings.c.id == opening_parts.c.opening))
        .where(
            parts.c.compartment == name,
            parts.c.day >= before - WEEK * WEEKS,
            # What came since has no terms either (_standing), but the time it takes would tell how much it is.
            parts.c.day < before,
            or_(withdrawals.c.day.is_(None), withdrawals.c.day >= before),
            _was_opened(),
        )
    )
    rows = (await connection.execute(query)).mappings().all()
    facts = {one.id: one for one in await with_chains(connection, {row["id"]: row for row in rows}.values())}
    standing = await asyncio.to_thread(lambda: {part.id: _standing(part, before) for part in facts.values()})
    found = {
        (row["id"], row["aim"], frozenset({row["curator"], row["reviewer"]})): Readable(
            standing[row["id"]], row["day"], Aim(row["aim"]), frozenset({row["curator"], row["reviewer"]})
        )
        for row in rows
    }
    return list(found.values())


def _was_opened() -> ColumnElement[bool]:
    """A withdrawal or a freeze takes the state from what was opened; that a desk was handed the part stays."""
    handed = select(handed_parts.c.part).where(
        handed_parts.c.compartment == parts.c.compartment, handed_parts.c.part == parts.c.id
    )
    stopped = opening_parts.c.state.in_([PartState.WITHDRAWN, PartState.FROZEN])
    return or_(opening_parts.c.state == PartState.OPENED, and_(stopped, handed.exists()))


def _standing(part: PartFacts, before: int) -> Standing:
    """As it was when the week began."""
    try:
        terms = part.chain.known_before(before).terms(before)
    except (ConsentRefused, TooManyVersions):
        terms = None
    return Standing(terms, withdrawn=False, opened=True, source=part.source)
