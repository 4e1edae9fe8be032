"""Replies from desks to sources: boxes that the vault keeps, shows in a part's slot, and cannot open. SPEC 13.6.

Rules of this file
* Only the curator's desk of an opening under which the part was opened may answer it, while that request lives; and
  only while the consent in force says that the source may be answered. Both are asked at every step.
* A reply is shown until the source says that it has seen it, its part goes or is taken back, or 90 days have passed.
* What was seen keeps its place for the rest of that day: a curator who has filled all places, and tries again and
  again, learns on which day a source came, and not at what hour.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import check_contact
from protocol.desk_crossings import NewReply, PartState, ReplyAddress
from protocol.reply import reply_id
from server.authorization import Action, Kind
from server.database import among
from server.vault.errors import NotHere, TooMuchWaits
from server.vault.keeping.parts import add_compartment, load_parts
from server.vault.locks.callers import compartments_of
from server.vault.locks.compartments import enter, in_each
from server.vault.opening.openings import (
    Opening,
    check_goes_on,
    is_desk,
    load_opening,
    name_desk_of,
    requests_for,
    thing_of,
)
from server.vault.tables import opening_parts, openings, parts, replies, withdrawals
from server.vault.world import World

DAYS = 90
MOST_OF_A_PART = 4
"""Replies that wait for one source, or that it has seen today: 8 KB."""


async def address_of(world: World, part: bytes, caller: bytes) -> ReplyAddress:
    """The key to which a reply to this part is sealed, by the part's own word.

    Raises NotHere for every desk but that of the curator who opened it, and for a part that came without that word;
    RequestExpired, NotAllowed, Stopped, or a child of ConsentRefused where its source is not to be answered.
    """
    async with world.openings.begin() as connection:
        opening = await _check_may_answer(connection, world, part, caller)
        query = select(parts.c.reply_key, parts.c.reply_signature).where(
            parts.c.compartment == opening.compartment, parts.c.id == part
        )
        row = (await connection.execute(query)).one()
    if row.reply_signature is None:
        raise NotHere
    return ReplyAddress(reply_key=row.reply_key, signature=row.reply_signature)


async def leave_reply(world: World, new: NewReply, caller: bytes) -> None:
    """Keep a reply until the source comes. The same again changes nothing. Raises as address_of; TooMuchWaits."""
    name = reply_id(new.box)
    async with world.openings.begin() as connection:
        opening = await _check_may_answer(connection, world, new.part, caller)
        await add_compartment(connection, opening.compartment)
        theirs = (replies.c.compartment == opening.compartment, replies.c.part == new.part, replies.c.id != name)
        if (await connection.scalar(select(func.count()).where(*theirs)) or 0) >= MOST_OF_A_PART:
            raise TooMuchWaits
        row = insert(replies).values(
            compartment=opening.compartment, id=name, part=new.part, box=new.box, day=world.today()
        )
        await connection.execute(row.on_conflict_do_nothing())


async def _check_may_answer(connection: AsyncConnection, world: World, part: bytes, caller: bytes) -> Opening:
    opening = await _opened_by(connection, world, part, caller)
    checked = opening.check(world.pinned, world.now())
    check_goes_on(world, checked)
    (facts,) = await load_parts(connection, opening.compartment, [part])
    check_contact(facts.terms(world.today()))
    world.access.check(caller, Kind.DEVICE, Action.WRITE_REPLY, thing_of(checked))
    return opening


async def _opened_by(connection: AsyncConnection, world: World, part: bytes, caller: bytes) -> Opening:
    """The opening under which the caller, as curator, was given this part; of several, the last to end.

    The transaction is inside its compartment then. Raises NotHere.
    """
    query = requests_for(part, name_desk_of(world, caller, openings.c.curator)).where(
        opening_parts.c.state == PartState.OPENED
    )
    rows = await in_each(connection, compartments_of(world.pinned.directory, caller), query)
    ours = [row for row in rows if is_desk(world, row.compartment, {row.curator}, caller)]
    if not ours:
        raise NotHere
    last = max(ours, key=lambda row: row.expires)
    await enter(connection, last.compartment)
    return await load_opening(connection, last.id)


async def mark_seen(connection: AsyncConnection, seen: Collection[bytes], today: int) -> None:
    """Show no more what sources say they have read. Only who opened the slot, or wrote the reply, knows its name."""
    if seen:
        unseen = among(replies.c.id, seen), replies.c.seen.is_(None)
        await connection.execute(update(replies).where(*unseen).values(seen=today))


async def forget_old(world: World) -> None:
    """Delete what was seen before today, what waited for 90 days, and what was written to parts gone or taken back."""
    place = tuple_(replies.c.compartment, replies.c.part)
    gone = place.not_in(select(parts.c.compartment, parts.c.id))
    taken_back = place.in_(select(withdrawals.c.compartment, withdrawals.c.part))
    async with world.keeper.begin() as connection:
        over = or_(replies.c.seen < world.today(), replies.c.day < world.today() - DAYS)
        await connection.execute(delete(replies).where(or_(over, gone, taken_back)))
