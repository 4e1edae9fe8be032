"""Rooms as processes: begun with nothing but a line to this desk, ended by the kernel, one kept ready ahead.

Rules of this file
* A room inherits no descriptor but its end of the line: what else this desk has open is not there for it. No
  environment, no terminal, and nothing in its arguments but where this program lies and which recognizers it uses.
* It is begun anew, never forked from this desk: of what this desk has in its memory nothing goes along.
"""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from server.quiet_log import Event, say
from server.redaction.room.asking import Begun, Room, begin
from server.redaction.room.questions import Lack

_TREE = Path(__file__).parents[3]
_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from server.redaction.room.inside.process import main; "
_MAIN = "main(int(sys.argv[2]), sys.argv[3:])"


class RoomEvent(Event):
    """What a desk says of its rooms: nothing about any one of them."""

    ROOM_LACKS = "room-lacks"
    """What rooms would forbid themselves here, and cannot."""


def start_process(recognizers: Sequence[str] = ()) -> Begun:
    """Begin a room. `recognizers`: what it uses beside the detector, as the desk's settings name it. Raises OSError.

    Called on the desk's own main thread: on Linux a room ends with the thread that began it.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            process = _started(theirs.fileno(), recognizers)
        except OSError:
            ours.close()
            raise
    return Begun(ours, lambda: _end(process))


def _started(line: int, recognizers: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 (our own program, no shell)
        [sys.executable, "-I", "-B", "-X", "utf8", "-c", _BEGIN + _MAIN, str(_TREE), str(line), *recognizers],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[line],
        env={},
        cwd=os.sep,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


class RoomsAhead:
    """Rooms for openings, with one begun ahead: a person who opens a part waits for no program to start."""

    def __init__(self, recognizers: Sequence[str] = ()) -> None:
        self._start = partial(start_process, recognizers)
        self._ready: Room | None = None
        self._said: set[Lack] = set()

    async def take(self) -> Room:
        """The one that is ready, or another. Raises RoomGone."""
        ready, self._ready = self._ready, None
        return ready if ready is not None and not ready.has_gone() else await self._begun()

    async def prepare(self) -> None:
        """Have one ready, also in place of one that died meanwhile. Raises RoomGone."""
        if self._ready is None or self._ready.has_gone():
            begun = await self._begun()
            if self._ready is not None:
                self._ready.end()
            self._ready = begun

    def end(self) -> None:
        if self._ready is not None:
            self._ready.end()
        self._ready = None

    async def _begun(self) -> Room:
        room = await begin(self._start)
        for lack in sorted(room.lacks - self._said):
            say(RoomEvent.ROOM_LACKS, logging.WARNING, lack=lack)
        self._said |= room.lacks
        return room
