"""For which seats somebody answers: their own; or, with a borrowed key and a mandate, those for which they sit in.

SPEC 15.7. A mandate counts here only as the vault shows it today: it knows which were given and which ended. That it
holds, by whom and on which days, is looked at here; so is the borrowed key, against the directory in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clients.custodian.errors import (
    BorrowedKeyReplaced,
    MandateNotBegun,
    NoMandateStands,
    NoSeat,
    NothingBorrowed,
)
from clients.custodian.to_vault import Doors, fetch_mandates
from clients.key_file import PersonKeys
from clients.trusted import Trusted
from protocol.directory import Compartment, Seat, Substitute, TrustedDirectory
from protocol.errors import CannotOpen, ProtocolError
from protocol.lent_keys import LentKey, NotASeatsKey, open_lent, seats_of
from protocol.mandates import Mandate, SignedMandate, check_mandate
from protocol.orders import StandingOrders, TargetKind
from protocol.primitives import SealKey


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat of one compartment: whose it is, what opens its shares, and by which mandate somebody else sits there."""

    compartment: Compartment
    custodian: str
    seal_key: SealKey
    mandate: SignedMandate | None = None


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A seat whose key was lent, whether or not a mandate stands for it."""

    compartment: Compartment
    seat: Seat
    seal_key: SealKey


def own_chairs(directory: TrustedDirectory, keys: PersonKeys) -> tuple[Chair, ...]:
    """Seats that this custodian holds with this very key."""
    return tuple(
        Chair(compartment, keys.name, keys.seal_key)
        for compartment in directory.contents.compartments
        for seat in compartment.seats
        if (seat.custodian, seat.sign_key) == (keys.name, keys.sign_key.public)
    )


def sat_in(doors: Doors, trusted: Trusted, keys: PersonKeys, lent: Sequence[LentKey], today: int) -> tuple[Chair, ...]:
    """The seats for which a substitute answers today, one in a compartment.

    Raises NoSeat, NothingBorrowed, BorrowedKeyReplaced, MandateNotBegun or NoMandateStands; or CannotReach,
    VaultSaysNo, Malformed.
    """
    as_listed(trusted.directory, keys)
    borrowed = open_borrowed(trusted.directory, keys, lent)
    shown = {place: fetch_mandates(doors, place) for place in sorted({one.compartment.name for one in borrowed})}
    return choose_chairs(trusted.directory, trusted.standing, keys.name, borrowed, shown, today)


def as_listed(directory: TrustedDirectory, keys: PersonKeys) -> Substitute:
    """The directory's own line for this substitute, with these very keys. Raises NoSeat."""
    ours = (keys.name, keys.sign_key.public, keys.seal_key.public)
    for one in directory.contents.substitutes:
        if (one.substitute, one.sign_key, one.seal_key) == ours:
            return one
    raise NoSeat


def choose_chairs(
    directory: TrustedDirectory,
    standing: StandingOrders,
    name: str,
    borrowed: Iterable[Borrowed],
    shown: dict[str, tuple[SignedMandate, ...]],
    today: int,
) -> tuple[Chair, ...]:
    """The borrowed seats for which a mandate stands today. Raises MandateNotBegun or NoMandateStands if for none.

    One in a compartment at most: the directory names one custodian for whom they sit in.
    """
    chairs: list[Chair] = []
    later, suspended = False, standing.names(TargetKind.PERSON)
    for one in borrowed:
        held = [each for each in shown[one.compartment.name] if _is_for(each, one, name, directory)]
        stands = next((each for each in held if _begins(each) <= today <= _ends(each)), None)
        if stands is not None and not {name, one.seat.custodian} & suspended:
            chairs.append(Chair(one.compartment, one.seat.custodian, one.seal_key, stands))
        later = later or any(today < _begins(each) for each in held)
    if not chairs:
        raise MandateNotBegun if later else NoMandateStands
    return tuple(chairs)


def open_borrowed(directory: TrustedDirectory, keys: PersonKeys, lent: Sequence[LentKey]) -> list[Borrowed]:
    """Those that are still the keys of seats. Raises NothingBorrowed, or BorrowedKeyReplaced if none is."""
    if not lent:
        raise NothingBorrowed
    found = []
    for one in lent:
        try:
            key = open_lent(one, keys.seal_key, directory)
        except (CannotOpen, NotASeatsKey):
            continue
        found += [Borrowed(compartment, seat, key) for compartment, seat in seats_of(one.custodian, key, directory)]
    if not found:
        raise BorrowedKeyReplaced
    return found


def _is_for(claimed: SignedMandate, seat: Borrowed, name: str, directory: TrustedDirectory) -> bool:
    try:
        mandate = check_mandate(claimed, seat.compartment, directory)
    except ProtocolError:
        return False
    return (mandate.custodian, mandate.substitute) == (seat.seat.custodian, name)


def _begins(claimed: SignedMandate) -> int:
    return Mandate.from_bytes(claimed.body).begins


def _ends(claimed: SignedMandate) -> int:
    return Mandate.from_bytes(claimed.body).ends
