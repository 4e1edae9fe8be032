"""Asking for parts to be opened. SPEC 15.

Rules of this file
* The life of one part of one request is the table in moves.py.
* A request is logged before anyone is shown it: it stays `requested` until the log has proved that it holds it.
* Consent, withdrawal and time are asked again at every step. What this file says yes to is no promise for the next.
* The same request asked twice is one request, and gets one answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Text,
    and_,
    any_,
    case,
    delete,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import Aim, check_opening
from protocol.desk_crossings import OpeningProgress, PartProgress, PartState
from protocol.directory import Compartment
from protocol.ledger import EntryKind
from protocol.opening import CheckedRequest, FreshKey, OpeningRequest, SignedFreshKey, SignedRequest, check_request
from protocol.orders import TargetKind
from server.authorization import Action, Kind, Thing
from server.pinned import Pinned
from server.vault.errors import FreshKeyUsed, NotADesk, NotHere, Stopped
from server.vault.keeping.parts import PartFacts, load_parts
from server.vault.locks.access import opening_thing
from server.vault.locks.callers import compartments_of, desk_in
from server.vault.locks.compartments import enter, in_each, inside
from server.vault.log_entries import Entry, new_entry, write_entry
from server.vault.opening.moves import Move, move_all
from server.vault.tables import answers, fresh_keys, opening_parts, openings, spent_keys
from server.vault.to_ledger import tell_log
from server.vault.world import World


@dataclass(frozen=True, slots=True)
class Opening:
    """A request that was taken, as it is kept."""

    compartment: str
    id: bytes
    signed: SignedRequest
    aim: Aim
    curator: str
    reviewer: str
    expires: int
    logged: bytes

    def check(self, pinned: Pinned, now: int) -> CheckedRequest:
        """Check it anew, under the directory it was asked under. Raises what check_request raises: RequestExpired."""
        named = OpeningRequest.from_bytes(self.signed.body).directory
        return check_request(self.signed, pinned.directory_named(named), now)


def check_may_open(world: World, part: PartFacts, aim: Aim) -> None:
    """Raise a child of ConsentRefused, TooManyVersions or Stopped, unless the part's source allows this today and
    nobody has stopped it."""
    if world.pinned.standing.suspended(TargetKind.PART, part.id.hex()):
        raise Stopped
    check_opening(part.terms(world.today()), part.kind, aim)


def suspended_seats(world: World, compartment: Compartment) -> set[int]:
    """The seats whose custodian is suspended now: what they approved before does not count."""
    out = world.pinned.standing.names(TargetKind.PERSON)
    return {number for number, seat in enumerate(compartment.seats, 1) if seat.custodian in out}


def check_goes_on(world: World, checked: CheckedRequest) -> None:
    """Raise Stopped where the compartment, a desk of the request or whoever holds one is suspended."""
    standing, desks = world.pinned.standing, (checked.curator, checked.reviewer)
    if standing.suspended(TargetKind.COMPARTMENT, checked.compartment.name):
        raise Stopped
    if any(standing.suspended(TargetKind.PERSON, one.holder) for one in desks):
        raise Stopped
    if any(standing.suspended(TargetKind.DEVICE, one.desk) for one in desks):
        raise Stopped


async def ask(world: World, claimed: SignedRequest, caller: bytes) -> OpeningProgress:
    """Take a request from the curator's desk, log it, and say where it stands.

    `caller` is the public key that signed the HTTP request. Raises what check_request and check_may_open raise,
    NotADesk, NotHere, FreshKeyUsed, Stopped, or LogUnreachable: then it waits, and goes on when the log is back.
    """
    if not await _is_known(world, claimed.id(), caller):
        checked = check_request(claimed, world.pinned.directory, world.now())
        check_is_curator(checked, caller)
        await _take(world, claimed, checked, caller)
    async with world.openings.connect() as connection:
        opening = await load_for_desk(connection, world, claimed.id(), caller)
    await tell_log(world, opening.logged)
    return await progress(world, opening)


async def _is_known(world: World, request: bytes, caller: bytes) -> bool:
    async with world.openings.connect() as connection:
        try:
            await find_opening(connection, world, request, caller)
        except NotHere:
            return False
    return True


def check_is_curator(checked: CheckedRequest, caller: bytes) -> None:
    """Raise NotADesk unless the caller is the curator's desk that the request names."""
    if caller != checked.curator.sign_key:
        raise NotADesk


