"""Judging one part that intake handed over. Pure: bytes and keys in, a verdict out. SPEC 10.3 and 11.2.

Rules of this file
* Intake has acknowledged every part it hands over, so none may be lost: what cannot be used is kept shut.
* A card that does not hold is no reason to shut a report: it only vouches for nothing.
* Whether a card is on a partner's list is asked when it counts, not here: lists come later, and piles get lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from protocol.control import Control, open_control
from protocol.directory import TrustedDirectory
from protocol.errors import DirectoryRefused, Malformed, ProtocolError
from protocol.ids import PartId, PartKind
from protocol.primitives import SealKey
from protocol.sealing import CheckedPart, SealedPart, check_part

FindDirectory = Callable[[bytes], TrustedDirectory]
"""The trusted directory of a hash; raises DirectoryRefused."""


class Shut(StrEnum):
    """Why a part is kept but can never be opened."""

    NO_DIRECTORY = "no-directory"
    """Sealed under a directory that the vault does not know, perhaps not yet."""
    NOT_WHOLE = "not-whole"
    """Its form, sizes or signature do not hold: intake should not have taken it."""
    NO_CONTROL = "no-control"
    """Its control block does not open, or what is in it does not hold."""


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part that may be asked for. `envelope` is the whole part without its payload."""

    id: PartId
    compartment: str
    kind: PartKind
    size_class: int
    part_key: bytes
    envelope: bytes
    payload: bytes
    payload_hash: bytes
    control: Control


@dataclass(frozen=True, slots=True)
class ShutPart:
    id: PartId
    raw: bytes
    why: Shut


def judge(raw: bytes, find_directory: FindDirectory, vault_key: SealKey, today: int) -> KeptPart | ShutPart | None:
    """What becomes of one part, judged as of the day it came. None for bytes that are no part at all.

    Intake takes no such bytes in, so nobody was ever told that they are safe.
    """
    try:
        part = SealedPart.from_bytes(raw)
    except Malformed:
        return None
    try:
        checked = check_part(part, find_directory(part.header.directory))
    except ProtocolError as wrong:
        return ShutPart(part.id(), raw, _why(wrong))
    try:
        control = open_control(
            vault_key, part.control, checked.id, part.header.part_key, checked.compartment.kind, today
        )
    except ProtocolError:
        return ShutPart(checked.id, raw, Shut.NO_CONTROL)
    return _kept(checked, control)


def _why(wrong: ProtocolError) -> Shut:
    # The bare error is "no directory of that hash"; its children find fault with the part.
    return Shut.NO_DIRECTORY if type(wrong) is DirectoryRefused else Shut.NOT_WHOLE


def _kept(checked: CheckedPart, control: Control) -> KeptPart:
    part = checked.part
    return KeptPart(
        checked.id,
        checked.compartment.name,
        checked.compartment.kind,
        part.header.size_class,
        part.header.part_key,
        part.model_copy(update={"payload": b""}).to_bytes(),
        part.payload,
        hashlib.sha256(part.payload).digest(),
        control,
    )


def whole(envelope: bytes, payload: bytes) -> SealedPart:
    """The part as it came, from what is kept of it."""
    return SealedPart.from_bytes(envelope).model_copy(update={"payload": payload})
