"""The one way by which a page sees an original."""

from __future__ import annotations

from server.redaction.forms import PartShown
from server.redaction.room.joining import show
from server.redaction.showing import show_part
from server.redaction.world import World


async def shown_part(world: World, opening: bytes, part: bytes) -> PartShown:
    """The texts of a part that is open here with what the detector proposes, and what else came with them.

    Raises NoSuchOpening, NotNamedHere, PartNotOpen, RoomGone or VaultUnreachable.
    """
    return await show_part(part, await show(world, opening, part))
