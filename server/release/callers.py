"""Who may knock at release, and as what: a desk hands over, an analyst reads, and nobody else does either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from protocol.consent import Audience
from protocol.desk_crossings import CellQuery
from protocol.directory import Compartment, Desk, NoSuchCompartment, NoSuchDevice, TrustedDirectory
from protocol.errors import DirectoryRefused, Malformed
from protocol.ids import from_text, to_text
from protocol.policy import Person, PolicyRefused, Role, TrustedPolicy
from protocol.release import Clearance
from protocol.requests import FindKey
from server.authorization import Action, Kind, NotAllowed, Uid
from server.devices import Caller
from server.pinned import Pinned
from server.release.errors import NotADesk, NotAnAnalyst, NotTheCurator
from server.who_is_who import Access, summary
from server.who_is_who import compartment as compartment_uid


@dataclass(frozen=True, slots=True)
class Reader:
    """An analyst, reduced to what decides: a name for the access rules, countries, circle, and bodies (as bits)."""

    uid: Uid
    countries: tuple[str, ...]
    circle: Audience
    bodies: int
    areas: tuple[str, ...] = ()
    """The only areas whose summaries they read, with what lies in them; none named is all."""


def known_keys(pinned: Pinned) -> FindKey:
    """The keys that may knock: desks of the directory in force, its administrators, and the policy's staff."""

    def find(keyid: str) -> bytes | None:
        try:
            key, directory, policy = from_text(keyid), pinned.directory, pinned.policy
        except (Malformed, DirectoryRefused, PolicyRefused):
            return None
        return key if key in _keys(directory, policy) else None

    return find


def check_curator(caller: Caller, claimed: Clearance, directory: TrustedDirectory) -> None:
    """Raises NotADesk, or NotTheCurator unless the caller is the desk that the clearance names as the curator's."""
    key = bytes.fromhex(caller.keyid)
    if key not in _desk_keys(directory):
        raise NotADesk
    try:
        curator = directory.compartment(claimed.compartment).desk(claimed.curator)
    except (NoSuchCompartment, NoSuchDevice):
        raise NotTheCurator from None
    if curator.sign_key != key:
        raise NotTheCurator


def check_desk_there(caller: Caller, query: CellQuery, directory: TrustedDirectory, access: Access) -> Compartment:
    """The compartment that the query names, if the caller is a desk of it that may hand over. Raises NotADesk."""
    key = bytes.fromhex(caller.keyid)
    try:
        compartment = directory.compartment(query.compartment)
        people = {desk_of(key, compartment).holder}
        thing = summary(query.area, compartment_uid(compartment.name), Audience.TASK_FORCE, people)
        access.rules.decide(access.principal(key, Kind.DEVICE), Action.SUBMIT_SUMMARY, thing)
    except (NotAllowed, NoSuchCompartment):
        raise NotADesk from None
    return compartment


def desk_of(key: bytes, compartment: Compartment) -> Desk:
    """The desk in this compartment that holds a key. Raises NotADesk."""
    for desk in compartment.desks:
        if desk.sign_key == key:
            return desk
    raise NotADesk


def may_hand_over(caller: Caller | None, claimed: Clearance, directory: TrustedDirectory, access: Access) -> bool:
    """Whether the access rules let the caller hand over what was cleared; False for whatever is amiss.

    At an epoch nobody calls: then it is asked about the curator's desk, which handed it over.
    """
    try:
        compartment = directory.compartment(claimed.compartment)
        desks = compartment.desk(claimed.curator), compartment.desk(claimed.reviewer)
        people = {desk.holder for desk in desks}
        thing = summary(to_text(claimed.commitment), compartment_uid(claimed.compartment), claimed.audience, people)
        key = desks[0].sign_key if caller is None else bytes.fromhex(caller.keyid)
        access.rules.decide(access.principal(key, Kind.DEVICE), Action.SUBMIT_SUMMARY, thing)
    except (NotAllowed, NoSuchCompartment, NoSuchDevice):
        return False
    return True


def reader_for(caller: Caller, directory: TrustedDirectory, policy: TrustedPolicy, access: Access) -> Reader:
    """What the caller reads as. Raises NotAnAnalyst.

    This is the hard rule, out of any policy's reach: an administrator reads nothing, even one who is an analyst too.
    What the access rules say is asked for each summary (reading.py).
    """
    key = bytes.fromhex(caller.keyid)
    person = policy.person(key)
    if person is None or person.audience is Audience.NOBODY:
        raise NotAnAnalyst
    if Role.ADMINISTRATOR in person.roles or key in _administrator_keys(directory):
        raise NotAnAnalyst
    try:
        uid = access.principal(key, Kind.ANALYST)
    except NotAllowed:
        raise NotAnAnalyst from None
    countries = sorted(place.id for place in access.rules.places_of(uid))
    return Reader(uid, tuple(countries), person.audience, _bodies(person, directory), person.areas)


def _bodies(person: Person, directory: TrustedDirectory) -> int:
    """The bit the policy gives the person, and the one of an organisation that sources know under the same name."""
    listed = directory.contents.never_to
    bodies = 0 if person.body is None else 1 << person.body
    return bodies | (1 << listed.index(person.organisation) if person.organisation in listed else 0)


def _keys(directory: TrustedDirectory, policy: TrustedPolicy) -> Iterator[bytes]:
    yield from _desk_keys(directory)
    yield from _administrator_keys(directory)
    yield from (person.sign_key for person in policy.contents.staff)


def _desk_keys(directory: TrustedDirectory) -> Iterator[bytes]:
    return (desk.sign_key for compartment in directory.contents.compartments for desk in compartment.desks)


def _administrator_keys(directory: TrustedDirectory) -> Iterator[bytes]:
    return (one.sign_key for one in directory.contents.administrators)
