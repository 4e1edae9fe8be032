"""Who may ask the policy zone for what: the bundle is for those who must evaluate it, the staff list for overseers.

The bundle names everybody on the staff. Intake and the gateways, which strangers can reach, are not given it.
"""

from __future__ import annotations

from collections.abc import Collection

from protocol.directory import DeviceRole, TrustedDirectory
from protocol.errors import DirectoryRefused, Malformed
from protocol.ids import from_text
from protocol.policy import PolicyRefused
from protocol.requests import FindKey
from server.authorization import Action, Kind, NotAllowed, Uid
from server.devices import Caller
from server.pinned import Pinned
from server.policy.errors import NotForThisKey
from server.who_is_who import BUNDLE, Access

_EVALUATING = frozenset({DeviceRole.VAULT, DeviceRole.RELEASE})


def known_keys(pinned: Pinned) -> FindKey:
    """The keys that may knock: the vault, release, desks, custodians, their substitutes, partners and administrators of
    the directory, and staff."""

    def find(keyid: str) -> bytes | None:
        try:
            key, directory = from_text(keyid), pinned.directory
        except (Malformed, DirectoryRefused):
            return None
        known = _evaluators(directory) | _administrators(directory) | _others(directory) | _staff_keys(pinned)
        return key if key in known else None

    return find


def check_evaluates(caller: Caller, access: Access, directory: TrustedDirectory) -> None:
    """Raises NotForThisKey unless the caller is a device or a custodian, and the access rules agree; or a substitute.

    The rules know no substitutes, and this zone no mandates: whom the roots list may have to judge for a seat any day.
    """
    if from_text(caller.keyid) in _substitutes(directory):
        return
    _check_allowed(caller, access, (Kind.DEVICE, Kind.CUSTODIAN), Action.READ_BUNDLE)


def check_oversees(caller: Caller, access: Access) -> None:
    """Raises NotForThisKey or NotAllowed unless the caller is an administrator or auditor, and the rules agree."""
    _check_allowed(caller, access, (Kind.ADMINISTRATOR, Kind.AUDITOR), Action.READ_STAFF)


def _check_allowed(caller: Caller, access: Access, kinds: Collection[Kind], action: Action) -> None:
    """Whose key it is decides first, whatever the rules say. All that it speaks for must be allowed: a forbid holds.

    Raises NotForThisKey, whatever the reason; NotAllowed to those who may know it.
    """
    try:
        for principal in principals_of(bytes.fromhex(caller.keyid), access, kinds):
            access.rules.decide(principal, action, BUNDLE)
    except NotAllowed as refused:
        if refused.shown_reasons:
            raise
        raise NotForThisKey from None


def principals_of(key: bytes, access: Access, kinds: Collection[Kind]) -> list[Uid]:
    """All that a key speaks for, of these kinds. Raises NotForThisKey where that is nothing."""
    if found := [uid for uid in access.names.get(key, ()) if uid.kind in kinds]:
        return found
    raise NotForThisKey


def _evaluators(directory: TrustedDirectory) -> set[bytes]:
    contents = directory.contents
    desks = {desk.sign_key for each in contents.compartments for desk in each.desks}
    seats = {seat.sign_key for each in contents.compartments for seat in each.seats}
    return desks | seats | {one.sign_key for one in contents.devices if one.role in _EVALUATING}


def _administrators(directory: TrustedDirectory) -> set[bytes]:
    return {one.sign_key for one in directory.contents.administrators}


def _others(directory: TrustedDirectory) -> set[bytes]:
    """Who can give an order, or sit in for somebody, and is not otherwise asked for anything here."""
    partners = {one.sign_key for one in directory.contents.partners if one.sign_key is not None}
    return partners | _substitutes(directory)


def _substitutes(directory: TrustedDirectory) -> set[bytes]:
    return {one.sign_key for one in directory.contents.substitutes}


def _staff_keys(pinned: Pinned) -> set[bytes]:
    try:
        return {person.sign_key for person in pinned.policy.contents.staff}
    except PolicyRefused:
        return set()
