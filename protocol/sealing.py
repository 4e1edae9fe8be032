"""Sealing a part so that q of n custodians and one desk are needed to read it: SPEC 11.

The order, in the letters of the SPEC:
    ctx  = H(context, suite, compartment, epoch, directory, nonce, part key, class)
    comᵢ = H(share commitment, ctx, i, sᵢ)               S → s₁ … sₙ, any q of them give S back
    h1   = H(header, ctx, q, n, com₁ … comₙ)
    K    = HKDF(S ‖ d, salt h1), and a commitment to K, since ChaCha20-Poly1305 alone commits to no key
    payload = STREAM(K, padded contents, bound to h1)
    b    = H(bind, h1, commitment to K, SHA-256(payload)), which is the part's id
    seats, desk boxes and recovery box are sealed with b in their context
    the part's own key signs b and the hash of everything sealed around it
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol import shares
from protocol.contents import CLASSES, class_of, pad, unpad
from protocol.control import SEALED as CONTROL_SEALED
from protocol.control import ControlBlock, seal_control
from protocol.directory import MAX_DESKS, MAX_SEATS, Compartment, TrustedDirectory
from protocol.encoding import Code, Hash, Message, Purpose, Signature, SignPublic, digest, encode
from protocol.errors import CannotOpen, DirectoryRefused, Malformed
from protocol.ids import PartId
from protocol.primitives import (
    ENCAPSULATION,
    SECRET,
    TAG,
    Randomness,
    SealKey,
    SignKey,
    hkdf,
    open_secret,
    open_stream,
    same,
    seal_secret,
    seal_stream,
    sign,
    stream_size,
    system_random,
    verify,
)

SUITE: Literal["xwing-hkdf-sha256-chacha20poly1305"] = "xwing-hkdf-sha256-chacha20poly1305"
SHARE = SECRET + 1
SealedShare = Annotated[bytes, Field(min_length=ENCAPSULATION + SHARE + TAG, max_length=ENCAPSULATION + SHARE + TAG)]
SealedSecret = Annotated[bytes, Field(min_length=ENCAPSULATION + SECRET + TAG, max_length=ENCAPSULATION + SECRET + TAG)]


SeatPurpose = Literal[Purpose.SHARE, Purpose.HANDOVER]


class WrongCompartment(DirectoryRefused):
    """This part does not fit the compartment that it names."""


class PartHeader(Message):
    """What everyone may see of a part; it is what the shares, the payload and the id are bound to."""

    BOUND: ClassVar[int] = 2048

    type: Literal["leeward/v1/part"] = "leeward/v1/part"
    suite: Literal["xwing-hkdf-sha256-chacha20poly1305"] = SUITE
    compartment: Code
    epoch: Annotated[int, Field(ge=1, le=2**32)]
    directory: Hash
    nonce: Hash
    part_key: SignPublic
    size_class: Annotated[int, Field(ge=0, le=6)]
    needed: Annotated[int, Field(ge=1, le=MAX_SEATS)]
    commitments: Annotated[tuple[Hash, ...], Field(min_length=1, max_length=MAX_SEATS)]

    def context(self) -> bytes:
        """ctx of SPEC 11.1."""
        return digest(
            Purpose.CONTEXT,
            self.suite,
            self.compartment,
            self.epoch,
            self.directory,
            self.nonce,
            self.part_key,
            self.size_class,
        )

    def hash(self) -> bytes:
        """h1 of SPEC 11.1."""
        return digest(Purpose.HEADER, self.context(), self.needed, len(self.commitments), *self.commitments)


class SealedPart(Message):
    """One part as it travels and is kept: about 15 KB of seals, and a payload of one of seven sizes."""

    BOUND: ClassVar[int] = stream_size(CLASSES[-1]) + 64 * 1024
    ITEMS: ClassVar[int] = 256
    """The fullest part, of 16 seats and 6 desks, has 75."""

    header: PartHeader
    key_commitment: Hash
    payload: Annotated[bytes, Field(max_length=stream_size(CLASSES[-1]))]
    seats: Annotated[tuple[SealedShare, ...], Field(min_length=1, max_length=MAX_SEATS)]
    desks: Annotated[tuple[SealedSecret, ...], Field(min_length=1, max_length=MAX_DESKS)]
    recovery: SealedSecret
    control: Annotated[bytes, Field(min_length=CONTROL_SEALED, max_length=CONTROL_SEALED)]
    signature: Signature

    def id(self) -> PartId:
        """b of SPEC 11.1: 32 bytes that bind header, key and payload."""
        return part_id(self.header, self.key_commitment, hashlib.sha256(self.payload).digest())

    def envelope(self, identifier: PartId) -> bytes:
        """What the part's key signs: the id, and the hash of all that is sealed around the payload."""
        return digest(Purpose.ENVELOPE, identifier, list(self.seats), list(self.desks), self.recovery, self.control)


