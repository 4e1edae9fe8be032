"""A few people, machines and places as access rules see them, and what can be asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from server.authorization import AccessRules, Kind, Link, Thing, Uid, templates_in

CEDAR = Path(__file__).parents[2] / "server" / "policy" / "cedar"
SCHEMA = (CEDAR / "schema.cedarschema").read_text()
BASE = (CEDAR / "base.cedar").read_text()
EVERYTHING = (
    "".join(
        f'@id("{name}") permit (principal is {kind} in ?principal, action, resource in ?resource);\n'
        for name, kind in templates_in(BASE).items()
    )
    + '@id("everything") permit (principal, action, resource);\n'
)
"""Rules that allow everything to everybody, and still say who holds which role where."""
YES = {"consent": True}

XA, XB = Uid(Kind.COUNTRY, "xa"), Uid(Kind.COUNTRY, "xb")
HERE, THERE = Uid(Kind.COMPARTMENT, "xa-testimony"), Uid(Kind.COMPARTMENT, "xb-testimony")
POOL, LOG = Uid(Kind.POOL, "pool"), Uid(Kind.LOG, "log")
REGISTER, BUNDLE = Uid(Kind.REGISTER, "register"), Uid(Kind.BUNDLE, "bundle")


def somebody(role: Kind, name: str, person: str | None = None, **more: Any) -> Thing:
    return Thing(Uid(role, name), {"person": name if person is None else person, "administers": False, **more})


def machine(name: str) -> Thing:
    return somebody(Kind.DEVICE, name, "", kind=name)


PEOPLE = [
    somebody(Kind.ANALYST, "amara", organisation="x", audiences=frozenset({"consortium", "un", "public"})),
    somebody(Kind.CURATOR, "carla", organisation="x"),
    somebody(Kind.REVIEWER, "remy", organisation="x"),
    somebody(Kind.CUSTODIAN, "cosmo"),
    somebody(Kind.ADMINISTRATOR, "dalia", organisation="board"),
    somebody(Kind.AUDITOR, "august", organisation="x"),
    somebody(Kind.DEVICE, "desk-1", "dora", kind="desk"),
    *map(machine, ["gateway", "intake", "vault", "release", "policy", "ledger"]),
]
PLACES = [
    Thing(HERE, {"country": "xa", "kind": "testimony"}, frozenset({XA})),
    Thing(THERE, {"country": "xb", "kind": "testimony"}, frozenset({XB})),
    *map(Thing, [XA, XB, POOL, LOG, REGISTER, BUNDLE]),
]
NAMES = [thing.uid for thing in PEOPLE]
INVOLVED = frozenset({"dora", "carla", "remy"})


LINKS = [
    Link("analyst", Uid(Kind.ANALYST, "amara"), XA),
    Link("curator", Uid(Kind.CURATOR, "carla"), HERE),
    Link("reviewer", Uid(Kind.REVIEWER, "remy"), HERE),
    Link("custodian", Uid(Kind.CUSTODIAN, "cosmo"), HERE),
    Link("administrator", Uid(Kind.ADMINISTRATOR, "dalia"), BUNDLE),
    Link("auditor", Uid(Kind.AUDITOR, "august"), BUNDLE),
    Link("desk", Uid(Kind.DEVICE, "desk-1"), HERE),
]


def opening(where: Uid = HERE, people: frozenset[str] = INVOLVED) -> Thing:
    return Thing(Uid(Kind.OPENING, "o"), {"people": people, "aim": "early-warning"}, frozenset({where}))


def clearance(where: Uid = HERE, people: frozenset[str] = INVOLVED) -> Thing:
    more: dict[str, Any] = {"people": people, "audience": "un", "aim": "early-warning"}
    return Thing(Uid(Kind.CLEARANCE, "c"), more, frozenset({where}))


def summary(where: Uid = XA, audience: str = "un", people: frozenset[str] = INVOLVED) -> Thing:
    return Thing(Uid(Kind.SUMMARY, "s"), {"audience": audience, "people": people}, frozenset({where}))


def rules(policies: str = BASE, people: list[Thing] = PEOPLE, links: list[Link] = LINKS) -> AccessRules:
    return AccessRules(policies, SCHEMA, [*people, *PLACES], links)


AMARA, CARLA, REMY, COSMO, DALIA, AUGUST, DESK, *MACHINES = NAMES
GATEWAY, INTAKE, VAULT, RELEASE, POLICY, LEDGER = MACHINES
