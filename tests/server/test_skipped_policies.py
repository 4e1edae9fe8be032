"""The trap: Cedar skips a policy that fails, so a `forbid` that fails leaves ALLOW. Here each such answer is a no.

Every shape is shown twice: that the bare library says yes (or would, if it were asked), and that we do not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import cedarpy
import pytest

from server.authorization import AccessRules, Action, Kind, NotAllowed, Reason, Thing, Uid
from tests.server.access_world import COSMO, EVERYTHING, HERE, LINKS, PEOPLE, PLACES, SCHEMA, YES, opening

# A consortium signs its schema too; in this one an opening refers to somebody, and may have a note.
WIDER = SCHEMA.replace(
    "entity Opening in [Compartment] = { people: Set<String>,",
    "entity Opening in [Compartment] = { by: Auditor, weight: Long, people: Set<String>,",
)
ANSWER = 'forbid (principal, action == Action::"refuse_opening", resource is Opening) when'
AUGUST = Uid(Kind.AUDITOR, "august")


def asked_about(**attributes: Any) -> Thing:
    usual: dict[str, Any] = {"people": frozenset({"dora"}), "aim": "early-warning", "by": AUGUST, "weight": 1}
    chosen = {name: value for name, value in (usual | attributes).items() if value is not None}
    return Thing(Uid(Kind.OPENING, "o"), chosen, frozenset({HERE}))


def rules(forbid: str) -> AccessRules:
    return AccessRules(f'{EVERYTHING} @id("never") {forbid}', WIDER, [*PEOPLE, *PLACES], LINKS)


def bare_answer(forbid: str, about: Thing, action: str = "refuse_opening") -> cedarpy.AuthzResult:
    """What Cedar says when it is called as its manual shows: no schema, no look at the diagnostics."""
    plain = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in about.attributes.items()}
    plain = {
        name: {"__entity": {"type": value.kind.value, "id": value.id}} if isinstance(value, Uid) else value
        for name, value in plain.items()
    }
    entities = [
        {"uid": {"type": "Custodian", "id": "cosmo"}, "attrs": {"person": "cosmo"}, "parents": []},
        {"uid": {"type": "Opening", "id": "o"}, "attrs": plain, "parents": []},
    ]
    request = {
        "principal": {"type": "Custodian", "id": "cosmo"},
        "action": {"type": "Action", "id": action},
        "resource": {"type": "Opening", "id": "o"},
        "context": {},
    }
    policies = f'@id("everything") permit (principal, action, resource); @id("never") {forbid}'
    return cedarpy.is_authorized(request, policies, json.dumps(entities))


@dataclass(frozen=True)
class Shape:
    forbid: str
    about: Thing


SHAPES = {
    "an attribute is missing": Shape(f'{ANSWER} {{ resource.aim == "early-warning" }};', asked_about(aim=None)),
    "an entity is missing": Shape(
        f'{ANSWER} {{ resource.by.organisation == "x" }};', asked_about(by=Uid(Kind.AUDITOR, "gone"))
    ),
    "an attribute of another type": Shape(f"{ANSWER} {{ resource.weight > 0 }};", asked_about(weight="heavy")),
    "a number too large": Shape(f"{ANSWER} {{ resource.weight * 9223372036854775807 > 0 }};", asked_about(weight=2)),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_forbid_that_fails_is_a_no_though_cedar_says_allow(shape: Shape) -> None:
    bare = bare_answer(shape.forbid, shape.about)
    assert bare.allowed, "the trap is real: Cedar skipped the forbid"
    assert bare.diagnostics.errors
    with pytest.raises(NotAllowed) as refused:
        rules(shape.forbid).decide(COSMO, Action.REFUSE_OPENING, shape.about)
    assert refused.value.reasons == (Reason.RULES_FAILED,)


def test_the_same_forbid_that_does_not_fail_and_does_not_hold_is_a_yes() -> None:
    """So that it is the failing that is refused, and not these rules altogether."""
    rules(f"{ANSWER} {{ resource.weight > 7 }};").decide(COSMO, Action.REFUSE_OPENING, asked_about())


def test_an_error_alone_is_a_no_even_where_the_entities_fit_their_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing entity fits any schema: only the diagnostics tell."""
    answers: list[cedarpy.AuthzResult] = []

    def listening(*asked: Any) -> Any:
        answers.extend(cedarpy.is_authorized_batch([asked[0]], *asked[1:]))
        return answers[-1]

    monkeypatch.setattr(cedarpy, "is_authorized", listening)
    shape = SHAPES["an entity is missing"]
    with pytest.raises(NotAllowed):
        rules(shape.forbid).decide(COSMO, Action.REFUSE_OPENING, shape.about)
    assert answers[-1].allowed


@pytest.mark.parametrize(
    ("action", "about", "reason"),
    [
        ("refuse_openings", opening(), Reason.NOT_AN_ACTION),
        (Action.REFUSE_OPENING, Uid(Kind.OPENING, "o"), Reason.RESOURCE_DOES_NOT_FIT),
        (Action.REFUSE_OPENING, HERE, Reason.RESOURCE_DOES_NOT_FIT),
    ],
)
def test_a_misspelt_action_and_a_missing_resource_are_a_no(action: Any, about: Any, reason: Reason) -> None:
    """Bare Cedar lets a `permit` for everything hold for an act and a thing that there are none of."""
    forbid = f"{ANSWER} {{ true }};"
    assert bare_answer(forbid, opening(), "refuse_openings").allowed
    with pytest.raises(NotAllowed) as refused:
        rules(forbid).decide(COSMO, action, about)
    assert refused.value.reasons == (reason,)


class Panic(BaseException):
    """What a panic of the engine looks like from Python: no Exception."""


def test_a_panic_of_the_engine_is_a_no(monkeypatch: pytest.MonkeyPatch) -> None:
    def panicking(*_asked: Any) -> Any:
        raise Panic

    access = rules(f"{ANSWER} {{ resource.weight > 7 }};")
    access.decide(COSMO, Action.REFUSE_OPENING, asked_about())
    for act in ("is_authorized",):
        monkeypatch.setattr(cedarpy, act, panicking)
    with pytest.raises(NotAllowed) as refused:
        access.decide(COSMO, Action.REFUSE_OPENING, asked_about(), {})
    assert refused.value.reasons == (Reason.RULES_FAILED,)


def test_a_context_that_a_forbid_needs_and_does_not_get_is_a_no() -> None:
    forbid = 'forbid (principal, action == Action::"approve_opening", resource) when { context.consent == false };'
    with pytest.raises(NotAllowed):
        rules(forbid).decide(COSMO, Action.APPROVE_OPENING, asked_about(), {})
    rules(forbid).decide(COSMO, Action.APPROVE_OPENING, asked_about(), YES)
