"""Accounts: a person's way into the pages. One is made when somebody whom the papers name is first invited.

An account says nothing of what its person may do: that is read from the papers, each time (people.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.pages.passkeys import Asserted, Passkey, PasskeyRefused, check_assertion
from server.policy.accounts.errors import FormRefused, LastPasskey, NoSuchPasskey, TooManyPasskeys
from server.policy.accounts.tables import accounts, invitations, passkeys, sessions
from server.policy.accounts.world import StaffWorld
from server.policy.languages import LANGUAGES

HANDLE = 32
"""Bytes that an authenticator keeps for an account: random, and no name (WebAuthn §14.6.1)."""
MOST_PASSKEYS = 8
MOST_LABEL = 40
_ADDRESS = re.compile(r"[^\s@<>\"',;:\\()\[\]]{1,64}@[^\s@<>\"',;:\\()\[\]]{1,190}")


@dataclass(frozen=True, slots=True)
class Account:
    person: str
    handle: bytes
    language: str
    address: str | None
    is_bound: bool
    """Whether it can sign in by its organisation."""


@dataclass(frozen=True, slots=True)
class KeptPasskey:
    """As its owner sees it. `used`: the day, if it ever was."""

    credential: bytes
    label: str
    added: int
    used: int | None


async def account_of(connection: AsyncConnection, person: str) -> Account | None:
    row = (await connection.execute(select(accounts).where(accounts.c.person == person))).one_or_none()
    if row is None:
        return None
    return Account(row.person, row.handle, row.language, row.address, row.subject is not None)


async def open_account(connection: AsyncConnection, world: StaffWorld, person: str) -> None:
    """Where there is none yet. Whether the papers name this person is asked before."""
    row = {"person": person, "handle": world.random(HANDLE), "language": LANGUAGES[0]}
    await connection.execute(insert(accounts).values(row).on_conflict_do_nothing())


def check_address(address: str) -> None:
    """Raises FormRefused for what is no mail address. None at all is well."""
    if address and not _ADDRESS.fullmatch(address):
        raise FormRefused


async def prefer(world: StaffWorld, person: str, language: str, address: str) -> None:
    """Language of the pages, and where notices go: nowhere where `address` is empty. Raises FormRefused."""
    check_address(address)
    if language not in LANGUAGES:
        raise FormRefused
    change = update(accounts).where(accounts.c.person == person)
    async with world.database.begin() as connection:
        await connection.execute(change.values(language=language, address=address or None))


async def kept_passkeys(connection: AsyncConnection, person: str) -> Sequence[KeptPasskey]:
    query = select(passkeys).where(passkeys.c.person == person).order_by(passkeys.c.added, passkeys.c.credential)
    return [KeptPasskey(row.credential, row.label, row.added, row.used) for row in await connection.execute(query)]


async def keep_passkey(connection: AsyncConnection, person: str, new: Passkey, label: str, today: int) -> None:
    """Raises TooManyPasskeys, or PasskeyRefused for one that is kept already, whoever's it is."""
    if await count_passkeys(connection, person) >= MOST_PASSKEYS:
        raise TooManyPasskeys
    row = {
        "credential": new.credential,
        "person": person,
        "public_key": new.public_key,
        "sign_count": new.sign_count,
        "label": label,
        "added": today,
    }
    kept = await connection.execute(insert(passkeys).values(row).on_conflict_do_nothing())
    if kept.rowcount != 1:
        raise PasskeyRefused


async def remove_passkey(world: StaffWorld, person: str, credential: bytes, acting: bytes) -> None:
    """Also ends every session but the one whose hash is `acting`, and the person's own link: if the passkey was
    stolen, both can be the thief's. Raises NoSuchPasskey or LastPasskey."""
    own = (passkeys.c.person == person) & (passkeys.c.credential == credential)
    async with world.database.begin() as connection:
        # Two who remove the last two at the same moment wait for one another here.
        await lock_account(connection, person)
        if (await connection.execute(delete(passkeys).where(own))).rowcount != 1:
            raise NoSuchPasskey
        if not await count_passkeys(connection, person):
            raise LastPasskey
        others = (sessions.c.person == person) & (sessions.c.hash != acting)
        await connection.execute(delete(sessions).where(others))
        # After the sessions: a link that one of them is making is there by now, or is not made (sessions.hold).
        await connection.execute(delete(invitations).where(invitations.c.person == person))


async def lock_account(connection: AsyncConnection, person: str) -> None:
    """Whoever changes by what an account is entered comes one after the other. No key lock: who signs in holds a
    passkey and then refers to the account, and would wait for us while we wait for them."""
    query = select(accounts.c.person).where(accounts.c.person == person)
    await connection.execute(query.with_for_update(key_share=True))


async def has_way_in(connection: AsyncConnection, person: str) -> bool:
    """By a passkey, or by the sign-in of their organisation."""
    account = await account_of(connection, person)
    return account is not None and (account.is_bound or await count_passkeys(connection, person) > 0)


async def count_passkeys(connection: AsyncConnection, person: str) -> int:
    query = select(func.count()).select_from(passkeys).where(passkeys.c.person == person)
    return int(await connection.scalar(query) or 0)


async def find_passkey(connection: AsyncConnection, credential: bytes) -> tuple[str, Passkey] | None:
    """Whose it is, with what an assertion is held against."""
    query = select(passkeys, accounts.c.handle).join(accounts).where(passkeys.c.credential == credential)
    row = (await connection.execute(query)).one_or_none()
    return row and (row.person, Passkey(row.credential, row.public_key, row.sign_count, row.handle))


async def use_passkey(
    connection: AsyncConnection, world: StaffWorld, passkey: Passkey, asserted: Asserted, challenge: bytes
) -> None:
    """Believe an assertion, once: of two with one count the second is refused. Raises PasskeyRefused.

    Until the transaction ends, whoever takes this passkey away waits.
    """
    count = check_assertion(world.origin, asserted, challenge, passkey)
    same_count = (passkeys.c.credential == passkey.credential) & (passkeys.c.sign_count == passkey.sign_count)
    change = update(passkeys).where(same_count).values(sign_count=count, used=world.today())
    if (await connection.execute(change)).rowcount != 1:
        raise PasskeyRefused


def label_of(text: str) -> str:
    """What somebody calls a passkey of theirs. Raises FormRefused."""
    label = " ".join(text.split())
    if not label or len(label) > MOST_LABEL or not label.isprintable():
        raise FormRefused
    return label
