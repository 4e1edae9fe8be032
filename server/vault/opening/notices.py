"""What a custodian is shown: the requests that wait for an answer, with all that is needed to judge them. SPEC 15.3.

Rules of this file
* A custodian sees its own compartment, its own sealed shares, and only what the log has proved.
* A part that this seat has answered, that is decided, or that its source took back is not shown again.
* Nobody is asked to approve their own request.
* An answer has a bound: the requests that end first come first, and the others when those are answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.custodian_crossings import OpeningNotice, OpeningNotices, WithdrawnPart
from protocol.desk_crossings import PartState
from protocol.errors import ProtocolError
from protocol.opening import PartSlip
from server import who_is_who
from server.authorization import Action, Kind
from server.vault.errors import NotHere, Stopped, TooManyVersions
from server.vault.keeping.parts import load_parts, load_slip
from server.vault.locks.callers import Held
from server.vault.locks.compartments import inside
from server.vault.log_entries import load_evidence
from server.vault.opening.mandates import chair_of
from server.vault.opening.openings import Opening, check_goes_on, check_may_open, load_opening
from server.vault.tables import answers, opening_parts, openings, withdrawals
from server.vault.world import World

AT_ONCE = 64
MOST_BYTES = OpeningNotices.BOUND - 1024
WITHDRAWN_BYTES = 6 * 1024 * 1024
"""For the lists of withdrawals of all notices together."""
WITHDRAWN_EACH = 512 * 1024
MOST_WITHDRAWN = 5000


async def waiting_for(world: World, compartment: str, caller: bytes) -> OpeningNotices:
    """What waits for the seat that the caller answers for in a compartment. Raises NotACustodian."""
    chair = await chair_of(world, compartment, caller)
    held = chair.held
    world.access.check(chair.key, Kind.CUSTODIAN, Action.LIST_OPENINGS, who_is_who.compartment(compartment))
    async with inside(world.openings, compartment) as connection:
        requests = (await connection.scalars(_waiting(held, world.now()))).all()
        shown = [await load_opening(connection, request) for request in requests]
        evidence = await load_evidence(connection, [one.logged for one in shown])
        withdrawn = await _withdrawn(connection, compartment, _room(len(shown)))
        notices = [
            OpeningNotice(request=one.signed, evidence=evidence[one.logged], slips=slips, withdrawn=withdrawn)
            for one in shown
            if one.logged in evidence and (slips := await _slips(connection, world, one, held))
        ]
    return OpeningNotices(notices=tuple(_fitting(notices)))


def _fitting(notices: Iterable[OpeningNotice]) -> Iterator[OpeningNotice]:
    """As many, from the first on, as an answer holds."""
    left = MOST_BYTES
    for notice in notices:
        left -= len(notice.to_bytes())
        if left < 0:
            return
        yield notice


def _waiting(held: Held, now: int) -> Select[Any]:
    """Requests with a part that this seat may answer, those that end first before the others."""
    theirs = [desk.desk for desk in held.compartment.desks if held.custodian in {desk.holder, desk.desk}]
    return (
        select(openings.c.id)
        .where(
            openings.c.compartment == held.compartment.name,
            openings.c.expires >= now,
            openings.c.curator.not_in(theirs),
            openings.c.reviewer.not_in(theirs),
            exists().where(opening_parts.c.opening == openings.c.id, _unanswered(held)),
        )
        .order_by(openings.c.expires, openings.c.id)
        .limit(AT_ONCE)
    )


def _unanswered(held: Held) -> ColumnElement[bool]:
    answered = exists().where(
        answers.c.compartment == opening_parts.c.compartment,
        answers.c.opening == opening_parts.c.opening,
        answers.c.part == opening_parts.c.part,
        answers.c.seat == held.number,
    )
    return and_(
        opening_parts.c.compartment == held.compartment.name,
        opening_parts.c.state == PartState.LOGGED,
        ~answered,
    )


async def _slips(connection: AsyncConnection, world: World, opening: Opening, held: Held) -> tuple[PartSlip, ...]:
    if _is_stopped(world, opening):
        return ()
    query = select(opening_parts.c.part).where(opening_parts.c.opening == opening.id, _unanswered(held))
    slips = []
    for part in (await connection.scalars(query.order_by(opening_parts.c.part))).all():
        try:
            (facts,) = await load_parts(connection, opening.compartment, [part])
            check_may_open(world, facts, opening.aim)
            slips.append(await load_slip(connection, facts, held.number, held.seal_key, world.pinned.directory_named))
        except (ProtocolError, TooManyVersions, NotHere, Stopped):
            # Narrowed, stopped, taken back, forgotten or tampered with since: the others can still be judged.
            continue
    return tuple(slips)


def _is_stopped(world: World, opening: Opening) -> bool:
    try:
        check_goes_on(world, opening.check(world.pinned, world.now()))
    except (ProtocolError, Stopped):
        return True
    return False


def _room(notices: int) -> int:
    return min(WITHDRAWN_EACH, WITHDRAWN_BYTES // max(1, notices))


async def _withdrawn(connection: AsyncConnection, compartment: str, most_bytes: int) -> tuple[WithdrawnPart, ...]:
    """What was taken back in this compartment, the last days first, as much of it as there is room for."""
    query = (
        select(withdrawals.c.part, withdrawals.c.logged)
        .where(withdrawals.c.compartment == compartment)
        .order_by(withdrawals.c.day.desc(), withdrawals.c.part)
        .limit(MOST_WITHDRAWN)
    )
    rows = (await connection.execute(query)).all()
    evidence = await load_evidence(connection, [row.logged for row in rows])
    listed, size = [], 0
    for row in rows:
        one = WithdrawnPart(part=row.part, evidence=evidence.get(row.logged))
        size += len(one.to_bytes())
        if size > most_bytes:
            break
        listed.append(one)
    return tuple(listed)
