"""What a room says of a file that it does not draw, as a word, and what the desk makes of that word again."""

from __future__ import annotations

from server.redaction.files import errors
from server.redaction.room.questions import Problem

FILE_ERRORS: dict[Problem, type[errors.FileError]] = {
    Problem.TOO_LARGE: errors.TooLarge,
    Problem.TOO_MANY_PIXELS: errors.TooManyPixels,
    Problem.TOO_MANY_PAGES: errors.TooManyPages,
    Problem.TOOK_TOO_LONG: errors.TookTooLong,
    Problem.MARKUP_NOT_TAKEN: errors.MarkupNotTaken,
    Problem.RECORDING_NOT_TAKEN: errors.RecordingNotTaken,
    Problem.TEXT_NOT_TAKEN: errors.TextNotTaken,
    Problem.ARCHIVE_NOT_TAKEN: errors.ArchiveNotTaken,
    Problem.OFFICE_NOT_TAKEN: errors.OfficeNotTaken,
    Problem.UNKNOWN_KIND: errors.UnknownKind,
    Problem.UNREADABLE: errors.Unreadable,
    Problem.LOCKED: errors.Locked,
    Problem.READER_COULD_RUN: errors.ReaderCouldRun,
    Problem.NO_SUCH_FILE: errors.NoSuchFile,
    Problem.NO_SUCH_PAGE: errors.NoSuchPage,
    Problem.NOT_A_BOX: errors.NotABox,
    Problem.NO_PROPOSALS: errors.NoProposals,
    Problem.MODEL_CHANGED: errors.ModelChanged,
    Problem.NOT_PROVEN: errors.NotProven,
}
_WORDS = {kind: word for word, kind in FILE_ERRORS.items()}


def problem_of(refused: errors.FileError) -> Problem:
    """Raises KeyError for what no room says: it ends the room."""
    return _WORDS[type(refused)]
