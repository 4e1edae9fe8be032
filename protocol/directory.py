"""Who may do what, with which keys: signed by offline roots, pinned in every client. SPEC 4.

Rules of this file
* `SignedDirectory` is a claim; `TrustedDirectory` is what `trust` makes of it. Everything else takes the second.
* A directory never goes back: a lower number, or another directory under a number already seen, is refused.
* Testimony, identity and evidence of one country have different custodians. One that says otherwise is refused.
* So is one in which one person, or one key, stands on both sides of an opening.
* A substitute is one custodian's, and has to do with no other's seat: a key that was lent does not come back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import Field

from protocol.encoding import Code, Day, Hash, Message, Purpose, SealPublic, SignPublic, digest
from protocol.errors import BadKey, DirectoryRefused
from protocol.ids import PartKind
from protocol.primitives import SignKey, check_public
from protocol.roots import (
    MAX_CHANGES,
    MAX_ROOTS,
    NotEnoughRoots,
    RootSet,
    RootSignature,
    SignedRootChange,
    follow,
    signatures_by,
    signed_by_enough,
)

GRACE_DAYS = 30
"""For so long after its end a directory still serves to seal, with a warning: a source must not be turned away."""
MAX_SEATS = 16
MAX_DESKS = 6
MAX_SUBSTITUTES = 128
NO_PREVIOUS = bytes(32)
_T = TypeVar("_T")


class RolledBack(DirectoryRefused):
    """This directory is older than one this device has already seen."""


class Forked(DirectoryRefused):
    """This directory differs from the one this device already knows under the same number."""


class Expired(DirectoryRefused):
    """This directory ended more than 30 days ago. Ask for a new one before you go on."""

    def __init__(self, last_day: int = 0) -> None:
        super().__init__()
        self.last_day = last_day


class NotYet(DirectoryRefused):
    """This directory is from the future. Check the date of this device."""


class Contradictory(DirectoryRefused):
    """This directory contradicts itself: a name, key or number in it cannot be."""


class SeatsMoved(DirectoryRefused):
    """This directory moves or takes away a seat of a compartment, lowers its quorum, or makes another country or kind
    of it. What was sealed to it before could not be opened any more, or by other people than its sources were told."""


class SubstituteMoved(DirectoryRefused):
    """This directory ties a substitute to the seats of two custodians: somebody who sat in for one, or held a seat, now
    sits in for another or holds another's seat. No key comes back: they could open the shares of two seats."""


class NoSuchCompartment(DirectoryRefused):
    """This compartment is not in the directory."""


class NoSuchDevice(DirectoryRefused):
    """This device is not in the directory."""


class DeviceRole(StrEnum):
    """What a device that is neither a custodian's nor a desk may act as."""

    INTAKE = "intake"
    VAULT = "vault"
    RELEASE = "release"
    POLICY = "policy"
    LEDGER = "ledger"
    GATEWAY = "gateway"


class Seat(Message):
    """One custodian's place in a compartment; seats count from 1 in the order of the list."""

    custodian: Code
    organisation: Code
    seal_key: SealPublic
    sign_key: SignPublic


class Desk(Message):
    """One person's machine at which parts become readable; curator and reviewer differ by `holder`, the person."""

    desk: Code
    holder: Code
    seal_key: SealPublic
    sign_key: SignPublic


class Compartment(Message):
    name: Code
    country: Code
    kind: PartKind
    needed: Annotated[int, Field(ge=1, le=MAX_SEATS)]
    seats: Annotated[tuple[Seat, ...], Field(min_length=1, max_length=MAX_SEATS)]
    desks: Annotated[tuple[Desk, ...], Field(min_length=1, max_length=MAX_DESKS)]
    recovery_key: SealPublic

    def desk(self, name: str) -> Desk:
        """The desk of that name; raises NoSuchDevice."""
        return _find((desk for desk in self.desks if desk.desk == name), NoSuchDevice)

    def seat(self, number: int) -> Seat:
        """The seat of that number, from 1; raises NoSuchDevice."""
        if not 1 <= number <= len(self.seats):
            raise NoSuchDevice
        return self.seats[number - 1]


class Device(Message):
    device: Code
    role: DeviceRole
    sign_key: SignPublic


class Administrator(Message):
    administrator: Code
    organisation: Code
    sign_key: SignPublic


class Partner(Message):
    """A local organisation that vouches for sources. With a key it can suspend itself, or its own cards (SPEC 21)."""

    partner: Code
    sign_key: SignPublic | None = None


class Substitute(Message):
    """Somebody vetted who may sit in for one custodian, while that custodian's mandate says so (SPEC 15.7).

    A custodian has one seat of a compartment at most, and none in two kinds of a country: so has whoever sits in.
    """

    substitute: Code
    custodian: Code
    """For whom, and for nobody else."""
    organisation: Code
    seal_key: SealPublic
    sign_key: SignPublic


