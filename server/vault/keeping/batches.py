"""Batches of cards as the lists have them: whose, for which quarter, and in bands how many cards each has. SPEC 26."""

from __future__ import annotations

from sqlalchemy import func, select

from protocol.activity import BatchTold, pile_band
from protocol.cards import batch_name
from server.vault.tables import cards
from server.vault.world import World

MOST = 4096


async def listed_batches(world: World) -> list[BatchTold]:
    """The newest ones. Which of the cards are in use is not looked at."""
    batch = (cards.c.partner, cards.c.quarter, cards.c.batch)
    query = select(*batch, func.count().label("size")).group_by(*batch).order_by(cards.c.quarter.desc(), cards.c.batch)
    async with world.keeper.connect() as connection:
        rows = (await connection.execute(query.limit(MOST))).all()
    return [
        BatchTold(partner=row.partner, quarter=row.quarter, name=batch_name(row.batch), cards=pile_band(row.size))
        for row in rows
    ]
