"""Whose keys open no door for now: what orders mean at every zone's door. SPEC 21.6.

This stands before both locks: whoever is suspended is nobody, whatever rows and rules say of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from protocol.directory import Compartment, TrustedDirectory
from protocol.errors import DirectoryRefused
from protocol.orders import StandingOrders, TargetKind
from protocol.policy import PolicyRefused, TrustedPolicy
from protocol.requests import FindKey
from server.pinned import Pinned


def unless_suspended(pinned: Pinned, find: FindKey) -> FindKey:
    """The zone's own way to find a key, which now finds none that is suspended by the orders in force."""

    def found(keyid: str) -> bytes | None:
        key = find(keyid)
        return None if key is None or _is_suspended(key, pinned) else key

    return found


def _is_suspended(key: bytes, pinned: Pinned) -> bool:
    try:
        directory, standing = pinned.directory, pinned.standing
    except DirectoryRefused:
        return True
    try:
        policy = pinned.policy
    except PolicyRefused:
        policy = None
    return bool(standing.stopped) and key in suspended_keys(directory, policy, standing)


def suspended_keys(
    directory: TrustedDirectory, policy: TrustedPolicy | None, standing: StandingOrders
) -> frozenset[bytes]:
    """Every signing key of a suspended person, device or partner. A desk's is its holder's too."""
    people, devices = standing.names(TargetKind.PERSON), standing.names(TargetKind.DEVICE)
    partners = standing.names(TargetKind.PARTNER)
    contents = directory.contents
    return frozenset(
        key for key, person, device in _holders(directory, policy) if person in people or device in devices
    ) | {one.sign_key for one in contents.partners if one.sign_key is not None and one.partner in partners}


def _holders(directory: TrustedDirectory, policy: TrustedPolicy | None) -> Iterator[tuple[bytes, str, str]]:
    """Each key with the person and the device it is of, either of them empty."""
    contents = directory.contents
    for compartment in contents.compartments:
        yield from _in_compartment(compartment)
    yield from ((one.sign_key, "", one.device) for one in contents.devices)
    yield from ((one.sign_key, one.administrator, "") for one in contents.administrators)
    yield from ((one.sign_key, one.substitute, "") for one in contents.substitutes)
    if policy is not None:
        yield from ((one.sign_key, one.person, "") for one in policy.contents.staff)


def _in_compartment(compartment: Compartment) -> Iterator[tuple[bytes, str, str]]:
    yield from ((seat.sign_key, seat.custodian, "") for seat in compartment.seats)
    yield from ((desk.sign_key, desk.holder, desk.desk) for desk in compartment.desks)