@dataclass(frozen=True, slots=True)
class CheckedPart:
    """A part whose form, sizes and signature hold, and which fits its compartment; only `check_part` makes one."""

    id: PartId
    part: SealedPart
    compartment: Compartment


def part_id(header: PartHeader, key_commitment: bytes, payload_hash: bytes) -> PartId:
    return PartId(digest(Purpose.BIND, header.hash(), key_commitment, payload_hash))


def seal_part(
    contents: bytes,
    directory: TrustedDirectory,
    compartment: Compartment,
    part_key: SignKey,
    control: ControlBlock,
    size_class: int | None = None,
    random: Randomness = system_random,
) -> SealedPart:
    """Seal contents of at most 16 MiB less four bytes to one compartment of a trusted directory (SPEC 11.1).

    Raises TooLarge. Everything secret in here is fresh for this part and forgotten after it.
    """
    secret, desk_secret = random(SECRET), random(SECRET)
    split = shares.split(secret, compartment.needed, len(compartment.seats), random)
    header = _header(
        directory,
        compartment,
        part_key,
        class_of(len(contents)) if size_class is None else size_class,
        split,
        random,
    )
    h1 = header.hash()
    key, commitment = _content_key(secret, desk_secret, h1)
    payload = b"".join(seal_stream(key, h1, pad(contents, header.size_class)))
    b = part_id(header, commitment, hashlib.sha256(payload).digest())
    unsigned = SealedPart(
        header=header,
        key_commitment=commitment,
        payload=payload,
        seats=tuple(
            seal_secret(seat.seal_key, Purpose.SHARE, seat_context(b, number), share)
            for number, (seat, share) in enumerate(zip(compartment.seats, split, strict=True), 1)
        ),
        desks=tuple(
            seal_secret(desk.seal_key, Purpose.DESK_BOX, seat_context(b, number), desk_secret)
            for number, desk in enumerate(compartment.desks, 1)
        ),
        recovery=seal_secret(compartment.recovery_key, Purpose.RECOVERY_BOX, b, desk_secret),
        control=seal_control(control, directory.contents.vault_seal_key, b, random),
        signature=bytes(64),
    )
    return unsigned.model_copy(update={"signature": sign(part_key, Purpose.PART, unsigned.envelope(b))})


def _header(
    directory: TrustedDirectory,
    compartment: Compartment,
    part_key: SignKey,
    size_class: int,
    split: tuple[bytes, ...],
    random: Randomness,
) -> PartHeader:
    blank = PartHeader(
        compartment=compartment.name,
        epoch=directory.contents.epoch,
        directory=directory.hash,
        nonce=random(32),
        part_key=part_key.public,
        size_class=size_class,
        needed=compartment.needed,
        commitments=(bytes(32),) * len(split),
    )
    context = blank.context()
    commitments = tuple(share_commitment(context, number, share) for number, share in enumerate(split, 1))
    return blank.model_copy(update={"commitments": commitments})


def share_commitment(context: bytes, seat: int, share: bytes) -> bytes:
    """comᵢ of SPEC 11.1. A hash, not a group element: it must stay secret against a quantum computer too."""
    return digest(Purpose.SHARE_COMMITMENT, context, seat, share)


def seat_context(b: bytes, number: int) -> bytes:
    """What a seat's or desk's box is bound to: the part and the place, so that no box serves elsewhere."""
    return encode([b, number])


def _content_key(secret: bytes, desk_secret: bytes, h1: bytes) -> tuple[bytes, bytes]:
    both = secret + desk_secret
    return hkdf(both, h1, Purpose.CONTENT_KEY), hkdf(both, h1, Purpose.KEY_COMMITMENT)


