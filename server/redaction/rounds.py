"""What a desk does by itself: take back dead keys, forget what is over or idle, lock, hear of orders and policies,
keep a room ready, and say whether documents can be cleaned."""

from __future__ import annotations

import asyncio
import logging

from server.quiet_log import Event, say
from server.redaction.files.cleaning import can_clean
from server.redaction.from_policy import refresh_policy
from server.redaction.opening.fresh_keys import take_back_keys
from server.redaction.opening.openings import forget_what_is_over
from server.redaction.pages.sessions import sweep
from server.redaction.pages.stopping import stop_when_due
from server.redaction.room.notes import remove_forgotten_notes
from server.redaction.room.processes import RoomsAhead
from server.redaction.stopping import refresh_orders
from server.redaction.world import World
from server.rounds import Round

FORGET_SECONDS = 15.0
POLICY_SECONDS = 300.0
READY_SECONDS = 5.0
STOP_SECONDS = 1.0
DAY_SECONDS = 86_400.0
ORDERS_SECONDS = 30.0


def rounds(world: World) -> list[Round]:
    return [
        Round("take back keys", lambda: FORGET_SECONDS, lambda: take_back_keys(world)),
        Round("forget", lambda: FORGET_SECONDS, lambda: forget_once(world)),
        Round("lock", lambda: FORGET_SECONDS, lambda: lock_once(world)),
        Round("stop", lambda: STOP_SECONDS, lambda: stop_when_due(world)),
        Round("orders", lambda: ORDERS_SECONDS, lambda: refresh_orders(world)),
        Round("policy", lambda: POLICY_SECONDS, lambda: refresh_once(world)),
    ]


def keep_ready(ahead: RoomsAhead) -> Round:
    """One room more than there are openings on screen."""
    return Round("keep a room ready", lambda: READY_SECONDS, ahead.prepare)


class FilesEvent(Event):
    """What a desk says of files: nothing about any one of them."""

    DOCUMENTS_NOT_CLEANED = "documents-not-cleaned"
    """Text documents do not leave: mat2, its sandbox, or the kernel's leave for one is missing."""


def look_for_cleaner() -> Round:
    """As the desk starts, and each day again."""
    return Round("look for what cleans documents", lambda: DAY_SECONDS, say_whether_cleaned)


async def say_whether_cleaned() -> None:
    if not await asyncio.to_thread(can_clean):
        say(FilesEvent.DOCUMENTS_NOT_CLEANED, logging.WARNING)


async def forget_once(world: World) -> None:
    """Drop ended keys, ended openings, idle originals, and files of notes that nothing opens any more."""
    forget_what_is_over(world)
    remove_forgotten_notes(world)


async def lock_once(world: World) -> None:
    """Lock the pages where nobody is at them."""
    sweep(world)


async def refresh_once(world: World) -> None:
    """Take the newest policy. Raises PolicyUnreachable, Refused, WrongAnswer or PolicyRefused."""
    await refresh_policy(world.policy, world.pinned)
