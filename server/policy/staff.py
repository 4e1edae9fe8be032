"""The staff list of the bundle in force, as administrators and auditors see it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from protocol.directory import TrustedDirectory
from protocol.policy import Person, Role, TrustedPolicy


class StaffMember(BaseModel):
    """One person: who, for which organisation, in which roles, reading in which circle."""

    model_config = ConfigDict(frozen=True)

    person: str
    organisation: str
    key: str
    roles: tuple[Role, ...]
    compartments: tuple[str, ...]
    circle: str
    body: str | None
    """The body that sources can shut out, to which this person counts; None where it is on no list."""


class Staff(BaseModel):
    """Everybody, and the version of the policy that says so."""

    model_config = ConfigDict(frozen=True)

    policy: int
    staff: tuple[StaffMember, ...]


def list_staff(policy: TrustedPolicy, directory: TrustedDirectory) -> Staff:
    """The list, by name."""
    people = sorted(policy.contents.staff, key=lambda person: person.person)
    return Staff(policy=policy.contents.version, staff=tuple(_member(one, directory) for one in people))


def _member(person: Person, directory: TrustedDirectory) -> StaffMember:
    listed = directory.contents.never_to
    return StaffMember(
        person=person.person,
        organisation=person.organisation,
        key=person.sign_key.hex(),
        roles=person.roles,
        compartments=person.compartments,
        circle=person.audience.name.lower().replace("_", "-"),
        body=None if person.body is None or person.body >= len(listed) else listed[person.body],
    )
