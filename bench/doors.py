"""What the doors cost: one signed request checked, one access decision. Each beside its own limit, in one run.

The limit of a request is the Ed25519 verification and the SHA-256 that no check can do without; that of a decision
is a bare call of Cedar with the same policies, schema and entities ready.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import cedarpy
import nacl.signing

from protocol.primitives import SignKey
from protocol.requests import Target, sign_request, verify_request
from server.authorization import Action, Kind
from server.who_is_who import access, opening
from tests.worlds import make_consortium

CEDAR = Path(__file__).parents[1] / "server" / "policy" / "cedar"
ROUNDS, REPEAT = 40, 50
BODY = bytes(4096)
NOW = 1_780_000_000


def measure() -> dict[str, dict[str, float]]:
    """By act: microseconds, the limit's, and how many times the limit that is (medians of 40 rounds)."""
    return {"request": _beside(*_request()), "decision": _beside(*_decision())}


def _beside(act: Callable[[], object], limit: Callable[[], object]) -> dict[str, float]:
    rounds = [(_microseconds(act), _microseconds(limit)) for _ in range(ROUNDS)]
    figure, bound = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(one / other for one, other in rounds)
    return {"microseconds": round(figure, 1), "limit": round(bound, 1), "ratio": round(ratio, 2)}


def _microseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in itertools.repeat(None, REPEAT):
        act()
    return (time.perf_counter() - start) / REPEAT * 1e6


def _request() -> tuple[Callable[[], object], Callable[[], object]]:
    key = SignKey(bytes(range(32)))
    target = Target("POST", "vault.example", "/v1/openings", "compartment=xa-testimony")
    headers = sign_request(key, key.public.hex(), target, BODY, "application/cbor", NOW, bytes(16))
    lines, keys = list(headers.items()), {key.public.hex(): key.public}
    bare = nacl.signing.SigningKey(bytes(range(32)))
    signed, public = bare.sign(bytes(500)), bytes(bare.verify_key)  # a signature base is about as long

    def limit() -> None:
        nacl.signing.VerifyKey(public).verify(signed)
        hashlib.sha256(BODY).digest()

    return lambda: verify_request(lines, target, BODY, keys.get, NOW), limit


def _decision() -> tuple[Callable[[], object], Callable[[], object]]:
    policies, schema = (CEDAR / "base.cedar").read_text(), (CEDAR / "schema.cedarschema").read_text()
    world = make_consortium(cedar=(schema, policies))
    known = access(world.directory, world.policy)
    who = known.principal(world.custodians["xa-testimony"][0].sign_key.public, Kind.CUSTODIAN)
    what = opening("o", "xa-testimony", {"curator-xa", "reviewer-xa"}, "early-warning")

    where = {"__entity": {"type": "Compartment", "id": "xa-testimony"}}
    entities = [
        ("Compartment", "xa-testimony", {"country": "xa", "kind": "testimony"}),
        ("Custodian", who.id, {"person": who.id, "compartments": [where]}),
        ("Opening", "o", {"compartment": where, "people": ["curator-xa", "reviewer-xa"], "aim": "early-warning"}),
    ]
    listed = [{"uid": {"type": kind, "id": name}, "attrs": of, "parents": []} for kind, name, of in entities]
    parsed = cedarpy.Schema.from_str(schema)
    ready = cedarpy.Entities.from_json_str(json.dumps(listed), parsed)
    rules = cedarpy.PolicySet.from_str(policies)
    asked = {
        "principal": {"type": "Custodian", "id": who.id},
        "action": {"type": "Action", "id": "approve_opening"},
        "resource": {"type": "Opening", "id": "o"},
        "context": {"consent": True},
    }
    return (
        lambda: known.rules.decide(who, Action.APPROVE_OPENING, what, {"consent": True}),
        lambda: cedarpy.is_authorized(asked, rules, ready, parsed),
    )


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
