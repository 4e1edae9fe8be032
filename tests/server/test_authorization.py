"""Cedar through one door: every doubt is a no, and three rules stand whatever a policy says."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import cedarpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import authorization
from server.authorization import (
    OPEN_TO_ADMINISTRATORS,
    UNDER_CONSENT,
    AccessRules,
    Action,
    Kind,
    Link,
    NotAllowed,
    Reason,
    RulesRefused,
    Thing,
    Uid,
)
from tests.server.access_world import (
    AMARA,
    BASE,
    BUNDLE,
    CARLA,
    COSMO,
    DALIA,
    DESK,
    EVERYTHING,
    HERE,
    LINKS,
    LOG,
    NAMES,
    PEOPLE,
    PLACES,
    POOL,
    REGISTER,
    REMY,
    SCHEMA,
    THERE,
    XA,
    XB,
    YES,
    clearance,
    opening,
    rules,
    somebody,
    summary,
)


def why_not(access: AccessRules, *asked: Any) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as refused:
        access.decide(*asked)
    return refused.value.reasons


def forbidding(access: AccessRules, *asked: Any) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as refused:
        access.decide(*asked)
    assert refused.value.reasons == (Reason.A_RULE_FORBIDS,)
    return refused.value.rules


RESOURCES: dict[str, Thing | Uid] = {
    "here": HERE,
    "there": THERE,
    "opening": opening(),
    "opening there": opening(THERE),
    "opening of others": opening(people=frozenset({"xenia", "yusuf"})),
    "clearance": clearance(),
    "clearance there": clearance(THERE),
    "clearance of others": clearance(people=frozenset({"xenia", "yusuf"})),
    "summary": summary(),
    "summary there": summary(XB),
    "summary for the task force": summary(audience="task-force"),
    "summary of others": summary(people=frozenset({"xenia", "yusuf"})),
    "pool": POOL,
    "log": LOG,
    "register": REGISTER,
    "bundle": BUNDLE,
}


@pytest.mark.parametrize("action", [action for action in Action if action not in OPEN_TO_ADMINISTRATORS])
def test_an_administrator_reads_nothing_even_if_a_rule_allows_everything(action: Action) -> None:
    both = [*PEOPLE, somebody(Kind.ADMINISTRATOR, "amara", organisation="x")]
    both += [somebody(Kind.ADMINISTRATOR, name, organisation="x") for name in ("cosmo", "carla", "dora")]
    access = rules(EVERYTHING, both)
    for who, what in itertools.product([DALIA, AMARA, COSMO, CARLA, DESK], RESOURCES.values()):
        context = YES if action in UNDER_CONSENT else {}
        assert why_not(access, who, action, what, context) == (Reason.ADMINISTRATORS_READ_NOTHING,)


def test_nobody_approves_an_opening_they_asked_for_even_if_a_rule_allows_everything() -> None:
    access = rules(EVERYTHING)
    access.decide(COSMO, Action.APPROVE_OPENING, opening(), YES)
    for people in ({"cosmo"}, {"cosmo", "dora"}, set()):
        asked = opening(people=frozenset(people))
        assert why_not(access, COSMO, Action.APPROVE_OPENING, asked, YES) == (Reason.APPROVER_IS_INVOLVED,)


@pytest.mark.parametrize("people", ["xenia", ("xenia",), None])
def test_an_opening_that_does_not_say_plainly_who_asked_for_it_is_approved_by_nobody(people: Any) -> None:
    """A name is found in a list and not in a word: "cosmo" is not in "xenia", and might be in the next."""
    asked = Thing(Uid(Kind.OPENING, "o"), {"people": people, "aim": "early-warning"}, frozenset({HERE}))
    assert why_not(rules(EVERYTHING), COSMO, Action.APPROVE_OPENING, asked, YES) == (Reason.APPROVER_IS_INVOLVED,)


@pytest.mark.parametrize(
    ("who", "action", "what"),
    [
        (DESK, Action.REQUEST_OPENING, opening()),
        (COSMO, Action.APPROVE_OPENING, opening()),
        (REMY, Action.READ_OPENING, opening()),
        (CARLA, Action.REQUEST_CLEARANCE, clearance()),
    ],
)
@pytest.mark.parametrize("context", [None, {}, {"consent": False}, {"consent": 1}, {"consent": "yes"}])
def test_consent_wins_over_every_rule(who: Uid, action: Action, what: Thing, context: Any) -> None:
    access = rules(EVERYTHING)
    access.decide(who, action, what, YES)
    assert why_not(access, who, action, what, context) == (Reason.CONSENT_DOES_NOT_ALLOW,)


def test_a_forbid_that_holds_wins_and_names_itself() -> None:
    suspended = '@id("desk-one-is-suspended") forbid (principal == Device::"desk-1", action, resource);'
    assert forbidding(rules(BASE + suspended), DESK, Action.LIST_PARTS, HERE) == ("desk-one-is-suspended",)


def test_a_person_is_suspended_in_every_role_at_once() -> None:
    people = [*PEOPLE, somebody(Kind.CURATOR, "dora", organisation="x")]
    forbid = '@id("dora") forbid (principal, action, resource) when { principal.person == "dora" };'
    dora = Uid(Kind.CURATOR, "dora")
    access = rules(BASE + forbid, people, [*LINKS, Link("curator", dora, HERE)])
    for who in (DESK, dora):
        assert forbidding(access, who, Action.LIST_PARTS, HERE) == ("dora",)


@pytest.mark.parametrize(
    ("who", "action", "what", "reason"),
    [
        (Uid(Kind.DEVICE, "desk-2"), Action.LIST_PARTS, HERE, Reason.UNKNOWN_PRINCIPAL),
        (Uid(Kind.ANALYST, "cosmo"), Action.READ_SUMMARIES, summary(), Reason.UNKNOWN_PRINCIPAL),
        (HERE, Action.LIST_PARTS, HERE, Reason.UNKNOWN_PRINCIPAL),
        (DESK, "list_parts", HERE, Reason.NOT_AN_ACTION),
        (DESK, "drop_tables", HERE, Reason.NOT_AN_ACTION),
        (DESK, Action.LIST_PARTS, Uid(Kind.COMPARTMENT, "xc"), Reason.RESOURCE_DOES_NOT_FIT),
        (DESK, Action.LIST_PARTS, Uid(Kind.OPENING, "o"), Reason.RESOURCE_DOES_NOT_FIT),
        (DESK, Action.LIST_PARTS, opening(), Reason.RESOURCE_DOES_NOT_FIT),
        (COSMO, Action.LIST_PARTS, HERE, Reason.NOT_THIS_ROLE),
        (DESK, Action.REQUEST_OPENING, opening(people=frozenset({"xenia"})), Reason.NOT_YOUR_OWN),
        (AMARA, Action.READ_SUMMARIES, Thing(Uid(Kind.SUMMARY, "s")), Reason.NOT_IN_THIS_PLACE),
        (AMARA, Action.READ_SUMMARIES, Thing(Uid(Kind.SUMMARY, "s"), {}, frozenset({XA})), Reason.NOT_YOUR_CIRCLE),
        (DESK, Action.LIST_PARTS, Thing(HERE, {"country": "xb", "kind": "testimony"}), Reason.RULES_FAILED),
        (AMARA, Action.READ_SUMMARIES, summary(XB), Reason.NOT_IN_THIS_PLACE),
        (AMARA, Action.READ_SUMMARIES, summary(audience="task-force"), Reason.NOT_YOUR_CIRCLE),
    ],
)
def test_whatever_cannot_be_decided_is_a_no(who: Any, action: Any, what: Any, reason: Reason) -> None:
    assert why_not(rules(), who, action, what) == (reason,)


def test_a_resource_that_lacks_what_the_schema_asks_for_is_a_no_even_if_a_rule_allows_everything() -> None:
    for attributes in ({"audience": "un"}, {"audience": "un", "people": "dora"}, {"audience": "un", "country": "xa"}):
        odd = Thing(Uid(Kind.SUMMARY, "s"), attributes, frozenset({XA}))
        assert why_not(rules(EVERYTHING), AMARA, Action.READ_SUMMARIES, odd) == (Reason.RULES_FAILED,)


def test_a_context_the_schema_does_not_know_is_a_no() -> None:
    assert why_not(rules(EVERYTHING), DESK, Action.LIST_PARTS, HERE, {"hurry": True}) == (Reason.RULES_FAILED,)


class Panic(BaseException):
    """What the engine's own panics look like: no Exception."""


