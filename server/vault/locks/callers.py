"""Who is knocking: a public key, looked up in the newest directory. A key that was revoked there opens no door here.

One door to each guarded thing: every function that touches a compartment asks here first, and gets back what it
needs next.
"""

from __future__ import annotations

from dataclasses import dataclass

from protocol.directory import Compartment, Desk, DeviceRole, TrustedDirectory
from protocol.errors import DirectoryRefused, Malformed
from protocol.ids import from_text
from server.pinned import Pinned
from server.vault.errors import NotACustodian, NotADesk, NotRelease


@dataclass(frozen=True, slots=True)
class Held:
    """One seat of one compartment, held by the caller."""

    compartment: Compartment
    number: int
    custodian: str


def known_key(pinned: Pinned, keyid: str) -> bytes | None:
    """The key behind a key id (its own hexadecimal form), if a desk, a custodian, release, or somebody who can give an
    order holds it."""
    try:
        key, directory = from_text(keyid), pinned.directory
    except (Malformed, DirectoryRefused):
        return None
    return key if key in _welcome(directory) else None


def _welcome(directory: TrustedDirectory) -> set[bytes]:
    keys: set[bytes] = set().union(*(_members(one) for one in directory.contents.compartments))
    keys |= {one.sign_key for one in directory.contents.administrators}
    keys |= {one.sign_key for one in directory.contents.partners if one.sign_key is not None}
    return keys | {one.sign_key for one in directory.contents.devices if one.role is DeviceRole.RELEASE}


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


def check_is_custodian(directory: TrustedDirectory, caller: bytes) -> None:
    """Raise NotACustodian for whoever holds no seat anywhere."""
    if caller not in {seat.sign_key for one in directory.contents.compartments for seat in one.seats}:
        raise NotACustodian


def check_is_release(directory: TrustedDirectory, caller: bytes) -> None:
    """Raise NotRelease for anyone but the release zone."""
    if caller not in {one.sign_key for one in directory.contents.devices if one.role is DeviceRole.RELEASE}:
        raise NotRelease


def compartments_of(directory: TrustedDirectory, caller: bytes) -> tuple[str, ...]:
    """The compartments of which the caller is a desk or a custodian."""
    return tuple(one.name for one in directory.contents.compartments if caller in _members(one))


def _members(compartment: Compartment) -> set[bytes]:
    return {desk.sign_key for desk in compartment.desks} | {seat.sign_key for seat in compartment.seats}
