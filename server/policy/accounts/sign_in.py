"""Signing in with a passkey. No name is typed: the authenticator knows whose it is.

Somebody unknown, a passkey that does not fit and a person whom the papers have no longer are one answer, after the same
work: what is not known is held against a key of nobody.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.encoding import Purpose, digest
from server.pages.passkeys import Passkey, PasskeyRefused, assertion_options, read_assertion
from server.policy.accounts import sessions
from server.policy.accounts.accounts import find_passkey, use_passkey
from server.policy.accounts.errors import NobodyOfThatName, SignInRefused, TicketRefused
from server.policy.accounts.tickets import Ticket
from server.policy.accounts.world import StaffWorld

SIGN_IN = "sign-in"
_NOBODYS_KEY = bytes.fromhex(
    "a501020326200121582091e592cf264716c44ff2de20c146abdffd24d7639fffec42d6bbe196ac97bad5"
    "2258203f1b19129aa6228e2cf0d5838be466517bf6e2ec1944f43f1738fa7ce7b4c96a"
)
"""COSE of a P-256 key whose private half nobody has: x is SHA-256 of "leeward: a key of nobody 2", the first of 0, 1,
2, … that lies on the curve."""


def ask(world: StaffWorld, browser: bytes) -> tuple[Ticket, str]:
    """A ticket for the page, and what the browser's authenticator is asked."""
    ticket = world.tickets.give(SIGN_IN, b"", browser)
    return ticket, assertion_options(world.origin, _challenge(ticket))


async def sign_in(world: StaffWorld, ticket: str, browser: bytes, response: str) -> str:
    """The new session's cookie. Raises SignInRefused, or TooManyTries."""
    world.tries.knock(SIGN_IN)
    try:
        challenge = _challenge(world.tickets.take(ticket, SIGN_IN, b"", browser))
        asserted = read_assertion(response)
    except (TicketRefused, PasskeyRefused):
        raise SignInRefused from None
    async with world.database.connect() as connection:
        found = await find_passkey(connection, asserted.credential)
    # The door's own bound is the only one for what nobody has: a name of its own would keep out who lost a passkey.
    person, passkey = found or ("", Passkey(asserted.credential, _NOBODYS_KEY, 0))
    if person:
        world.tries.check(person)
    try:
        # One transaction: a passkey that is taken away meanwhile opens no session, or one that goes with it.
        async with world.database.begin() as connection:
            await use_passkey(connection, world, passkey, asserted, challenge)
            return await enter(connection, world, person)
    except PasskeyRefused:
        if person:
            world.tries.note(person)
        raise SignInRefused from None


async def enter(connection: AsyncConnection, world: StaffWorld, person: str) -> str:
    """A session for somebody who has shown who they are, in the transaction that saw it. Raises SignInRefused where no
    paper has them any more."""
    try:
        world.person(person)
    except NobodyOfThatName:
        raise SignInRefused from None
    return await sessions.begin(connection, world, person)


def _challenge(ticket: Ticket) -> bytes:
    return digest(Purpose.SIGN_IN, ticket.nonce)