async def _take(world: World, claimed: SignedRequest, checked: CheckedRequest, caller: bytes) -> None:
    request = checked.request
    check_goes_on(world, checked)
    async with inside(world.openings, checked.compartment.name) as connection:
        for part in await load_parts(connection, checked.compartment.name, request.parts):
            check_may_open(world, part, request.aim)
        world.access.check(caller, Kind.DEVICE, Action.REQUEST_OPENING, thing_of(checked))
        entry = new_entry(EntryKind.OPENING_REQUESTED, checked.id, world.today(), world.random)
        if await _insert_opening(connection, claimed, checked, entry):
            await write_entry(connection, entry)
            await _spend_keys(connection, checked, (request.curator, request.reviewer))


def thing_of(checked: CheckedRequest) -> Thing:
    """A request as the access rules see it."""
    people = {checked.curator.holder, checked.reviewer.holder}
    return opening_thing(checked.id, checked.compartment.name, people, checked.request.aim)


async def _insert_opening(
    connection: AsyncConnection, claimed: SignedRequest, checked: CheckedRequest, entry: Entry
) -> bool:
    """False where the same request came at the same time and was first."""
    compartment, request = checked.compartment.name, checked.request
    new = insert(openings).values(
        compartment=compartment,
        id=checked.id,
        request=claimed.to_bytes(),
        aim=request.aim,
        curator=checked.curator.desk,
        reviewer=checked.reviewer.desk,
        expires=request.expires,
        logged=entry.commitment,
    )
    if (await connection.execute(new.on_conflict_do_nothing())).rowcount == 0:
        return False
    await connection.execute(
        insert(opening_parts),
        [
            {"compartment": compartment, "opening": checked.id, "part": part, "state": PartState.REQUESTED}
            for part in sorted(request.parts)
        ],
    )
    return True


async def _spend_keys(connection: AsyncConnection, checked: CheckedRequest, keys: Collection[SignedFreshKey]) -> None:
    ids = [fresh_key_id(FreshKey.from_bytes(key.body)) for key in keys]
    rows = [{"compartment": checked.compartment.name, "id": key, "opening": checked.id} for key in ids]
    taken = await connection.scalars(
        insert(spent_keys).values(rows).on_conflict_do_nothing().returning(spent_keys.c.id)
    )
    if set(taken.all()) != set(ids):
        raise FreshKeyUsed
    await connection.execute(
        delete(fresh_keys).where(fresh_keys.c.compartment == checked.compartment.name, fresh_keys.c.id.in_(ids))
    )


def fresh_key_id(key: FreshKey) -> bytes:
    """By the key itself: the same key signed twice is still one key."""
    return hashlib.sha256(key.seal_key).digest()


async def find_opening(connection: AsyncConnection, world: World, identifier: bytes, caller: bytes) -> Opening:
    """An opening in a compartment that the caller belongs to; the transaction is inside it then. Raises NotHere."""
    return await find_opening_in(connection, identifier, compartments_of(world.pinned.directory, caller))


async def find_opening_in(connection: AsyncConnection, identifier: bytes, compartments: Iterable[str]) -> Opening:
    """An opening in one of these compartments; the transaction is inside it then. Raises NotHere."""
    query = select(openings.c.compartment).where(openings.c.id == identifier)
    rows = await in_each(connection, compartments, query)
    if not rows:
        raise NotHere
    await enter(connection, rows[0].compartment)
    return await load_opening(connection, identifier)


async def load_opening(connection: AsyncConnection, identifier: bytes) -> Opening:
    """An opening of the compartment that the transaction is inside. Raises NotHere."""
    row = (await connection.execute(select(openings).where(openings.c.id == identifier))).one_or_none()
    if row is None:
        raise NotHere
    return Opening(
        row.compartment,
        row.id,
        SignedRequest.from_bytes(row.request),
        Aim(row.aim),
        row.curator,
        row.reviewer,
        row.expires,
        row.logged,
    )