def raising(error: BaseException) -> Callable[..., Any]:
    def ask(*_asked: Any) -> Any:
        raise error

    return ask


def answering(decision: str, **diagnostics: Any) -> Callable[..., Any]:
    return lambda *_asked: cedarpy.AuthzResult({"decision": decision, "diagnostics": diagnostics})


@pytest.mark.parametrize(
    ("engine", "reason"),
    [
        (raising(RuntimeError("Amina")), Reason.RULES_FAILED),
        (raising(Panic("Amina")), Reason.RULES_FAILED),
        (answering("Maybe"), Reason.RULES_FAILED),
        (answering("Allow", errors=["x"], id_annotations_by_reason={"p": "x"}), Reason.RULES_FAILED),
        (answering("Allow"), Reason.NO_RULE_ALLOWS),
        (answering("NoDecision"), Reason.NO_RULE_ALLOWS),
        (answering("NoDecision", id_annotations_by_reason={"p": "x"}), Reason.A_RULE_FORBIDS),
        (lambda *_asked: None, Reason.RULES_FAILED),
    ],
)
def test_an_engine_that_fails_or_answers_oddly_is_a_no(
    engine: Callable[..., Any], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = rules()
    access.decide(DESK, Action.LIST_PARTS, HERE)
    monkeypatch.setattr(cedarpy, "is_authorized", engine)
    with pytest.raises(NotAllowed) as refused:
        access.decide(DESK, Action.LIST_PARTS, HERE)
    assert refused.value.reasons == (reason,)
    assert refused.value.__context__ is None or refused.value.__suppress_context__


@pytest.mark.parametrize(
    "policies",
    [
        "permit (principal, action, resource)",
        "permit (principal, action, resource);",
        '@id("") permit (principal, action, resource);',
        EVERYTHING + EVERYTHING,
        '@id("x") permit (principal, action, resource) when { principal.gone };',
        '@id("x") permit (principal, action == Action::"drop_tables", resource);',
        '@id("x") permit (principal is Source, action, resource);',
        '@id("x") permit (principal, action == Action::"collect_pool", resource) when { resource.part == 1 };',
        '@id("x") permit (principal == ?principal, action, resource);',
        "not cedar at all",
        "\0",
    ],
)
def test_rules_that_do_not_fit_are_never_in_force(policies: str) -> None:
    with pytest.raises(RulesRefused):
        rules(policies, links=[])


@pytest.mark.parametrize(
    "people",
    [
        [*PEOPLE, PEOPLE[0]],
        [somebody(Kind.AUDITOR, "august")],
        [somebody(Kind.AUDITOR, "august", organisation="x", shoe_size="42")],
        [Thing(Uid(Kind.AUDITOR, "august"), {"person": True, "administers": False, "organisation": "x"})],
    ],
)
def test_people_who_do_not_fit_the_schema_are_refused(people: list[Thing]) -> None:
    with pytest.raises(RulesRefused):
        rules(BASE, people, links=[])


def test_a_schema_that_is_none_is_refused() -> None:
    for schema in ("", "entity", "entity Analyst;"):
        with pytest.raises(RulesRefused):
            AccessRules(BASE, schema, [*PEOPLE, *PLACES])


def test_a_list_keeps_what_is_allowed_in_its_order() -> None:
    shelf = [summary(), summary(XB), summary(audience="public"), summary(audience="task-force")]
    assert rules().only_allowed(AMARA, Action.READ_SUMMARIES, shelf) == [shelf[0], shelf[2]]


@given(
    st.sampled_from(NAMES),
    st.sampled_from(Action),
    st.sampled_from(sorted(RESOURCES)),
    st.dictionaries(st.sampled_from(["consent", "x"]), st.booleans() | st.integers() | st.text(max_size=3)),
)
def test_every_question_ends_in_yes_or_not_allowed(who: Uid, action: Action, what: str, context: Any) -> None:
    try:
        ALL_RULES.decide(who, action, RESOURCES[what], context)
    except NotAllowed:
        return
    assert action not in UNDER_CONSENT or context["consent"] is True


ALL_RULES = rules(EVERYTHING)


def test_schema_and_code_name_the_same_things() -> None:
    for name in (*Kind, *Action):
        assert f" {name.value}" in SCHEMA
    assert {
        action for action in Action if f"{action.value} appliesTo" in SCHEMA and "Consented" in line_of(action)
    } == authorization.UNDER_CONSENT


def line_of(action: Action) -> str:
    return next(line for line in SCHEMA.splitlines() if line.startswith("action") and action.value in line)
