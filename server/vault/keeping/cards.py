"""Cards that partners handed out: loading a batch's list. SPEC 8 and 10.3.

A list comes from the consortium, by hand (`leeward cards load`); no door of the vault takes one. A card counts for
the partner and the quarter on its list. That a list was loaded is logged: cards nobody handed out would be voices
of people who are not there. The running vault can only read cards: this is done under a login of its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from protocol.cards import CardList, batch_name
from protocol.ids import day_of
from protocol.ledger import EntryKind
from protocol.primitives import Randomness
from server.pinned import Clock, Pinned
from server.vault.counting.sources import ShutOut
from server.vault.errors import BatchNameTaken, CardsContradict, NoSuchPartner
from server.vault.log_entries import new_entry, write_entry
from server.vault.tables import cards


@dataclass(frozen=True, slots=True)
class Loader:
    """What loading a list works with. `engine` logs in as vault_card_loader."""

    clock: Clock
    random: Randomness = field(repr=False)
    engine: AsyncEngine = field(repr=False)
    pinned: Pinned = field(repr=False)


async def load_cards(loader: Loader, listed: CardList) -> int:
    """Keep a batch's list; how many of its cards were new. The same list again changes nothing.

    Raises NoSuchPartner, BatchNameTaken, or CardsContradict where one of its keys stands on another list: then none was
    taken.
    """
    if listed.partner not in {one.partner for one in loader.pinned.directory.contents.partners}:
        raise NoSuchPartner
    async with loader.engine.begin() as connection:
        await _check_name_is_free(connection, listed)
        rows = [
            {"period_key": key, "partner": listed.partner, "quarter": listed.quarter, "batch": listed.batch}
            for key in listed.keys
        ]
        new = await connection.scalars(insert(cards).on_conflict_do_nothing().returning(cards.c.period_key), rows)
        added = len(new.all())
        found = (
            await connection.execute(
                select(cards.c.partner, cards.c.quarter, cards.c.batch)
                .where(cards.c.period_key.in_(listed.keys))
                .distinct()
            )
        ).all()
        if [tuple(row) for row in found] != [(listed.partner, listed.quarter, listed.batch)]:
            raise CardsContradict
        if added:
            subject = hashlib.sha256(listed.to_bytes()).digest()
            await write_entry(connection, new_entry(EntryKind.CARDS, subject, day_of(loader.clock()), loader.random))
    return added


async def _check_name_is_free(connection: AsyncConnection, listed: CardList) -> None:
    # Who shuts out one batch by its name must not shut out another with it (SPEC 8.6).
    others = await connection.scalars(select(cards.c.batch).where(cards.c.batch != listed.batch).distinct())
    if listed.name in map(batch_name, others):
        raise BatchNameTaken


async def batches_shut_out(connection: AsyncConnection, shut_out: ShutOut) -> list[bytes]:
    """The ids of all batches whose cards count for nobody."""
    if shut_out == ShutOut():
        return []
    batches = await connection.execute(select(cards.c.partner, cards.c.batch).distinct())
    return sorted(one.batch for one in batches if shut_out.has(one.partner, batch_name(one.batch)))
