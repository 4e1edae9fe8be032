"""The memory of the desk's own process: written over as it is freed, kept out of swap; and said where either is not.

Originals are readable in rooms. But what is shown passes through here on its way to the browser, and fresh keys and the
desk's own key are here all day. `server/quiet_log.py` has forbidden core dumps, and that others look in, before;
`server/memory.py` has begun this process so that what it frees is written over.
"""

from __future__ import annotations

import logging
from pathlib import Path

from server.memory import can_wipe_what_is_freed, wipes_what_is_freed
from server.quiet_log import Event, say
from server.redaction.room.inside.confinement import lock_memory
from server.swap import read_swaps

NOT_WIPED = "What was shown stays in the desk's freed memory until it stops. It takes a system with the GNU C library."


class MemoryEvent(Event):
    """What a desk says of its memory as it starts."""

    NOT_WIPED = "freed-memory-not-wiped"
    """What was shown stays in freed memory, until something else is written there or the desk stops."""
    NOT_LOCKED = "memory-not-locked"
    """It may be swapped out: the limit on locked memory is not lifted for this user."""
    SWAP = "swap-in-the-clear"
    """This machine swaps to a disk, and it cannot be seen that what goes there is encrypted."""


def keep_to_itself(root: Path = Path("/")) -> None:
    """Lock all memory, or say that it is not locked; say where what was freed is not written over, and where this
    machine's swap may be read later."""
    if not wipes_what_is_freed():
        say(MemoryEvent.NOT_WIPED, logging.WARNING)
    if not lock_memory():
        say(MemoryEvent.NOT_LOCKED, logging.WARNING)
    if any(one.in_the_clear for one in read_swaps(root) or ()):
        say(MemoryEvent.SWAP, logging.WARNING)


def memory_faults() -> tuple[str, ...]:
    """What a desk on this system could not do, for the doctor."""
    return () if can_wipe_what_is_freed() else (NOT_WIPED,)
