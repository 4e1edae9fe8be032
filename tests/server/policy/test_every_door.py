"""Every door of the policy zone: who judges by the rules, reads them; who oversees, sees the staff. Two locks each."""

from __future__ import annotations

from functools import partial

import httpx
import pytest

from protocol.activity import Told
from protocol.crossings import CBOR
from protocol.directory import Substitute
from protocol.orders import TargetKind
from protocol.primitives import SealKey, SignKey
from server.authorization import Kind
from server.policy import callers
from server.policy.api import create_app
from tests.orders import by_administrators, stop
from tests.server.doors import (
    NOTHING,
    Door,
    Route,
    any_principal,
    everybody,
    let_in,
    routes_in,
    routes_of,
    with_rules,
    wrong_at,
)
from tests.server.policy.test_policy_zone import Zone, consortium, zone

__all__ = ["consortium", "zone"]
pytestmark = pytest.mark.anyio

DESKS = frozenset({"desk-xa-curator", "desk-xa-reviewer", "desk-xb-curator", "desk-xb-reviewer"})
SEATS = frozenset({"seat 1", "seat 2", "a seat of identity", "a seat of xb"})


STAFF = frozenset({"analyst-amara", "analyst-boris", "analyst-un", "auditor-chen"})
KNOWN = frozenset({"vault", "release", "dalia"}) | DESKS | SEATS | STAFF


async def ask_for_rules(zone: Zone, key: SignKey) -> httpx.Response:
    return await zone.ask(key, "/v1/policies")


async def ask_for_staff(zone: Zone, key: SignKey) -> httpx.Response:
    return await zone.ask(key, "/v1/staff")


async def tell_nothing(zone: Zone, key: SignKey) -> httpx.Response:
    headers = {"content-type": CBOR}
    return await zone.client(key).post("/v1/activity", content=Told().to_bytes(), headers=headers)


DOORS = [
    Door(("GET", "/v1/policies"), frozenset({"vault", "release"}) | DESKS | SEATS, ask_for_rules),
    Door(
        ("GET", "/v1/policies/next"),
        frozenset({"vault", "release"}) | DESKS | SEATS,
        lambda zone, key: zone.ask(key, "/v1/policies/next"),
        opened=lambda answer: answer.status_code in {200, 404},
    ),
    Door(("GET", "/v1/staff"), frozenset({"dalia", "auditor-chen"}), ask_for_staff),
]
ASKING_NO_RULES = [
    Door(("GET", "/v1/orders"), KNOWN, lambda zone, key: zone.ask(key, "/v1/orders"), asks_rules=False),
    Door(("GET", "/v1/directory"), KNOWN, lambda zone, key: zone.ask(key, "/v1/directory"), asks_rules=False),
    Door(
        ("POST", "/v1/alarms"),
        frozenset({"vault"}),
        lambda zone, key: zone.client(key).post("/v1/alarms?compartment=xa-testimony"),
        asks_rules=False,
    ),
    Door(
        ("POST", "/v1/heartbeats"),
        SEATS,
        lambda zone, key: zone.client(key).post("/v1/heartbeats"),
        asks_rules=False,
    ),
    Door(("POST", "/v1/orders"), KNOWN, lambda zone, key: zone.bring_orders(key), asks_rules=False),
    Door(("POST", "/v1/activity"), frozenset({"vault", "release"}), tell_nothing, asks_rules=False),
]
"""No policy should be able to keep a colleague from stopping something, or from hearing that something is urgent. Bands
are taken from two devices alone."""
PUBLIC: dict[Route, str] = {}


def look_away(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(callers, "principals_of", lambda key, access, _kinds: [any_principal(access, key, Kind.DEVICE)])


async def test_a_substitute_whom_the_roots_list_reads_the_policy_to_judge_by_and_a_suspended_one_does_not(
    zone: Zone,
) -> None:
    key = SignKey(b"\x41" * 32)
    assert (await ask_for_rules(zone, key)).status_code == 401
    listed = Substitute(
        substitute="sadia",
        custodian=zone.consortium.directory.contents.compartments[0].seats[0].custodian,
        organisation="mill",
        seal_key=SealKey(key.seed()).public,
        sign_key=key.public,
    )
    changes = {"number": 2, "previous": zone.consortium.directory.hash, "substitutes": (listed,)}
    pinned = zone.world.pinned
    pinned.replace_directory(zone.consortium.resign(lambda d: d.model_copy(update=changes)).to_bytes())
    assert (await ask_for_rules(zone, key)).content == pinned.signed_policy.to_bytes()
    assert (await ask_for_staff(zone, key)).status_code == 403
    pinned.take_orders([by_administrators(zone.consortium, stop(TargetKind.PERSON, "sadia"), "dalia")])
    assert (await ask_for_rules(zone, key)).status_code == 401


@pytest.mark.parametrize("door", ASKING_NO_RULES, ids=lambda door: " ".join(door.route))
async def test_orders_bands_alarms_and_heartbeats_pass_for_whom_they_are_whatever_the_rules_say(
    zone: Zone, door: Door[Zone]
) -> None:
    people = everybody(zone.consortium)
    assert await let_in(door, zone, people) == door.who
    with_rules(zone.world.pinned, zone.consortium, NOTHING)
    assert await let_in(door, zone, people) == door.who


@pytest.mark.parametrize("door", DOORS, ids=lambda door: " ".join(door.route))
async def test_either_lock_alone_holds_the_door(zone: Zone, door: Door[Zone]) -> None:
    people, pinned = everybody(zone.consortium), zone.world.pinned
    new_rules = partial(with_rules, pinned, zone.consortium)
    assert await wrong_at(door, zone, people, look_away, new_rules) == []


async def test_every_door_that_there_is_stands_in_a_table(zone: Zone) -> None:
    assert routes_of(create_app(zone.world)) == routes_in([*DOORS, *ASKING_NO_RULES], PUBLIC)
