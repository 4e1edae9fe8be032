"""Who sits in for a custodian: mandates as they are given and ended, and whose seat a caller answers for. SPEC 15.7.

Rules of this file
* A mandate holds here only if its custodian brought it, with the key of the seat; whoever else shows one has none.
* It is checked anew at each use, by the directory in force: on its days, of a seat that its custodian still holds, for
  somebody whom the roots still list.
* Nobody ever sits in for two custodians of one compartment, or in compartments of two kinds of one country, on whatever
  days: a sealing key that was lent does not come back (15.7), and whoever gathers them would become a quorum, or read
  names beside testimonies. So what was given is remembered for good.
* Nobody answers twice for one part.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.directory import Compartment, Substitute
from protocol.errors import ProtocolError
from protocol.mandates import Mandate, NoMandate, SignedMandate, SignedMandates, check_mandate, sits_in
from protocol.orders import TargetKind
from server import who_is_who
from server.authorization import Action, Kind
from server.vault.errors import NotACustodian, NotHere, SitsInElsewhere, Stopped, TooMuchWaits
from server.vault.keeping.parts import add_compartment
from server.vault.locks.callers import Held, compartments_of, seat_in, substitute_of
from server.vault.locks.compartments import enter, in_each, inside
from server.vault.tables import mandates
from server.vault.world import World

MOST_OF_A_SEAT = 4
"""That stand or are to come."""
SHOWN = 64


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat, and by which mandate the caller answers for it; none where it is their own.

    `key`: of whom the access rules are asked. They know custodians: so it is the caller's, or that of whoever gave the
    mandate.
    """

    held: Held
    key: bytes
    mandate: SignedMandate | None = None


async def give(world: World, claimed: SignedMandate, caller: bytes) -> None:
    """Keep a mandate from its custodian. The same again changes nothing, and brings back none that was ended.

    Raises what check_mandate raises, NoSuchCompartment, NotACustodian, NotAllowed, Stopped, SitsInElsewhere or
    TooMuchWaits.
    """
    directory = world.pinned.directory
    compartment = directory.compartment(Mandate.from_bytes(claimed.body).compartment)
    mandate = check_mandate(claimed, compartment, directory)
    if seat_in(directory, compartment.name, caller).custodian != mandate.custodian:
        raise NotACustodian
    if mandate.ends < world.today():
        raise NoMandate
    _check_people(world, compartment, mandate.custodian, mandate.substitute)
    _check_rules(world, compartment.name, caller)
    async with inside(world.openings, compartment.name) as connection:
        await add_compartment(connection, compartment.name)
        known = select(func.count()).select_from(mandates).where(mandates.c.id == claimed.id())
        if not await connection.scalar(known):
            await _check_lent_before(connection, world, compartment, mandate)
            await _check_room(connection, mandate, world.today())
            await _forget_repeated(connection, mandate, world.today())
            await connection.execute(insert(mandates).values(_row(claimed, mandate)).on_conflict_do_nothing())


async def end(world: World, compartment: str, identifier: bytes, caller: bytes) -> None:
    """From now on it does not stand; only its custodian ends it. Raises NotACustodian or NotHere."""
    held = seat_in(world.pinned.directory, compartment, caller)
    mine = (mandates.c.id == identifier, mandates.c.custodian == held.custodian)
    async with inside(world.openings, compartment) as connection:
        if (await connection.execute(update(mandates).where(*mine).values(ended=True))).rowcount != 1:
            raise NotHere


async def shown_to(world: World, compartment: str, caller: bytes) -> SignedMandates:
    """Those that the caller gave, or sits in by, and that were not ended. Raises NotACustodian."""
    try:
        whose = mandates.c.custodian == seat_in(world.pinned.directory, compartment, caller).custodian
        _check_rules(world, compartment, caller)
    except NotACustodian:
        whose = mandates.c.substitute == substitute_of(world.pinned.directory, caller)
    query = select(mandates.c.signed).where(whose, ~mandates.c.ended, mandates.c.ends >= world.today())
    async with inside(world.openings, compartment) as connection:
        rows = (await connection.scalars(query.order_by(mandates.c.begins, mandates.c.id).limit(SHOWN))).all()
    return SignedMandates(mandates=tuple(SignedMandate.from_bytes(raw) for raw in rows))


async def chair_of(world: World, compartment: str, caller: bytes) -> Chair:
    """The seat for which the caller answers in a compartment today. Raises NotACustodian."""
    try:
        return Chair(seat_in(world.pinned.directory, compartment, caller), caller)
    except NotACustodian:
        substitute_of(world.pinned.directory, caller)
    async with world.openings.begin() as connection:
        chairs = await _sat_in(connection, world, caller, (compartment,))
    if not chairs:
        raise NotACustodian
    return chairs[0]