class Witness(Message):
    """A partner who co-signs the log's checkpoints."""

    witness: Code
    sign_key: SignPublic


class Directory(Message):
    """The contents; at most 1 MiB. Lists are bounded so that a bad directory costs no more than its size."""

    BOUND: ClassVar[int] = 1024 * 1024

    type: Literal["leeward/v1/directory"] = "leeward/v1/directory"
    number: Annotated[int, Field(ge=1, le=2**32)]
    epoch: Annotated[int, Field(ge=1, le=2**32)]
    previous: Hash
    issued: Day
    expires: Day
    compartments: Annotated[tuple[Compartment, ...], Field(min_length=1, max_length=64)]
    vault_seal_key: SealPublic
    devices: Annotated[tuple[Device, ...], Field(max_length=256)]
    administrators: Annotated[tuple[Administrator, ...], Field(min_length=2, max_length=32)]
    partners: Annotated[tuple[Partner, ...], Field(max_length=1024)]
    substitutes: Annotated[tuple[Substitute, ...], Field(max_length=MAX_SUBSTITUTES)] = ()
    witnesses: Annotated[tuple[Witness, ...], Field(max_length=32)] = ()
    witnesses_needed: Annotated[int, Field(ge=0, le=32)] = 0
    """How many of them must have co-signed a checkpoint that a client relies on."""
    never_to: Annotated[tuple[Code, ...], Field(max_length=52)] = ()
    """Bodies a source can shut out by name; consent holds positions in this list, which only ever grows."""
    work_bits: Annotated[int, Field(ge=0, le=28)]
    log_origin: Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[a-z0-9./\-]+$")]


class SignedDirectory(Message):
    """A claim: contents and signatures, not yet checked."""

    BOUND: ClassVar[int] = Directory.BOUND + 4096 + MAX_CHANGES * SignedRootChange.BOUND

    type: Literal["leeward/v1/signed-directory"] = "leeward/v1/signed-directory"
    directory: Annotated[bytes, Field(max_length=Directory.BOUND)]
    signatures: Annotated[tuple[RootSignature, ...], Field(max_length=MAX_ROOTS)]
    root_changes: Annotated[tuple[SignedRootChange, ...], Field(max_length=MAX_CHANGES)] = ()
    """How the roots came to be those who signed, for whoever holds earlier ones; the newest last."""


@dataclass(frozen=True, slots=True)
class TrustedDirectory:
    """A directory whose signatures, dates and contents hold. `stale`: it has ended, but less than 30 days ago."""

    contents: Directory
    hash: bytes
    stale: bool
    roots: RootSet
    """Those in force by it: what comes after it must be signed by them, or by those that they change to."""

    def compartment(self, name: str) -> Compartment:
        """The compartment of that name; raises NoSuchCompartment."""
        return _find((one for one in self.contents.compartments if one.name == name), NoSuchCompartment)

    def compartment_for(self, country: str, kind: PartKind) -> Compartment:
        """Where a part of this kind from this country goes; raises NoSuchCompartment."""
        return _find(
            (one for one in self.contents.compartments if one.country == country and one.kind == kind),
            NoSuchCompartment,
        )

    def organisation_of(self, administrator: str) -> str:
        """Where an administrator is from; raises NoSuchDevice."""
        found = (one for one in self.contents.administrators if one.administrator == administrator)
        return _find((one.organisation for one in found), NoSuchDevice)

    def device_key(self, role: DeviceRole) -> bytes:
        """The signing key of the one device with this role; raises NoSuchDevice."""
        return _find((one.sign_key for one in self.contents.devices if one.role == role), NoSuchDevice)


def sign_directory(
    directory: Directory, roots: Iterable[tuple[int, SignKey]], root_changes: Iterable[SignedRootChange] = ()
) -> SignedDirectory:
    """Sign with the given roots: pairs of position in the root set and key (SPEC 4.2)."""
    contents = directory.to_bytes()
    return SignedDirectory(
        directory=contents,
        signatures=signatures_by(roots, Purpose.DIRECTORY, contents),
        root_changes=tuple(root_changes),
    )


def trust(
    claimed: SignedDirectory, roots: RootSet, today: int, known: TrustedDirectory | None = None
) -> TrustedDirectory:
    """Check a claim and return what may be relied on (SPEC 4.3).

    `today` is a day; `known` the newest directory this device has trusted so far, None only at the very first. `roots`
    are those that the device was shipped with; once it knows a directory, the roots in force by that one count.
    Raises a child of DirectoryRefused: NotEnoughRoots, OtherRoots, ChangeUnsigned, WeakRoots, Contradictory,
    RolledBack, Forked, NotYet, Expired; or Malformed for contents that are none.
    """
    in_force = follow(claimed.root_changes, roots if known is None else known.roots)
    if not signed_by_enough(in_force, Purpose.DIRECTORY, claimed.directory, claimed.signatures):
        raise NotEnoughRoots
    contents = Directory.from_bytes(claimed.directory)
    _check_contents(contents)
    trusted = TrustedDirectory(contents, directory_hash(claimed.directory), today > contents.expires, in_force)
    if known is not None:
        _check_succession(trusted, known)
    if contents.issued > today + 1:
        raise NotYet
    if today > contents.expires + GRACE_DAYS:
        raise Expired(contents.expires)
    return trusted


