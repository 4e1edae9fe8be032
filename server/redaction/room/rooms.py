"""Which rooms a desk has, by opening, and what of them could be opened again without being asked for again.

Rules of this file
* One opening, one room. A process cannot forget for certain what it has read, but it can end: so whatever is to be gone
  goes with its room, and what may stay is opened in another one.
* What left for want of room, or with a room that died, is opened again when somebody looks at it. What somebody forgot,
  or nobody looked at for long, is not: that takes another joining.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Collection

from server.redaction.room.asking import Room

MOST_ROOMS = 8
"""Each takes 60 MB, and more with large files in it: that of the opening looked at longest ago ends for another."""


class Rooms:
    """Rooms in the order in which they were last looked into."""

    def __init__(self, most: int = MOST_ROOMS) -> None:
        self._most = most
        self._rooms: OrderedDict[bytes, Room] = OrderedDict()
        self._made_room: dict[bytes, frozenset[bytes]] = {}
        self.beginning = asyncio.Lock()
        """Held by whoever begins a room, so that an opening gets one."""
        self.closed = 0
        """How often all were ended at once: whoever asked before that opens nothing after it."""

    def of(self, opening: bytes) -> Room | None:
        """The room of an opening, looked into just now."""
        if (room := self._rooms.get(opening)) is not None:
            self._rooms.move_to_end(opening)
        return room

    def keep(self, opening: bytes, room: Room) -> None:
        """One more, in place of what this opening had; what was looked into longest ago goes, until the bound holds."""
        self.lose(opening)
        self._rooms[opening] = room
        while len(self._rooms) > self._most:
            self.lose(next(iter(self._rooms)))

    def note(self, opening: bytes, room: Room, readable: frozenset[bytes]) -> None:
        """What is readable in a room by now: what no longer is has made room for the rest."""
        if self._rooms.get(opening) is room:
            before = self._made_room.get(opening, frozenset()) | room.readable
            room.readable = readable
            self._made_room[opening] = before - readable

    def is_readable(self, opening: bytes, part: bytes) -> bool:
        room = self._rooms.get(opening)
        return room is not None and part in room.readable and not room.has_gone()

    def made_room(self, opening: bytes, part: bytes) -> bool:
        """Whether it was read here, and left for others alone: nobody has forgotten it since."""
        return part in self._made_room.get(opening, ())

    def lose(self, opening: bytes) -> None:
        """End the room of an opening, if it has one; what was readable there can be opened again."""
        if (room := self._rooms.pop(opening, None)) is not None:
            self._made_room[opening] = self._made_room.get(opening, frozenset()) | room.readable
            room.end()

    def lose_this(self, opening: bytes, room: Room) -> None:
        """The same for one that is gone; another that the opening has by now stays."""
        if self._rooms.get(opening) is room:
            self.lose(opening)

    def drop(self, opening: bytes, parts: Collection[bytes]) -> None:
        """These parts are to be read no longer: if one of them is, its room ends; the others can be opened again."""
        room = self._rooms.get(opening)
        if room is not None and not room.readable.isdisjoint(parts):
            self.lose(opening)
        if opening in self._made_room:
            self._made_room[opening] -= frozenset(parts)

    def end(self, opening: bytes) -> None:
        """End the room of an opening, and forget what was read there."""
        self.lose(opening)
        self._made_room.pop(opening, None)

    def end_all(self) -> None:
        """The desk is locked, or stops: nothing is readable here any longer."""
        self.closed += 1
        for opening in [*self._rooms, *self._made_room]:
            self.end(opening)

    def __len__(self) -> int:
        return len(self._rooms)

    def __repr__(self) -> str:
        return f"<{len(self)} rooms>"
