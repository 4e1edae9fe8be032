"""Rooms without processes: the very loop of a room, on a thread and over a pair of sockets. What is forbidden to a real
one is not forbidden here; `room/test_real_rooms.py` is about that."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, MutableMapping
from weakref import WeakKeyDictionary

from server.redaction.room.asking import Begun, Room, begin
from server.redaction.room.inside.answering import Inside
from server.redaction.room.inside.reading import Reading
from server.redaction.room.inside.serving import serve


class RoomsInThreads:
    """Begins rooms for one desk, and lets a test look into them."""

    def __init__(self) -> None:
        self.reading: Callable[[], Reading] = Reading
        """What the next room reads into."""
        self.insides: MutableMapping[Room, Inside] = WeakKeyDictionary()
        self._threads: list[threading.Thread] = []

    async def begin(self) -> Room:
        inside = Inside(self.reading())
        room = await begin(lambda: self._started(inside))
        self.insides[room] = inside
        return room

    def inside(self, room: Room | None) -> Inside:
        assert room is not None
        return self.insides[room]

    def wait(self) -> None:
        """Until every thread has come to its end: their rooms have been ended before."""
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def _started(self, inside: Inside) -> Begun:
        ours, theirs = socket.socketpair()
        self._threads = [one for one in self._threads if one.is_alive()]
        thread = threading.Thread(target=_serve, args=(theirs, inside), daemon=True)
        self._threads.append(thread)
        thread.start()
        return Begun(ours, lambda: None)


def _serve(line: socket.socket, inside: Inside) -> None:
    with line:
        serve(line.fileno(), inside)