async def chairs_of(connection: AsyncConnection, world: World, caller: bytes) -> dict[str, Chair]:
    """By compartment, each seat for which the caller answers today."""
    directory = world.pinned.directory
    own = {}
    for name in compartments_of(directory, caller):
        try:
            own[name] = Chair(seat_in(directory, name, caller), caller)
        except NotACustodian:
            continue
    try:
        substitute_of(directory, caller)
    except NotACustodian:
        return own
    everywhere = tuple(one.name for one in directory.contents.compartments)
    sat_in = await _sat_in(connection, world, caller, everywhere)
    return own | {one.held.compartment.name: one for one in sat_in}


def check_answers_for(
    world: World, chair: Chair, asked: Compartment, seat: int, mandate: SignedMandate | None, caller: bytes
) -> None:
    """Return only if an answer for this seat, with this mandate or without one, is the caller's to give today.

    `asked`: the compartment as it was when the request was made. Raises NotACustodian or NoMandate.
    """
    if mandate is None:
        # Since then a directory may have given the seat to somebody else: one's word is not another's to bring.
        if asked.seat(seat).sign_key != caller:
            raise NotACustodian
        return
    if chair.mandate is None or chair.held.number != seat:
        raise NotACustodian
    if _holder(world, chair.mandate, chair.held.compartment).sign_key != caller:
        raise NotACustodian
    if mandate.id() != chair.mandate.id():
        raise NoMandate


async def _sat_in(
    connection: AsyncConnection, world: World, caller: bytes, compartments: tuple[str, ...]
) -> list[Chair]:
    name, today = substitute_of(world.pinned.directory, caller), world.today()
    query = select(mandates.c.compartment, mandates.c.signed).where(
        mandates.c.substitute == name, ~mandates.c.ended, mandates.c.begins <= today, mandates.c.ends >= today
    )
    rows = await in_each(connection, compartments, query)
    return [chair for row in rows if (chair := _chair(world, row)) is not None]


def _chair(world: World, row: Row[tuple[str, bytes]]) -> Chair | None:
    """None where it does not hold by the directory in force."""
    signed = SignedMandate.from_bytes(row.signed)
    for one in world.pinned.directory.contents.compartments:
        if one.name == row.compartment:
            try:
                _holder(world, signed, one)
            except ProtocolError:
                return None
            custodian = Mandate.from_bytes(signed.body).custodian
            number = next(number for number, seat in enumerate(one.seats, 1) if seat.custodian == custodian)
            return Chair(Held(one, number, custodian), one.seat(number).sign_key, signed)
    return None


def _holder(world: World, signed: SignedMandate, compartment: Compartment) -> Substitute:
    """Who sits in today. Raises what check_mandate raises, or NoMandate."""
    mandate = check_mandate(signed, compartment, world.pinned.directory)
    seat = next(one for one in compartment.seats if one.custodian == mandate.custodian)
    return sits_in(signed, seat, compartment, world.pinned.directory, world.today(), world.today())


def _check_people(world: World, compartment: Compartment, *names: str) -> None:
    standing = world.pinned.standing
    if standing.suspended(TargetKind.COMPARTMENT, compartment.name) or standing.names(TargetKind.PERSON) & set(names):
        raise Stopped


def _check_rules(world: World, compartment: str, key: bytes) -> None:
    world.access.check(key, Kind.CUSTODIAN, Action.LIST_OPENINGS, who_is_who.compartment(compartment))


async def _check_lent_before(
    connection: AsyncConnection, world: World, compartment: Compartment, mandate: Mandate
) -> None:
    """Raises SitsInElsewhere for whoever ever was given another seat here, or one of another kind in this country."""
    theirs = select(mandates.c.custodian).where(mandates.c.substitute == mandate.substitute)
    if set((await connection.scalars(theirs)).all()) - {mandate.custodian}:
        raise SitsInElsewhere
    others = [
        one.name
        for one in world.pinned.directory.contents.compartments
        if one.country == compartment.country and one.kind is not compartment.kind
    ]
    try:
        if await in_each(connection, others, theirs):
            raise SitsInElsewhere
    finally:
        await enter(connection, compartment.name)


async def _check_room(connection: AsyncConnection, mandate: Mandate, today: int) -> None:
    mine = (mandates.c.custodian == mandate.custodian, ~mandates.c.ended, mandates.c.ends >= today)
    if (await connection.scalar(select(func.count()).select_from(mandates).where(*mine)) or 0) >= MOST_OF_A_SEAT:
        raise TooMuchWaits


async def _forget_repeated(connection: AsyncConnection, mandate: Mandate, today: int) -> None:
    """Of mandates that are over, the new one says for good what they said: who was given that seat."""
    same = (mandates.c.custodian == mandate.custodian, mandates.c.substitute == mandate.substitute)
    await connection.execute(delete(mandates).where(*same, mandates.c.ends < today))


def _row(claimed: SignedMandate, mandate: Mandate) -> dict[str, object]:
    return {
        "compartment": mandate.compartment,
        "id": claimed.id(),
        "custodian": mandate.custodian,
        "substitute": mandate.substitute,
        "begins": mandate.begins,
        "ends": mandate.ends,
        "signed": claimed.to_bytes(),
        "ended": False,
    }
