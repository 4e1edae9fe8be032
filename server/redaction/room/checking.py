"""Everything about a part that can be checked without reading it, before a room may open it: SPEC 11.4 and 15.5.

Rules of this file
* Nothing the vault checked is taken for granted: id, form, signature, compartment, directory, consent, every approval
  and every share are checked again here. The vault could be wrong, or not be the vault.
* A false approval does not count. It does not spoil the sound ones either: one custodian alone must not be able to
  keep a part shut by answering nonsense.
* A room is given what opens this one part. The fresh key and the desk's own key stay with the desk: what is read in a
  room was written by strangers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from protocol.consent import Terms, check_opening, in_force, verify_chain
from protocol.desk_crossings import OpenablePart
from protocol.directory import Compartment
from protocol.errors import CannotOpen, ProtocolError
from protocol.opening import SignedApproval, open_share
from protocol.rewrapping import DeskBox, box_of
from protocol.sealing import SealedPart, check_part
from server.redaction.errors import NotNamedHere, PartSwapped
from server.redaction.memory import HeldOpening, Original
from server.redaction.opening.openings import check_still_serving
from server.redaction.room.questions import OpenPart, SeatShare
from server.redaction.world import World


@dataclass(frozen=True, slots=True, repr=False)
class Openable:
    """What a room needs to open a part, and what the desk keeps of it beside."""

    question: OpenPart
    original: Original


def check_fetched(world: World, held: HeldOpening, part: bytes, fetched: OpenablePart) -> Openable:
    """Check everything about one part once more (SPEC 15.5). Whether its shares are enough is for the room to find.

    Raises NotNamedHere, PartSwapped, DeskRevoked, or a ProtocolError: CannotOpen, BadSignature, Malformed, a child of
    ConsentRefused or of DirectoryRefused.
    """
    if part not in held.checked.request.parts:
        raise NotNamedHere
    check_still_serving(held.checked, world.pinned.directory)
    sealed, then = _check_sealed(world, held, part, fetched)
    terms = _check_consent(world, held, sealed, fetched)
    shares = _sound_shares(held, sealed, fetched.approvals)
    question = OpenPart(
        kind=held.checked.compartment.kind,
        part=fetched.part,
        shares=tuple(SeatShare(seat=seat, share=share) for seat, share in sorted(shares.items())),
        desk_secret=desk_secret(world, sealed, then, fetched.again),
    )
    return Openable(question, Original(sealed.header.part_key, terms))


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
    """Share by seat."""
    sound: dict[int, bytes] = {}
    identifier = sealed.id()
    for claimed in approvals:
        try:
            seat, share = open_share(claimed, held.checked, identifier, sealed.header, held.side, held.fresh)
        except ProtocolError:
            continue  # it does not count, and another custodian's may
        sound[seat] = share
    return sound


def desk_secret(world: World, sealed: SealedPart, then: Compartment, again: bytes | None) -> bytes:
    """d, from the box that came with the part; from the re-wrapped one where it was sealed to an earlier key of ours.

    Alone it opens nothing, and a false one is found by the part's key commitment. Raises CannotOpen, also for a part
    that was not sealed to this desk, or NoSuchDevice.
    """
    number, is_todays = _our_number(world, then)
    if is_todays:
        return box_of(sealed, number).open(world.seal_key)
    if again is None:
        raise CannotOpen
    return DeskBox(sealed.id(), number, again, rewrapped=True).open(world.seal_key)


def _our_number(world: World, then: Compartment) -> tuple[int, bool]:
    """Our place among the desks then, from 1, and whether with today's keys. Raises CannotOpen, NoSuchDevice."""
    today = world.pinned.directory.compartment(then.name).desk(world.name)
    for number, desk in enumerate(then.desks, 1):
        if (desk.desk, desk.holder) == (today.desk, today.holder):
            return number, world.is_us(desk)
    raise CannotOpen
