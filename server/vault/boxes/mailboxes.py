"""Making every mailbox anew, at constant times, and leaving them with intake. SPEC 13.3 to 13.5.

Rules of this file
* All buckets are made at every publication, also where nothing has changed: nobody can tell what did.
* Bucket by bucket: publishing a hundred thousand mailboxes holds no more memory than publishing a thousand.
* A slot says what the vault knows of one part's consent, whether a desk was handed the part, and a reply that it cannot
  read; never whether a clearance stands on the part, which, or how many.
* Mailbox ids are the senders' to choose. Where more than 64 have one beginning, a few parts of each card come first,
  and the rest by lot, drawn anew each time: whoever sends many, with a card or without, hides nobody for good. Cards
  that are shut out bring nobody forward.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import WIDENING_DAYS, ConsentStatement, Contact, Terms, in_force, verify_chain
from protocol.errors import ConsentRefused, ProtocolError
from protocol.ids import MailboxId
from protocol.mailbox import (
    MOST_DEPTH,
    SLOTS,
    Bucket,
    MailboxNotice,
    Slot,
    bucket_names,
    depth_for,
    empty_slot,
    make_bucket,
    seal_slot,
    sign_notice,
)
from protocol.primitives import Randomness
from server.vault.boxes.loosenings import NOBODY, Telling, telling
from server.vault.counting.sources import ShutOut
from server.vault.keeping.cards import batches_shut_out
from server.vault.keeping.parts import FACTS, PartFacts, with_chains
from server.vault.tables import cards, handed_parts, parts, replies
from server.vault.to_intake import leave_buckets, put_out
from server.vault.world import World

FIRST_OF_A_CARD = 4
"""Parts of one card that come first in a bucket: more than one person has in one, by chance."""
AT_ONCE = 8
"""Buckets that are made, and sent, together: 1.6 MB."""


@dataclass(frozen=True, slots=True)
class Letterbox:
    """One part's mailbox, what is known of the part, and its oldest reply."""

    mailbox: MailboxId
    part: PartFacts
    handed: bool
    """To a desk, with the approvals of a quorum."""
    reply: bytes | None


