"""Every door of the log: three zones write, held by two locks; everyone reads."""

from __future__ import annotations

from functools import partial

import httpx
import pytest

from protocol.crossings import CBOR
from protocol.ledger_crossings import NewEntries
from protocol.primitives import SignKey
from server.ledger import api
from tests.server.doors import Door, everybody, routes_in, routes_of, with_rules, wrong_at
from tests.server.ledger.conftest import Log

pytestmark = pytest.mark.anyio
BODY = NewEntries(commitments=(bytes(32),)).to_bytes()


async def write(log: Log, key: SignKey) -> httpx.Response:
    async with log.caller(key) as client:
        return await client.post("/v1/entries", content=BODY, headers={"content-type": CBOR})


DOORS = [Door(("POST", "/v1/entries"), frozenset({"vault", "release", "policy"}), write)]
PUBLIC = {
    ("GET", "/v1/entries/{commitment}"): "a commitment is 32 random bytes to all who lack what it hides",
    ("GET", "/checkpoint"): "a log that only some may see is not one log",
    ("GET", "/v1/cosignatures"): "what a witness is asked to co-sign is signed by the log, and everyone's to see",
    ("POST", "/v1/cosignatures"): "what counts is the witness's signature in what is brought, and its moment",
    ("GET", "/v1/consistency"): "anyone checks that it only grew",
    ("GET", "/tile/{path}"): "anyone mirrors it",
    ("GET", "/tile/entries/{path}"): "anyone mirrors it; leaves are commitments",
}


def look_away(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(api, "check_writer", lambda *_asked: None)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: " ".join(door.route))
async def test_either_lock_alone_holds_the_door(log: Log, door: Door[Log]) -> None:
    people = everybody(log.consortium)
    pinned = log.world.pinned
    new_rules = partial(with_rules, pinned, log.consortium)
    assert await wrong_at(door, log, people, look_away, new_rules) == []


async def test_every_door_that_there_is_stands_in_a_table(log: Log) -> None:
    assert routes_of(log.app) == routes_in(DOORS, PUBLIC)
