"""Sealing this desk's boxes anew to its next key, so that the old one can be destroyed: SPEC 11.5 to 11.7.

Rules of this file
* A page of boxes is fetched, sealed anew, brought, and fetched again before the next one is: what came back is opened
  with the new key and held against what the old key gives. One that differs ends it.
* The old key is destroyed only when all of that held in every compartment, no client seals to it any more, and no hold
  stands on any of them.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

import httpx

from protocol.desk_crossings import KeptBox, KeptBoxes, RewrappedBox, RewrappedBoxes
from protocol.directory import TrustedDirectory
from protocol.errors import CannotOpen
from protocol.ids import to_text
from protocol.orders import OrderAct, TargetKind
from protocol.primitives import SealKey
from protocol.rewrapping import DeskBox, first_day_without, not_safe, rewrap
from server.pinned import Pinned
from server.redaction.errors import CameBackOtherwise, HeldNow, NeverThisDesks, StillInForce, TooEarly, VaultUnreachable
from server.redaction.exchange import ask, tell
from server.redaction.rewrapping.newer_backup import note


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A desk, the key that it had and the one that it has.

    `note`: the file for the day on which a box was last brought (newer_backup.py).
    """

    vault: httpx.AsyncClient
    pinned: Pinned
    desk: str
    old: SealKey
    new: SealKey
    note: Path


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """How many boxes of a compartment: sealed anew now, found so already, and opened by neither key.

    `neither`: never opened by the old key, so that nothing of them is lost with it; anybody can send such a part.
    `spoiled`: re-wrapped once, and opened by neither now.
    """

    now: int = 0
    before: int = 0
    neither: int = 0
    spoiled: int = 0

    def __add__(self, other: Rewrapped) -> Rewrapped:
        return Rewrapped(*(one + another for one, another in zip(astuple(self), astuple(other), strict=True)))


def compartments_of(change: KeyChange) -> tuple[str, ...]:
    """Those that the desk serves with its new key. Raises StillInForce for an old key that is named today."""
    found = []
    for one in change.pinned.directory.contents.compartments:
        for desk in (each for each in one.desks if each.desk == change.desk):
            if desk.seal_key == change.old.public:
                raise StillInForce
            if desk.seal_key == change.new.public:
                found.append(one.name)
    return tuple(found)


async def rewrap_all(change: KeyChange, compartment: str) -> AsyncIterator[Rewrapped]:
    """Seal anew every box of a compartment that the old key opens; what was done, after each page.

    Raises CameBackOtherwise, and what asking does; what was brought before that stays.
    """
    after: bytes | None = None
    while True:
        page = await _page(change, compartment, after)
        yield await _rewrap_page(change, compartment, page, after)
        if page.through is None:
            return
        after = page.through


async def _rewrap_page(change: KeyChange, compartment: str, page: KeptBoxes, after: bytes | None) -> Rewrapped:
    staying = [box for one in page.boxes if (box := _opened_by(change.old, one)) is not None]
    if staying:
        note(change.note, change.pinned.today())
        await _bring(change, compartment, [rewrap(box, change.old, change.new.public) for box in staying])
    back = {one.part: _again(one) for one in (await _page(change, compartment, after)).boxes if one.again is not None}
    if any(not_safe(staying, back, change.old, change.new)):
        raise CameBackOtherwise
    others = [one for one in page.boxes if one.part not in {box.part for box in staying}]
    before = [one for one in others if one.again is not None and _opens(change.new, _again(one))]
    _check_same(change, before)
    spoiled = sum(one.again is not None for one in others) - len(before)
    return Rewrapped(len(staying), len(before), len(others) - len(before) - spoiled, spoiled)


def _check_same(change: KeyChange, before: Iterable[KeptBox]) -> None:
    """What was re-wrapped before is held against the part's own box, where the old key opens that."""
    for one in before:
        own = DeskBox(one.part, one.number, one.box, rewrapped=False)
        if _opens(change.old, own) and any(not_safe([own], {one.part: _again(one)}, change.old, change.new)):
            raise CameBackOtherwise


def _opened_by(old: SealKey, one: KeptBox) -> DeskBox | None:
    """The newest box of a part, if it is the old key that opens it."""
    own = DeskBox(one.part, one.number, one.box, rewrapped=False)
    newest = own if one.again is None else _again(one)
    return newest if _opens(old, newest) else None


def _again(one: KeptBox) -> DeskBox:
    return DeskBox(one.part, one.number, one.again or b"", rewrapped=True)


def _opens(key: SealKey, box: DeskBox) -> bool:
    try:
        box.open(key)
    except CannotOpen:
        return False
    return True


async def _page(change: KeyChange, compartment: str, after: bytes | None) -> KeptBoxes:
    query = {"compartment": compartment} | ({} if after is None else {"after": to_text(after)})
    return await ask(change.vault, "/v1/desk-boxes", KeptBoxes, VaultUnreachable, query)


async def _bring(change: KeyChange, compartment: str, boxes: Iterable[DeskBox]) -> None:
    brought = tuple(RewrappedBox(part=one.part, number=one.number, box=one.sealed) for one in boxes)
    message = RewrappedBoxes(compartment=compartment, boxes=brought)
    await tell(change.vault, "/v1/desk-boxes", message, 0, VaultUnreachable)


def day_to_destroy(change: KeyChange) -> int:
    """The first day on which no client seals to the old key any more. Raises NeverThisDesks."""
    days = [first_day_without(one) for one in change.pinned.directories if _names(one, change)]
    if not days:
        raise NeverThisDesks
    return max(days)


def _names(directory: TrustedDirectory, change: KeyChange) -> bool:
    return any(
        (desk.desk, desk.seal_key) == (change.desk, change.old.public)
        for one in directory.contents.compartments
        for desk in one.desks
    )


def check_may_destroy(change: KeyChange) -> None:
    """Raises TooEarly, HeldNow, NeverThisDesks or StillInForce."""
    served = compartments_of(change)
    if change.pinned.today() < (day := day_to_destroy(change)):
        raise TooEarly(day)
    if change.pinned.standing.names(TargetKind.COMPARTMENT, OrderAct.HOLD) & set(served):
        raise HeldNow


def destroy(file: Path) -> None:
    """Write over a key's file, and remove it. A disk that keeps old blocks, and every copy, keep it all the same."""
    with file.open("r+b") as held:
        size = held.seek(0, os.SEEK_END)
        held.seek(0)
        held.write(os.urandom(size))
        held.flush()
        os.fsync(held.fileno())
    file.unlink()
