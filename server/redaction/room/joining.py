"""Opening parts in their opening's room, one at a time, and asking about them there.

Rules of this file
* Nothing readable comes here but the answer to one question, on its way to whoever asked it.
* Whatever goes wrong with one part is said in one coded word, and the next part is joined.
* After every wait it is looked whether the opening is still held, and the desk was not locked: what was forgotten
  meanwhile does not come back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from protocol.desk_crossings import PartState
from protocol.encoding import Message
from protocol.errors import ConsentRefused, DirectoryRefused, ProtocolError
from server.redaction.errors import (
    NotNamedHere,
    OpeningError,
    OriginalsMissing,
    PartNotOpen,
    Refused,
    RoomGone,
    WrongAnswer,
)
from server.redaction.memory import DeskMemory, HeldOpening, Original
from server.redaction.opening.openings import follow, held_opening
from server.redaction.room.asking import Room
from server.redaction.room.checking import check_fetched
from server.redaction.room.questions import (
    HAND_FILES,
    OPEN_PART,
    SHOW_PART,
    FilesHanded,
    HandFiles,
    Kind,
    ShownPart,
    ShowPart,
)
from server.redaction.to_vault import openable_part
from server.redaction.world import World

_Question = TypeVar("_Question", bound=Message)
_Answer = TypeVar("_Answer", bound=Message)


class Outcome(StrEnum):
    """What became of one part at this desk."""

    OPEN = "open"
    WAITING = "waiting"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    FROZEN = "frozen"
    ENOUGH_FOR_TODAY = "enough-for-today"
    """The vault hands this curator no more today."""
    NOT_HANDED_OUT = "not-handed-out"
    """The vault would not give it now."""
    CONSENT = "consent"
    NOT_OUR_DESK_THEN = "not-our-desk-then"
    """It was sealed under a directory this desk does not know or was not in, or with another key of it."""
    CANNOT_OPEN = "cannot-open"
    NOT_READABLE = "not-readable"
    ROOM_ENDED = "room-ended"
    """Its room did not begin, or ended over it."""


_BEFORE = {
    PartState.REQUESTED: Outcome.WAITING,
    PartState.LOGGED: Outcome.WAITING,
    PartState.REFUSED: Outcome.REFUSED,
    PartState.EXPIRED: Outcome.EXPIRED,
    PartState.WITHDRAWN: Outcome.WITHDRAWN,
    PartState.FROZEN: Outcome.FROZEN,
}
# In this order: the first that fits names what went wrong.
_BECAUSE: tuple[tuple[type[Exception], Outcome], ...] = (
    (Refused, Outcome.NOT_HANDED_OUT),
    (RoomGone, Outcome.ROOM_ENDED),
    (ConsentRefused, Outcome.CONSENT),
    (DirectoryRefused, Outcome.NOT_OUR_DESK_THEN),
    (ProtocolError, Outcome.CANNOT_OPEN),
    (OpeningError, Outcome.CANNOT_OPEN),
    (WrongAnswer, Outcome.CANNOT_OPEN),
)


async def join(world: World, opening: bytes) -> dict[bytes, Outcome]:
    """Open every part of an opening that its custodians have approved; what became of each, by part id.

    Raises what `follow` raises; nothing about a single part.
    """
    closed = world.memory.rooms.closed
    progress = await follow(world, opening)
    held = held_opening(world, opening)
    before = {one.part: _BEFORE.get(one.state) for one in progress.parts}
    # What was withdrawn, frozen or ended since it was read here is not read here any longer.
    world.memory.rooms.drop(opening, [part for part, outcome in before.items() if outcome is not None])
    # What a source took back is not read in anybody's notes either.
    for part in [part for part, outcome in before.items() if outcome is Outcome.WITHDRAWN]:
        held.notes.pop(part, None)
    return {part: outcome or await _joined(world, held, part, closed) for part, outcome in before.items()}


def open_here(world: World, opening: bytes, part: bytes) -> tuple[HeldOpening, Original]:
    """An opening that this desk holds, and what it knows of a part that is open in it.

    Raises NoSuchOpening, NotNamedHere or PartNotOpen.
    """
    held = _naming(world, opening, part)
    if not world.memory.rooms.is_readable(opening, part):
        raise PartNotOpen
    return held, held.originals[part]


async def show(world: World, opening: bytes, part: bytes) -> ShownPart:
    """A part as a person is shown it. Raises what `ask_about` raises."""
    return await ask_about(world, opening, part, SHOW_PART, ShowPart(part=part))


async def files_as_they_came(world: World, opening: bytes, part: bytes) -> FilesHanded:
    """For the console of whoever reads it. Raises what `ask_about` raises."""
    return await ask_about(world, opening, part, HAND_FILES, HandFiles(part=part))


async def ask_about(
    world: World, opening: bytes, part: bytes, kind: Kind[_Question, _Answer], question: _Question
) -> _Answer:
    """Ask an opening's room about a part that is open there. One that left to make room for others is opened again: a
    few files fill all of a room.

    Raises NoSuchOpening, NotNamedHere, PartNotOpen, RoomGone or VaultUnreachable.
    """
    held, rooms = _naming(world, opening, part), world.memory.rooms
    if rooms.made_room(opening, part) and await _joined(world, held, part, rooms.closed) is not Outcome.OPEN:
        raise PartNotOpen
    return await _asked(world, held, part, kind, question)


async def ask_originals(
    world: World,
    openings: Iterable[bytes],
    parts: Iterable[bytes],
    kind: Kind[_Question, _Answer],
    about: Callable[[bytes], _Question],
) -> AsyncIterator[tuple[bytes, Original, _Answer]]:
    """Ask about the parts behind a summary, one at a time, each in its opening's room; those no longer readable are
    opened again. For each its id, what the desk knows of it, and the answer.

    Raises OriginalsMissing where one is in none of the openings or cannot be opened, RoomGone, VaultUnreachable.
    """
    closed = world.memory.rooms.closed
    by_part = {part: held for opening in openings for part, held in _parts_of(world, opening)}
    for part in parts:
        if part not in by_part:
            raise OriginalsMissing
        held = by_part[part]
        is_readable = world.memory.rooms.is_readable(held.checked.id, part)
        if not is_readable and await _joined(world, held, part, closed) is not Outcome.OPEN:
            raise OriginalsMissing
        try:
            answer = await _asked(world, held, part, kind, about(part))
        except PartNotOpen:
            raise OriginalsMissing from None
        yield part, held.originals[part], answer


def close_all(memory: DeskMemory) -> None:
    """The desk is locked: every room ends. Openings and their keys stay; whoever is back joins them again."""
    memory.rooms.end_all()


def _naming(world: World, opening: bytes, part: bytes) -> HeldOpening:
    held = held_opening(world, opening)
    if part not in held.checked.request.parts:
        raise NotNamedHere
    return held


def _parts_of(world: World, opening: bytes) -> list[tuple[bytes, HeldOpening]]:
    held = held_opening(world, opening)
    return [(part, held) for part in held.checked.request.parts]


async def _joined(world: World, held: HeldOpening, part: bytes, closed: int) -> Outcome:
    try:
        return await fetch_and_open(world, held, part, closed)
    except tuple(kind for kind, _ in _BECAUSE) as wrong:
        return _outcome_of(wrong)


def _outcome_of(wrong: Exception) -> Outcome:
    if isinstance(wrong, Refused) and wrong.reason == Outcome.ENOUGH_FOR_TODAY:
        return Outcome.ENOUGH_FOR_TODAY
    return next(outcome for kind, outcome in _BECAUSE if isinstance(wrong, kind))


async def fetch_and_open(world: World, held: HeldOpening, part: bytes, closed: int) -> Outcome:
    """Fetch one part, check it, and have it opened in its opening's room. `closed`: of the rooms, as it was asked for.

    Raises what `check_fetched` raises, RoomGone, VaultUnreachable, Refused or WrongAnswer.
    """
    openable = check_fetched(world, held, part, await openable_part(world.vault, held.checked.id, part))
    room = await _room_of(world, held, closed)
    try:
        opened = await room.ask(OPEN_PART, openable.question)
    except RoomGone:
        world.memory.rooms.lose_this(held.checked.id, room)
        raise
    world.memory.rooms.note(held.checked.id, room, frozenset(opened.readable))
    held.originals[part] = openable.original
    return Outcome(opened.outcome.value)


async def _room_of(world: World, held: HeldOpening, closed: int) -> Room:
    """The room of an opening, begun if there is none. Raises RoomGone, or PartNotOpen as `_check_held`."""
    rooms, opening = world.memory.rooms, held.checked.id
    async with rooms.beginning:
        _check_held(world, held, closed)
        if (room := rooms.of(opening)) is not None and not room.has_gone():
            return room
        room = await world.begin_room()
        rooms.keep(opening, room)
    try:
        _check_held(world, held, closed)
    except PartNotOpen:
        rooms.end(opening)
        raise
    return room


def _check_held(world: World, held: HeldOpening, closed: int) -> None:
    if world.memory.rooms.closed != closed:
        raise PartNotOpen  # locked meanwhile: whoever is back asks anew
    if world.memory.openings.get(held.checked.id) is not held:
        raise PartNotOpen  # forgotten while the vault was asked: nothing would ever end its room again


async def _asked(
    world: World, held: HeldOpening, part: bytes, kind: Kind[_Question, _Answer], question: _Question
) -> _Answer:
    rooms, opening = world.memory.rooms, held.checked.id
    if not rooms.is_readable(opening, part) or (room := rooms.of(opening)) is None:
        raise PartNotOpen
    try:
        return await room.ask(kind, question)
    except RoomGone:
        rooms.lose_this(opening, room)
        raise
