"""Why a file is not drawn: each word that a room may say means one error at the desk, and back."""

from __future__ import annotations

from server.redaction.files.errors import CleanerRefused, FileError, NoCleaner, NotTaken, TooMuchInside
from server.redaction.room.file_problems import FILE_ERRORS, problem_of
from server.redaction.room.questions import Problem

FRONT = {NoCleaner, CleanerRefused, TooMuchInside}
"""Said where documents are cleaned, which no room does."""


def every_error(kind: type[FileError] = FileError) -> set[type[FileError]]:
    below = {one for child in kind.__subclasses__() for one in every_error(child)}
    return below or {kind}


def test_a_room_has_a_word_for_whatever_it_meets_in_a_file() -> None:
    assert set(FILE_ERRORS.values()) == every_error() - FRONT - {NotTaken}
    assert set(FILE_ERRORS) == set(Problem) - {Problem.PART_NOT_OPEN}
    assert all(problem_of(kind()) is word for word, kind in FILE_ERRORS.items())
