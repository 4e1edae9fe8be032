"""Everybody whom the signed papers name, and what they say they are: the directory in use and the bundle in force.

Rules of this file
* It reads papers, never the database. Who is in neither paper is nobody, whatever passkeys there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from protocol.directory import TrustedDirectory
from protocol.errors import DirectoryRefused
from protocol.policy import PolicyRefused, TrustedPolicy
from server.pinned import Pinned


class Role(StrEnum):
    """What a paper can say that somebody is. `desk`: they hold a desk; which one, and where, says the directory."""

    CURATOR = "curator"
    REVIEWER = "reviewer"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    CUSTODIAN = "custodian"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Named:
    """One person, as the papers have them. `roles`: with the compartments in which each is held, none for those
    that hold everywhere. `organisation`: as the bundle says; None for whom the directory alone names."""

    person: str
    organisation: str | None
    roles: Mapping[Role, tuple[str, ...]]

    @property
    def administers(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    @property
    def oversees(self) -> bool:
        return self.administers or Role.AUDITOR in self.roles


def people_of(pinned: Pinned) -> Mapping[str, Named]:
    """Everybody, by name. Without a directory that is in use there is nobody; without a bundle, whom it alone names."""
    try:
        directory = pinned.directory
    except DirectoryRefused:
        return {}
    try:
        policy = pinned.policy
    except PolicyRefused:
        policy = None
    return people_in(directory, policy)


def people_in(directory: TrustedDirectory, policy: TrustedPolicy | None) -> Mapping[str, Named]:
    """Everybody whom these two name, in the order of their names."""
    held: dict[str, dict[Role, tuple[str, ...]]] = {}
    for person, role, place in (*_by_directory(directory), *_by_bundle(policy)):
        before = held.setdefault(person, {}).get(role, ())
        held[person][role] = tuple(sorted({*before, *place}))
    staff = () if policy is None else policy.contents.staff
    organisations = {one.person: one.organisation for one in staff}
    return {name: Named(name, organisations.get(name), held[name]) for name in sorted(held)}


def _by_directory(directory: TrustedDirectory) -> Iterator[tuple[str, Role, tuple[str, ...]]]:
    for one in directory.contents.administrators:
        yield one.administrator, Role.ADMINISTRATOR, ()
    for compartment in directory.contents.compartments:
        for seat in compartment.seats:
            yield seat.custodian, Role.CUSTODIAN, (compartment.name,)
        for desk in compartment.desks:
            yield desk.holder, Role.DESK, (compartment.name,)


def _by_bundle(policy: TrustedPolicy | None) -> Iterator[tuple[str, Role, tuple[str, ...]]]:
    if policy is None:
        return
    everywhere = {Role.ADMINISTRATOR, Role.AUDITOR}
    for one in policy.contents.staff:
        for name in one.roles:
            role = Role(name.value)
            yield one.person, role, () if role in everywhere else one.compartments
