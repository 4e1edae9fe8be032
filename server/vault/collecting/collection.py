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
from protocol.directory import Compartment, TrustedDirectory
from protocol.errors import BadSignature, DirectoryRefused, Malformed, ProtocolError
from protocol.ids import PartId, PartKind
from protocol.part_shapes import Shape, Shapes
from protocol.primitives import SealKey
from protocol.sealing import SealedPart, check_part

FindDirectory = Callable[[bytes], TrustedDirectory]
"""The trusted directory of a hash; raises DirectoryRefused."""


class Shut(StrEnum):
    """Why a part is kept but can never be opened."""

    NO_DIRECTORY = "no-directory"
    """Sealed under a directory that the vault does not know, perhaps not yet."""
    NOT_WHOLE = "not-whole"
    """Its form, sizes or signature do not hold, or it is no part at all: intake should not have taken it."""
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


@dataclass(frozen=True, slots=True)
class _Sound:
    """A part whose form, sizes and signature hold, whichever way it was checked."""

    id: PartId
    compartment: Compartment
    size_class: int
    part_key: bytes
    control: bytes
    envelope: bytes
    payload: bytes


def judge(
    raw: bytes, find_directory: FindDirectory, vault_key: SealKey, today: int, shapes: Shapes | None = None
) -> KeptPart | ShutPart:
    """What becomes of one part, judged as of the day it came. Bytes that are no part go by their SHA-256.

    `shapes` of a trusted directory spare a part that has one of them the long way; the verdict is the same.
    """
    shape = shapes.find(raw) if shapes is not None else None
    checked = _check_by_shape(raw, shape) if shape is not None else _check_whole(raw, find_directory)
    if not isinstance(checked, _Sound):
        return checked
    try:
        control = open_control(
            vault_key, checked.control, checked.id, checked.part_key, checked.compartment.kind, today
        )
    except ProtocolError:
        return ShutPart(checked.id, raw, Shut.NO_CONTROL)
    return _kept(checked, control)


def _check_by_shape(raw: bytes, shape: Shape) -> _Sound | ShutPart:
    identifier = shape.id(raw)
    try:
        shape.check_signature(raw, identifier)
    except BadSignature:
        return ShutPart(identifier, raw, Shut.NOT_WHOLE)
    part_key, control = raw[shape.places.part_key], raw[shape.places.control]
    return _Sound(identifier, shape.compartment, shape.size_class, part_key, control, *shape.split(raw))


def _check_whole(raw: bytes, find_directory: FindDirectory) -> _Sound | ShutPart:
    try:
        part = SealedPart.from_bytes(raw)
    except Malformed:
        return no_part(raw)
    identifier = part.id()
    try:
        checked = check_part(part, find_directory(part.header.directory), identifier)
    except ProtocolError as wrong:
        return ShutPart(identifier, raw, _why(wrong))
    envelope = part.model_copy(update={"payload": b""}).to_bytes()
    header = part.header
    return _Sound(
        identifier, checked.compartment, header.size_class, header.part_key, part.control, envelope, part.payload
    )


def no_part(raw: bytes) -> ShutPart:
    """What intake handed over as a part, or as a pool of them, and is none."""
    return ShutPart(PartId(hashlib.sha256(raw).digest()), raw, Shut.NOT_WHOLE)


def _why(wrong: ProtocolError) -> Shut:
    # The bare error is "no directory of that hash"; its children find fault with the part.
    return Shut.NO_DIRECTORY if type(wrong) is DirectoryRefused else Shut.NOT_WHOLE


def _kept(part: _Sound, control: Control) -> KeptPart:
    return KeptPart(
        part.id,
        part.compartment.name,
        part.compartment.kind,
        part.size_class,
        part.part_key,
        part.envelope,
        part.payload,
        hashlib.sha256(part.payload).digest(),
        control,
    )


def whole(envelope: bytes, payload: bytes) -> SealedPart:
    """The part as it came, from what is kept of it."""
    return SealedPart.from_bytes(envelope).model_copy(update={"payload": payload})
