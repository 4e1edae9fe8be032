"""Kept first, judged later: as fast as bytes can be moved, what waits at intake is out of reach of whoever takes it.

Rules of this file
* Only what is sure of its room, whatever it turns out to be, is kept unread. Where the day cannot hold all that waits,
  nothing is: else what cannot be used would take the place of what can (visit.py).
* That the bytes are those of the ids, nobody knows yet: an intake that was taken over can have a part forgotten so,
  which it could have done before as well. That they are no more than was listed, is known.
* What is moved depends on sizes and numbers alone: intake learns nothing of what is in a part.
* Several pools are under way at once: one is on the line while another is on its way to the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from protocol.crossings import Sized
from server.vault.collecting.room import Space
from server.vault.from_intake import take_sealed
from server.vault.visiting.unjudged import put_aside
from server.vault.world import World

SIZE = 8 * 1024 * 1024
"""Bytes of parts in a pool, or one larger part."""
AT_ONCE = 3
"""Pools under way; each holds a connection of the collector's."""


def sure_of_room(waiting: Sequence[Sized], space: Space) -> tuple[list[Sized], Space]:
    """Of what waits, in this order, what there is room for whatever it turns out to be; and the room that is left."""
    sure: list[Sized] = []
    if not space.of_day.holds_all(len(waiting), sum(size for _, size in waiting)):
        return sure, space
    for identifier, size in waiting:
        if (after := space.less_unread(size)) is not None:
            sure.append((identifier, size))
            space = after
    return sure, space


def pools_of(parts: Sequence[Sized], most: int) -> Iterator[list[Sized]]:
    """In this order, each of at most `most` bytes together, or one part."""
    pool: list[Sized] = []
    left = most
    for part in parts:
        if pool and part[1] > left:
            yield pool
            pool, left = [], most
        pool.append(part)
        left -= part[1]
    if pool:
        yield pool


async def move(world: World, parts: Sequence[Sized], moved: set[Sized]) -> None:
    """Keep them unread, and add to `moved` what is kept; intake is not told yet.

    Raises IntakeUnreachable or WrongAnswer, when nothing of it is under way any more; what is in `moved` is kept then.
    """
    pools = pools_of(parts, SIZE)

    async def carry() -> None:
        for pool in pools:
            await put_aside(world, take_sealed(world, pool))
            moved.update(pool)

    for outcome in await asyncio.gather(*(carry() for _ in range(AT_ONCE)), return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
