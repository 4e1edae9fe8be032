"""What a person writes down about a part that is open here: sealed, for as long as the opening lives. Decision 43.

Rules of this file
* Notes are sealed and opened in the part's room. On the disk they lie in a box to this desk's own key, under a random
  name, all of one size; the secret that opens what is in the box is in this process's memory and nowhere else.
* The secret goes with the opening, with the part's withdrawal and with the desk's stop: then nobody reads them again.
  The file goes with the next sweep, and all files go at a start.
* Notes that cannot be read are never passed over: who asks for them is told.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path

from protocol.encoding import Purpose
from protocol.errors import CannotOpen
from protocol.ids import to_text
from protocol.primitives import open_box, seal_box
from server.durable_file import write_durably
from server.redaction.errors import (
    NotesNotKept,
    NotesTooLong,
    NotesUnreadable,
    NotNamedHere,
    PartNotOpen,
    TooManyNotes,
)
from server.redaction.memory import HeldOpening, NotesKey
from server.redaction.opening.openings import held_opening
from server.redaction.room.joining import ask_about
from server.redaction.room.questions import (
    MOST_OF_NOTES,
    SEAL_NOTES,
    SHOW_NOTES,
    SealedNotes,
    SealNotes,
    ShowNotes,
)
from server.redaction.world import World

MOST_NOTED = 500
"""Parts with notes on them, of all openings: 10 MB on the disk."""
_SUFFIX = ".notes"


async def read_notes(world: World, opening: bytes, part: bytes) -> str:
    """What was kept last; empty where there is nothing.

    Raises NoSuchOpening, NotNamedHere, PartNotOpen, RoomGone, VaultUnreachable or NotesUnreadable.
    """
    held = _check_open(world, opening, part)
    if (known := held.notes.get(part)) is None:
        return ""
    question = ShowNotes(part=part, notes=_sealed(world, known))
    return (await ask_about(world, opening, part, SHOW_NOTES, question)).text


async def keep_notes(world: World, opening: bytes, part: bytes, text: str) -> None:
    """Put these in the place of what was kept, durable before this returns; nothing written takes them away.

    Raises NoSuchOpening, NotNamedHere, PartNotOpen, RoomGone, VaultUnreachable, NotesTooLong, TooManyNotes or
    NotesNotKept.
    """
    held = _check_open(world, opening, part)
    if len(text) > MOST_OF_NOTES:
        raise NotesTooLong
    if not text:
        _drop(world, held.notes.pop(part, None))
        return
    if part not in held.notes and _noted(world) >= MOST_NOTED:
        raise TooManyNotes
    key = NotesKey(world.random(32), world.random(32))
    question = SealNotes(part=part, name=key.name, secret=key.secret, text=text)
    sealed = (await ask_about(world, opening, part, SEAL_NOTES, question)).sealed
    if _check_open(world, opening, part) is not held:
        raise PartNotOpen  # forgotten, and asked for anew, while the room was asked
    _write(world, key, sealed)
    before, held.notes[part] = held.notes.get(part), key
    _drop(world, before)


def notes_about(world: World, openings: Iterable[bytes]) -> Callable[[bytes], tuple[SealedNotes, ...]]:
    """For a part, what is noted on it under any of these openings: what its room holds a summary against.

    Asked, it raises NoSuchOpening or NotesUnreadable.
    """
    several = tuple(openings)

    def about(part: bytes) -> tuple[SealedNotes, ...]:
        known = [held_opening(world, one).notes.get(part) for one in several]
        return tuple(_sealed(world, one) for one in known if one is not None)

    return about


def remove_forgotten_notes(world: World) -> None:
    """Files that nothing here can open any more."""
    kept = {_path(world, key) for held in world.memory.openings.values() for key in held.notes.values()}
    _remove(one for one in world.folder.glob(f"*{_SUFFIX}") if one not in kept)


def remove_all_notes(folder: Path) -> None:
    """At a start: what opens them went with the process that kept them."""
    _remove(folder.glob(f"*{_SUFFIX}*"))


def _check_open(world: World, opening: bytes, part: bytes) -> HeldOpening:
    """Raises NoSuchOpening, NotNamedHere or PartNotOpen. What only made room for others counts as open."""
    held, rooms = held_opening(world, opening), world.memory.rooms
    if part not in held.checked.request.parts:
        raise NotNamedHere
    if not (rooms.is_readable(opening, part) or rooms.made_room(opening, part)):
        raise PartNotOpen
    return held


def _noted(world: World) -> int:
    return sum(len(held.notes) for held in world.memory.openings.values())


def _sealed(world: World, key: NotesKey) -> SealedNotes:
    try:
        sealed = open_box(world.seal_key, Purpose.NOTES_BOX, key.name, _path(world, key).read_bytes())
    except (OSError, CannotOpen):
        raise NotesUnreadable from None
    return SealedNotes(name=key.name, secret=key.secret, sealed=sealed)


def _write(world: World, key: NotesKey, sealed: bytes) -> None:
    box = seal_box(world.seal_key.public, Purpose.NOTES_BOX, key.name, sealed, world.random)
    path = _path(world, key)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(path, box)
    except OSError:
        raise NotesNotKept from None


def _drop(world: World, key: NotesKey | None) -> None:
    if key is not None:
        _remove([_path(world, key)])


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):  # nothing opens it any more; the next sweep finds it again
            path.unlink(missing_ok=True)


def _path(world: World, key: NotesKey) -> Path:
    return world.folder / f"{to_text(key.name)}{_SUFFIX}"
