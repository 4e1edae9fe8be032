"""Every door of the policy zone: who judges by the rules, reads them; who oversees, sees the staff. Two locks each."""

from __future__ import annotations

from functools import partial

import httpx
import pytest

from protocol.primitives import SignKey
from server.authorization import Kind
from server.policy import callers
from server.policy.api import create_app
from tests.server.doors import Door, Route, any_principal, everybody, routes_in, routes_of, with_rules, wrong_at
from tests.server.policy.test_policy_zone import Zone, consortium, zone

__all__ = ["consortium", "zone"]
pytestmark = pytest.mark.anyio

DESKS = frozenset({"desk-xa-curator", "desk-xa-reviewer", "desk-xb-curator", "desk-xb-reviewer"})
SEATS = frozenset({"seat 1", "seat 2", "a seat of identity", "a seat of xb"})


async def ask_for_rules(zone: Zone, key: SignKey) -> httpx.Response:
    return await zone.ask(key, "/v1/policies")


async def ask_for_staff(zone: Zone, key: SignKey) -> httpx.Response:
    return await zone.ask(key, "/v1/staff")


DOORS = [
    Door(("GET", "/v1/policies"), frozenset({"vault", "release"}) | DESKS | SEATS, ask_for_rules),
    Door(("GET", "/v1/staff"), frozenset({"dalia", "auditor-chen"}), ask_for_staff),
]
PUBLIC: dict[Route, str] = {}


def look_away(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(callers, "principals_of", lambda key, access, _kinds: [any_principal(access, key, Kind.DEVICE)])


@pytest.mark.parametrize("door", DOORS, ids=lambda door: " ".join(door.route))
async def test_either_lock_alone_holds_the_door(zone: Zone, door: Door[Zone]) -> None:
    people, pinned = everybody(zone.consortium), zone.world.pinned
    new_rules = partial(with_rules, pinned, zone.consortium)
    assert await wrong_at(door, zone, people, look_away, new_rules) == []


async def test_every_door_that_there_is_stands_in_a_table(zone: Zone) -> None:
    assert routes_of(create_app(zone.world)) == routes_in(DOORS, PUBLIC)
