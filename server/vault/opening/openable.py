"""Handing an approved part to a desk: the one place where a whole part leaves the vault. SPEC 15.5.

Rules of this file
* Nothing that was decided before is relied on: request, time, log, consent, withdrawal and quorum are all asked again.
* The quorum is counted from the approvals' signatures, not from what a column says.
* Only the two desks that the request names get anything; for everyone else there is nothing here.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.desk_crossings import Consents, OpenablePart, PartState
from protocol.opening import CheckedRequest, SignedApproval, check_approval
from protocol.sealing import SealedPart
from server.authorization import Action, Kind
from server.vault.errors import LogUnreachable, NotHere, NotYetApproved, TooManyVersions
from server.vault.keeping.consents import VERSIONS_SHOWN
from server.vault.keeping.desk_boxes import place_of, rewrapped_of
from server.vault.keeping.parts import PartFacts, load_parts, load_whole
from server.vault.locks.callers import compartments_of, desk_in
from server.vault.locks.compartments import in_each
from server.vault.log_entries import load_evidence
from server.vault.opening.allowance import count_one
from server.vault.opening.moves import Move, after, lock_states, set_state
from server.vault.opening.openings import (
    Opening,
    check_goes_on,
    check_may_open,
    is_desk,
    load_for_desk,
    name_desk_of,
    requests_for,
    suspended_seats,
    thing_of,
)
from server.vault.tables import answers, handed_parts, openings
from server.vault.world import World


async def openable_part(world: World, request: bytes, part: bytes, caller: bytes) -> OpenablePart:
    """One part with its approvals, for a desk of the request; the first time marks it as opened.

    Raises NotHere, NotYetApproved, NotPossibleNow, RequestExpired, LogUnreachable, Stopped, EnoughForToday,
    PolicyRefused, or what check_may_open raises.
    """
    async with world.openings.begin() as connection:
        opening = await load_for_desk(connection, world, request, caller)
        checked = opening.check(world.pinned, world.now())
        if part not in checked.request.parts:
            raise NotHere
        check_goes_on(world, checked)
        state = (await lock_states(connection, opening.id))[part]
        facts = await _check_still_allowed(connection, world, opening, part)
        world.access.check(caller, Kind.DEVICE, Action.READ_OPENING, thing_of(checked))
        if state in {PartState.REQUESTED, PartState.LOGGED}:
            raise NotYetApproved
        opened = after(state, Move.OPEN)
        if not await load_evidence(connection, [opening.logged]):
            raise LogUnreachable
        sealed = await load_whole(connection, opening.compartment, part)
        approvals = await _quorum(connection, world, opening, checked, sealed)
        if opened is not state:
            most = world.pinned.policy.contents.custody.parts_per_curator_and_day
            await count_one(connection, checked.curator.holder, world.today(), most)
            await set_state(connection, opening.id, part, opened)
            await _note_handed(connection, opening.compartment, part)
        again = await _rewrapped(connection, world, sealed, caller)
    return OpenablePart(
        part=sealed.to_bytes(),
        approvals=approvals,
        consents=facts.chain.claims,
        received=facts.chain.received,
        again=again,
    )


async def _rewrapped(connection: AsyncConnection, world: World, sealed: SealedPart, caller: bytes) -> bytes | None:
    """The calling desk's box as it was re-wrapped, where its key is not the one it had then."""
    desk = desk_in(world.pinned.directory, sealed.header.compartment, caller)
    place = place_of(sealed.header, desk, world.pinned.directory_named)
    if place is None:
        return None
    part = sealed.id()
    return (await rewrapped_of(connection, sealed.header.compartment, {part: place.number})).get(part)


async def _check_still_allowed(connection: AsyncConnection, world: World, opening: Opening, part: bytes) -> PartFacts:
    (facts,) = await load_parts(connection, opening.compartment, [part])
    check_may_open(world, facts, opening.aim)
    return facts


async def _quorum(
    connection: AsyncConnection, world: World, opening: Opening, checked: CheckedRequest, sealed: SealedPart
) -> tuple[SignedApproval, ...]:
    """The approvals of those who are not suspended now."""
    suspended = suspended_seats(world, checked.compartment)
    query = select(answers.c.signed).where(
        answers.c.compartment == opening.compartment,
        answers.c.opening == opening.id,
        answers.c.part == sealed.id(),
        answers.c.approves,
    )
    approvals = [SignedApproval.from_bytes(raw) for raw in (await connection.scalars(query)).all()]
    by_seat = {check_approval(approval, checked).seat: approval for approval in approvals}
    counted = tuple(approval for seat, approval in by_seat.items() if seat not in suspended)
    if len(counted) < sealed.header.needed:
        raise NotYetApproved
    return counted


async def _note_handed(connection: AsyncConnection, compartment: str, part: bytes) -> None:
    """For its source, who is told of it at the next publication, and after a freeze or a withdrawal too."""
    await connection.execute(insert(handed_parts).values(compartment=compartment, part=part).on_conflict_do_nothing())


async def consents_of(world: World, part: bytes, caller: bytes) -> Consents:
    """Every version of a part's consent, for both desks of any opening of it. Raises NotHere for everyone else.

    Raises TooManyVersions for more than an answer carries.
    """
    async with world.openings.connect() as connection:
        opening = await load_for_desk(connection, world, await _request_for(connection, world, part, caller), caller)
        (facts,) = await load_parts(connection, opening.compartment, [part])
    if len(facts.chain.claims) > VERSIONS_SHOWN:
        raise TooManyVersions
    return Consents(consents=facts.chain.claims, received=facts.chain.received, withdrawn=facts.withdrawn)


async def _request_for(connection: AsyncConnection, world: World, part: bytes, caller: bytes) -> bytes:
    """A request for a part that names the caller's desk. Raises NotHere, whether or not there are others."""
    query = requests_for(part, name_desk_of(world, caller, openings.c.curator, openings.c.reviewer))
    for row in await in_each(connection, compartments_of(world.pinned.directory, caller), query):
        if is_desk(world, row.compartment, {row.curator, row.reviewer}, caller):
            return bytes(row.id)
    raise NotHere
