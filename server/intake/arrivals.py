"""What may be taken in: everything that anyone can check without a key is checked here, cheapest first. SPEC 9, 11, 13.

Rules of this file
* Pure: no clock, database or network. What comes out is what is kept, byte for byte as it came.
* Work is asked for before the signature is looked at: whoever floods pays before we do.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial

from protocol.directory import GRACE_DAYS, Expired, TrustedDirectory
from protocol.ids import PartId
from protocol.part_shapes import Shapes
from protocol.post import SEALED
from protocol.sealing import SealedPart, check_part
from protocol.work import check_work
from server.intake.errors import AnotherPart, NoSuchBucket, WrongPostSize
from server.pinned import Pinned

BUCKETS = frozenset(f"{number:02x}" for number in range(256))
"""Mailboxes share 256 buckets: the first byte of the mailbox's id, in lower-case hexadecimal (SPEC 13.2)."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Sealed bytes that may be kept, under the 32 bytes that name them."""

    id: bytes
    body: bytes


def judge_part(
    body: bytes, nonce: bytes, bits: int, pinned: Pinned, today: int, shapes: Shapes | None = None
) -> Arrival:
    """A part that may be kept (SPEC 11.2), for which `bits` of work were done.

    `shapes` of the newest directory spare a part that has one of them the long way; the verdict is the same.
    Raises TooLarge, Malformed, NotCanonical, TooLittleWork, a child of DirectoryRefused, or BadSignature.
    """
    shape = shapes.find(body) if shapes is not None and shapes.directory is pinned.directory else None
    if shape is not None:
        identifier, check_rest = shape.id(body), partial(shape.check_signature, body)
    else:
        part = SealedPart.from_bytes(body)
        identifier, check_rest = part.id(), partial(_check_whole, part, pinned, today)
    check_work(identifier, nonce, bits)
    check_rest(identifier)
    return Arrival(identifier, body)


def judge_claimed(body: bytes, claimed: bytes, pinned: Pinned, today: int) -> Arrival:
    """A part that came in pieces and may be kept. The work was done for the id that was claimed when it began: so it
    must be that of what came.

    Raises AnotherPart, TooLarge, Malformed, NotCanonical, a child of DirectoryRefused, or BadSignature.
    """
    part = SealedPart.from_bytes(body)
    identifier = part.id()
    if identifier != claimed:
        raise AnotherPart
    _check_whole(part, pinned, today, identifier)
    return Arrival(identifier, body)


def judge_post(body: bytes, nonce: bytes, bits: int) -> Arrival:
    """A post that may be kept (SPEC 13); what is in it, only the vault can tell.

    Raises WrongPostSize or TooLittleWork.
    """
    if len(body) != SEALED:
        raise WrongPostSize
    identifier = hashlib.sha256(body).digest()
    check_work(identifier, nonce, bits)
    return Arrival(identifier, body)


def check_bucket(bucket: str) -> None:
    """Raise NoSuchBucket unless it is one. Which one it was is not kept."""
    if bucket not in BUCKETS:
        raise NoSuchBucket


def _check_whole(part: SealedPart, pinned: Pinned, today: int, identifier: PartId) -> None:
    check_part(part, _still_serving(pinned.directory_named(part.header.directory), today), identifier)


def _still_serving(directory: TrustedDirectory, today: int) -> TrustedDirectory:
    """An older directory serves for 30 days after its end (SPEC 4.3); later its keys may be lost or known."""
    if today > directory.contents.expires + GRACE_DAYS:
        raise Expired(directory.contents.expires)
    return directory
