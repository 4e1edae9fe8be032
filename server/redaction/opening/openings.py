"""Asking for parts, following what custodians answer, and forgetting: the desk's side of SPEC 15.

Rules of this file
* A request is held, with its fresh key, before it is sent: an answer that is lost loses nothing.
* Only an opening that `check_request` accepts, that names this desk and whose private fresh key is here, is held.
* Forgetting drops the fresh key too. What is forgotten cannot be opened again under that request.
* Idle for a while, an opening loses its originals, not its key: custodians may take three days to answer.
"""

from __future__ import annotations

from protocol.consent import Aim
from protocol.desk_crossings import OpeningProgress
from protocol.directory import Compartment, TrustedDirectory
from protocol.errors import DirectoryRefused, ProtocolError
from protocol.opening import (
    LIFETIME,
    CheckedRequest,
    FreshKey,
    OpeningRequest,
    Side,
    SignedFreshKey,
    SignedRequest,
    check_request,
    make_fresh_key,
    sign_request,
)
from protocol.primitives import SealKey
from server.redaction.errors import (
    DeskRevoked,
    KeyForgotten,
    NoSuchOpening,
    NotNamedHere,
    Refused,
    TooManyOpenings,
    WrongAnswer,
)
from server.redaction.memory import DeskMemory, HeldOpening
from server.redaction.opening.fresh_keys import drop_ended_keys, newest_of, take_waiting_key
from server.redaction.to_vault import ask_opening, opening_progress
from server.redaction.world import World

MOST_OPENINGS = 128


async def ask_for_parts(
    world: World, compartment: str, parts: tuple[bytes, ...], aim: Aim, reviewer: str, hours: int
) -> tuple[HeldOpening, OpeningProgress]:
    """Ask for up to 20 parts with a fresh key of our own and the reviewer's newest; hold both until it ends.

    Raises NotOurCompartment, NoFreshKey, TooManyOpenings, VaultUnreachable, Refused, WrongAnswer, or a child of
    OpeningRefused for a request that no custodian would accept.
    """
    serving = world.compartment(compartment)
    _make_room(world)
    theirs = await newest_of(world, serving, reviewer)
    held = _request(world, serving, parts, aim, theirs, hours)
    world.memory.openings[held.checked.id] = held
    try:
        return held, await follow(world, held.checked.id)
    except Refused:
        forget(world.memory, held.checked.id)
        raise


def _request(
    world: World,
    compartment: Compartment,
    parts: tuple[bytes, ...],
    aim: Aim,
    theirs: tuple[SignedFreshKey, FreshKey],
    hours: int,
) -> HeldOpening:
    signed_theirs, their_key = theirs
    expires = min(world.now + min(hours * 3600, LIFETIME), their_key.expires)
    fresh, ours = make_fresh_key(compartment.name, world.name, world.sign_key, expires, world.random)
    request = OpeningRequest(
        directory=world.pinned.directory.hash,
        compartment=compartment.name,
        parts=parts,
        aim=aim,
        curator=ours,
        reviewer=signed_theirs,
        asked=world.now,
        expires=expires,
        nonce=world.random(32),
    )
    signed = sign_request(request, world.sign_key)
    checked = check_request(signed, world.pinned.directory, world.now)
    return HeldOpening(signed, checked, Side.CURATOR, fresh, sent=False, touched=world.clock())


async def follow(world: World, opening: bytes) -> OpeningProgress:
    """What the vault says of an opening: parts, approvals, refusals. A reviewer's desk takes it up at first sight.

    Raises what `take_up` raises, VaultUnreachable, Refused or WrongAnswer.
    """
    held = world.memory.openings.get(opening)
    if held is not None and not held.sent:
        progress = await ask_opening(world.vault, held.signed)
        held.sent = True
    else:
        progress = await opening_progress(world.vault, opening)
    if progress.request.id() != opening:
        raise NotNamedHere
    held = held or take_up(world, progress.request)
    held.touched = world.clock()
    if {one.part for one in progress.parts} - set(held.checked.request.parts):
        raise WrongAnswer
    return progress


def held_opening(world: World, opening: bytes) -> HeldOpening:
    """An opening this desk holds, looked at just now. Raises NoSuchOpening."""
    if (held := world.memory.openings.get(opening)) is None:
        raise NoSuchOpening
    held.touched = world.clock()
    return held


def take_up(world: World, signed: SignedRequest) -> HeldOpening:
    """Hold an opening that another desk asked for and that names a fresh key of ours.

    Raises NotNamedHere, KeyForgotten, DeskRevoked, TooManyOpenings, or what check_request raises.
    """
    request = OpeningRequest.from_bytes(signed.body)
    checked = check_request(signed, world.pinned.directory_named(request.directory), world.now)
    if not world.is_us(checked.reviewer):
        # A request of our own is held since it was asked; if it is not, its key is gone.
        raise KeyForgotten if world.is_us(checked.curator) else NotNamedHere
    check_still_serving(checked, world.pinned.directory)
    _make_room(world)
    if (fresh := take_waiting_key(world.memory, checked.reviewer_key)) is None:
        raise KeyForgotten
    return _hold(world, signed, checked, fresh)


def _hold(world: World, signed: SignedRequest, checked: CheckedRequest, fresh: SealKey) -> HeldOpening:
    held = HeldOpening(signed, checked, Side.REVIEWER, fresh, sent=True, touched=world.clock())
    world.memory.openings[checked.id] = held
    return held


def check_still_serving(checked: CheckedRequest, directory: TrustedDirectory) -> None:
    """Raise DeskRevoked unless both desks serve the compartment, with the same keys, in the directory in force."""
    try:
        desks = directory.compartment(checked.compartment.name).desks
    except DirectoryRefused:
        raise DeskRevoked from None
    if checked.curator not in desks or checked.reviewer not in desks:
        raise DeskRevoked


def forget(memory: DeskMemory, opening: bytes) -> None:
    """Drop an opening: its room with the originals, its fresh key, itself. Raises NoSuchOpening."""
    if memory.openings.pop(opening, None) is None:
        raise NoSuchOpening
    memory.rooms.end(opening)


def forget_everything(memory: DeskMemory) -> None:
    """Originals, openings, waiting keys, reviews, and who is at the pages. What is sealed on the disk stays."""
    for opening in list(memory.openings):
        forget(memory, opening)
    memory.waiting_keys.clear()
    memory.reviews.clear()
    memory.pages.forget()


def forget_what_is_over(world: World) -> None:
    """Drop ended keys and openings, and the originals of those that nobody has looked at for a while."""
    memory = world.memory
    drop_ended_keys(memory, world.now)
    for opening, held in list(memory.openings.items()):
        if _is_over(world, held):
            forget(memory, opening)
        elif world.clock() - held.touched >= world.idle_seconds:
            memory.rooms.end(opening)


def _is_over(world: World, held: HeldOpening) -> bool:
    try:
        check_request(held.signed, world.pinned.directory_named(held.checked.request.directory), world.now)
    except ProtocolError:
        return True
    return False


def _make_room(world: World) -> None:
    forget_what_is_over(world)
    if len(world.memory.openings) >= MOST_OPENINGS:
        raise TooManyOpenings