async def load_for_desk(connection: AsyncConnection, world: World, identifier: bytes, caller: bytes) -> Opening:
    """An opening, for one of the two desks it names. Raises NotHere for every other caller, as if there were none.

    Raises NotAllowed for a desk of it to which the access rules forbid the compartment.
    """
    # Whose it is comes first: one of somebody else's takes no statement more, and is not read, as if there were none.
    query = select(openings.c.compartment, openings.c.curator, openings.c.reviewer).where(
        # Not the request itself: 8 KB more would be seen in the time that a refusal takes.
        openings.c.id == identifier,
        name_desk_of(world, caller, openings.c.curator, openings.c.reviewer),
    )
    rows = await in_each(connection, compartments_of(world.pinned.directory, caller), query)
    ours = [row for row in rows if is_desk(world, row.compartment, {row.curator, row.reviewer}, caller)]
    if not ours:
        raise NotHere
    await enter(connection, ours[0].compartment)
    opening = await load_opening(connection, identifier)
    world.access.check_desk_in(caller, Action.LIST_PARTS, opening.compartment)
    return opening


def requests_for(part: bytes, whose: ColumnElement[bool]) -> Select[Any]:
    """Which of these requests name a part, and which desks they name; nothing else of them."""
    same = and_(opening_parts.c.compartment == openings.c.compartment, opening_parts.c.opening == openings.c.id)
    named = (openings.c.compartment, openings.c.id, openings.c.curator, openings.c.reviewer, openings.c.expires)
    return select(*named).join(opening_parts, same).where(opening_parts.c.part == part, whose)


def name_desk_of(world: World, caller: bytes, *columns: ColumnElement[str]) -> ColumnElement[bool]:
    """That one of the columns names a desk of the caller's; false for whoever has none.

    What is somebody else's is not even handed over: reading one row more was seen in the time that a refusal took.
    """
    directory = world.pinned.directory
    names = [
        desk.desk
        for compartment in directory.contents.compartments
        for desk in compartment.desks
        if desk.sign_key == caller
    ]
    ours = literal(names, ARRAY(Text))
    return or_(*(column == any_(ours) for column in columns))


def is_desk(world: World, compartment: str, names: Collection[str], caller: bytes) -> bool:
    """Whether the caller is one of these desks of a compartment."""
    try:
        return desk_in(world.pinned.directory, compartment, caller).desk in names
    except NotADesk:
        return False


async def progress_for(world: World, identifier: bytes, caller: bytes) -> OpeningProgress:
    """Where a request stands, for one of its two desks. Raises NotHere."""
    async with world.openings.connect() as connection:
        opening = await load_for_desk(connection, world, identifier, caller)
    return await progress(world, opening)


async def progress(world: World, opening: Opening) -> OpeningProgress:
    """Each part's state and how many have answered. Whoever looks at what is over ends it: what is shown stays so."""
    query = _counted().where(opening_parts.c.opening == opening.id).order_by(opening_parts.c.part)
    async with inside(world.openings, opening.compartment) as connection:
        await _end_if_over(connection, world, opening)
        rows = (await connection.execute(query)).all()
    return OpeningProgress(
        request=opening.signed,
        parts=tuple(
            PartProgress(
                part=row.part,
                state=PartState(row.state),
                approvals=row.approvals,
                refusals=row.refusals,
            )
            for row in rows
        ),
    )


async def _end_if_over(connection: AsyncConnection, world: World, opening: Opening) -> None:
    """Do not wait for the round that ends what was not opened in time: else it could end in another way, once shown."""
    if world.now() > opening.expires:
        await move_all(connection, Move.EXPIRE, opening_parts.c.opening == opening.id)


def _counted() -> Select[tuple[bytes, str, int, int]]:
    """Parts of requests, with how many seats approve and refuse each."""
    ours = and_(
        answers.c.compartment == opening_parts.c.compartment,
        answers.c.opening == opening_parts.c.opening,
        answers.c.part == opening_parts.c.part,
    )
    return (
        select(
            opening_parts.c.part,
            opening_parts.c.state,
            func.count(case((answers.c.approves, 1))).label("approvals"),
            func.count(case((~answers.c.approves, 1))).label("refusals"),
        )
        .outerjoin(answers, ours)
        .group_by(opening_parts.c.part, opening_parts.c.state)
    )


async def freeze(world: World, identifier: bytes, caller: bytes) -> None:
    """Stop a request for good, whatever of it is left: any desk and any custodian of its compartment may.

    Raises NotHere for every other caller.
    """
    async with world.openings.begin() as connection:
        opening = await find_opening(connection, world, identifier, caller)
        await _end_if_over(connection, world, opening)
        await move_all(connection, Move.FREEZE, opening_parts.c.opening == opening.id)
