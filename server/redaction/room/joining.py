"""Opening parts in memory, one at a time, from what q custodians sealed to this desk's fresh key: SPEC 11.4 and 15.5.

Rules of this file
* Nothing the vault checked is taken for granted: id, form, signature, compartment, directory, consent, every approval
  and every share are checked again here. The vault could be wrong, or not be the vault.
* A false approval does not count. It does not spoil the sound ones either: one custodian alone must not be able to
  keep a part shut by answering nonsense.
* Whatever goes wrong with one part is said in one coded word, and the next part is joined.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from enum import StrEnum

from protocol.consent import Terms, check_opening, in_force, verify_chain
from protocol.desk_crossings import OpenablePart, PartState
from protocol.directory import Compartment
from protocol.errors import CannotOpen, ConsentRefused, DirectoryRefused, ProtocolError
from protocol.opening import SignedApproval, open_share
from protocol.rewrapping import DeskBox, open_rewrapped_part
from protocol.sealing import SealedPart, check_part, open_part
from server.redaction.errors import (
    NotNamedHere,
    NotReadable,
    OpeningError,
    OriginalsMissing,
    PartNotOpen,
    PartSwapped,
    Refused,
    WrongAnswer,
)
from server.redaction.memory import HeldOpening
from server.redaction.opening.openings import check_still_serving, follow, held_opening
from server.redaction.room.opened import Opened, decode_opened
from server.redaction.to_vault import openable_part
from server.redaction.world import World


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
    (NotReadable, Outcome.NOT_READABLE),
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
    progress = await follow(world, opening)
    held = held_opening(world, opening)
    outcomes: dict[bytes, Outcome] = {}
    for one in progress.parts:
        if (before := _BEFORE.get(one.state)) is not None:
            # What was withdrawn, frozen or ended since it was read here is not read here any longer.
            world.memory.reading.forget([one.part])
        outcomes[one.part] = before or await _joined(world, held, one.part)
    return outcomes


async def _joined(world: World, held: HeldOpening, part: bytes) -> Outcome:
    try:
        opened = await fetch_and_open(world, held, part)
    except tuple(kind for kind, _ in _BECAUSE) as wrong:
        return _outcome_of(wrong)
    if world.memory.openings.get(held.checked.id) is not held:
        return Outcome.CANNOT_OPEN  # forgotten while the vault was asked: nothing would ever drop it again
    world.memory.reading.keep(opened)
    return Outcome.OPEN


def _outcome_of(wrong: Exception) -> Outcome:
    if isinstance(wrong, Refused) and wrong.reason == Outcome.ENOUGH_FOR_TODAY:
        return Outcome.ENOUGH_FOR_TODAY
    return next(outcome for kind, outcome in _BECAUSE if isinstance(wrong, kind))


def look_at(world: World, opening: bytes, part: bytes) -> Opened:
    """A part that is open at this desk, of an opening it holds. Raises NoSuchOpening, NotNamedHere or PartNotOpen."""
    if part not in held_opening(world, opening).checked.request.parts:
        raise NotNamedHere
    return world.memory.reading.look(part)


async def read(world: World, opening: bytes, part: bytes) -> Opened:
    """The same, but one that left memory to make room for others is opened again: a few files fill all of it.

    Raises VaultUnreachable too.
    """
    if not world.memory.reading.made_room(part):
        return look_at(world, opening, part)
    held = held_opening(world, opening)
    if part not in held.checked.request.parts:
        raise NotNamedHere
    if await _joined(world, held, part) is not Outcome.OPEN:
        raise PartNotOpen
    return world.memory.reading.look(part)


async def originals(world: World, openings: Iterable[bytes], parts: Iterable[bytes]) -> AsyncIterator[Opened]:
    """The opened parts behind a summary, one at a time; those no longer in memory are opened again.

    Raises OriginalsMissing where one is in none of the openings or cannot be opened, VaultUnreachable.
    """
    by_part = {part: held for opening in openings for part, held in _parts_of(world, opening)}
    for part in parts:
        if part not in by_part:
            raise OriginalsMissing
        yield await _original(world, by_part[part], part)


def _parts_of(world: World, opening: bytes) -> list[tuple[bytes, HeldOpening]]:
    held = held_opening(world, opening)
    return [(part, held) for part in held.checked.request.parts]


async def _original(world: World, held: HeldOpening, part: bytes) -> Opened:
    if part not in world.memory.reading and await _joined(world, held, part) is not Outcome.OPEN:
        raise OriginalsMissing
    return world.memory.reading.look(part)


async def fetch_and_open(world: World, held: HeldOpening, part: bytes) -> Opened:
    """Fetch one part and open it. Raises what `open_fetched` raises, VaultUnreachable, Refused or WrongAnswer."""
    fetched = await openable_part(world.vault, held.checked.id, part)
    return open_fetched(world, held, part, fetched)


def open_fetched(world: World, held: HeldOpening, part: bytes, fetched: OpenablePart) -> Opened:
    """Check everything about one part once more, then open it (SPEC 15.5).

    Raises NotNamedHere, PartSwapped, DeskRevoked, NotReadable, or a ProtocolError: CannotOpen, TooFewCustodians,
    BadSignature, Malformed, a child of ConsentRefused or of DirectoryRefused.
    """
    if part not in held.checked.request.parts:
        raise NotNamedHere
    check_still_serving(held.checked, world.pinned.directory)
    sealed, then = _check_sealed(world, held, part, fetched)
    terms = _check_consent(world, held, sealed, fetched)
    shares = _sound_shares(held, sealed, fetched.approvals)
    contents = open_sealed(world, sealed, then, shares, fetched.again)
    return decode_opened(part, sealed.header.part_key, held.checked.compartment.kind, terms, contents)


def _check_sealed(
    world: World, held: HeldOpening, part: bytes, fetched: OpenablePart
) -> tuple[SealedPart, Compartment]:
    """The sealed part that was asked for, and its compartment as the directory it was sealed under has it."""
    sealed = SealedPart.from_bytes(fetched.part)
    if sealed.id() != part or sealed.header.compartment != held.checked.compartment.name:
        raise PartSwapped
    checked = check_part(sealed, world.pinned.directory_named(sealed.header.directory))
    return sealed, checked.compartment


def _check_consent(world: World, held: HeldOpening, sealed: SealedPart, fetched: OpenablePart) -> Terms:
    chain = verify_chain(fetched.consents, sealed.header.part_key, world.today)
    terms = in_force(chain, fetched.received, world.today)
    check_opening(terms, held.checked.compartment.kind, held.checked.request.aim)
    return terms


def _sound_shares(held: HeldOpening, sealed: SealedPart, approvals: Iterable[SignedApproval]) -> dict[int, bytes]:
    """Share by seat. Whether they are enough is for `open_part` to say."""
    sound: dict[int, bytes] = {}
    identifier = sealed.id()
    for claimed in approvals:
        try:
            seat, share = open_share(claimed, held.checked, identifier, sealed.header, held.side, held.fresh)
        except ProtocolError:
            continue  # it does not count, and another custodian's may
        sound[seat] = share
    return sound


def open_sealed(
    world: World, sealed: SealedPart, then: Compartment, shares: dict[int, bytes], again: bytes | None
) -> bytes:
    """With the box that came with the part; with the re-wrapped one where it was sealed to an earlier key of ours.

    Raises TooFewCustodians, or CannotOpen, also for a part that was not sealed to this desk.
    """
    number, is_todays = _our_number(world, then)
    if is_todays:
        return open_part(sealed, shares, world.seal_key, number)
    if again is None:
        raise CannotOpen
    box = DeskBox(sealed.id(), number, again, rewrapped=True)
    return open_rewrapped_part(sealed, shares, world.seal_key, box)


def _our_number(world: World, then: Compartment) -> tuple[int, bool]:
    """Our place among the desks of that time, from 1, and whether with today's keys. Raises CannotOpen, NoSuchDesk."""
    today = world.pinned.directory.compartment(then.name).desk(world.name)
    for number, desk in enumerate(then.desks, 1):
        if (desk.desk, desk.holder) == (today.desk, today.holder):
            return number, world.is_us(desk)
    raise CannotOpen
