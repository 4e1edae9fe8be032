"""Hints that two opened reports may tell of one event: each room names what is in its report under one fresh key."""

from __future__ import annotations

from collections.abc import Sequence

from server.redaction.drafts.foreseeing import Chosen
from server.redaction.errors import DeskError
from server.redaction.likeness import Likeness, hints
from server.redaction.room.joining import ask_originals
from server.redaction.room.questions import PRINT_PART, Print, PrintPart
from server.redaction.world import World


async def hinted(world: World, readable: Sequence[Chosen]) -> list[tuple[str, str, Likeness]]:
    """By their labels. The key and the prints are gone with the answer; none where a room does not answer."""
    key, labels = world.random(32), {one.part: one.label for one in readable}
    if len(labels) < 2:
        return []
    prints: dict[str, tuple[Print, ...]] = {}
    openings = dict.fromkeys(one.opening for one in readable)
    try:
        async for part, _, found in ask_originals(
            world, openings, labels, PRINT_PART, lambda part: PrintPart(part=part, key=key)
        ):
            prints[labels[part]] = found.prints
    except DeskError:
        return []
    return hints(prints)
