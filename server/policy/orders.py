"""Orders at the policy zone: taken from whoever brings one, logged, and handed out. SPEC 21.7.

They are kept in the folder of pinned papers and not in the database: whoever can write there brings nobody back.
"""

from __future__ import annotations

from protocol.ledger import EntryKind
from server.orders import is_about_a_part, read_brought
from server.policy.errors import NotForThisZone
from server.policy.log_entries import note
from server.policy.world import World


async def take_orders(world: World, raw: bytes) -> None:
    """Log and keep what was brought. Raises what read_brought raises, NotForThisZone or TooManyOrders."""
    brought = read_brought(raw, world.pinned)
    if any(is_about_a_part(one) for one in brought):
        raise NotForThisZone
    async with world.database.begin() as connection:
        for one in brought:
            await note(connection, EntryKind.ORDER, one.id, world.today(), world.random)
    world.pinned.take_orders([one.signed for one in brought])
