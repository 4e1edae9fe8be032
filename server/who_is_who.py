"""Directory and staff list as the entities that access rules know, and each key as the principals it speaks for.

A person may have several roles, and is one entity in each; `person` holds them together. One name stands for one
key and one key for one person: a directory and a policy that say otherwise are not used together.

Who holds a role where is said by links to the rules' templates: for desks and custodians by the directory, for staff by
their roles and compartments, and by the bundle's grants. A compartment that the directory does not have gives nothing:
roots can close one without waiting for two administrators.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from protocol.consent import Audience
from protocol.directory import Compartment, TrustedDirectory
from protocol.orders import NOTHING_STOPPED, StandingOrders, TargetKind
from protocol.policy import Person, PolicyBundle, Role, TrustedPolicy
from server.authorization import (
    AccessRules,
    Attribute,
    Kind,
    Link,
    NotAllowed,
    Reason,
    RulesRefused,
    Thing,
    Uid,
    templates_in,
)

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
_IN_A_COMPARTMENT = frozenset({Kind.ANALYST, Kind.CURATOR, Kind.REVIEWER})
"""The roles of staff that hold in some compartments, and can be granted in more."""


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


def access(
    directory: TrustedDirectory,
    policy: TrustedPolicy,
    standing: StandingOrders = NOTHING_STOPPED,
    today: int | None = None,
) -> Access:
    """Who may do what on this day, under these orders; without a day, on any day that the bundle knows of.

    Raises RulesRefused if the bundle's rules cannot be used, or not with this directory: on whatever day.
    """
    return _access(directory, policy.contents, standing, today)


def access_by_draft(directory: TrustedDirectory, draft: PolicyBundle) -> Access:
    """What access would be by a bundle that nobody has signed, on any day: to check it, and to let nobody pass.

    Raises RulesRefused.
    """
    return _access(directory, draft, NOTHING_STOPPED, None)


def _access(directory: TrustedDirectory, policy: PolicyBundle, standing: StandingOrders, today: int | None) -> Access:
    rules = policy.cedar_policies
    everyone = _joined(_seats(directory, policy))
    granted = set(_granted(directory, policy, today))
    away = _away(directory, policy, today)
    principals = {uid: one for uid, one in everyone.items() if not _is_out(one, standing) and (uid not in away)}
    things = [seat.thing() for seat in principals.values()]
    things += [_compartment_thing(one) for one in directory.contents.compartments]
    things += [Thing(country(name)) for name in sorted({one.country for one in directory.contents.compartments})]
    things += [Thing(uid) for uid in (POOL, LOG, REGISTER, BUNDLE)]
    links = set(_roles(principals.values(), templates_in(rules)))
    links |= {link for link in granted if link.principal in principals}
    return Access(AccessRules(rules, policy.cedar_schema, things, links), _names(principals.values()))


def _is_out(one: _Principal, standing: StandingOrders) -> bool:
    """Whether this person or device is suspended: then it is nobody."""
    device = one.uid.id if one.uid.kind is Kind.DEVICE else ""
    return standing.suspended(TargetKind.PERSON, one.person) or standing.suspended(TargetKind.DEVICE, device)


def _away(directory: TrustedDirectory, policy: PolicyBundle, today: int | None) -> set[Uid]:
    """The roles of staff that do not hold on this day. Who administers by the directory does so on every day."""
    if today is None:
        return set()
    staff = policy.staff
    away = {Uid(_KIND[role], one.person) for one in staff if not one.holds_on(today) for role in one.roles}
    return away - {Uid(Kind.ADMINISTRATOR, one.administrator) for one in directory.contents.administrators}


def country(name: str) -> Uid:
    """A country: compartments and what was released lie in one."""
    return Uid(Kind.COUNTRY, name)


def compartment(name: str) -> Uid:
    """A compartment as a resource; one the directory does not know is refused by `decide`."""
    return Uid(Kind.COMPARTMENT, name)


def opening(name: str, compartment_name: str, people: Collection[str], aim: str) -> Thing:
    """An opening as a resource. `people` are the holders of the two desks it names."""
    attributes: dict[str, Attribute] = {"people": frozenset(people), "aim": aim}
    return Thing(Uid(Kind.OPENING, name), attributes, frozenset({compartment(compartment_name)}))


def clearance(name: str, compartment_name: str, people: Collection[str], audience: Audience, aim: str) -> Thing:
    """A clearance as a resource: where its parts are from, and who wrote and reviewed what it is for."""
    attributes: dict[str, Attribute] = {"people": frozenset(people), "audience": circle(audience), "aim": aim}
    return Thing(Uid(Kind.CLEARANCE, name), attributes, frozenset({compartment(compartment_name)}))


def summary(name: str, place: Uid, audience: Audience, people: Collection[str] = ()) -> Thing:
    """A summary as a resource, in the compartment it was cleared in, or in a country once it is released.

    `people` are its author and its reviewer, where the zone knows them.
    """
    attributes: dict[str, Attribute] = {"audience": circle(audience), "people": frozenset(people)}
    return Thing(Uid(Kind.SUMMARY, name), attributes, frozenset({place}))


def circle(audience: Audience) -> str:
    """An audience as rules write it: `task-force`, `consortium`, `un`, `public`."""
    return audience.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class _Principal:
    uid: Uid
    key: bytes
    person: str
    administers: bool
    places: frozenset[Uid] = frozenset()
    more: tuple[tuple[str, Attribute], ...] = ()

    def thing(self) -> Thing:
        attributes: dict[str, Attribute] = {"person": self.person, "administers": self.administers, **dict(self.more)}
        return Thing(self.uid, attributes)


def _seats(directory: TrustedDirectory, policy: PolicyBundle) -> Iterator[_Principal]:
    organisations = {one.person: one.organisation for one in policy.staff}
    administrators = _administrators(directory, policy)
    for one in directory.contents.compartments:
        here = frozenset({compartment(one.name)})
        for seat in one.seats:
            uid, administers = Uid(Kind.CUSTODIAN, seat.custodian), seat.custodian in administrators
            yield _Principal(uid, seat.sign_key, seat.custodian, administers, here)
        for desk in one.desks:
            uid, administers = Uid(Kind.DEVICE, desk.desk), desk.holder in administrators
            yield _Principal(uid, desk.sign_key, desk.holder, administers, here, (("kind", "desk"),))
    for device in directory.contents.devices:
        uid, kind = Uid(Kind.DEVICE, device.device), ("kind", device.role.value)
        yield _Principal(uid, device.sign_key, "", administers=False, more=(kind,))
    for administrator in directory.contents.administrators:
        name = administrator.administrator
        more = (("organisation", organisations.get(name, "")),)
        uid, there = Uid(Kind.ADMINISTRATOR, name), frozenset({BUNDLE})
        yield _Principal(uid, administrator.sign_key, name, administers=True, places=there, more=more)
    for person in policy.staff:
        yield from _roles_of(person, directory, administers=person.person in administrators)


def _administrators(directory: TrustedDirectory, policy: PolicyBundle) -> set[str]:
    """Whoever administers by either paper."""
    listed = {one.administrator for one in directory.contents.administrators}
    return listed | {one.person for one in policy.staff if Role.ADMINISTRATOR in one.roles}


def _roles_of(person: Person, directory: TrustedDirectory, *, administers: bool) -> Iterator[_Principal]:
    held = [one for one in directory.contents.compartments if one.name in person.compartments]
    readable = frozenset(circle(one) for one in Audience if Audience.NOBODY < person.audience <= one)
    for role in person.roles:
        kind = _KIND[role]
        places = {_place(kind, one) for one in held} if kind in _IN_A_COMPARTMENT else {BUNDLE}
        more: tuple[tuple[str, Attribute], ...] = (("organisation", person.organisation),)
        more += (("audiences", readable),) if kind is Kind.ANALYST else ()
        uid = Uid(kind, person.person)
        yield _Principal(uid, person.sign_key, person.person, administers, frozenset(places), more)


def _place(kind: Kind, where: Compartment) -> Uid:
    return country(where.country) if kind is Kind.ANALYST else compartment(where.name)


def _joined(seats: Iterable[_Principal]) -> dict[Uid, _Principal]:
    """One principal a name, with all its places; but never two keys or persons under one name."""
    joined: dict[Uid, _Principal] = {}
    for one in seats:
        before = joined.setdefault(one.uid, one)
        if (before.key, before.person) != (one.key, one.person):
            raise RulesRefused
        joined[one.uid] = replace(before, places=before.places | one.places)
    return joined


def _roles(principals: Iterable[_Principal], templates: Mapping[str, Kind]) -> Iterator[Link]:
    """Every principal's role in each of its places. A bundle without a template for a role gives that role nothing."""
    for one in principals:
        template = "desk" if one.uid.kind is Kind.DEVICE else one.uid.kind.value.lower()
        if templates.get(template) is one.uid.kind:
            yield from (Link(template, one.uid, place) for place in one.places)


def _granted(directory: TrustedDirectory, policy: PolicyBundle, today: int | None) -> Iterator[Link]:
    """The bundle's grants of this day, for its own staff only: seats and desks are the directory's to give.

    Raises RulesRefused for one that stands there twice, or names no template, nobody on the staff, or another role.
    """
    grants, templates = policy.grants, templates_in(policy.cedar_policies)
    places = {one.name: one for one in directory.contents.compartments}
    held = {Uid(_KIND[role], one.person) for one in policy.staff for role in one.roles}
    if len(set(grants)) != len(grants):
        raise RulesRefused
    for grant in grants:
        kind = templates.get(grant.template)
        if kind not in _IN_A_COMPARTMENT or Uid(kind, grant.person) not in held:
            raise RulesRefused
        if grant.compartment in places and (today is None or grant.holds_on(today)):
            yield Link(grant.template, Uid(kind, grant.person), _place(kind, places[grant.compartment]))


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
    attributes: dict[str, Attribute] = {"country": one.country, "kind": one.kind.value}
    return Thing(compartment(one.name), attributes, frozenset({country(one.country)}))
