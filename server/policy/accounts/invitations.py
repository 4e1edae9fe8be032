"""Invitations: a link that works once and not for long, with which somebody brings in a passkey or binds the sign-in
of their organisation. Only its hash is kept.

Whoever has the link is taken for the person: it goes from hand to hand, not by a way that others read.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.encoding import Purpose, digest
from server.pages.passkeys import check_registration, registration_options
from server.policy.accounts.accounts import (
    Account,
    account_of,
    has_way_in,
    keep_passkey,
    kept_passkeys,
    label_of,
    open_account,
)
from server.policy.accounts.errors import HasPasskeys, InvitationRefused, NobodyOfThatName
from server.policy.accounts.tables import invitations
from server.policy.accounts.tickets import Ticket
from server.policy.accounts.world import StaffWorld

SECRET = 32
SECONDS = 24 * 3600
OWN_SECONDS = 600
"""Of one that somebody made for themselves: it is used from the same page."""
REGISTER = "register"
PAGE = "/staff/invitation"


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link is for, before it is used."""

    account: Account
    hash: bytes


async def invite(world: StaffWorld, person: str) -> str:
    """The code of a new link, for somebody who has no passkey and is not bound to their organisation's sign-in. The one
    before counts no more.

    Raises NobodyOfThatName or HasPasskeys.
    """
    world.person(person)
    async with world.database.begin() as connection:
        await open_account(connection, world, person)
        code = await new_link(connection, world, person, SECONDS)
        # Last: whoever is using the link before this one has come in with it by now, or never will.
        if await has_way_in(connection, person):
            raise HasPasskeys
        return code


async def new_link(connection: AsyncConnection, world: StaffWorld, person: str, seconds: int) -> str:
    """Whether they may have one is asked before."""
    secret = world.random(SECRET)
    row = {"hash": _hash(secret), "expires": world.now() + seconds}
    asked = insert(invitations).values(row | {"person": person})
    await connection.execute(asked.on_conflict_do_update(index_elements=["person"], set_=row))
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def address_of(world: StaffWorld, code: str) -> str:
    """The link. What stands behind the `#` stays in the browser: no server and no log of one is sent it."""
    return f"{world.origin.text}{PAGE}#{code}"


async def look_at(world: StaffWorld, code: str) -> Invited:
    """Whose link this is; it is not used by that. Raises InvitationRefused."""
    return await find(world, _hash(_secret(code)))


async def find(world: StaffWorld, hashed: bytes) -> Invited:
    """The same, of a link's hash. Raises InvitationRefused."""
    alive = (invitations.c.hash == hashed) & (invitations.c.expires > world.now())
    async with world.database.connect() as connection:
        person = await connection.scalar(select(invitations.c.person).where(alive))
        account = person and await account_of(connection, person)
    if not account:
        raise InvitationRefused
    _check_named(world, account.person)
    return Invited(account, hashed)


async def ask_for_passkey(world: StaffWorld, invited: Invited, browser: bytes) -> tuple[Ticket, str]:
    """A ticket for the page, and what the browser's authenticator is asked."""
    ticket = world.tickets.give(REGISTER, invited.hash, browser)
    person = invited.account.person
    async with world.database.connect() as connection:
        known = [one.credential for one in await kept_passkeys(connection, person)]
    challenge = _challenge(ticket, invited)
    return ticket, registration_options(world.origin, person, invited.account.handle, challenge, known)


async def register(world: StaffWorld, code: str, ticket: str, browser: bytes, response: str, label: str) -> str:
    """Use the link for a passkey; gives whose it is now. A passkey that is refused leaves the link as it was.

    Raises InvitationRefused, TicketRefused, PasskeyRefused, FormRefused or TooManyPasskeys.
    """
    name, invited = label_of(label), await look_at(world, code)
    taken = world.tickets.take(ticket, REGISTER, invited.hash, browser)
    new = check_registration(world.origin, response, _challenge(taken, invited))
    person = invited.account.person
    await use(world, invited.hash, lambda connection: keep_passkey(connection, person, new, name, world.today()))
    return person


async def use(world: StaffWorld, hashed: bytes, does: Callable[[AsyncConnection], Coroutine[Any, Any, None]]) -> str:
    """What the link is good for, once: it goes in the same transaction. Gives whose it was.

    Raises InvitationRefused, and what `does` raises: then the link is as it was.
    """
    alive = (invitations.c.hash == hashed) & (invitations.c.expires > world.now())
    async with world.database.begin() as connection:
        person = await connection.scalar(delete(invitations).where(alive).returning(invitations.c.person))
        if not person:
            raise InvitationRefused
        _check_named(world, person)
        await does(connection)
    return str(person)


def _check_named(world: StaffWorld, person: str) -> None:
    try:
        world.person(person)
    except NobodyOfThatName:
        raise InvitationRefused from None


def _challenge(ticket: Ticket, invited: Invited) -> bytes:
    return digest(Purpose.REGISTRATION, ticket.nonce, invited.hash)


def _secret(code: str) -> bytes:
    try:
        secret = base64.urlsafe_b64decode(f"{code.strip()}=".encode("ascii"))
    except ValueError:
        raise InvitationRefused from None
    if len(secret) != SECRET:
        raise InvitationRefused
    return secret


def _hash(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()
