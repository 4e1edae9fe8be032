"""Who is knocking: a public key, looked up in the newest directory. A key that was revoked there opens no door here.

One door to each guarded thing: every function that touches a compartment asks here first, and gets back what it
needs next.
"""

from __future__ import annotations

from dataclasses import dataclass

from protocol.directory import Compartment, Desk, DeviceRole, TrustedDirectory
from protocol.errors import DirectoryRefused, Malformed
from protocol.ids import from_text
from protocol.orders import TargetKind
from server.pinned import Pinned
from server.vault.errors import NotACustodian, NotADesk, NotRelease, NotThePolicyZone


@dataclass(frozen=True, slots=True)
class Held:
    """One seat of one compartment, held by the caller."""

    compartment: Compartment
    number: int
    custodian: str

    @property
    def seal_key(self) -> bytes:
        return self.compartment.seat(self.number).seal_key


def known_key(pinned: Pinned, keyid: str) -> bytes | None:
    """The key behind a key id (its own hexadecimal form), if a desk, a custodian, release, the policy zone, or somebody
    who can give an order holds it.

    Also one that held a seat which has a successor now: to hand over, and for nothing else (`earlier_keys`).
    """
    try:
        key, directory = from_text(keyid), pinned.directory
    except (Malformed, DirectoryRefused):
        return None
    if key in _welcome(directory) or any(_held_before(pinned, one, key) for one in directory.contents.compartments):
        return key
    return None


def _welcome(directory: TrustedDirectory) -> set[bytes]:
    keys: set[bytes] = set().union(*(_members(one) for one in directory.contents.compartments))
    keys |= {one.sign_key for one in directory.contents.administrators}
    keys |= {one.sign_key for one in directory.contents.substitutes}
    keys |= {one.sign_key for one in directory.contents.partners if one.sign_key is not None}
    return keys | _of_zones(directory, DeviceRole.RELEASE, DeviceRole.POLICY)


def desk_in(directory: TrustedDirectory, compartment: str, caller: bytes) -> Desk:
    """The caller's desk in a compartment. Raises NotADesk, also where there is no such compartment."""
    for one in directory.contents.compartments:
        for desk in one.desks:
            if one.name == compartment and desk.sign_key == caller:
                return desk
    raise NotADesk


def seat_in(directory: TrustedDirectory, compartment: str, caller: bytes) -> Held:
    """The caller's seat in a compartment. Raises NotACustodian, also where there is no such compartment."""
    for one in directory.contents.compartments:
        for number, seat in enumerate(one.seats, 1):
            if one.name == compartment and seat.sign_key == caller:
                return Held(one, number, seat.custodian)
    raise NotACustodian


def substitute_of(directory: TrustedDirectory, caller: bytes) -> str:
    """The name of a substitute, who may sit in for whoever gives them a mandate. Raises NotACustodian."""
    for one in directory.contents.substitutes:
        if one.sign_key == caller:
            return one.substitute
    raise NotACustodian


def check_is_custodian(directory: TrustedDirectory, caller: bytes) -> None:
    """Raise NotACustodian for whoever holds no seat anywhere."""
    if caller not in {seat.sign_key for one in directory.contents.compartments for seat in one.seats}:
        raise NotACustodian


def earlier_keys(pinned: Pinned, compartment: str, number: int, caller: bytes) -> frozenset[bytes]:
    """The sealing keys under which the caller held a seat that is another's now. Raises NotACustodian for none.

    An older directory, which the roots signed and the vault keeps, says so; a part is sealed to one of these keys.
    """
    for one in pinned.directory.contents.compartments:
        if one.name == compartment and (held := _held_before(pinned, one, caller).get(number)):
            return frozenset(held)
    raise NotACustodian


def held_before(pinned: Pinned, compartment: str, caller: bytes) -> frozenset[int]:
    """The numbers of the seats that the caller held in a compartment and holds no more."""
    found = [one for one in pinned.directory.contents.compartments if one.name == compartment]
    return frozenset(number for one in found for number in _held_before(pinned, one, caller))


def _held_before(pinned: Pinned, now: Compartment, caller: bytes) -> dict[int, set[bytes]]:
    """By seat number, the caller's sealing keys of which the directory in force has another in their place."""
    held: dict[int, set[bytes]] = {}
    # Whoever is suspended is in no directory any more whose keys the door would refuse: so they are looked for here.
    suspended = pinned.standing.names(TargetKind.PERSON)
    for directory in pinned.directories:
        for older in (one for one in directory.contents.compartments if one.name == now.name):
            for number, (seat, today) in enumerate(zip(older.seats, now.seats, strict=False), 1):
                if seat.sign_key == caller and seat.seal_key != today.seal_key and seat.custodian not in suspended:
                    held.setdefault(number, set()).add(seat.seal_key)
    return held


def check_is_release(directory: TrustedDirectory, caller: bytes) -> None:
    """Raise NotRelease for anyone but the release zone."""
    if caller not in _of_zones(directory, DeviceRole.RELEASE):
        raise NotRelease


def check_is_policy(directory: TrustedDirectory, caller: bytes) -> None:
    """Raise NotThePolicyZone for anyone but the policy zone."""
    if caller not in _of_zones(directory, DeviceRole.POLICY):
        raise NotThePolicyZone


def _of_zones(directory: TrustedDirectory, *roles: DeviceRole) -> set[bytes]:
    return {one.sign_key for one in directory.contents.devices if one.role in roles}


def compartments_of(directory: TrustedDirectory, caller: bytes) -> tuple[str, ...]:
    """The compartments of which the caller is a desk or a custodian."""
    return tuple(one.name for one in directory.contents.compartments if caller in _members(one))


def _members(compartment: Compartment) -> set[bytes]:
    return {desk.sign_key for desk in compartment.desks} | {seat.sign_key for seat in compartment.seats}
