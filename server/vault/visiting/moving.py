"""Kept first, judged later: as fast as bytes can be moved, what waits at intake is out of reach of whoever takes it.

Rules of this file
* Only what is sure of its room, whatever it turns out to be, is kept unread. Where the day cannot hold all that waits,
  nothing is: else what cannot be used would take the place of what can (visit.py).
* That the bytes are those of the ids, nobody knows yet: an intake that was taken over can have a part forgotten so,
  which it could have done before as well. That they are no more than was listed, is known.
* What is moved depends on sizes and numbers alone: intake learns nothing of what is in a part.
* Two pools are under way at once, half a pool apart: one is on the line while the other's end is on its way to the
  disk.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator, Sequence

from protocol.crossings import Sized, by_size
from server.vault.collecting.room import Space
from server.vault.from_intake import take_sealed
from server.vault.visiting.unjudged import put_aside
from server.vault.world import World

SIZE = 15 * 1024 * 1024
"""Bytes of parts in a pool, or one larger part. PostgreSQL gives a COPY 16 MiB of buffers of its own: from then on it
waits for the disk again and again, to free the next."""
AT_ONCE = 2
"""Pools under way; each holds a connection of the collector's here, and one of the collector's at intake."""


def sure_of_room(waiting: Sequence[Sized], space: Space) -> tuple[list[Sized], Space]:
    """Of what waits, in this order, what there is room for whatever it turns out to be; and the room that is left."""
    all_of_it = len(waiting), sum(size for _, size in waiting)
    if not space.of_day.holds_all(*all_of_it):
        return [], space
    # Counted at once where there is room for all, as there nearly always is: one by one, 20,000 parts take 0.1 s.
    if space.holds_all_unread(*all_of_it):
        return list(waiting), space.less_unread(*all_of_it)
    sure: list[Sized] = []
    for identifier, size in waiting:
        if space.holds_all_unread(1, size):
            sure.append((identifier, size))
            space = space.less_unread(1, size)
    return sure, space


def in_pools(parts: Sequence[Sized]) -> Iterator[list[Sized]]:
    """In this order, each of at most SIZE bytes or of one part; one pool if they fit, since what is judged at once is
    mixed; else as even as parts allow, but the first and the last, which are half as large."""
    whole, largest = sum(size for _, size in parts), max(size for _, size in parts)
    if whole <= SIZE or largest > SIZE // 2:
        return by_size(parts, SIZE)
    pools = AT_ONCE * math.ceil(whole / (AT_ONCE * (SIZE - largest)))
    # A part more than its due: else what did not fit into the others would be one more.
    most = math.ceil(whole / pools) + largest
    return by_size(parts, most, first=most // 2)


async def move(world: World, parts: Sequence[Sized], moved: set[Sized]) -> None:
    """Keep them unread, and add to `moved` what is kept; intake is not told yet.

    Raises IntakeUnreachable or WrongAnswer, when nothing of it is under way any more; what is in `moved` is kept then.
    """
    if not parts:
        return
    pools = in_pools(parts)

    async def carry() -> None:
        for pool in pools:
            await put_aside(world, take_sealed(world, pool))
            moved.update(pool)

    for outcome in await asyncio.gather(*(carry() for _ in range(AT_ONCE)), return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
