"""Notes on a part that is open here: sealed and opened under a secret that the desk keeps in its memory alone.

What was written and what is read back pass through; the room keeps neither.
"""

from __future__ import annotations

from protocol.contents import pad_to, unpad
from protocol.encoding import Purpose
from protocol.errors import CannotOpen
from protocol.primitives import hkdf, open_stream, seal_stream
from server.redaction.room.inside.reading import Reading
from server.redaction.room.questions import (
    NOTES_PADDED,
    NotesSealed,
    SealedNotes,
    SealNotes,
    ShownNotes,
    ShowNotes,
)


class NotesSpoilt(Exception):
    """These are no notes that were sealed under this name and secret."""


def seal_notes(reading: Reading, asked: SealNotes) -> NotesSealed:
    """Raises NotOpenHere: notes are on what is read."""
    reading.look(asked.part)
    body = pad_to(asked.text.encode(), NOTES_PADDED)
    return NotesSealed(sealed=b"".join(seal_stream(_key(asked.secret, asked.name), asked.name, body)))


def show_notes(reading: Reading, asked: ShowNotes) -> ShownNotes:
    """Raises NotOpenHere or NotesSpoilt."""
    reading.look(asked.part)
    return ShownNotes(text=open_notes(asked.notes))


def open_notes(notes: SealedNotes) -> str:
    """What was written. Raises NotesSpoilt."""
    try:
        return unpad(open_stream(_key(notes.secret, notes.name), notes.name, notes.sealed)).decode()
    except CannotOpen:
        raise NotesSpoilt from None


def _key(secret: bytes, name: bytes) -> bytes:
    return hkdf(secret, b"", Purpose.NOTES, name)
