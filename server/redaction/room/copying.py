"""A file's copy: the one way out of a room for what is no text, and only where the source allows it today.

Rules of this file
* Looking is for both desks of an opening. What is looked at is what would leave: drawn anew, under its boxes.
* A copy is the curator's alone, and made only where the vault says now that the part still stands approved, and the
  source's consent of now has altered media in it, for the aim that the part was opened for, with no embargo.
* What a room gives out is held against its shape once more, byte for byte and without a decoder: a room may have been
  taken over by the very file that it reads. Each page of a copy has the very bytes that were looked at.
* Nothing of a file is kept here.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from protocol.consent import Terms, Withdrawn, check_media
from protocol.desk_crossings import PartState
from protocol.opening import Side
from server.redaction.consents import terms_now
from server.redaction.errors import NoPageWanted, NotOurCopy, PartNotOpen
from server.redaction.files.boxes import Size
from server.redaction.files.cleaning import cleaned
from server.redaction.files.errors import NotProven
from server.redaction.files.kinds import OFFICE, Kind
from server.redaction.files.picture_pdf import prove_written
from server.redaction.files.picture_proof import prove_segments
from server.redaction.memory import HeldOpening
from server.redaction.opening.openings import check_still_serving, follow, held_opening
from server.redaction.room.joining import ask_about
from server.redaction.room.questions import (
    COPY_FILE,
    DRAW_PAGE,
    HAND_DOCUMENT,
    LOOK_AT_FILE,
    PROPOSE_BOXES,
    BoxProposed,
    CopyFile,
    DrawPage,
    FileSeen,
    HandDocument,
    LookAtFile,
    PageBox,
    ProposeBoxes,
)
from server.redaction.world import World


@dataclass(frozen=True, slots=True)
class FileAt:
    """One file: `number` counts the pictures of a testimony from 0; an evidence part has one."""

    opening: bytes
    part: bytes
    number: int


@dataclass(frozen=True, slots=True, repr=False)
class LookedAt:
    """One page of the copy as somebody saw it. `picture`: what it is known by."""

    page: int
    boxes: tuple[PageBox, ...]
    picture: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Copy:
    """What may leave: `kind` says how it is written, not what it was made of."""

    kind: Kind
    data: bytes

    def __repr__(self) -> str:
        return "<copy>"


async def look_at(world: World, file: FileAt) -> FileSeen:
    """Raises what `ask_about` raises, or a FileError: it cannot be drawn, and why."""
    question = LookAtFile(part=file.part, file=file.number)
    return await ask_about(world, file.opening, file.part, LOOK_AT_FILE, question)


async def page_drawn(world: World, file: FileAt, page: int, boxes: Sequence[PageBox]) -> bytes:
    """A JPEG of one page as it would leave. Raises what `ask_about` raises, or a FileError."""
    question = DrawPage(part=file.part, file=file.number, page=page, boxes=tuple(boxes))
    drawn = await ask_about(world, file.opening, file.part, DRAW_PAGE, question)
    return _bare(drawn.data, (drawn.width, drawn.height))


async def boxes_proposed(world: World, file: FileAt, page: int) -> tuple[BoxProposed, ...]:
    """Where a face or a plate may be: for a person to look at. Raises what `ask_about` raises, or a FileError."""
    question = ProposeBoxes(part=file.part, file=file.number, page=page)
    return (await ask_about(world, file.opening, file.part, PROPOSE_BOXES, question)).proposed


async def media_terms(world: World, opening: bytes, part: bytes) -> Terms:
    """What the source allows, where that is a copy, today.

    Raises NotOurCopy, DeskRevoked, PartNotOpen, what `follow` raises, or a ConsentRefused: Withdrawn, NotAllowed,
    Embargoed, ForAChild, ConsentExpired.
    """
    held = held_opening(world, opening)
    if held.side is not Side.CURATOR:
        raise NotOurCopy
    if (original := held.originals.get(part)) is None:
        raise PartNotOpen
    check_still_serving(held.checked, world.pinned.directory)
    await _check_stands(world, held, part)
    terms = await terms_now(world, part, original.part_key)
    check_media(terms, held.checked.request.aim, world.today)
    return terms


def known_by(picture: bytes) -> bytes:
    """What is remembered of a picture that was looked at."""
    return hashlib.sha256(picture).digest()


async def make_copy(world: World, file: FileAt, kind: Kind, pages: Sequence[LookedAt]) -> Copy:
    """The whole picture, these pages, or the cleaned document. Whether they were looked at is asked by the page.

    Raises what `media_terms` and `ask_about` raise, NoPageWanted, or a FileError: NotProven too where a page is not
    what was looked at.
    """
    await media_terms(world, file.opening, file.part)
    made = await (_cleaned(world, file) if kind in OFFICE else _drawn(world, file, kind, pages))
    # That took up to some minutes: what was withdrawn, tightened or forgotten since does not leave.
    await media_terms(world, file.opening, file.part)
    return made


async def _drawn(world: World, file: FileAt, kind: Kind, pages: Sequence[LookedAt]) -> Copy:
    if not pages:
        raise NoPageWanted
    boxes = tuple(box for one in pages for box in one.boxes)
    question = CopyFile(part=file.part, file=file.number, boxes=boxes, wanted=tuple(one.page for one in pages))
    copied = await ask_about(world, file.opening, file.part, COPY_FILE, question)
    if kind is Kind.PDF:
        made, pictures = Copy(Kind.PDF, copied.data), prove_written(copied.data)
    else:
        picture = _bare(copied.data, (copied.width, copied.height))
        made, pictures = Copy(Kind.JPEG, picture), [picture]
    if [known_by(one) for one in pictures] != [one.picture for one in pages]:
        raise NotProven
    return made


async def _cleaned(world: World, file: FileAt) -> Copy:
    question = HandDocument(part=file.part, file=file.number)
    handed = await ask_about(world, file.opening, file.part, HAND_DOCUMENT, question)
    proven = await asyncio.to_thread(cleaned, handed.data)
    return Copy(proven.kind, proven.data)


async def _check_stands(world: World, held: HeldOpening, part: bytes) -> None:
    progress = await follow(world, held.checked.id)
    states = {one.part: one.state for one in progress.parts}
    if states.get(part) is PartState.APPROVED:
        return
    world.memory.rooms.drop(held.checked.id, [part])
    if states.get(part) is not PartState.WITHDRAWN:
        raise PartNotOpen
    held.notes.pop(part, None)
    raise Withdrawn


def _bare(data: bytes, size: Size) -> bytes:
    prove_segments(data, size)
    return data
