"""Orders at the policy zone: taken from whoever brings one, logged, and handed out. SPEC 21.7.

They are kept in the folder of pinned papers and not in the database: whoever can write there brings nobody back.
"""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.ledger import EntryKind
from protocol.primitives import Randomness
from server.orders import is_about_a_part, read_brought
from server.pinned import Pinned
from server.policy.errors import NotForThisZone
from server.policy.log_entries import note


class Taking(Protocol):
    """What taking an order needs: the zone's world has it, and the pages' has it."""

    @property
    def pinned(self) -> Pinned: ...
    @property
    def database(self) -> AsyncEngine: ...
    @property
    def random(self) -> Randomness: ...
    def today(self) -> int: ...


async def take_orders(world: Taking, raw: bytes) -> None:
    """Log and keep what was brought. Raises what read_brought raises, NotForThisZone or TooManyOrders."""
    brought = read_brought(raw, world.pinned)
    if any(is_about_a_part(one) for one in brought):
        raise NotForThisZone
    async with world.database.begin() as connection:
        for one in brought:
            await note(connection, EntryKind.ORDER, one.id, world.today(), world.random)
    world.pinned.take_orders([one.signed for one in brought])
