"""The share of a day that is kept for testimony with a card on a partner's list: who may take from it.

Rules of this file
* A card is for a few reports a day. What it vouches for beyond that has the room that everything has: one lost card
  takes no more than a sliver of the reserve.
* An identity has no card, lest it be joined to its testimony; it has no share either. What happened comes through, who
  says it may have to wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.database import among
from server.vault.collection import KeptPart
from server.vault.parts import SIZE
from server.vault.tables import cards, parts

OF_A_CARD = 16
"""Parts of one card that the reserve takes in a day."""


async def may_take(connection: AsyncConnection, kept: Iterable[KeptPart], today: int) -> frozenset[bytes]:
    """The ids of those that may take from the reserve."""
    carded = {part.id: (card.period_key, card.quarter) for part in kept if (card := part.control.card) is not None}
    if not carded:
        return frozenset()
    keys = {key for key, _ in carded.values()}
    listed = {tuple(row) for row in await connection.execute(_LISTED.where(among(cards.c.period_key, keys)))}
    of_today = _TODAY.where(parts.c.day == today, among(parts.c.period_key, keys))
    count = Counter({row.period_key: row.count for row in await connection.execute(of_today)})
    return frozenset(_first_few(((part, card[0]) for part, card in carded.items() if card in listed), count))


_LISTED = select(cards.c.period_key, cards.c.quarter)
_TODAY = select(parts.c.period_key, func.count().label("count")).group_by(parts.c.period_key)


def _first_few(carded: Iterable[tuple[bytes, bytes]], count: Counter[bytes]) -> Iterable[bytes]:
    for part, key in carded:
        count[key] += 1
        if count[key] <= OF_A_CARD:
            yield part


async def taken_from_it(connection: AsyncConnection, today: int) -> tuple[int, int]:
    """How many of today's parts, and bytes, are such."""
    place = func.row_number().over(partition_by=parts.c.period_key, order_by=parts.c.id)
    on_a_list = and_(cards.c.period_key == parts.c.period_key, cards.c.quarter == parts.c.quarter)
    carded = (
        select(SIZE.label("size"), place.label("place")).join(cards, on_a_list).where(parts.c.day == today).subquery()
    )
    few = select(func.count(), func.coalesce(func.sum(carded.c.size), 0)).where(carded.c.place <= OF_A_CARD)
    count, octets = (await connection.execute(few)).one()
    return int(count), int(octets)