async def publish_once(world: World) -> None:
    """Make all buckets of the publication that is due, and put them out together.

    Raises IntakeUnreachable or WrongAnswer: then the one before is still out.
    """
    every = world.mailbox_seconds
    async with world.keeper.connect() as connection:
        depth = depth_for(await _prefixes(connection))
        is_vouched = await _is_vouched(connection, world.shut_out())
    notice = MailboxNotice(number=world.now() // every, every=every, depth=depth)
    publication, names, told = world.random(16), bucket_names(depth), await telling(world)
    for start in range(0, len(names), AT_ONCE):
        some = [await _bucket(world, notice, name, is_vouched, told) for name in names[start : start + AT_ONCE]]
        await leave_buckets(world, publication, some)
    await put_out(world, publication, len(names), sign_notice(notice, world.sign_key))


def seconds_until_next(world: World) -> float:
    """Until the next publication is due."""
    return world.mailbox_seconds - world.clock() % world.mailbox_seconds


async def _prefixes(connection: AsyncConnection) -> list[int]:
    """How many mailboxes begin with each twelve bits."""
    first, second = (func.get_byte(parts.c.mailbox, at) for at in (0, 1))
    prefix = (first * 16 + second.op(">>")(4)).label("prefix")
    counted = [0] * (1 << MOST_DEPTH)
    for row in await connection.execute(select(prefix, func.count().label("many")).group_by(prefix)):
        counted[row.prefix] = row.many
    return counted


async def _is_vouched(connection: AsyncConnection, shut_out: ShutOut) -> ColumnElement[bool]:
    """Whether a part may take its turn first: whoever finds a pile that was lost must not crowd others out with it."""
    return and_(
        cards.c.period_key.is_not(None),
        cards.c.batch.not_in(await batches_shut_out(connection, shut_out)),
    )


async def _bucket(
    world: World, notice: MailboxNotice, name: bytes, is_vouched: ColumnElement[bool], told: Telling
) -> Bucket:
    async with world.keeper.connect() as connection:
        boxes = await _load(connection, _within(name, notice.depth), is_vouched)
    # Away from the loop: 64 chains of signatures must not keep custodians and desks waiting.
    slots = await asyncio.to_thread(fill, boxes, notice.number, world.today(), world.random, told)
    return make_bucket(notice, name, world.shuffled(slots), world.sign_key)


def _within(name: bytes, depth: int) -> ColumnElement[bool]:
    end = int.from_bytes(name, "big") + (1 << (16 - depth))
    begins = parts.c.mailbox >= name
    return begins if end > 0xFFFF else and_(begins, parts.c.mailbox < end.to_bytes(2, "big"))


async def _load(
    connection: AsyncConnection, which: ColumnElement[bool], is_vouched: ColumnElement[bool]
) -> list[Letterbox]:
    rows = (await connection.execute(_boxes(which, is_vouched))).mappings().all()
    facts = await with_chains(connection, rows)
    return [
        Letterbox(MailboxId(row["mailbox"]), part, row["handed"], row["reply"])
        for row, part in zip(rows, facts, strict=True)
    ]


def _boxes(which: ColumnElement[bool], is_vouched: ColumnElement[bool]) -> Select[Any]:
    reply = (
        select(replies.c.box)
        .where(replies.c.compartment == parts.c.compartment, replies.c.part == parts.c.id, replies.c.seen.is_(None))
        .order_by(replies.c.day, replies.c.id)
        .limit(1)
        .correlate(parts)
        .scalar_subquery()
    )
    of_its_card = func.row_number().over(partition_by=cards.c.period_key, order_by=func.random())
    is_first = and_(is_vouched, of_its_card <= FIRST_OF_A_CARD)
    return (
        FACTS.add_columns(parts.c.mailbox, handed_parts.c.part.is_not(None).label("handed"), reply.label("reply"))
        .outerjoin(
            handed_parts, and_(handed_parts.c.compartment == parts.c.compartment, handed_parts.c.part == parts.c.id)
        )
        .where(which)
        .order_by(is_first.desc(), func.random())
        .limit(SLOTS)
    )


def fill(
    boxes: Sequence[Letterbox], number: int, today: int, random: Randomness, told: Telling = NOBODY
) -> list[bytes]:
    """The slots of these mailboxes, and so many of nobody's that there are 64."""
    said = [(box.mailbox, slot_of(box, today, told)) for box in boxes]
    sealed = [seal_slot(slot, mailbox, number, random) for mailbox, slot in said if slot is not None]
    return [*sealed, *(empty_slot(random) for _ in range(SLOTS - len(sealed)))]


def slot_of(box: Letterbox, today: int, told: Telling = NOBODY) -> Slot | None:
    """What is said of one part today; None where its consent was tampered with: there is nothing true to say.

    `opened` means that the vault handed the part, with the approvals of a quorum, to a desk at least once. Whether a
    person looked at it there is not known here.
    """
    part, chain = box.part, box.part.chain
    try:
        statements = verify_chain(chain.claims, chain.part_key, today)
    except ProtocolError:
        return None
    terms = None if part.withdrawn else _terms(statements, chain.received, today)
    newest = statements[-1].terms
    return Slot(
        consent=chain.claims[-1],
        terms=terms if terms != newest else None,
        settles=_settles(statements, chain.received, today) if terms is not None and terms != newest else None,
        withdrawn=part.withdrawn,
        opened=box.handed,
        reply=box.reply if terms is not None and terms.contact is not Contact.NEVER else None,
        loosened=told.to(part.compartment, (terms, newest)) if terms is not None else None,
    )


def _terms(statements: Sequence[ConsentStatement], received: Sequence[int], day: int) -> Terms | None:
    try:
        return in_force(statements, received, day)
    except ConsentRefused:
        return None


def _settles(statements: Sequence[ConsentStatement], received: Sequence[int], today: int) -> int | None:
    """The first day on which the newest version counts whole; None where it ends before."""
    # A version may be dated a day ahead.
    days = range(today + 1, today + WIDENING_DAYS + 2)
    return next((day for day in days if _terms(statements, received, day) == statements[-1].terms), None)
