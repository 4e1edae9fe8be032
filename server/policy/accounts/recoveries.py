"""Lost keys: one administrator proposes, another confirms; the person gets a link, and everything before it ends.

Neither is the person themselves, and both must administer by the papers of the moment of the second word. The log is
told (SPEC 22.5). The person comes back to pages; data stays with devices that papers name, which none of this touches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.accounts import recovery_hash
from protocol.ledger import EntryKind
from server.policy.accounts.accounts import has_way_in, lock_account
from server.policy.accounts.errors import (
    AlreadyProposed,
    AnotherAdministrator,
    HasNoPasskey,
    NobodyOfThatName,
    NoSuchRecovery,
    NotAboutYourself,
    NotForYou,
)
from server.policy.accounts.invitations import SECONDS as LINK_SECONDS
from server.policy.accounts.invitations import new_link
from server.policy.accounts.people import Named
from server.policy.accounts.tables import accounts, invitations, passkeys, recoveries, sessions
from server.policy.accounts.world import StaffWorld
from server.policy.log_entries import note

SECONDS = 72 * 3600
ID = 32


@dataclass(frozen=True, slots=True)
class Recovery:
    """One that waits for a second administrator."""

    id: bytes
    person: str
    proposed_by: str


async def propose(world: StaffWorld, by: Named, person: str) -> None:
    """Raises NotForYou, NotAboutYourself, NobodyOfThatName, HasNoPasskey or AlreadyProposed."""
    _check_may(world, by, person)
    world.person(person)
    row = {"id": world.random(ID), "person": person, "proposed_by": by.person, "proposed": world.now()}
    async with world.database.begin() as connection:
        await lock_account(connection, person)
        if not await has_way_in(connection, person):
            raise HasNoPasskey
        if int(await connection.scalar(select(func.count()).where(_waits(world), recoveries.c.person == person)) or 0):
            raise AlreadyProposed
        await connection.execute(insert(recoveries).values(row))


async def confirm(world: StaffWorld, by: Named, identifier: bytes) -> tuple[str, str]:
    """Whom it was about, and the code of the new link. Raises NotForYou, NotAboutYourself, NoSuchRecovery,
    AnotherAdministrator or NobodyOfThatName."""
    query = select(recoveries).where(_waits(world), recoveries.c.id == identifier)
    async with world.database.begin() as connection:
        found = (await connection.execute(query.with_for_update())).one_or_none()
        if found is None or not _still_administers(world, found.proposed_by):
            raise NoSuchRecovery
        _check_may(world, by, found.person)
        if found.proposed_by == by.person:
            raise AnotherAdministrator
        world.person(found.person)
        await _take_everything(connection, found.person)
        ended = update(recoveries).where(recoveries.c.id == identifier)
        await connection.execute(ended.values(confirmed_by=by.person, day=world.today()))
        subject = recovery_hash(identifier, found.person, found.proposed_by, by.person, world.today())
        await note(connection, EntryKind.ACCOUNT, subject, world.today(), world.random)
        return found.person, await new_link(connection, world, found.person, LINK_SECONDS)


async def waiting(world: StaffWorld) -> Sequence[Recovery]:
    """Those that wait, by person."""
    query = select(recoveries).where(_waits(world)).order_by(recoveries.c.person)
    async with world.database.connect() as connection:
        found = [Recovery(row.id, row.person, row.proposed_by) for row in await connection.execute(query)]
    return [one for one in found if _still_administers(world, one.proposed_by)]


async def _take_everything(connection: AsyncConnection, person: str) -> None:
    """Passkeys, sessions with their step-ups, links, and the organisation's sign-in."""
    await lock_account(connection, person)
    for table in (passkeys, sessions, invitations):
        await connection.execute(delete(table).where(table.c.person == person))
    unbound = update(accounts).where(accounts.c.person == person).values(issuer=None, subject=None)
    await connection.execute(unbound)


def _check_may(world: StaffWorld, by: Named, person: str) -> None:
    if not _still_administers(world, by.person):
        raise NotForYou
    if by.person == person:
        raise NotAboutYourself


def _still_administers(world: StaffWorld, name: str) -> bool:
    try:
        return world.person(name).administers
    except NobodyOfThatName:
        return False


def _waits(world: StaffWorld) -> ColumnElement[bool]:
    return recoveries.c.confirmed_by.is_(None) & (recoveries.c.proposed > world.now() - SECONDS)
