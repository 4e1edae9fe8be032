"""Which seats go on to a successor. SPEC 23.3.

Rules of this file
* Only the holder of the seat, by the directory in force, begins one; it is logged first, and shown with its proof.
* Under a newer directory, or after its last day, nobody does anything for it any more.
* Whoever has no part in it finds nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.custodian_crossings import SuccessionNotice, SuccessionNotices
from protocol.errors import ProtocolError
from protocol.ledger import EntryKind
from protocol.orders import TargetKind
from protocol.succession import CheckedSuccession, SignedSuccession, SuccessionKind, check_succession
from server import who_is_who
from server.authorization import Action, Kind
from server.vault.errors import NotACustodian, NotHere, NotYetInLog, Stopped, TooMuchWaits
from server.vault.keeping.parts import add_compartment
from server.vault.locks.callers import earlier_keys, held_before, seat_in
from server.vault.locks.compartments import enter, in_each, inside
from server.vault.log_entries import load_evidence, new_entry, write_entry
from server.vault.tables import successions
from server.vault.to_ledger import tell_log
from server.vault.world import World

AT_ONCE = 4
"""Of one seat, so many that are not over."""
SHOWN = 16


@dataclass(frozen=True, slots=True)
class Begun:
    """A succession as it is kept, checked anew, for one caller who has a part in it.

    `number` is the seat whose boxes the caller is shown, `keys` the sealing keys that open them.
    """

    checked: CheckedSuccession
    number: int
    keys: frozenset[bytes]
    hands_over: bool
    """Whether the caller held the seat before, and is to hand its shares over."""

    @property
    def is_successor(self) -> bool:
        return self.number == self.checked.succession.seat and not self.hands_over


async def begin(world: World, claimed: SignedSuccession, caller: bytes) -> None:
    """Take a succession from the successor, and log it. The same again changes nothing.

    Raises what check_succession raises, NotACustodian, NotAllowed, Stopped, TooMuchWaits, or LogUnreachable: then it
    waits.
    """
    checked = check_succession(claimed, world.pinned.directory, world.today())
    if checked.successor.sign_key != caller:
        raise NotACustodian
    check_goes_on(world, checked)
    name = checked.compartment.name
    check_custodian(world, name, caller)
    async with inside(world.openings, name) as connection:
        await add_compartment(connection, name)
        query = select(successions.c.logged).where(successions.c.id == checked.id)
        logged = await connection.scalar(query) or await _insert(connection, world, claimed, checked)
    await tell_log(world, logged)


def check_goes_on(world: World, checked: CheckedSuccession) -> None:
    """Raise Stopped where the compartment, the successor or a helper is suspended."""
    standing, numbers = world.pinned.standing, (checked.succession.seat, *checked.helpers)
    people = {checked.compartment.seat(number).custodian for number in numbers}
    stopped = standing.suspended(TargetKind.COMPARTMENT, checked.compartment.name)
    if stopped or people & standing.names(TargetKind.PERSON):
        raise Stopped


def check_custodian(world: World, compartment: str, caller: bytes) -> None:
    """Raise NotAllowed unless the access rules let this custodian do a custodian's work there."""
    world.access.check(caller, Kind.CUSTODIAN, Action.LIST_OPENINGS, who_is_who.compartment(compartment))


async def _insert(
    connection: AsyncConnection, world: World, claimed: SignedSuccession, checked: CheckedSuccession
) -> bytes:
    seat, expires = checked.succession.seat, checked.succession.expires
    living = (successions.c.seat == seat, successions.c.expires >= world.today())
    if (await connection.scalar(select(func.count()).where(*living)) or 0) >= AT_ONCE:
        raise TooMuchWaits
    entry = new_entry(EntryKind.SUCCESSION, checked.id, world.today(), world.random)
    await connection.execute(
        insert(successions).values(
            compartment=checked.compartment.name,
            id=checked.id,
            signed=claimed.to_bytes(),
            seat=seat,
            expires=expires,
            logged=entry.commitment,
        )
    )
    await write_entry(connection, entry)
    return entry.commitment


async def shown_to(world: World, compartment: str, caller: bytes) -> SuccessionNotices:
    """The successions of a compartment in which the caller has a part: as successor, helper, or who hands over.

    Raises NotACustodian for whoever holds no seat there, and never did.
    """
    check_belongs(world, compartment, caller)
    query = select(successions).where(successions.c.expires >= world.today()).order_by(successions.c.id)
    notices = []
    async with inside(world.openings, compartment) as connection:
        rows = (await connection.execute(query)).all()
        evidence = await load_evidence(connection, [row.logged for row in rows])
    for row in rows:
        claimed = SignedSuccession.from_bytes(row.signed)
        try:
            begun = _part_in(world, claimed, caller)
        except (ProtocolError, NotHere, Stopped):
            continue
        if begun.is_successor or row.logged in evidence:
            notices.append(SuccessionNotice(succession=claimed, evidence=evidence.get(row.logged)))
    return SuccessionNotices(notices=tuple(notices[:SHOWN]))


def check_belongs(world: World, compartment: str, caller: bytes) -> None:
    """Raise NotACustodian unless the caller holds a seat there or held one, NotAllowed where a rule forbids it."""
    try:
        seat_in(world.pinned.directory, compartment, caller)
    except NotACustodian:
        # The access rules know nobody who left: the roots, who gave the seat to another, say that they hand over.
        if not held_before(world.pinned, compartment, caller):
            raise
    else:
        check_custodian(world, compartment, caller)


async def find(connection: AsyncConnection, world: World, identifier: bytes, caller: bytes) -> Begun:
    """A succession in which the caller has a part, with its proof in the log; the transaction is inside it then.

    Raises NotHere for everybody else, as if there were none, NotYetInLog, Stopped, or what check_succession raises.
    """
    names = [one.name for one in world.pinned.directory.contents.compartments if _knows(world, one.name, caller)]
    query = select(successions.c.compartment, successions.c.signed, successions.c.logged).where(
        successions.c.id == identifier
    )
    rows = await in_each(connection, names, query)
    if not rows:
        raise NotHere
    await enter(connection, rows[0].compartment)
    begun = _part_in(world, SignedSuccession.from_bytes(rows[0].signed), caller)
    check_belongs(world, rows[0].compartment, caller)
    if not await load_evidence(connection, [rows[0].logged]):
        raise NotYetInLog
    return begun


def _knows(world: World, compartment: str, caller: bytes) -> bool:
    try:
        seat_in(world.pinned.directory, compartment, caller)
    except NotACustodian:
        return bool(held_before(world.pinned, compartment, caller))
    return True


def _part_in(world: World, claimed: SignedSuccession, caller: bytes) -> Begun:
    """What the caller has to do with it. Raises NotHere for nothing, Stopped, or what check_succession raises."""
    checked = check_succession(claimed, world.pinned.directory, world.today())
    check_goes_on(world, checked)
    seat = checked.succession.seat
    for number in (seat, *checked.helpers):
        holder = checked.compartment.seat(number)
        if holder.sign_key == caller:
            return Begun(checked, number, frozenset({holder.seal_key}), hands_over=False)
    if checked.succession.kind is not SuccessionKind.HANDOVER:
        raise NotHere
    try:
        keys = earlier_keys(world.pinned, checked.compartment.name, seat, caller)
    except NotACustodian:
        raise NotHere from None
    return Begun(checked, seat, keys, hands_over=True)