def trust_to_keep(
    claimed: SignedDirectory, roots: RootSet, today: int, known: TrustedDirectory | None = None
) -> TrustedDirectory:
    """As trust, for whoever keeps the newest alone, and begins at `roots` again when it is read (SPEC 4.9).

    Nobody signs the changes that come along. Without them a directory can hold for who has followed them before, and be
    refused from the first roots: kept, it would be what shuts this device out of its own folder.
    """
    trusted = trust(claimed, roots, today, known)
    trust(claimed, roots, today)
    return trusted


def trust_again(
    claimed: SignedDirectory, roots: RootSet, today: int, known: TrustedDirectory | None = None
) -> TrustedDirectory:
    """As trust, for one that was trusted before and may have ended long ago: it is then judged as of its own last day.

    For holding a newer one against it; whether it may still be used is not said here.
    """
    try:
        return trust(claimed, roots, today, known)
    except Expired as ended:
        return trust(claimed, roots, ended.last_day, known)


def directory_hash(contents: bytes) -> bytes:
    """32 bytes that name one directory in every part sealed under it."""
    return digest(Purpose.DIRECTORY_HASH, contents)


def _check_succession(new: TrustedDirectory, known: TrustedDirectory) -> None:
    if new.contents.number < known.contents.number or new.contents.epoch < known.contents.epoch:
        raise RolledBack
    if new.contents.number == known.contents.number and new.hash != known.hash:
        raise Forked
    if new.contents.number == known.contents.number + 1 and new.contents.previous != known.hash:
        raise Forked
    kept = len(known.contents.never_to)
    if new.contents.never_to[:kept] != known.contents.never_to:
        raise Contradictory
    before = {one.name: one for one in known.contents.compartments}
    for compartment in new.contents.compartments:
        if compartment.name in before:
            _check_seats_stay(compartment, before[compartment.name])
    _check_substitutes_stay(new.contents, known.contents)
    _check_no_second_seat(new.contents, known.contents)


def _check_seats_stay(new: Compartment, known: Compartment) -> None:
    """A seat's number is the x of its share in every part, so it goes to a successor or stays, and never moves."""
    if (new.country, new.kind) != (known.country, known.kind) or new.needed < known.needed:
        raise SeatsMoved
    if len(new.seats) < len(known.seats):
        raise SeatsMoved
    held = {mark: number for number, seat in enumerate(known.seats) for mark in _marks(seat)}
    if any(held.get(mark, number) != number for number, seat in enumerate(new.seats) for mark in _marks(seat)):
        raise SeatsMoved


def _check_substitutes_stay(new: Directory, known: Directory) -> None:
    """Neither by name nor by key does anybody sit in for another custodian than before."""
    held = {mark: one.custodian for one in known.substitutes for mark in _marks_of(one)}
    if any(held.get(mark, one.custodian) != one.custodian for one in new.substitutes for mark in _marks_of(one)):
        raise SubstituteMoved


def _check_no_second_seat(new: Directory, known: Directory) -> None:
    """Who sat in for a custodian holds no seat that was not that one's, and who held one sits in for its holder alone.
    SPEC 4.11.

    Also where the custodian has new keys by then: what was sealed to the key before still lies at the vault.
    """
    before, now = _seats_by_mark(known), _seats_by_mark(new)
    if any(now[mark] - before[one.custodian] for one in known.substitutes for mark in _marks_of(one)):
        raise SubstituteMoved
    if any(before[mark] - now[one.custodian] for one in new.substitutes for mark in _marks_of(one)):
        raise SubstituteMoved


def _seats_by_mark(directory: Directory) -> defaultdict[str | bytes, set[tuple[str, int]]]:
    """Which seats, by compartment and number, have this name or key."""
    held: defaultdict[str | bytes, set[tuple[str, int]]] = defaultdict(set)
    for compartment in directory.compartments:
        for number, seat in enumerate(compartment.seats, 1):
            for mark in _marks(seat):
                held[mark].add((compartment.name, number))
    return held


def _marks_of(one: Substitute) -> tuple[str | bytes, ...]:
    return one.substitute, one.seal_key, one.sign_key


def _marks(seat: Seat) -> tuple[str | bytes, ...]:
    return seat.custodian, seat.seal_key, seat.sign_key