def check_part(part: SealedPart, directory: TrustedDirectory, b: PartId | None = None) -> CheckedPart:
    """Check what anyone can check without a key (SPEC 11.2): intake and vault both do.

    `b` spares a hash of the payload to whoever has just asked this very part for its id.

    Raises Malformed, BadSignature, NoSuchCompartment or WrongCompartment. `directory` must be the one that the
    header names by hash; the caller looks it up among those it has trusted.
    """
    header = part.header
    if len(part.payload) != stream_size(CLASSES[header.size_class]) or len(part.seats) != len(header.commitments):
        raise Malformed
    compartment = check_fit(header, directory)
    if len(part.desks) != len(compartment.desks):
        raise WrongCompartment
    b = b or part.id()
    verify(header.part_key, Purpose.PART, part.envelope(b), part.signature)
    return CheckedPart(b, part, compartment)


def check_fit(header: PartHeader, directory: TrustedDirectory) -> Compartment:
    """Raise WrongCompartment unless quorum, seats and epoch are those of the directory the header names."""
    compartment = directory.compartment(header.compartment)
    asked = (header.directory, header.epoch, header.needed, len(header.commitments))
    if asked != (directory.hash, directory.contents.epoch, compartment.needed, len(compartment.seats)):
        raise WrongCompartment
    return compartment


def open_seat(
    key: SealKey, header: PartHeader, b: bytes, number: int, sealed: bytes, purpose: SeatPurpose = Purpose.SHARE
) -> bytes:
    """A custodian's share, 33 bytes, checked against the header's commitment. Raises CannotOpen.

    Its sender sealed it (`share`), or whoever held the seat before (`handover`, SPEC 23.4).
    """
    share = open_secret(key, purpose, seat_context(b, number), sealed)
    return check_share(header, number, share)


def check_share(header: PartHeader, number: int, share: bytes) -> bytes:
    """Return the share if it is the one that the header committed to for that seat; else raise CannotOpen."""
    _check_shares(header, header.context(), {number: share})
    return share


def _check_shares(header: PartHeader, context: bytes, held: Mapping[int, bytes]) -> None:
    """Raise CannotOpen unless each share is the one that the header committed to for its seat."""
    for number, share in held.items():
        if not 1 <= number <= len(header.commitments):
            raise CannotOpen
        if not same(share_commitment(context, number, share), header.commitments[number - 1]):
            raise CannotOpen


def open_part(
    part: SealedPart,
    held: Mapping[int, bytes],
    desk_key: SealKey,
    desk_number: int,
    identifier: PartId | None = None,
) -> bytes:
    """Join shares (seat number → 33 bytes) and open the payload at a desk (SPEC 11.4).

    Raises TooFewCustodians with fewer than the quorum, CannotOpen for anything that is not the part it claims to
    be: a false share, another desk, another payload, or shares that a dishonest sender made inconsistent. A caller
    that has computed the part's id may pass it; with another id nothing opens.
    """
    b = identifier or part.id()
    if not 1 <= desk_number <= len(part.desks):
        raise CannotOpen
    box = part.desks[desk_number - 1]
    return open_with(part, held, lambda: open_secret(desk_key, Purpose.DESK_BOX, seat_context(b, desk_number), box))


def open_with(part: SealedPart, held: Mapping[int, bytes], desk_secret: Callable[[], bytes]) -> bytes:
    """As `open_part`, d coming from where the caller finds it; asked for when the shares have been checked."""
    header = part.header
    context, h1 = header.context(), header.hash()
    _check_shares(header, context, held)
    joined = [share for _, share in sorted(held.items())]
    secret = shares.join(joined, header.needed)
    _check_shares(header, context, _others(header, held, joined))
    key, commitment = _content_key(secret, desk_secret(), h1)
    if not same(commitment, part.key_commitment):
        raise CannotOpen
    return unpad(open_stream(key, h1, part.payload))


def _others(header: PartHeader, held: Mapping[int, bytes], joined: list[bytes]) -> dict[int, bytes]:
    """The shares of all seats that are not held, by the polynomial that the held ones fix.

    Each must be what its seat was given: else one quorum would read one thing, another nothing.
    """
    seats = range(1, len(header.commitments) + 1)
    return {seat: shares.share_at(joined, header.needed, seat) for seat in seats if seat not in held}
