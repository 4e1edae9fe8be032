"""Which function answers which question. A new question is one more row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from protocol.encoding import Message
from server.redaction.files.errors import FileError
from server.redaction.room.file_problems import problem_of
from server.redaction.room.frames import Answered, Asked
from server.redaction.room.inside.copying import (
    copy_file,
    draw_page,
    hand_document,
    hand_files,
    look_at_file,
    propose_boxes,
)
from server.redaction.room.inside.holding import hold_words
from server.redaction.room.inside.noting import NotesSpoilt, seal_notes, show_notes
from server.redaction.room.inside.printing import print_part
from server.redaction.room.inside.reading import NotOpenHere, Reading
from server.redaction.room.inside.showing import show_part
from server.redaction.room.inside.standing_in import stand_in
from server.redaction.room.inside.unsealing import open_part
from server.redaction.room.questions import (
    COPY_FILE,
    DRAW_PAGE,
    HAND_DOCUMENT,
    HAND_FILES,
    HOLD_WORDS,
    LOOK_AT_FILE,
    OPEN_PART,
    PRINT_PART,
    PROPOSE_BOXES,
    SEAL_NOTES,
    SHOW_NOTES,
    SHOW_PART,
    STAND_IN,
    Kind,
    Problem,
)

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
    _row(HAND_FILES, hand_files),
    _row(HOLD_WORDS, hold_words),
    _row(PRINT_PART, print_part),
    _row(LOOK_AT_FILE, look_at_file),
    _row(DRAW_PAGE, draw_page),
    _row(COPY_FILE, copy_file),
    _row(HAND_DOCUMENT, hand_document),
    _row(PROPOSE_BOXES, propose_boxes),
    _row(SEAL_NOTES, seal_notes),
    _row(SHOW_NOTES, show_notes),
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
        except FileError as refused:
            return Answered(problem=problem_of(refused), body=b"")
        except NotesSpoilt:
            return Answered(problem=Problem.NOTES_UNREADABLE, body=b"")

    def __repr__(self) -> str:
        return "<inside of a room>"
