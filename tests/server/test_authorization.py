"""Cedar through one door: every doubt is a no, and three rules stand whatever a policy says."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cedarpy
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import authorization
from server.authorization import (
    OPEN_TO_ADMINISTRATORS,
    UNDER_CONSENT,
    AccessRules,
    Action,
    AuthorizationError,
    Kind,
    NotAllowed,
    Reason,
    RulesRefused,
    Thing,
    Uid,
)
from server.zone_app import zone_app

CEDAR = Path(__file__).parents[2] / "server" / "policy" / "cedar"
SCHEMA = (CEDAR / "schema.cedarschema").read_text()
BASE = (CEDAR / "base.cedar").read_text()
EVERYTHING = '@id("everything") permit (principal, action, resource);\n'
YES = {"consent": True}

HERE, THERE = Uid(Kind.COMPARTMENT, "xa-testimony"), Uid(Kind.COMPARTMENT, "xb-testimony")
POOL, LOG = Uid(Kind.POOL, "pool"), Uid(Kind.LOG, "log")
REGISTER, BUNDLE = Uid(Kind.REGISTER, "register"), Uid(Kind.BUNDLE, "bundle")


def somebody(role: Kind, name: str, person: str | None = None, **more: Any) -> Thing:
    return Thing(Uid(role, name), {"person": name if person is None else person, **more})


def in_xa(**more: Any) -> dict[str, Any]:
    return {"compartments": frozenset({HERE}), "countries": frozenset({"xa"}), **more}


def machine(name: str) -> Thing:
    return somebody(Kind.DEVICE, name, "", kind=name, compartments=frozenset(), countries=frozenset())


PEOPLE = [
    somebody(Kind.ANALYST, "amara", organisation="x", **in_xa(audiences=frozenset({"consortium", "un", "public"}))),
    somebody(Kind.CURATOR, "carla", organisation="x", **in_xa()),
    somebody(Kind.REVIEWER, "remy", organisation="x", **in_xa()),
    somebody(Kind.CUSTODIAN, "cosmo", compartments=frozenset({HERE})),
    somebody(Kind.ADMINISTRATOR, "dalia", organisation="board"),
    somebody(Kind.AUDITOR, "august", organisation="x"),
    somebody(Kind.DEVICE, "desk-1", "dora", **in_xa(kind="desk")),
    *map(machine, ["gateway", "intake", "vault", "release", "policy", "ledger"]),
]
PLACES = [
    Thing(HERE, {"country": "xa", "kind": "testimony"}),
    Thing(THERE, {"country": "xb", "kind": "testimony"}),
    *map(Thing, [POOL, LOG, REGISTER, BUNDLE]),
]
NAMES = [thing.uid for thing in PEOPLE]
INVOLVED = frozenset({"dora", "carla", "remy"})


def opening(where: Uid = HERE, people: frozenset[str] = INVOLVED) -> Thing:
    return Thing(Uid(Kind.OPENING, "o"), {"compartment": where, "people": people, "aim": "early-warning"})


def clearance(where: Uid = HERE, people: frozenset[str] = INVOLVED) -> Thing:
    more = {"people": people, "audience": "un", "aim": "early-warning"}
    return Thing(Uid(Kind.CLEARANCE, "c"), {"compartments": frozenset({where}), **more})


def summary(country: str = "xa", audience: str = "un", people: frozenset[str] = INVOLVED) -> Thing:
    return Thing(Uid(Kind.SUMMARY, "s"), {"country": country, "audience": audience, "people": people})


def rules(policies: str = BASE, people: list[Thing] = PEOPLE) -> AccessRules:
    return AccessRules(policies, SCHEMA, [*people, *PLACES])


def why_not(access: AccessRules, *asked: Any) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as refused:
        access.decide(*asked)
    return refused.value.reasons


AMARA, CARLA, REMY, COSMO, DALIA, AUGUST, DESK, *MACHINES = NAMES
GATEWAY, INTAKE, VAULT, RELEASE, POLICY, LEDGER = MACHINES

ALLOWED: dict[Action, set[tuple[Uid, str]]] = {
    Action.PUBLISH_FRESH_KEY: {(DESK, "here"), (CARLA, "here"), (REMY, "here")},
    Action.LIST_PARTS: {(DESK, "here"), (CARLA, "here"), (REMY, "here")},
    Action.EXCHANGE_DRAFTS: {(DESK, "here"), (CARLA, "here"), (REMY, "here")},
    Action.LIST_OPENINGS: {(COSMO, "here")},
    Action.REQUEST_OPENING: {(DESK, "opening"), (CARLA, "opening")},
    Action.APPROVE_OPENING: {(COSMO, "opening"), (COSMO, "opening of others")},
    Action.REFUSE_OPENING: {(COSMO, "opening"), (COSMO, "opening of others")},
    Action.READ_OPENING: {(DESK, "opening"), (CARLA, "opening"), (REMY, "opening")},
    Action.REQUEST_CLEARANCE: {(DESK, "clearance"), (CARLA, "clearance")},
    Action.READ_CLEARANCE_STATUS: {(RELEASE, "register")},
    Action.SUBMIT_SUMMARY: {
        *itertools.product([DESK, CARLA], ["summary", "summary for the task force"]),
    },
    Action.READ_SUMMARIES: {(AMARA, "summary"), (AMARA, "summary of others")},
    Action.COLLECT_POOL: {(VAULT, "pool")},
    Action.APPEND_ENTRY: {(VAULT, "log"), (RELEASE, "log"), (POLICY, "log")},
    Action.READ_BUNDLE: {(who, "bundle") for who in (COSMO, DESK, VAULT, RELEASE)},
    Action.READ_STAFF: {(DALIA, "bundle"), (AUGUST, "bundle")},
}
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
    "summary there": summary("xb"),
    "summary for the task force": summary(audience="task-force"),
    "summary of others": summary(people=frozenset({"xenia", "yusuf"})),
    "pool": POOL,
    "log": LOG,
    "register": REGISTER,
    "bundle": BUNDLE,
}


@pytest.mark.parametrize("action", Action)
def test_the_base_rules_allow_exactly_this(action: Action) -> None:
    access, allowed = rules(), set()
    for who, (name, what) in itertools.product(NAMES, RESOURCES.items()):
        try:
            access.decide(who, action, what, YES if action in UNDER_CONSENT else {})
        except NotAllowed:
            continue
        allowed.add((who, name))
    assert allowed == ALLOWED[action]


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
    asked = Thing(Uid(Kind.OPENING, "o"), {"compartment": HERE, "people": people, "aim": "early-warning"})
    assert why_not(rules(EVERYTHING), COSMO, Action.APPROVE_OPENING, asked, YES) == (Reason.APPROVER_IS_INVOLVED,)


@pytest.mark.parametrize("action", sorted(UNDER_CONSENT))
@pytest.mark.parametrize("context", [None, {}, {"consent": False}, {"consent": 1}, {"consent": "yes"}])
def test_consent_wins_over_every_rule(action: Action, context: Any) -> None:
    access = rules(EVERYTHING)
    for who, what in itertools.product([DESK, CARLA, COSMO], RESOURCES.values()):
        reasons = why_not(access, who, action, what, context)
        assert reasons in [(Reason.CONSENT_DOES_NOT_ALLOW,), (Reason.APPROVER_IS_INVOLVED,)]


OVERFLOWS = '@id("never") forbid (principal, action, resource) when { 9223372036854775807 + 1 > 0 };'
LOOKS_AT_ABSENT = (
    '@id("not-xb") forbid (principal, action == Action::"approve_opening", resource is Opening) '
    'when { resource.compartment.country == "xb" };'
)


@pytest.mark.parametrize(("forbid", "where"), [(OVERFLOWS, HERE), (LOOKS_AT_ABSENT, Uid(Kind.COMPARTMENT, "absent"))])
def test_a_forbid_that_fails_is_a_no_though_cedar_says_allow(
    forbid: str, where: Uid, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = []

    def listening(*asked: Any) -> Any:
        answers.append(cedarpy.is_authorized_batch([asked[0]], *asked[1:])[0])
        return answers[-1]

    monkeypatch.setattr(cedarpy, "is_authorized", listening)
    reasons = why_not(rules(EVERYTHING + forbid), COSMO, Action.APPROVE_OPENING, opening(where), YES)
    assert reasons == (Reason.RULES_FAILED,)
    assert answers[-1].allowed, "the trap is real: Cedar skipped the forbid and allowed"


def test_a_forbid_that_holds_wins_and_names_itself() -> None:
    suspended = '@id("desk-one-is-suspended") forbid (principal == Device::"desk-1", action, resource);'
    reasons = why_not(rules(BASE + suspended), DESK, Action.LIST_PARTS, HERE)
    assert reasons == ("desk-one-is-suspended",)


def test_a_person_is_suspended_in_every_role_at_once() -> None:
    people = [*PEOPLE, somebody(Kind.CURATOR, "dora", organisation="x", **in_xa())]
    forbid = '@id("dora") forbid (principal, action, resource) when { principal.person == "dora" };'
    access = rules(BASE + forbid, people)
    for who in (DESK, Uid(Kind.CURATOR, "dora")):
        assert why_not(access, who, Action.LIST_PARTS, HERE) == ("dora",)


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
        (DESK, Action.LIST_PARTS, opening(), Reason.RULES_FAILED),
        (COSMO, Action.LIST_PARTS, HERE, Reason.RULES_FAILED),
        (AMARA, Action.READ_SUMMARIES, Thing(Uid(Kind.SUMMARY, "s")), Reason.RULES_FAILED),
        (AMARA, Action.READ_SUMMARIES, Thing(Uid(Kind.SUMMARY, "s"), {"country": "xa"}), Reason.RULES_FAILED),
        (DESK, Action.LIST_PARTS, Thing(HERE, {"country": "xb", "kind": "testimony"}), Reason.RULES_FAILED),
        (AMARA, Action.READ_SUMMARIES, summary("xb"), Reason.NO_RULE_ALLOWS),
    ],
)
def test_whatever_cannot_be_decided_is_a_no(who: Any, action: Any, what: Any, reason: Reason) -> None:
    assert why_not(rules(), who, action, what) == (reason,)


def test_a_resource_that_lacks_what_the_schema_asks_for_is_a_no_even_if_a_rule_allows_everything() -> None:
    for attributes in ({}, {"country": "xa"}, {"country": "xa", "audience": "un", "people": "dora"}):
        odd = Thing(Uid(Kind.SUMMARY, "s"), attributes)
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
        (answering("NoDecision", id_annotations_by_reason={"p": "x"}), "x"),
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
        rules(policies)


@pytest.mark.parametrize(
    "people",
    [
        [*PEOPLE, PEOPLE[0]],
        [somebody(Kind.AUDITOR, "august")],
        [somebody(Kind.AUDITOR, "august", organisation="x", shoe_size="42")],
        [Thing(Uid(Kind.AUDITOR, "august"), {"person": True, "organisation": "x"})],
    ],
)
def test_people_who_do_not_fit_the_schema_are_refused(people: list[Thing]) -> None:
    with pytest.raises(RulesRefused):
        rules(BASE, people)


def test_a_schema_that_is_none_is_refused() -> None:
    for schema in ("", "entity", "entity Analyst;"):
        with pytest.raises(RulesRefused):
            AccessRules(BASE, schema, [*PEOPLE, *PLACES])


def test_a_list_keeps_what_is_allowed_in_its_order() -> None:
    shelf = [summary(), summary("xb"), summary(audience="public"), summary(audience="task-force")]
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


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_a_person_is_told_no_and_not_why() -> None:
    app = zone_app("vault", AuthorizationError, {})

    @app.get("/v1/parts")
    async def parts() -> None:
        raise NotAllowed("desk-one-is-suspended")

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://vault.example") as client:
        answer = await client.get("/v1/parts")
    assert answer.status_code == 403
    assert "suspended" not in answer.text
    assert str(NotAllowed("desk-one-is-suspended")) == ""


def test_schema_and_code_name_the_same_things() -> None:
    for name in (*Kind, *Action):
        assert f" {name.value}" in SCHEMA
    assert {
        action for action in Action if f"{action.value} appliesTo" in SCHEMA and "Consented" in line_of(action)
    } == authorization.UNDER_CONSENT


def line_of(action: Action) -> str:
    return next(line for line in SCHEMA.splitlines() if line.startswith("action") and action.value in line)
