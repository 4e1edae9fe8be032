"""Everybody whom the signed papers name, and what they say they are: the directory in use and the bundle in force.

Rules of this file
* It reads papers, never the database. Who is in neither paper is nobody, whatever passkeys there are.
* A role holds from its first day to its last; the others are shown, and count for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from protocol.directory import TrustedDirectory
from protocol.errors import DirectoryRefused
from protocol.ids import day_of
from protocol.policy import PolicyRefused, TrustedPolicy
from server.authorization import Kind, templates_in
from server.pinned import Pinned


class Role(StrEnum):
    """What a paper can say that somebody is. `desk`: they hold a desk; which one, and where, says the directory."""

    CURATOR = "curator"
    REVIEWER = "reviewer"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    CUSTODIAN = "custodian"
    SUBSTITUTE = "substitute"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Held:
    """A role, the compartments in which it is held (none where it is one for everywhere), and its days."""

    role: Role
    places: tuple[str, ...]
    begins: int | None
    ends: int | None
    holds: bool
    """Today."""


@dataclass(frozen=True, slots=True)
class Named:
    """One person, as the papers have them. Papers can have them in two organisations."""

    person: str
    organisations: tuple[str, ...]
    roles: tuple[Held, ...]

    @property
    def is_somebody(self) -> bool:
        """Whether any role of theirs holds today."""
        return any(one.holds for one in self.roles)

    @property
    def administers(self) -> bool:
        return self.holds(Role.ADMINISTRATOR)

    @property
    def oversees(self) -> bool:
        return self.administers or self.holds(Role.AUDITOR)

    @property
    def in_custody(self) -> bool:
        """Whether they hold a seat, or may sit in for somebody who does."""
        return self.holds(Role.CUSTODIAN) or self.holds(Role.SUBSTITUTE)

    def holds(self, role: Role) -> bool:
        return any(one.role is role and one.holds for one in self.roles)


class PeopleInForce:
    """Call it for everybody, by name: made once for each pair of papers and each day."""

    def __init__(self, pinned: Pinned, clock: Callable[[], float]) -> None:
        self._pinned, self._clock = pinned, clock
        self._made_for: tuple[bytes, bytes, int] | None = None
        self._people: Mapping[str, Named] = {}

    def __call__(self) -> Mapping[str, Named]:
        """Without a directory that is in use there is nobody; without a bundle, whom the directory names."""
        try:
            directory = self._pinned.directory
        except DirectoryRefused:
            return {}
        try:
            policy = self._pinned.policy
        except PolicyRefused:
            policy = None
        key = (directory.hash, b"" if policy is None else policy.hash, day_of(self._clock()))
        if key != self._made_for:
            self._people, self._made_for = people_in(directory, policy, key[2]), key
        return self._people


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line of a paper says."""

    person: str
    role: Role
    organisation: str | None = None
    places: tuple[str, ...] = ()
    days: tuple[int | None, int | None] = (None, None)
    holds: bool = True


def people_in(directory: TrustedDirectory, policy: TrustedPolicy | None, today: int) -> Mapping[str, Named]:
    """Everybody whom these two name, in the order of their names."""
    lines = list(_by_directory(directory))
    lines += [] if policy is None else [*_by_bundle(policy, today), *_by_grants(policy, today)]
    found: dict[str, list[_Line]] = {}
    for line in lines:
        found.setdefault(line.person, []).append(line)
    return {name: _named(name, found[name]) for name in sorted(found)}


def _named(name: str, lines: Iterable[_Line]) -> Named:
    held: dict[tuple[Role, tuple[int | None, int | None], bool], set[str]] = {}
    for line in lines:
        held.setdefault((line.role, line.days, line.holds), set()).update(line.places)
    roles = tuple(Held(role, tuple(sorted(places)), *days, holds) for (role, days, holds), places in held.items())
    return Named(name, tuple(sorted({line.organisation for line in lines if line.organisation})), roles)


def _by_directory(directory: TrustedDirectory) -> Iterator[_Line]:
    contents = directory.contents
    for one in contents.administrators:
        yield _Line(one.administrator, Role.ADMINISTRATOR, one.organisation)
    for sitting_in in contents.substitutes:
        yield _Line(sitting_in.substitute, Role.SUBSTITUTE, sitting_in.organisation)
    for compartment in contents.compartments:
        for seat in compartment.seats:
            yield _Line(seat.custodian, Role.CUSTODIAN, seat.organisation, (compartment.name,))
        for desk in compartment.desks:
            yield _Line(desk.holder, Role.DESK, None, (compartment.name,))


def _by_bundle(policy: TrustedPolicy, today: int) -> Iterator[_Line]:
    everywhere = {Role.ADMINISTRATOR, Role.AUDITOR}
    for one in policy.contents.staff:
        for name in one.roles:
            role = Role(name.value)
            places = () if role in everywhere else one.compartments
            yield _Line(one.person, role, one.organisation, places, (one.begins, one.ends), one.holds_on(today))


def _by_grants(policy: TrustedPolicy, today: int) -> Iterator[_Line]:
    """A role in one more place, while the person's own roles hold too."""
    kinds: Mapping[str, Kind] = templates_in(policy.contents.cedar_policies) if policy.contents.grants else {}
    staff = {one.person: one for one in policy.contents.staff}
    for grant in policy.contents.grants:
        kind = kinds.get(grant.template)
        if kind is not None and grant.person in staff and kind.value.lower() in set(Role):
            holds = grant.holds_on(today) and staff[grant.person].holds_on(today)
            days = (grant.begins, grant.ends)
            yield _Line(grant.person, Role(kind.value.lower()), None, (grant.compartment,), days, holds)
