"""Which function answers which question. A new question is one more row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from protocol.encoding import Message
from server.redaction.room.frames import Answered, Asked
from server.redaction.room.inside.holding import hold_words
from server.redaction.room.inside.printing import print_part
from server.redaction.room.inside.reading import NotOpenHere, Reading
from server.redaction.room.inside.showing import show_part
from server.redaction.room.inside.standing_in import stand_in
from server.redaction.room.inside.unsealing import open_part
from server.redaction.room.questions import HOLD_WORDS, OPEN_PART, PRINT_PART, SHOW_PART, STAND_IN, Kind, Problem

_Question = TypeVar("_Question", bound=Message)
_Answer = TypeVar("_Answer", bound=Message)
Row = tuple[Kind[Any, Any], Callable[[Reading, Any], Message]]


def _row(kind: Kind[_Question, _Answer], by: Callable[[Reading, _Question], _Answer]) -> Row:
    """The types of question and answer are those of the kind, or this does not type-check."""
    return kind, by


ROWS: tuple[Row, ...] = (
    _row(OPEN_PART, open_part),
    _row(SHOW_PART, show_part),
    _row(STAND_IN, stand_in),
    _row(HOLD_WORDS, hold_words),
    _row(PRINT_PART, print_part),
)
_BY_NAME = {kind.name: (kind, by) for kind, by in ROWS}


@dataclass(frozen=True, slots=True, repr=False)
class Inside:
    """What a room holds: the parts that are open in it."""

    reading: Reading = field(default_factory=Reading)

    def answer(self, asked: Asked) -> Answered:
        """Raises whatever goes wrong that no question foresees, a kind that is not known too: it ends the room."""
        kind, by = _BY_NAME[asked.kind]
        try:
            return Answered(problem=None, body=by(self.reading, kind.question.from_bytes(asked.body)).to_bytes())
        except NotOpenHere:
            return Answered(problem=Problem.PART_NOT_OPEN, body=b"")

    def __repr__(self) -> str:
        return "<inside of a room>"
