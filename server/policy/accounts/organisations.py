"""Organisations that have a sign-in of their own (OIDC), and whose account is bound to whom there.

It opens a session and approves nothing. Whose account it is was said once, with an invitation; afterwards what counts
is the pair of issuer and subject, and that the papers still have the person in that very organisation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.policy.accounts import invitations
from server.policy.accounts.errors import NobodyOfThatName, OrganisationRefused, SignInRefused
from server.policy.accounts.sign_in import enter
from server.policy.accounts.tables import accounts, organisations
from server.policy.accounts.world import StaffWorld

ISSUER = re.compile(r"https://[^\s?#]{1,200}|http://(localhost|127\.0\.0\.1)(:\d{1,5})?(/[^\s?#]{0,100})?")
"""https; without it only on this machine, for trying it out."""
CLIENT = re.compile(r"[\x21-\x7e]{1,200}")
MOST_SUBJECT = 255
"""OpenID Connect Core §2."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One that has a sign-in of its own: where, and what it knows this zone by."""

    name: str
    issuer: str
    client_id: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom an issuer has signed in, checked: only from_organisation.py makes one."""

    issuer: str
    subject: str


async def set_sign_in(database: AsyncEngine, name: str, issuer: str, client_id: str) -> None:
    """Who is bound by another issuer signs in by it no longer. Raises OrganisationRefused."""
    if not ISSUER.fullmatch(issuer) or not CLIENT.fullmatch(client_id):
        raise OrganisationRefused
    what = {"issuer": issuer, "client_id": client_id}
    asked = insert(organisations).values({"name": name} | what)
    async with database.begin() as connection:
        await connection.execute(asked.on_conflict_do_update(index_elements=["name"], set_=what))


async def find_organisation(world: StaffWorld, name: str) -> Organisation:
    """Raises OrganisationRefused for one that has no sign-in of its own, and for one that there is not."""
    query = select(organisations).where(organisations.c.name == name, organisations.c.issuer.is_not(None))
    async with world.database.connect() as connection:
        row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise OrganisationRefused
    return Organisation(row.name, row.issuer, row.client_id)


async def own_sign_in(world: StaffWorld, person: str) -> str | None:
    """The first of a person's organisations that has a sign-in of its own. Raises NobodyOfThatName."""
    names = world.person(person).organisations
    query = select(organisations.c.name).where(organisations.c.name.in_(names), organisations.c.issuer.is_not(None))
    async with world.database.connect() as connection:
        name: str | None = await connection.scalar(query.order_by(organisations.c.name).limit(1))
    return name


async def sign_in_by(world: StaffWorld, organisation: Organisation, subject: Subject) -> str:
    """The new session's cookie. Raises SignInRefused."""
    bound = (accounts.c.issuer == subject.issuer) & (accounts.c.subject == subject.subject)
    async with world.database.begin() as connection:
        # Shared, so that a recovery, which takes the binding and ends the sessions, comes before this or after it.
        person = await connection.scalar(select(accounts.c.person).where(bound).with_for_update(read=True))
        if not person or not _is_of(world, person, organisation):
            raise SignInRefused
        return await enter(connection, world, person)


async def bind(world: StaffWorld, organisation: Organisation, invitation: bytes, subject: Subject) -> None:
    """Use a link for this: from now on the account is that of this subject. Raises InvitationRefused, or
    OrganisationRefused where the papers have the person elsewhere or the subject is another's."""
    person = (await invitations.find(world, invitation)).account.person
    if not _is_of(world, person, organisation):
        raise OrganisationRefused

    async def keep(connection: AsyncConnection) -> None:
        change = update(accounts).where(accounts.c.person == person)
        await connection.execute(change.values(issuer=subject.issuer, subject=subject.subject))

    try:
        await invitations.use(world, invitation, keep)
    except IntegrityError:
        raise OrganisationRefused from None


def _is_of(world: StaffWorld, person: str, organisation: Organisation) -> bool:
    try:
        return organisation.name in world.person(person).organisations
    except NobodyOfThatName:
        return False
