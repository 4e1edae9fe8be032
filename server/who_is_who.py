"""Directory and staff list as the entities that access rules know, and each key as the principals it speaks for.

A person may have several roles, and is one entity in each; `person` holds them together. One name stands for one
key and one key for one person: a directory and a policy that say otherwise are not used together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from protocol.consent import Audience
from protocol.directory import Compartment, TrustedDirectory
from protocol.policy import Person, Role, TrustedPolicy
from server.authorization import AccessRules, Attribute, Kind, NotAllowed, Reason, RulesRefused, Thing, Uid

POOL = Uid(Kind.POOL, "pool")
LOG = Uid(Kind.LOG, "log")
REGISTER = Uid(Kind.REGISTER, "register")
BUNDLE = Uid(Kind.BUNDLE, "bundle")

_KIND = {
    Role.ANALYST: Kind.ANALYST,
    Role.CURATOR: Kind.CURATOR,
    Role.REVIEWER: Kind.REVIEWER,
    Role.ADMINISTRATOR: Kind.ADMINISTRATOR,
    Role.AUDITOR: Kind.AUDITOR,
}
_WITHOUT_COMPARTMENTS = {Kind.ADMINISTRATOR, Kind.AUDITOR}


@dataclass(frozen=True, slots=True)
class Access:
    """The rules in force, and who holds which key. Made anew for each directory and each policy."""

    rules: AccessRules
    names: Mapping[bytes, frozenset[Uid]]

    def principal(self, key: bytes, kind: Kind) -> Uid:
        """What this key speaks for, as an analyst, a custodian, a device …; raises NotAllowed."""
        for uid in self.names.get(key, ()):
            if uid.kind is kind:
                return uid
        raise NotAllowed(Reason.UNKNOWN_PRINCIPAL)


def access(directory: TrustedDirectory, policy: TrustedPolicy) -> Access:
    """Raises RulesRefused if the bundle's rules cannot be used, or not with this directory."""
    seats = list(_seats(directory, policy))
    principals = _joined(seats)
    things = [seat.thing() for seat in principals.values()]
    things += [_compartment_thing(one) for one in directory.contents.compartments]
    things += [Thing(uid) for uid in (POOL, LOG, REGISTER, BUNDLE)]
    rules = AccessRules(policy.contents.cedar_policies, policy.contents.cedar_schema, things)
    return Access(rules, _names(principals.values()))


def compartment(name: str) -> Uid:
    """A compartment as a resource; one the directory does not know is refused by `decide`."""
    return Uid(Kind.COMPARTMENT, name)


def opening(name: str, compartment_name: str, people: Collection[str], aim: str) -> Thing:
    """An opening as a resource. `people` are the holders of the two desks it names."""
    where = compartment(compartment_name)
    return Thing(Uid(Kind.OPENING, name), {"compartment": where, "people": frozenset(people), "aim": aim})


def clearance(name: str, compartments: Collection[str], people: Collection[str], audience: Audience, aim: str) -> Thing:
    """A clearance as a resource: where its parts are from, and who wrote and reviewed what it is for."""
    attributes: dict[str, Attribute] = {
        "compartments": frozenset(map(compartment, compartments)),
        "people": frozenset(people),
        "audience": circle(audience),
        "aim": aim,
    }
    return Thing(Uid(Kind.CLEARANCE, name), attributes)


def summary(name: str, country: str, audience: Audience, people: Collection[str] = ()) -> Thing:
    """A summary as a resource; `people` are its author and its reviewer, where the zone knows them."""
    attributes: dict[str, Attribute] = {
        "country": country,
        "audience": circle(audience),
        "people": frozenset(people),
    }
    return Thing(Uid(Kind.SUMMARY, name), attributes)


def circle(audience: Audience) -> str:
    """An audience as rules write it: `task-force`, `consortium`, `un`, `public`."""
    return audience.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class _Principal:
    uid: Uid
    key: bytes
    person: str
    compartments: frozenset[tuple[str, str]] = frozenset()
    """Name and country of each."""
    more: tuple[tuple[str, Attribute], ...] = ()

    def thing(self) -> Thing:
        attributes: dict[str, Attribute] = {"person": self.person, **dict(self.more)}
        if self.uid.kind not in _WITHOUT_COMPARTMENTS:
            attributes["compartments"] = frozenset(compartment(name) for name, _ in self.compartments)
        if self.uid.kind not in {Kind.CUSTODIAN, *_WITHOUT_COMPARTMENTS}:
            attributes["countries"] = frozenset(country for _, country in self.compartments)
        return Thing(self.uid, attributes)


def _seats(directory: TrustedDirectory, policy: TrustedPolicy) -> Iterator[_Principal]:
    organisations = {one.person: one.organisation for one in policy.contents.staff}
    for one in directory.contents.compartments:
        here = frozenset({(one.name, one.country)})
        for seat in one.seats:
            yield _Principal(Uid(Kind.CUSTODIAN, seat.custodian), seat.sign_key, seat.custodian, here)
        for desk in one.desks:
            uid = Uid(Kind.DEVICE, desk.desk)
            yield _Principal(uid, desk.sign_key, desk.holder, here, (("kind", "desk"),))
    for device in directory.contents.devices:
        uid = Uid(Kind.DEVICE, device.device)
        yield _Principal(uid, device.sign_key, "", frozenset(), (("kind", device.role.value),))
    for administrator in directory.contents.administrators:
        name = administrator.administrator
        more = (("organisation", organisations.get(name, "")),)
        yield _Principal(Uid(Kind.ADMINISTRATOR, name), administrator.sign_key, name, frozenset(), more)
    for person in policy.contents.staff:
        yield from _roles_of(person, directory)


def _roles_of(person: Person, directory: TrustedDirectory) -> Iterator[_Principal]:
    everywhere = {(one.name, one.country) for one in directory.contents.compartments}
    held = frozenset(one for one in everywhere if one[0] in person.compartments)
    readable = frozenset(circle(one) for one in Audience if Audience.NOBODY < person.audience <= one)
    for role in person.roles:
        kind = _KIND[role]
        more: tuple[tuple[str, Attribute], ...] = (("organisation", person.organisation),)
        more += (("audiences", readable),) if kind is Kind.ANALYST else ()
        yield _Principal(Uid(kind, person.person), person.sign_key, person.person, held, more)


def _joined(seats: Iterable[_Principal]) -> dict[Uid, _Principal]:
    """One principal a name, with all its compartments; but never two keys or persons under one name."""
    joined: dict[Uid, _Principal] = {}
    for one in seats:
        before = joined.setdefault(one.uid, one)
        if (before.key, before.person) != (one.key, one.person):
            raise RulesRefused
        joined[one.uid] = replace(before, compartments=before.compartments | one.compartments)
    return joined


def _names(principals: Iterable[_Principal]) -> dict[bytes, frozenset[Uid]]:
    """What each key speaks for: one person, and at most one principal of a kind."""
    names: dict[bytes, frozenset[Uid]] = {}
    people: dict[bytes, str] = {}
    for one in principals:
        if people.setdefault(one.key, one.person) != one.person:
            raise RulesRefused
        if any(uid.kind is one.uid.kind for uid in names.get(one.key, ())):
            raise RulesRefused
        names[one.key] = names.get(one.key, frozenset()) | {one.uid}
    return names


def _compartment_thing(one: Compartment) -> Thing:
    return Thing(Uid(Kind.COMPARTMENT, one.name), {"country": one.country, "kind": one.kind.value})
