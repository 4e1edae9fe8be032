"""Reading what anyone may send, within bounds of memory and of time.

Rules of this file
* Room is taken as bytes arrive, not as they are announced: whoever announces much and sends little holds little.
* Nobody waits for room inside. Who finds none is told so, and loses nothing by sending the same again.
* Small and large bodies have room of their own, so that a flood of large files does not shut out words.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.types import Receive

from protocol.errors import TooLarge
from server.intake.errors import Busy, HungUp, TooSlow

SMALL = 128 * 1024
"""Bytes up to which a body counts as small: the three smallest classes of parts, and every post."""
PATIENCE = 120.0
"""Seconds that every sender gets, also on 2G through Tor."""
SLOWEST = 4096
"""Bytes a second that earn more time. A sender who stalls on purpose can still hold one body's room for about an
hour; how many at once is for the limit of connections to say."""


class Room:
    """So many bytes of bodies may be in memory at one time."""

    __slots__ = ("_left",)

    def __init__(self, most: int) -> None:
        self._left = most

    @contextmanager
    def holding(self) -> Iterator[Held]:
        """Take room inside the block; its end gives all of it back."""
        held = Held(self)
        try:
            yield held
        finally:
            held.give_back()

    def take(self, size: int) -> None:
        if size > self._left:
            raise Busy
        self._left -= size

    def give_back(self, size: int) -> None:
        self._left += size


@dataclass(slots=True)
class Held:
    """What one upload has taken so far, in bytes."""

    room: Room
    taken: int = 0

    def more(self, size: int) -> None:
        """Raises Busy where there is no room for `size` more bytes."""
        self.room.take(size)
        self.taken += size

    def hand_to(self, other: Held) -> None:
        """What was taken here is the other's from now on; both are of one room."""
        other.taken, self.taken = other.taken + self.taken, 0

    def give_back(self) -> None:
        self.room.give_back(self.taken)
        self.taken = 0


@dataclass(frozen=True, slots=True)
class Rooms:
    """Memory for all uploads together, in bytes; the default is 96 MiB."""

    small: Room = field(default_factory=lambda: Room(32 * 1024 * 1024))
    large: Room = field(default_factory=lambda: Room(64 * 1024 * 1024))

    def for_body(self, announced: int | None) -> Room:
        """Where a body of that announced size goes; one that announces none may be large."""
        return self.small if announced is not None and announced <= SMALL else self.large


async def read_upload(receive: Receive, bound: int, held: Held) -> bytes:
    """The whole body, of at most `bound` bytes.

    Raises TooLarge, Busy, TooSlow or HungUp.
    """
    loop = asyncio.get_running_loop()
    begun = loop.time()
    body = bytearray()
    try:
        async with asyncio.timeout_at(begun + PATIENCE) as limit:
            while True:
                chunk, more = await _next_chunk(receive)
                if len(body) + len(chunk) > bound:
                    raise TooLarge
                held.more(len(chunk))
                if not body and not more:
                    return chunk
                body += chunk
                if not more:
                    return bytes(body)
                limit.reschedule(begun + PATIENCE + len(body) / SLOWEST)
    except TimeoutError:
        raise TooSlow from None


async def _next_chunk(receive: Receive) -> tuple[bytes, bool]:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise HungUp
    return message.get("body", b""), message.get("more_body", False)
