"""Boxes that one desk leaves for another: drafts of summaries, which the vault keeps and cannot open.

A box stays until one of the two desks clears it away, or for 14 days. Each desk has room of its own in every other's
letterbox, so that none can fill a colleague's. Where more wait than one answer holds, each answer is another choice of
them, and brings as many of one sender's as of another's.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from protocol.desk_crossings import Draft, Drafts
from server.authorization import Action
from server.vault.errors import NotADesk, NotHere, TooMuchWaits
from server.vault.keeping.parts import add_compartment
from server.vault.locks.callers import desk_in
from server.vault.locks.compartments import enter, inside, known
from server.vault.tables import drafts
from server.vault.world import World

DAYS = 14
MOST_FROM_ONE = 64
"""Boxes from one desk to one other. A compartment has at most six desks: a letterbox has 384, or 24 MiB."""
SHOWN = 32
"""As many as Drafts carries."""


async def leave(world: World, draft: Draft, caller: bytes) -> None:
    """Keep a box from the caller's desk for another desk of the compartment. The same box again changes nothing.

    Raises NotADesk, NotHere for a desk that is not there, TooMuchWaits.
    """
    directory = world.pinned.directory
    if desk_in(directory, draft.compartment, caller).desk != draft.from_desk:
        raise NotADesk
    if draft.to_desk not in {desk.desk for desk in directory.compartment(draft.compartment).desks}:
        raise NotHere
    world.access.check_desk_in(caller, Action.EXCHANGE_DRAFTS, draft.compartment)
    raw = draft.to_bytes()
    waiting = select(func.count()).where(
        drafts.c.compartment == draft.compartment,
        drafts.c.to_desk == draft.to_desk,
        drafts.c.from_desk == draft.from_desk,
        drafts.c.id != _id(draft),
    )
    async with inside(world.openings, draft.compartment) as connection:
        await add_compartment(connection, draft.compartment)
        if (await connection.scalar(waiting) or 0) >= MOST_FROM_ONE:
            raise TooMuchWaits
        new = insert(drafts).values(
            compartment=draft.compartment,
            id=_id(draft),
            to_desk=draft.to_desk,
            from_desk=draft.from_desk,
            draft=raw,
            day=world.today(),
        )
        await connection.execute(new.on_conflict_do_nothing())


def _id(draft: Draft) -> bytes:
    return hashlib.sha256(draft.to_bytes()).digest()


async def left_for(world: World, compartment: str, caller: bytes) -> Drafts:
    """The boxes for the caller's desk. Raises NotADesk."""
    desk = desk_in(world.pinned.directory, compartment, caller)
    world.access.check_desk_in(caller, Action.EXCHANGE_DRAFTS, compartment)
    query = select(drafts.c.draft).where(drafts.c.compartment == compartment, drafts.c.to_desk == desk.desk)
    turn = func.row_number().over(partition_by=drafts.c.from_desk, order_by=func.random())
    async with inside(world.openings, compartment) as connection:
        rows = (await connection.scalars(query.order_by(turn, func.random()).limit(SHOWN))).all()
    return Drafts(drafts=tuple(Draft.from_bytes(raw) for raw in rows))


async def clear_away(world: World, compartment: str, identifier: bytes, caller: bytes) -> None:
    """Delete a box that the caller's desk was left or left; one that is not there is no error. Raises NotADesk."""
    desk = desk_in(world.pinned.directory, compartment, caller)
    world.access.check_desk_in(caller, Action.EXCHANGE_DRAFTS, compartment)
    async with inside(world.openings, compartment) as connection:
        query = select(drafts.c.draft).where(drafts.c.compartment == compartment, drafts.c.id == identifier)
        raw = await connection.scalar(query)
        if raw is not None and desk.desk in {Draft.from_bytes(raw).to_desk, Draft.from_bytes(raw).from_desk}:
            await connection.execute(
                delete(drafts).where(drafts.c.compartment == compartment, drafts.c.id == identifier)
            )


async def forget_old(world: World) -> None:
    async with world.openings.begin() as connection:
        for compartment in await known(connection):
            await enter(connection, compartment)
            await connection.execute(delete(drafts).where(drafts.c.day < world.today() - DAYS))
