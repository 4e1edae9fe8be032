"""The memory of the desk's own process: kept out of swap where that is granted, and said where it is not.

Originals are readable in rooms. But what is shown passes through here on its way to the browser, and fresh keys and the
desk's own key are here all day. `server/quiet_log.py` has forbidden core dumps, and that others look in, before.
"""

from __future__ import annotations

import logging
from pathlib import Path

from server.quiet_log import Event, say
from server.redaction.room.inside.confinement import lock_memory
from server.swap import read_swaps


class MemoryEvent(Event):
    """What a desk says of its memory as it starts."""

    NOT_LOCKED = "memory-not-locked"
    """It may be swapped out: the limit on locked memory is not lifted for this user."""
    SWAP = "swap-in-the-clear"
    """This machine swaps to a disk, and it cannot be seen that what goes there is encrypted."""


def keep_out_of_swap(root: Path = Path("/")) -> None:
    """Lock all memory, or say that it is not locked; and say where this machine's swap may be read later."""
    if not lock_memory():
        say(MemoryEvent.NOT_LOCKED, logging.WARNING)
    if any(one.in_the_clear for one in read_swaps(root) or ()):
        say(MemoryEvent.SWAP, logging.WARNING)
