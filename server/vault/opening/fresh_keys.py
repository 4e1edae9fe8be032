"""Fresh keys that desks offer, so that a curator finds one of a reviewer's without asking. SPEC 15.1.

Rules of this file
* A key is kept until it ends or serves a request, whichever comes first; it serves one request only.
* A desk offers its own keys, and not more than a few days of work could use.
* A desk that was started anew takes back what it left before: the private halves are gone, and a curator who is shown
  dead keys is not shown the living ones.
"""

from __future__ import annotations

from itertools import groupby, islice

from sqlalchemy import delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.desk_crossings import FreshKeys
from protocol.opening import FreshKey, SignedFreshKey, check_fresh_key
from server.authorization import Action
from server.vault.errors import FreshKeyUsed, NotADesk, TooMuchWaits
from server.vault.keeping.parts import add_compartment
from server.vault.locks.callers import desk_in
from server.vault.locks.compartments import inside
from server.vault.opening.openings import fresh_key_id
from server.vault.tables import fresh_keys, spent_keys
from server.vault.world import World

MOST_A_DESK = 64
SHOWN_A_DESK = 2
"""Two for each of at most six desks stay within what FreshKeys carries."""


async def offer(world: World, claimed: SignedFreshKey, caller: bytes) -> None:
    """Keep a key that the caller's desk signed. The same key again changes nothing.

    Raises NotADesk, FreshKeyUsed, TooMuchWaits, or what check_fresh_key raises.
    """
    fresh = FreshKey.from_bytes(claimed.body)
    desk = desk_in(world.pinned.directory, fresh.compartment, caller)
    compartment = world.pinned.directory.compartment(fresh.compartment)
    signer, _ = check_fresh_key(claimed, compartment, world.now())
    if signer.desk != desk.desk:
        raise NotADesk
    world.access.check_desk_in(caller, Action.PUBLISH_FRESH_KEY, compartment.name)
    async with inside(world.openings, compartment.name) as connection:
        await add_compartment(connection, compartment.name)
        await _check_room(connection, world, compartment.name, desk.desk)
        await _insert(connection, claimed, fresh)


async def _check_room(connection: AsyncConnection, world: World, compartment: str, desk: str) -> None:
    mine = (fresh_keys.c.compartment == compartment, fresh_keys.c.desk == desk)
    await connection.execute(delete(fresh_keys).where(*mine, fresh_keys.c.expires < world.now()))
    if (await connection.scalar(select(func.count()).where(*mine)) or 0) >= MOST_A_DESK:
        raise TooMuchWaits


async def _insert(connection: AsyncConnection, claimed: SignedFreshKey, fresh: FreshKey) -> None:
    identifier = fresh_key_id(fresh)
    spent = exists().where(spent_keys.c.compartment == fresh.compartment, spent_keys.c.id == identifier)
    if await connection.scalar(select(spent)):
        raise FreshKeyUsed
    await connection.execute(
        insert(fresh_keys)
        .values(
            compartment=fresh.compartment,
            id=identifier,
            desk=fresh.desk,
            body=claimed.to_bytes(),
            expires=fresh.expires,
        )
        .on_conflict_do_nothing()
    )


async def take_back(world: World, compartment: str, caller: bytes) -> None:
    """Delete all keys of the caller's desk in a compartment; what served a request stays used. Raises NotADesk."""
    desk = desk_in(world.pinned.directory, compartment, caller)
    world.access.check_desk_in(caller, Action.PUBLISH_FRESH_KEY, compartment)
    async with inside(world.openings, compartment) as connection:
        await connection.execute(
            delete(fresh_keys).where(fresh_keys.c.compartment == compartment, fresh_keys.c.desk == desk.desk)
        )


async def offered(world: World, compartment: str, caller: bytes) -> FreshKeys:
    """Keys that may still be used, those that live longest, of every desk of a compartment. Raises NotADesk."""
    desk_in(world.pinned.directory, compartment, caller)
    world.access.check_desk_in(caller, Action.LIST_PARTS, compartment)
    known = {desk.desk for desk in world.pinned.directory.compartment(compartment).desks}
    query = (
        select(fresh_keys.c.desk, fresh_keys.c.body)
        .where(
            fresh_keys.c.compartment == compartment,
            fresh_keys.c.desk.in_(known),
            fresh_keys.c.expires >= world.now(),
        )
        .order_by(fresh_keys.c.desk, fresh_keys.c.expires.desc(), fresh_keys.c.id)
    )
    async with inside(world.openings, compartment) as connection:
        rows = (await connection.execute(query)).all()
    shown = [
        SignedFreshKey.from_bytes(row.body)
        for _, theirs in groupby(rows, key=lambda row: row.desk)
        for row in islice(theirs, SHOWN_A_DESK)
    ]
    return FreshKeys(keys=tuple(shown))
