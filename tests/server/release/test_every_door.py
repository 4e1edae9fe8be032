"""Every door of release: a curator's desk hands over, an analyst reads, and two locks hold each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from protocol.consent import Audience
from protocol.crossings import CBOR
from protocol.desk_crossings import CellQuery
from protocol.directory import Compartment, Desk
from protocol.policy import Role
from protocol.primitives import SignKey
from protocol.release import EventType
from server.authorization import Kind
from server.release import callers, reading, submissions
from server.release.callers import Reader
from server.release.rules_seen import remember_rules
from tests.server.doors import Door, Route, any_principal, everybody, routes_in, routes_of, wrong_at
from tests.server.release.conftest import Zone
from tests.server.release.handed_over import COMPARTMENT, HandedOver, a_summary
from tests.worlds import Consortium

pytestmark = pytest.mark.anyio
QUERY = CellQuery(compartment=COMPARTMENT, area="xa-01", period="2026-11", event_type=EventType.ROADBLOCK)


@dataclass
class State:
    """A release that analysts of the consortium may read, and a summary that a desk may hand over."""

    zone: Zone
    identifier: str
    handed: HandedOver


async def hand_over(now: State, key: SignKey) -> httpx.Response:
    return await now.zone.hand_over(now.handed, key)


async def ask_neighbours(now: State, key: SignKey) -> httpx.Response:
    body = QUERY.to_bytes()
    return await now.zone.of(key).post("/v1/cells", content=body, headers={"content-type": CBOR})


async def read_all(now: State, key: SignKey) -> httpx.Response:
    return await now.zone.of(key).get("/v1/summaries")


async def read_one(now: State, key: SignKey) -> httpx.Response:
    return await now.zone.of(key).get(f"/v1/summaries/{now.identifier}")


def taken(answer: httpx.Response) -> bool:
    """Judged is not yet taken: the gate's rules are in the answer."""
    return answer.status_code == 202 and answer.json()["state"] == "waiting"


def shown(answer: httpx.Response) -> bool:
    return answer.status_code == 200 and bool(answer.json()["summaries"])


READERS = frozenset({"analyst-amara", "analyst-boris"})
DOORS = [
    Door(
        ("POST", "/v1/summaries"),
        frozenset({"desk-xa-curator"}),
        hand_over,
        opened=taken,
        # Cedar knows whose summary it is, and not which of its two is the curator: both signed it.
        code_alone=frozenset({"desk-xa-reviewer"}),
    ),
    Door(("POST", "/v1/cells"), frozenset({"desk-xa-curator", "desk-xa-reviewer"}), ask_neighbours),
    Door(("GET", "/v1/summaries"), READERS, read_all, opened=shown),
    Door(("GET", "/v1/summaries/{identifier}"), READERS, read_one),
]
PUBLIC: dict[Route, str] = {}


def look_away(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(submissions, "check_curator", lambda *_asked: None)
    patch.setattr(callers, "desk_of", any_desk)
    patch.setattr(reading, "reader_for", any_reader)


def any_desk(key: bytes, compartment: Compartment) -> Desk:
    return next((desk for desk in compartment.desks if desk.sign_key == key), compartment.desks[0])


def any_reader(caller: Any, _directory: Any, _policy: Any, access: Any) -> Reader:
    uid = any_principal(access, bytes.fromhex(caller.keyid), Kind.ANALYST)
    return Reader(uid, ("xa", "xb"), Audience.TASK_FORCE, 0)


@pytest.fixture
async def state(zone: Zone, handed: HandedOver, consortium: Consortium) -> State:
    await remember_rules(zone.world)
    [released] = await zone.released(handed)
    other = HandedOver(consortium, a_summary(area="xa-02"))
    return State(zone, released["id"], other)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: " ".join(door.route))
async def test_either_lock_alone_holds_the_door(state: State, door: Door[State]) -> None:
    zone = state.zone
    people = everybody(zone.consortium) | {
        "an analyst of xb": zone.hire("bashir", compartments=("xb-testimony",)),
        "an analyst who administers": zone.hire("both", roles=(Role.ANALYST, Role.ADMINISTRATOR)),
        "a curator": zone.hire("carla", roles=(Role.CURATOR,), audience=0),
    }
    base = zone.world.pinned.policy.contents.cedar_policies

    def new_rules(rules: str) -> None:
        zone.change_policy(lambda bundle: bundle.model_copy(update={"cedar_policies": f"{base}\n{rules}\n"}))

    assert await wrong_at(door, state, people, look_away, new_rules) == []


async def test_every_door_that_there_is_stands_in_a_table(zone: Zone) -> None:
    assert routes_of(zone.app) == routes_in(DOORS, PUBLIC)
