"""A seat goes on to a successor: the one who leaves hands its shares over, or q others make lost ones again. SPEC 23.

Rules of this file
* `SignedSuccession` is a claim; `check_succession` makes the `CheckedSuccession` that everything else takes.
* Only the successor, to whom the directory in force gives the seat, begins one; it is logged before anyone acts on it.
* What is sealed is sealed to keys of that directory, for this succession, this batch, this way, and nothing else.
* No share is believed before its part's own commitment was asked: neither one handed over, nor one made again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import AfterValidator, Field

from protocol.directory import MAX_SEATS, Compartment, Seat, TrustedDirectory
from protocol.encoding import Code, Day, Hash, Message, Purpose, Signature, digest, encode, sorted_set
from protocol.errors import CannotOpen, SuccessionRefused
from protocol.ids import PartId
from protocol.primitives import (
    BOX_OVERHEAD,
    SECRET,
    Randomness,
    SealKey,
    SignKey,
    open_box,
    seal_box,
    seal_secret,
    sign,
    stream_size,
    system_random,
    verify,
)
from protocol.repair import add, repaired, split_for_helpers
from protocol.sealing import PartHeader, SealedShare, SeatPurpose, check_share, open_seat, part_id, seat_context

MOST_PARTS = 128
"""In one batch."""
LIFETIME_DAYS = 30
"""Days in which helpers, who are never there at once, must have done both rounds."""
FEWEST_HELPERS = 2
MOST_BOX = BOX_OVERHEAD + stream_size(SECRET * MOST_PARTS)
SeatNumber = Annotated[int, Field(ge=1, le=MAX_SEATS)]
Box = Annotated[bytes, Field(max_length=MOST_BOX)]


class NotTheSeats(SuccessionRefused):
    """This succession names a seat, or helpers, that cannot be: it needs a quorum of other seats of the compartment."""


class SuccessionOver(SuccessionRefused):
    """This succession has ended, or was begun under another directory. The successor begins a new one."""


class NotInSuccession(SuccessionRefused):
    """This was made for another succession, batch or seat."""


class SuccessionKind(StrEnum):
    """How the shares come to the successor."""

    HANDOVER = "handover"
    """Whoever held the seat before seals them anew."""
    REPAIR = "repair"
    """They are lost: a quorum of other seats makes them again."""


class Succession(Message):
    """The successor's word that a seat's shares are to come to it; see check_succession."""

    BOUND: ClassVar[int] = 512

    type: Literal["leeward/v1/succession"] = "leeward/v1/succession"
    directory: Hash
    compartment: Code
    seat: SeatNumber
    kind: SuccessionKind
    helpers: Annotated[tuple[SeatNumber, ...], Field(max_length=MAX_SEATS), AfterValidator(sorted_set)]
    asked: Day
    expires: Day
    nonce: Hash


class SignedSuccession(Message):
    """A claim: a succession and the successor's signature over its bytes."""

    BOUND: ClassVar[int] = 768

    body: Annotated[bytes, Field(max_length=Succession.BOUND)]
    signature: Signature

    def id(self) -> bytes:
        """32 bytes that name it, in the log too."""
        return digest(Purpose.SUCCESSION_HASH, self.body)


@dataclass(frozen=True, slots=True)
class CheckedSuccession:
    """One that may be acted on, under the directory in force. Only `check_succession` makes one."""

    id: bytes
    succession: Succession
    compartment: Compartment
    successor: Seat

    @property
    def helpers(self) -> tuple[int, ...]:
        return self.succession.helpers


class SeatSlip(Message):
    """Enough of a part to compute its id, and one seat's share of it as it is kept; none where the seat has none."""

    BOUND: ClassVar[int] = 4096

    header: PartHeader
    key_commitment: Hash
    payload_hash: Hash
    number: SeatNumber
    seat: SealedShare | None
    handed_over: bool

    def id(self) -> PartId:
        return part_id(self.header, self.key_commitment, self.payload_hash)


class HandedShare(Message):
    """One share, sealed to the successor."""

    part: Hash
    box: SealedShare