def _check_contents(directory: Directory) -> None:
    _all_different(one.name for one in directory.compartments)
    _all_different((one.country, one.kind) for one in directory.compartments)
    _all_different(one.device for one in directory.devices)
    _all_different(one.sign_key for one in directory.devices)
    _all_different(one.administrator for one in directory.administrators)
    _all_different(one.sign_key for one in directory.administrators)
    _all_different(one.partner for one in directory.partners)
    _all_different(one.substitute for one in directory.substitutes)
    _all_different(one.witness for one in directory.witnesses)
    _check_key(directory.vault_seal_key)
    for compartment in directory.compartments:
        _check_compartment(compartment)
    _check_kinds_apart(directory.compartments)
    _check_offices_apart(directory)
    _check_newcomers_apart(directory)
    if directory.expires < directory.issued or directory.witnesses_needed > len(directory.witnesses):
        raise Contradictory


def _check_compartment(compartment: Compartment) -> None:
    if compartment.needed > len(compartment.seats):
        raise Contradictory
    _all_different(seat.custodian for seat in compartment.seats)
    _all_different(desk.desk for desk in compartment.desks)
    # Whoever asks for an opening does not approve it: neither as the same person nor with the same key.
    _check_apart((seat.custodian for seat in compartment.seats), (desk.holder for desk in compartment.desks))
    both: tuple[Seat | Desk, ...] = (*compartment.seats, *compartment.desks)
    _all_different(one.sign_key for one in both)
    seal_keys = (compartment.recovery_key, *(one.seal_key for one in both))
    _all_different(seal_keys)
    for key in seal_keys:
        _check_key(key)


def _check_kinds_apart(compartments: tuple[Compartment, ...]) -> None:
    """No custodian, and no custodian's key, holds seats in two kinds of one country."""
    held: dict[tuple[str, object], PartKind] = {}
    for compartment in compartments:
        for seat in compartment.seats:
            for mark in (seat.custodian, seat.seal_key, seat.sign_key):
                if held.setdefault((compartment.country, mark), compartment.kind) != compartment.kind:
                    raise Contradictory


def _check_offices_apart(directory: Directory) -> None:
    """The vault's sealing key opens no share, desk box or recovery box; an administrator's key is nobody else's."""
    seats = [one for compartment in directory.compartments for one in compartment.seats]
    desks = [one for compartment in directory.compartments for one in compartment.desks]
    both: tuple[Seat | Desk, ...] = (*seats, *desks)
    _check_apart([directory.vault_seal_key], _opening_keys(directory))
    acting = (one.sign_key for one in (*both, *directory.devices))
    _check_apart((one.sign_key for one in directory.administrators), acting)


def _opening_keys(directory: Directory) -> Iterator[bytes]:
    """The sealing keys of all seats and desks, and those for recovery."""
    for compartment in directory.compartments:
        yield compartment.recovery_key
        yield from (one.seal_key for one in compartment.seats)
        yield from (one.seal_key for one in compartment.desks)


def _check_newcomers_apart(directory: Directory) -> None:
    """Who sits in for a custodian is nobody else in here, and a witness's or partner's key is nobody else's.

    A log that is its own witness, or a custodian who sits in for another, would count twice.
    """
    seats = [one for compartment in directory.compartments for one in compartment.seats]
    desks = [one for compartment in directory.compartments for one in compartment.desks]
    custodians = [one.custodian for one in seats]
    names = custodians + [one.holder for one in desks]
    names += [one.administrator for one in directory.administrators]
    _check_apart((one.substitute for one in directory.substitutes), names)
    _all_different(one.seal_key for one in directory.substitutes)
    _check_apart((one.seal_key for one in directory.substitutes), (directory.vault_seal_key, *_opening_keys(directory)))
    for one in directory.substitutes:
        _check_key(one.seal_key)
        if one.custodian not in custodians:
            raise Contradictory
    listed: tuple[Substitute | Witness | Partner, ...]
    listed = (*directory.substitutes, *directory.witnesses, *directory.partners)
    new = [one.sign_key for one in listed if one.sign_key is not None]
    _all_different(new)
    held: tuple[Seat | Desk | Device | Administrator, ...]
    held = (*seats, *desks, *directory.devices, *directory.administrators)
    _check_apart(new, (one.sign_key for one in held))


def _check_key(key: bytes) -> None:
    try:
        check_public(key)
    except BadKey:
        raise Contradictory from None


def _all_different(things: Iterable[object]) -> None:
    listed = list(things)
    if len(set(listed)) != len(listed):
        raise Contradictory


def _check_apart(some: Iterable[object], others: Iterable[object]) -> None:
    if not set(some).isdisjoint(others):
        raise Contradictory


def _find(found: Iterable[_T], missing: type[DirectoryRefused]) -> _T:
    for one in found:
        return one
    raise missing
