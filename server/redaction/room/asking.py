"""The desk's end of a line to a room: ask, wait for so long and no longer, and end it for good.

Rules of this file
* A room that answers nothing in time, something else, or too much, is ended. So is one whose asker stopped waiting:
  nobody could tell the next answer from the last.
* One question at a time. What waits meanwhile learns that the room is gone, and hangs on nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from protocol.encoding import Message
from protocol.errors import ProtocolError
from server.redaction.errors import NotesUnreadable, PartNotOpen, RoomGone
from server.redaction.room.file_problems import FILE_ERRORS
from server.redaction.room.frames import HEAD, Answered, Asked, framed, size_in
from server.redaction.room.questions import Kind, Lack, Problem, Ready

_Question = TypeVar("_Question", bound=Message)
_Answer = TypeVar("_Answer", bound=Message)

BEGIN_SECONDS = 30.0
"""For a room to begin on a busy machine; a second is usual."""
_PROBLEMS: dict[Problem, type[Exception]] = {
    Problem.PART_NOT_OPEN: PartNotOpen,
    Problem.NOTES_UNREADABLE: NotesUnreadable,
    **FILE_ERRORS,
}


@dataclass(frozen=True, slots=True)
class Begun:
    """A room that was begun, before its first word."""

    line: socket.socket
    """Our end."""
    end: Callable[[], None]
    """Ends it whatever it is doing, and returns when it is no more."""


class Room:
    """One room, from the desk's side. Made by `begin`."""

    def __init__(self, begun: Begun) -> None:
        self._line, self._end = begun.line, begun.end
        self._line.settimeout(0)
        self._one_at_a_time = asyncio.Lock()
        self._is_asked = self._is_over = False
        self.lacks: frozenset[Lack] = frozenset()
        self.readable: frozenset[bytes] = frozenset()
        """Parts that are open in it, by its own last word."""

    def has_gone(self) -> bool:
        """Whether it was ended, or ended by itself: it hung up, and nothing is left of what it said."""
        if self._is_over:
            return True
        try:
            return not self._line.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False  # it says nothing, and is there
        except OSError:
            return True

    async def ask(self, kind: Kind[_Question, _Answer], question: _Question) -> _Answer:
        """Raises RoomGone, PartNotOpen where the part is not open in it, NotesUnreadable or a FileError."""
        async with self._one_at_a_time:
            answered = await self._in_time(kind.seconds, Asked(kind=kind.name, body=question.to_bytes()))
            if answered.problem is not None:
                raise _PROBLEMS[answered.problem]
            with self._or_it_ends():
                return kind.answer.from_bytes(answered.body)

    async def greet(self) -> None:
        """Hear its first word. Raises RoomGone."""
        answered = await self._in_time(BEGIN_SECONDS, None)
        with self._or_it_ends():
            self.lacks = frozenset(Ready.from_bytes(answered.body).lacks)

    def end(self) -> None:
        """End it, whatever it is doing: what was readable in it goes with its memory. Once is as good as twice."""
        if self._is_over:
            return
        self._is_over = True
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)  # whoever waits for an answer waits no longer
        self._end()
        self._hang_up_once_over()

    async def _in_time(self, seconds: float, asked: Asked | None) -> Answered:
        if self._is_over:
            raise RoomGone
        self._is_asked = True
        try:
            with self._or_it_ends():
                async with asyncio.timeout(seconds):
                    return await self._exchange(asked)
        finally:
            self._is_asked = False
            self._hang_up_once_over()

    def _hang_up_once_over(self) -> None:
        """Not under somebody who still listens: the loop would watch a number that may be another line by then."""
        if self._is_over and not self._is_asked:
            self._line.close()

    @contextlib.contextmanager
    def _or_it_ends(self) -> Iterator[None]:
        """Whatever happens while a room is listened to but an answer, the room is ended."""
        try:
            yield
        except (OSError, EOFError, TimeoutError, ProtocolError):
            self.end()
            raise RoomGone from None
        except BaseException:
            self.end()
            raise

    async def _exchange(self, asked: Asked | None) -> Answered:
        loop = asyncio.get_running_loop()
        if asked is not None:
            await loop.sock_sendall(self._line, framed(asked))
        size = size_in(await self._exactly(HEAD), Answered)
        return Answered.from_bytes(await self._exactly(size))

    async def _exactly(self, size: int) -> bytes:
        loop, raw, at = asyncio.get_running_loop(), bytearray(size), 0
        while at < size:
            read = await loop.sock_recv_into(self._line, memoryview(raw)[at:])
            if not read:
                raise EOFError
            at += read
        return bytes(raw)

    def __repr__(self) -> str:
        return "<room>"


async def begin(start: Callable[[], Begun]) -> Room:
    """A room that has said that it is ready. Raises RoomGone."""
    try:
        room = Room(start())
    except OSError:
        raise RoomGone from None
    await room.greet()
    return room
