"""How a question, and its answer, lie on the line between a desk and a room: four bytes of length, then one message.

Rules of this file
* Neither end reads more than the other may send: the length is held against a bound before room is made for it.
* What comes is decoded strictly, as all messages are (SPEC 2): anything else is no frame.
"""

from __future__ import annotations

from typing import ClassVar

from protocol.encoding import Code, Message
from protocol.errors import TooLarge
from server.redaction.room.questions import KINDS, Problem

HEAD = 4
"""Bytes of length, the highest first."""
_AROUND = 256


class Asked(Message):
    """One question, by the name of its kind."""

    BOUND: ClassVar[int] = max(kind.question.BOUND for kind in KINDS) + _AROUND

    kind: Code
    body: bytes


class Answered(Message):
    """Its answer; or a problem, and no body."""

    BOUND: ClassVar[int] = max(kind.answer.BOUND for kind in KINDS) + _AROUND

    problem: Problem | None
    body: bytes


def framed(message: Asked | Answered) -> bytes:
    """Raises TooLarge for one that the other end would not read."""
    raw = message.to_bytes()
    if len(raw) > message.BOUND:
        raise TooLarge
    return len(raw).to_bytes(HEAD, "big") + raw


def size_in(head: bytes, kind: type[Message]) -> int:
    """How many bytes follow. Raises TooLarge for more than that message may have."""
    size = int.from_bytes(head, "big")
    if size > kind.BOUND:
        raise TooLarge
    return size
