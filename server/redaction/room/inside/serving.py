"""A room's one loop: read a question, answer it, until the desk closes the line. It waits for nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from protocol.errors import ProtocolError
from server.redaction.room.frames import HEAD, Answered, Asked, framed, size_in
from server.redaction.room.inside.answering import Inside
from server.redaction.room.questions import Lack, Ready


class LineClosed(Exception):
    """The desk is gone, or wants nothing more."""


def serve(line: int, room: Inside, lacks: Iterable[Lack] = (), before: Callable[[], None] = lambda: None) -> None:
    """Answer what comes on a file descriptor, until the desk hangs up. `before` runs ahead of each question.

    What no question foresees is raised, and ends the room.
    """
    try:
        _write(line, Answered(problem=None, body=Ready(lacks=tuple(lacks)).to_bytes()))
        while True:
            asked = _read(line)
            before()
            _write(line, room.answer(asked))
            del asked
    except (LineClosed, OSError, ProtocolError):
        return


def _read(line: int) -> Asked:
    size = size_in(_exactly(line, HEAD), Asked)
    return Asked.from_bytes(_exactly(line, size))


def _exactly(line: int, size: int) -> bytes:
    raw, at = bytearray(size), 0
    while at < size:
        read = os.readv(line, [memoryview(raw)[at:]])
        if not read:
            raise LineClosed
        at += read
    return bytes(raw)


def _write(line: int, answered: Answered) -> None:
    left = memoryview(framed(answered))
    while left:
        left = left[os.write(line, left) :]