class HandedOver(Message):
    """The shares of one batch. The one who leaves signs it; after a repair, the successor, who seals them to itself."""

    BOUND: ClassVar[int] = 192 * 1024

    type: Literal["leeward/v1/handed-over"] = "leeward/v1/handed-over"
    succession: Hash
    batch: Hash
    seat: SeatNumber
    shares: Annotated[tuple[HandedShare, ...], Field(max_length=MOST_PARTS)]


class SignedHandedOver(Message):
    BOUND: ClassVar[int] = HandedOver.BOUND + 128

    body: Annotated[bytes, Field(max_length=HandedOver.BOUND)]
    signature: Signature


class RepairPieces(Message):
    """One helper's pieces of a batch: a box for each helper, itself too, in the order of the helpers."""

    BOUND: ClassVar[int] = 96 * 1024

    type: Literal["leeward/v1/repair-pieces"] = "leeward/v1/repair-pieces"
    succession: Hash
    batch: Hash
    seat: SeatNumber
    boxes: Annotated[tuple[Box, ...], Field(min_length=FEWEST_HELPERS, max_length=MAX_SEATS)]


class SignedRepairPieces(Message):
    BOUND: ClassVar[int] = RepairPieces.BOUND + 128

    body: Annotated[bytes, Field(max_length=RepairPieces.BOUND)]
    signature: Signature


class RepairSum(Message):
    """What one helper was sent, added up, in a box to the successor."""

    BOUND: ClassVar[int] = 6 * 1024

    type: Literal["leeward/v1/repair-sum"] = "leeward/v1/repair-sum"
    succession: Hash
    batch: Hash
    seat: SeatNumber
    box: Box


class SignedRepairSum(Message):
    BOUND: ClassVar[int] = RepairSum.BOUND + 128

    body: Annotated[bytes, Field(max_length=RepairSum.BOUND)]
    signature: Signature


