"""Sessions: a secret of 256 bits in a cookie, and its hash in a row. A quarter of an hour idle ends one, eight hours
in any case; and papers or an order that no longer have the person, at once.

The token that forms carry follows from the secret and not from the row: who reads the database can make neither.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.primitives import same
from server.policy.accounts.accounts import Account, account_of
from server.policy.accounts.errors import FromElsewhere, NobodyOfThatName, NotSignedIn
from server.policy.accounts.people import Named
from server.policy.accounts.tables import invitations, sessions, step_ups
from server.policy.accounts.world import StaffWorld

SECRET = 32
IDLE_SECONDS = 15 * 60
LONGEST_SECONDS = 8 * 3600
_FORM = b"leeward/v1/form"


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in, as the papers have them now."""

    hash: bytes
    named: Named
    account: Account
    form_token: str = field(repr=False)

    @property
    def person(self) -> str:
        return self.named.person

    def check_form(self, token: str) -> None:
        """Raises FromElsewhere."""
        if not same(token.encode("utf-8", "replace"), self.form_token.encode()):
            raise FromElsewhere


async def begin(connection: AsyncConnection, world: StaffWorld, person: str) -> str:
    """The cookie's value, which is kept nowhere here."""
    secret, now = world.random(SECRET), world.now()
    row = {"hash": _hash(secret), "person": person, "begun": now, "seen": now}
    await connection.execute(insert(sessions).values(row))
    return _text(secret)


async def find(world: StaffWorld, cookie: str | None) -> Session:
    """Whose session this is, and that it was seen. Raises NotSignedIn."""
    secret, now = _secret(cookie), world.now()
    alive = (sessions.c.hash == _hash(secret)) & (sessions.c.begun > now - LONGEST_SECONDS)
    alive &= sessions.c.seen > now - IDLE_SECONDS
    seen = update(sessions).where(alive).values(seen=now).returning(sessions.c.person)
    async with world.database.begin() as connection:
        person = await connection.scalar(seen)
        account = person and await account_of(connection, person)
    if not person or not account:
        raise NotSignedIn
    try:
        named = world.person(person)
    except NobodyOfThatName:
        await _end_all(world, person)
        raise NotSignedIn from None
    return Session(_hash(secret), named, account, _form_token(secret))


async def hold(connection: AsyncConnection, session: Session) -> None:
    """Whoever ends this session waits until the transaction is over. Raises NotSignedIn if it has ended."""
    query = select(sessions.c.hash).where(sessions.c.hash == session.hash)
    if await connection.scalar(query.with_for_update(read=True, key_share=True)) is None:
        raise NotSignedIn


async def end(world: StaffWorld, session: Session) -> None:
    async with world.database.begin() as connection:
        await connection.execute(delete(sessions).where(sessions.c.hash == session.hash))


async def sweep(world: StaffWorld) -> None:
    """What has run out goes, and so do the sessions of those whom no paper names any more, or an order suspends."""
    now, people = world.now(), world.people()
    over = or_(sessions.c.begun <= now - LONGEST_SECONDS, sessions.c.seen <= now - IDLE_SECONDS)
    async with world.database.begin() as connection:
        for dead in (
            delete(step_ups).where(step_ups.c.expires <= now),
            delete(invitations).where(invitations.c.expires <= now),
            delete(sessions).where(over),
        ):
            await connection.execute(dead)
        signed_in = set(await connection.scalars(select(sessions.c.person).distinct()))
        gone = signed_in - people.keys()
        await connection.execute(delete(sessions).where(sessions.c.person.in_(gone)))


async def _end_all(world: StaffWorld, person: str) -> None:
    async with world.database.begin() as connection:
        await connection.execute(delete(sessions).where(sessions.c.person == person))


def _hash(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()


def _text(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def _secret(cookie: str | None) -> bytes:
    """Raises NotSignedIn for what is no cookie of ours."""
    try:
        secret = base64.urlsafe_b64decode(f"{cookie or ''}=".encode("ascii"))
    except ValueError:
        raise NotSignedIn from None
    if len(secret) != SECRET:
        raise NotSignedIn
    return secret


def _form_token(secret: bytes) -> str:
    return _text(hmac.digest(secret, _FORM, hashlib.sha256))
