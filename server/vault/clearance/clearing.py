"""Granting clearance, and keeping what it stands on. SPEC 16.2 and 16.3.

Rules of this file
* The vault learns a commitment and which parts; never a word of the summary.
* Logged first: the signed clearance leaves the vault only once the log has taken it.
* The same request asked twice gets the same bytes; another request for the same commitment gets none.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import Terms
from protocol.desk_crossings import GrantedClearance, PartState
from protocol.errors import ConsentRefused
from protocol.ledger import EntryKind
from protocol.orders import TargetKind
from protocol.release import (
    Clearance,
    ClearanceRequest,
    SignedClearance,
    SignedClearanceRequest,
    check_clearance_request,
    grant_clearance,
)
from server.authorization import Action, Kind, Thing
from server.vault.clearance.clearances import ClearanceRefused, Decision, Reason, Standing, decide_clearance
from server.vault.clearance.opened import opened_together
from server.vault.counting.families import TooLargeAFamily, load_family
from server.vault.errors import AlreadyCleared, NotADesk, TooManyVersions
from server.vault.keeping.parts import PartFacts, load_to_count
from server.vault.locks.access import clearance_thing
from server.vault.locks.callers import desk_in
from server.vault.locks.compartments import inside
from server.vault.log_entries import new_entry, write_entry
from server.vault.tables import clearances, cleared_parts, opening_parts, withdrawals
from server.vault.to_ledger import tell_log
from server.vault.world import World


async def clear(world: World, claimed: SignedClearanceRequest, caller: bytes) -> GrantedClearance:
    """Decide, keep, log and grant. `caller` is the public key that signed the HTTP request.

    Raises ClearanceRefused with its reasons, AlreadyCleared, NotADesk, NotHere, LogUnreachable, or what
    check_clearance_request raises.
    """
    request = check_clearance_request(claimed, world.pinned.directory)
    _check_goes_on(world, request)
    if desk_in(world.pinned.directory, request.compartment, caller).desk != request.curator:
        raise NotADesk
    while (kept := await _granted_before(world, request)) is None:
        await _grant(world, request, caller)
    world.access.check(caller, Kind.DEVICE, Action.REQUEST_CLEARANCE, _thing_of(world, request))
    granted, logged = kept
    await tell_log(world, logged)
    return GrantedClearance(clearance=granted)


async def _granted_before(world: World, request: ClearanceRequest) -> tuple[SignedClearance, bytes] | None:
    query = select(clearances).where(
        clearances.c.compartment == request.compartment, clearances.c.commitment == request.commitment
    )
    async with inside(world.clearances, request.compartment) as connection:
        row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        if row.request != request.to_bytes():
            raise AlreadyCleared
        taken_back = select(withdrawals.c.part).where(
            withdrawals.c.compartment == request.compartment, withdrawals.c.part.in_(request.parts)
        )
        if await connection.scalar(select(taken_back.exists())):
            raise ClearanceRefused([Reason.WITHDRAWN])
    return SignedClearance.from_bytes(row.granted), row.logged


async def _grant(world: World, request: ClearanceRequest, caller: bytes) -> None:
    """Keep a clearance with its log entry, unless the same request came at the same time and was first."""
    policy = world.pinned.policy.contents
    async with inside(world.clearances, request.compartment) as connection:
        parts = await load_to_count(connection, request.compartment, request.parts)
        decision = await _decide(connection, world, request, parts)
        world.access.check(caller, Kind.DEVICE, Action.REQUEST_CLEARANCE, _thing_of(world, request))
        clearance = _written(request, decision, policy.version, world.today())
        granted = grant_clearance(clearance, world.sign_key)
        entry = new_entry(EntryKind.CLEARANCE, request.commitment, world.today(), world.random)
        if await _insert(connection, request, granted, parts, entry.commitment):
            await write_entry(connection, entry)


def _check_goes_on(world: World, request: ClearanceRequest) -> None:
    """Raise ClearanceRefused where the compartment, a listed part, or either side of the request is suspended."""
    standing, compartment = world.pinned.standing, world.pinned.directory.compartment(request.compartment)
    desks = [compartment.desk(name) for name in (request.curator, request.reviewer)]
    named = [(TargetKind.COMPARTMENT, compartment.name)]
    named += [(TargetKind.DEVICE, one.desk) for one in desks] + [(TargetKind.PERSON, one.holder) for one in desks]
    named += [(TargetKind.PART, part.hex()) for part in request.parts]
    if any(standing.suspended(kind, name) for kind, name in named):
        raise ClearanceRefused([Reason.STOPPED])


def _thing_of(world: World, request: ClearanceRequest) -> Thing:
    compartment = world.pinned.directory.compartment(request.compartment)
    desks = (compartment.desk(request.curator), compartment.desk(request.reviewer))
    return clearance_thing(request, {desk.holder for desk in desks})


async def _decide(
    connection: AsyncConnection, world: World, request: ClearanceRequest, parts: Sequence[PartFacts]
) -> Decision:
    rules, today = world.pinned.policy.contents.release, world.today()
    opened = await _opened_by_both(connection, request)
    standing = [Standing(_terms(part, today), part.withdrawn, part.id in opened, part.source) for part in parts]
    try:
        family = await load_family(connection, request)
    except TooLargeAFamily:
        raise ClearanceRefused([Reason.TOO_MANY_BEFORE]) from None
    return decide_clearance(request, standing, rules, family, world.shut_out(), today)


def _terms(part: PartFacts, today: int) -> Terms | None:
    try:
        return part.terms(today)
    except (ConsentRefused, TooManyVersions):
        return None


async def _opened_by_both(connection: AsyncConnection, request: ClearanceRequest) -> set[bytes]:
    """The listed parts that both desks of the request opened for its aim."""
    desks = {request.curator, request.reviewer}
    query = opened_together(request.compartment, desks, request.aim, {PartState.OPENED})
    return set((await connection.scalars(query.where(opening_parts.c.part.in_(request.parts)))).all())


def _written(request: ClearanceRequest, decision: Decision, policy: int, today: int) -> Clearance:
    asked = request.model_dump(exclude={"type", "parts"})
    return Clearance(
        **asked,
        never_to=decision.never_to,
        translation=decision.translation,
        band=decision.band,
        policy=policy,
        day=today,
    )


async def _insert(
    connection: AsyncConnection,
    request: ClearanceRequest,
    granted: SignedClearance,
    parts: Sequence[PartFacts],
    logged: bytes,
) -> bool:
    place = {"compartment": request.compartment, "commitment": request.commitment}
    new = insert(clearances).values(
        **place,
        request=request.to_bytes(),
        granted=granted.to_bytes(),
        predecessor=request.predecessor,
        beside=list(request.beside),
        sensitive=request.sensitive,
        logged=logged,
    )
    if (await connection.execute(new.on_conflict_do_nothing())).rowcount == 0:
        return False
    rows = [
        {
            **place,
            "part": part.id,
            "part_key": part.chain.part_key,
            "kind": part.kind,
            "period_key": part.source.key if part.source and part.source.vouched else None,
            "quarter": part.source.quarter if part.source and part.source.vouched else None,
            "partner": part.source.partner if part.source and part.source.vouched else None,
        }
        for part in sorted(parts, key=lambda part: part.id)
    ]
    await connection.execute(insert(cleared_parts), rows)
    return True