_Made = TypeVar("_Made", RepairPieces, RepairSum)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some parts of a succession, in the one order that everybody uses."""

    succession: CheckedSuccession
    parts: tuple[bytes, ...]

    def __post_init__(self) -> None:
        """Raises NotInSuccession for a part that stands there twice."""
        if len(set(self.parts)) != len(self.parts):
            raise NotInSuccession

    @property
    def hash(self) -> bytes:
        """What every message about this batch names."""
        return digest(Purpose.SUCCESSION_BATCH, self.succession.id, list(self.parts))


def sign_succession(succession: Succession, key: SignKey) -> SignedSuccession:
    body = succession.to_bytes()
    return SignedSuccession(body=body, signature=sign(key, Purpose.SUCCESSION, body))


def check_succession(claimed: SignedSuccession, directory: TrustedDirectory, today: int) -> CheckedSuccession:
    """Check a succession on a day against the directory in force (SPEC 23.3).

    Raises Malformed, BadSignature, NoSuchCompartment, NotTheSeats or SuccessionOver.
    """
    succession = Succession.from_bytes(claimed.body)
    if succession.directory != directory.hash:
        raise SuccessionOver
    compartment = directory.compartment(succession.compartment)
    _check_seats(succession, compartment)
    successor = compartment.seat(succession.seat)
    verify(successor.sign_key, Purpose.SUCCESSION, claimed.body, claimed.signature)
    latest = min(succession.expires, succession.asked + LIFETIME_DAYS)
    if not succession.asked - 1 <= today <= latest:
        raise SuccessionOver
    return CheckedSuccession(claimed.id(), succession, compartment, successor)


def _check_seats(succession: Succession, compartment: Compartment) -> None:
    seats, helpers = len(compartment.seats), succession.helpers
    if succession.seat > seats or any(number > seats for number in helpers) or succession.seat in helpers:
        raise NotTheSeats
    fewest = max(FEWEST_HELPERS, compartment.needed) if succession.kind is SuccessionKind.REPAIR else 0
    if len(helpers) < fewest or (helpers and succession.kind is SuccessionKind.HANDOVER):
        raise NotTheSeats


def hand_over(batch: Batch, slips: Iterable[SeatSlip], seal_key: SealKey, sign_key: SignKey) -> SignedHandedOver:
    """Seal every share that this key opens, and that its part committed to, to the successor (SPEC 23.4)."""
    checked = batch.succession
    opened = open_shares(batch, slips, checked.succession.seat, seal_key)
    return sign_handed_over(batch, opened, sign_key)


def open_shares(
    batch: Batch, slips: Iterable[SeatSlip], seat: int, seal_key: SealKey
) -> dict[bytes, tuple[PartHeader, bytes]]:
    """Header and share of each part of the batch whose box this key opens to the share that the part committed to."""
    opened: dict[bytes, tuple[PartHeader, bytes]] = {}
    for slip in slips:
        part, name = slip.id(), batch.succession.compartment.name
        if slip.number != seat or slip.header.compartment != name or part not in batch.parts:
            continue
        with suppress(CannotOpen):
            opened[part] = (slip.header, _open(slip, part, seal_key))
    return opened


def _open(slip: SeatSlip, part: bytes, seal_key: SealKey) -> bytes:
    if slip.seat is None:
        raise CannotOpen
    purpose: SeatPurpose = Purpose.HANDOVER if slip.handed_over else Purpose.SHARE
    return open_seat(seal_key, slip.header, part, slip.number, slip.seat, purpose)


def sign_handed_over(
    batch: Batch, shares: Mapping[bytes, tuple[PartHeader, bytes]], sign_key: SignKey
) -> SignedHandedOver:
    """Seal checked shares to the successor: what the one who leaves does, and the successor itself after a repair."""
    checked = batch.succession
    seat = checked.succession.seat
    body = HandedOver(
        succession=checked.id,
        batch=batch.hash,
        seat=seat,
        shares=tuple(
            HandedShare(
                part=part,
                box=seal_secret(
                    checked.successor.seal_key,
                    Purpose.HANDOVER,
                    seat_context(part, seat),
                    check_share(header, seat, share),
                ),
            )
            for part, (header, share) in shares.items()
        ),
    ).to_bytes()
    return SignedHandedOver(body=body, signature=sign(sign_key, Purpose.HANDED_OVER, body))


def check_handed_over(claimed: SignedHandedOver, batch: Batch, signer: bytes) -> HandedOver:
    """The shares, if this key signed them for this batch. Raises BadSignature, NotInSuccession or Malformed.

    Whether a box holds the share, only its successor can see.
    """
    handed = HandedOver.from_bytes(claimed.body)
    _check_names(handed, batch, {batch.succession.succession.seat})
    parts = [one.part for one in handed.shares]
    if not set(parts) <= set(batch.parts) or len(set(parts)) != len(parts):
        raise NotInSuccession
    verify(signer, Purpose.HANDED_OVER, claimed.body, claimed.signature)
    return handed


def make_pieces(
    batch: Batch,
    slips: Iterable[SeatSlip],
    seat: int,
    seal_key: SealKey,
    sign_key: SignKey,
    random: Randomness = system_random,
) -> SignedRepairPieces:
    """A helper's first round (SPEC 23.5): the pieces of its shares of a batch, a box for each helper.

    Where a part is gone, or a box does not open to its share, the pieces are of zeros: that part is not made again.
    """
    checked = batch.succession
    if seat not in checked.helpers:
        raise NotInSuccession
    opened = open_shares(batch, slips, seat, seal_key)
    nothing = bytes(SECRET) + bytes([seat])
    lost = checked.succession.seat
    of_parts = [
        split_for_helpers(opened[part][1] if part in opened else nothing, checked.helpers, lost, random)
        for part in batch.parts
    ]
    body = RepairPieces(
        succession=checked.id,
        batch=batch.hash,
        seat=seat,
        boxes=tuple(
            seal_box(
                checked.compartment.seat(to).seal_key,
                Purpose.REPAIR_PIECE,
                _way(batch, seat, to),
                b"".join(pieces[at] for pieces in of_parts),
                random,
            )
            for at, to in enumerate(checked.helpers)
        ),
    ).to_bytes()
    return SignedRepairPieces(body=body, signature=sign(sign_key, Purpose.REPAIR_PIECES, body))


def check_pieces(claimed: SignedRepairPieces, batch: Batch) -> RepairPieces:
    """The pieces, if that helper signed them for this batch. Raises BadSignature, NotInSuccession or Malformed."""
    made = RepairPieces.from_bytes(claimed.body)
    checked = batch.succession
    _check_names(made, batch, checked.helpers)
    if len(made.boxes) != len(checked.helpers) or any(len(box) != _box_size(batch) for box in made.boxes):
        raise NotInSuccession
    verify(checked.compartment.seat(made.seat).sign_key, Purpose.REPAIR_PIECES, claimed.body, claimed.signature)
    return made


def make_sum(
    batch: Batch,
    everyones: Iterable[SignedRepairPieces],
    seat: int,
    seal_key: SealKey,
    sign_key: SignKey,
    random: Randomness = system_random,
) -> SignedRepairSum:
    """A helper's second round: what every helper sent it, added up, in a box to the successor.

    Raises NotInSuccession unless there are pieces of every helper, one each; CannotOpen, or what check_pieces raises.
    """
    checked = batch.succession
    made = _one_of_each(batch, (check_pieces(one, batch) for one in everyones))
    mine = checked.helpers.index(seat)
    pieces = [open_box(seal_key, Purpose.REPAIR_PIECE, _way(batch, one.seat, seat), one.boxes[mine]) for one in made]
    successor = checked.successor.seal_key
    sealed = seal_box(successor, Purpose.REPAIR_SUM, _way(batch, seat, checked.succession.seat), add(pieces), random)
    body = RepairSum(succession=checked.id, batch=batch.hash, seat=seat, box=sealed).to_bytes()
    return SignedRepairSum(body=body, signature=sign(sign_key, Purpose.REPAIR_SUMS, body))


def check_sum(claimed: SignedRepairSum, batch: Batch) -> RepairSum:
    """The sum, if that helper signed it for this batch. Raises BadSignature, NotInSuccession or Malformed."""
    made = RepairSum.from_bytes(claimed.body)
    checked = batch.succession
    _check_names(made, batch, checked.helpers)
    if len(made.box) != _box_size(batch):
        raise NotInSuccession
    verify(checked.compartment.seat(made.seat).sign_key, Purpose.REPAIR_SUMS, claimed.body, claimed.signature)
    return made


def repaired_shares(
    batch: Batch, slips: Iterable[SeatSlip], sums: Iterable[SignedRepairSum], seal_key: SealKey
) -> dict[bytes, tuple[PartHeader, bytes]]:
    """Header and share of each part of the batch that was made again, as its part committed to it; at the successor.

    A part that is missing was not: a helper had no share of it, or sent a wrong piece. Who, nobody can tell.
    Raises NotInSuccession unless there is a sum of every helper, one each; CannotOpen, or what check_sum raises.
    """
    seat = batch.succession.succession.seat
    made = _one_of_each(batch, (check_sum(one, batch) for one in sums))
    opened = [open_box(seal_key, Purpose.REPAIR_SUM, _way(batch, one.seat, seat), one.box) for one in made]
    places = {part: at * SECRET for at, part in enumerate(batch.parts)}
    shares: dict[bytes, tuple[PartHeader, bytes]] = {}
    for slip in slips:
        at = places.get(slip.id())
        if at is None:
            continue
        share = repaired([one[at : at + SECRET] for one in opened], seat)
        with suppress(CannotOpen):
            shares[slip.id()] = (slip.header, check_share(slip.header, seat, share))
    return shares


def _one_of_each(batch: Batch, made: Iterable[_Made]) -> list[_Made]:
    by_seat = {one.seat: one for one in made}
    if tuple(sorted(by_seat)) != batch.succession.helpers:
        raise NotInSuccession
    return [by_seat[seat] for seat in batch.succession.helpers]


def _check_names(made: HandedOver | RepairPieces | RepairSum, batch: Batch, seats: Collection[int]) -> None:
    if (made.succession, made.batch) != (batch.succession.id, batch.hash) or made.seat not in seats:
        raise NotInSuccession


def _box_size(batch: Batch) -> int:
    return BOX_OVERHEAD + stream_size(SECRET * len(batch.parts))


def _way(batch: Batch, sender: int, to: int) -> bytes:
    return encode([batch.succession.id, batch.hash, sender, to])
