"""One access decision with 50 policies, as a zone makes it, beside a bare call of Cedar. `leeward bench access`.

The limit is the library alone, with policies, schema and entities parsed beforehand and the same rules in sight, in
turns with the decision in the same run. What is ours beside it: the rules in code, the entity of the request with its
check against the schema, and the look at the answer. The goal is 0.3 ms at the median; the 99th percentiles of both say
how busy the machine was.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import cedarpy

from server.authorization import Action, Kind, Link, NotAllowed, Thing
from server.who_is_who import access, opening
from tests.worlds import make_consortium

CEDAR = Path(__file__).parents[1] / "server" / "policy" / "cedar"
POLICIES = 50
ROUNDS = 4000
GOAL = 0.3
"""Milliseconds."""

Act = Callable[[], object]


def run(progress: Callable[[str], None] = lambda _said: None) -> dict[str, object]:
    """Milliseconds at the 50th and 99th percentile; `ratio` is the medians'. About two seconds."""
    policies, schema = _fifty(), (CEDAR / "schema.cedarschema").read_text()
    act, refused, limit = _decision(policies, schema)
    progress(f"{POLICIES} policies, {ROUNDS} decisions")
    for warm in (act, refused, limit):
        warm()
    ours, noes, bare = _in_turns(act, refused, limit)
    middle, least = statistics.median(ours), statistics.median(bare)
    return {
        "figure": round(middle, 4),
        "limit": round(least, 4),
        "ratio": round(middle / least, 3),
        "goal": GOAL,
        "unit": "ms a decision, at the median",
        "policies": POLICIES,
        "p99": round(_p99(ours), 4),
        "p99_limit": round(_p99(bare), 4),
        "refused_in_code": round(statistics.median(noes), 4),
    }


def _fifty() -> str:
    """The base rules, and as many of a consortium's own, each of which the decision has to look at."""
    base = (CEDAR / "base.cedar").read_text()
    parsed = json.loads(cedarpy.policies_to_json_str(base))
    more = POLICIES - len(parsed["staticPolicies"]) - len(parsed["templates"])
    suspended = [
        f'@id("person-{number}-is-suspended") forbid (principal, action, resource) '
        f'when {{ principal.person == "person-{number}" }};'
        for number in range(more)
    ]
    return "\n".join([base, *suspended])


def _decision(policies: str, schema: str) -> tuple[Act, Act, Act]:
    """A custodian approves: yes; the same of a country that is not theirs: no; and the bare call for the first."""
    world = make_consortium(cedar=(schema, policies))
    known = access(world.directory, world.policy)
    who = known.principal(world.custodians["xa-testimony"][0].sign_key.public, Kind.CUSTODIAN)
    people = {"curator-xa", "reviewer-xa"}
    here = opening("o", "xa-testimony", people, "early-warning")
    there = opening("o", "xb-testimony", people, "early-warning")
    context = {"consent": True}

    def refused() -> None:
        try:
            known.rules.decide(who, Action.APPROVE_OPENING, there, context)
        except NotAllowed:
            return
        raise RuntimeError("a custodian was allowed to answer elsewhere")

    def act() -> None:
        known.rules.decide(who, Action.APPROVE_OPENING, here, context)

    return act, refused, _bare(policies, schema, Link("custodian", who, next(iter(here.parents))), here)


def _bare(policies: str, schema: str, link: Link, what: Thing) -> Act:
    place = {"type": "Compartment", "id": link.place.id}
    person = {"person": link.principal.id, "administers": False}
    entities = [
        {"uid": place, "attrs": {"country": "xa", "kind": "testimony"}, "parents": [{"type": "Country", "id": "xa"}]},
        {"uid": {"type": "Custodian", "id": link.principal.id}, "attrs": person, "parents": []},
        {
            "uid": {"type": "Opening", "id": what.uid.id},
            "attrs": {"people": ["curator-xa", "reviewer-xa"], "aim": "early-warning"},
            "parents": [place],
        },
    ]
    parsed = cedarpy.Schema.from_str(schema)
    ready = cedarpy.Entities.from_json_str(json.dumps(entities), parsed)
    values = {"?principal": {"type": "Custodian", "id": link.principal.id}, "?resource": place}
    rules = cedarpy.PolicySet.from_str(policies).with_linked(link.template, "link-0", values)
    request = {
        "principal": {"type": "Custodian", "id": link.principal.id},
        "action": {"type": "Action", "id": Action.APPROVE_OPENING.value},
        "resource": {"type": "Opening", "id": what.uid.id},
        "context": {"consent": True},
    }

    def call() -> None:
        if not cedarpy.is_authorized(request, rules, ready, parsed).allowed:
            raise RuntimeError("the bare call was refused: it is not the same question")

    return call


def _in_turns(*acts: Act) -> list[list[float]]:
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(ROUNDS):
        for act, times in zip(acts, taken, strict=True):
            start = time.perf_counter()
            act()
            times.append((time.perf_counter() - start) * 1000)
    return taken


def _p99(times: list[float]) -> float:
    return sorted(times)[len(times) * 99 // 100]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), indent=2) + "\n")
