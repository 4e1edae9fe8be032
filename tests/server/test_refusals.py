"""Who is told why they were refused, and that everyone else gets one answer, whatever the reason."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

from server.authorization import Action, AuthorizationError, Kind, Link, NotAllowed, Reason, Thing, Uid
from server.zone_app import zone_app
from tests.server.access_world import (
    AMARA,
    AUGUST,
    BASE,
    BUNDLE,
    CARLA,
    COSMO,
    DALIA,
    DESK,
    HERE,
    LOG,
    PEOPLE,
    REMY,
    THERE,
    VAULT,
    XA,
    XB,
    YES,
    clearance,
    opening,
    rules,
    somebody,
    summary,
)

pytestmark = pytest.mark.anyio
NAME = "nobody-called-amara-reads"
SUSPENDED = f'{BASE} @id("{NAME}") forbid (principal, action, resource);'
OVERFLOW = "9223372036854775807 + 1 > 0"
FORBIDDEN = ([Reason.A_RULE_FORBIDS.value], None)


async def answer_to(refused: Exception) -> httpx.Response:
    """What goes over the wire when a door of a zone refuses like this."""
    app = zone_app("vault", AuthorizationError, {})

    @app.get("/v1/parts")
    async def parts() -> None:
        raise refused

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://vault.example") as client:
        return await client.get("/v1/parts")


async def told(*asked: Any, policies: str = SUSPENDED) -> tuple[list[str] | None, list[str] | None]:
    with pytest.raises(NotAllowed) as refused:
        rules(policies).decide(*asked)
    answer = await answer_to(refused.value)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:leeward:problem:not-allowed")
    return answer.json().get("reasons"), answer.json().get("rules")


@pytest.mark.parametrize("who", [DALIA, AUGUST])
async def test_who_oversees_is_told_the_codes_and_the_names_of_rules(who: Uid) -> None:
    assert await told(who, Action.READ_STAFF, BUNDLE) == ([Reason.A_RULE_FORBIDS.value], [NAME])
    assert await told(AUGUST, Action.READ_BUNDLE, BUNDLE, policies=BASE) == ([Reason.NOT_THIS_ROLE.value], None)


@pytest.mark.parametrize(
    ("who", "action", "what"),
    [
        (DESK, Action.REQUEST_OPENING, opening()),
        (DESK, Action.READ_OPENING, opening()),
        (DESK, Action.REQUEST_CLEARANCE, clearance()),
        (CARLA, Action.REQUEST_OPENING, opening()),
        (REMY, Action.READ_OPENING, opening()),
        (COSMO, Action.APPROVE_OPENING, opening()),
    ],
)
async def test_a_desk_and_a_custodian_are_told_codes_about_what_is_theirs_and_no_names(
    who: Uid, action: Action, what: Thing
) -> None:
    assert await told(who, action, what, YES) == FORBIDDEN


async def test_the_code_says_what_stands_in_the_way() -> None:
    involved = opening(people=frozenset({"cosmo"}))
    assert await told(COSMO, Action.APPROVE_OPENING, involved, YES, policies=BASE) == (["approver-is-involved"], None)
    assert await told(DESK, Action.REQUEST_OPENING, opening(), policies=BASE) == (["consent-does-not-allow"], None)


@pytest.mark.parametrize(
    ("who", "action", "what"),
    [
        (AMARA, Action.READ_SUMMARIES, summary()),
        (AMARA, Action.READ_STAFF, BUNDLE),
        (VAULT, Action.APPEND_ENTRY, LOG),
        (DESK, Action.LIST_PARTS, HERE),
        (DESK, Action.REQUEST_OPENING, opening(people=frozenset({"xenia"}))),
        (DESK, Action.REQUEST_OPENING, opening(THERE)),
        (COSMO, Action.APPROVE_OPENING, opening(THERE)),
        (COSMO, Action.LIST_OPENINGS, HERE),
        (Uid(Kind.DEVICE, "a-stranger"), Action.LIST_PARTS, HERE),
        (Uid(Kind.AUDITOR, "no-auditor"), Action.READ_STAFF, BUNDLE),
    ],
)
async def test_everyone_else_is_told_nothing(who: Uid, action: Action, what: Any) -> None:
    assert await told(who, action, what, YES if action is Action.REQUEST_OPENING else {}) == (None, None)


async def test_to_everyone_else_every_reason_has_one_shape() -> None:
    answers = set()
    refusals = [
        (SUSPENDED, AMARA, summary()),
        (BASE, AMARA, summary(XB)),
        (BASE, AMARA, summary(audience="task-force")),
        (BASE, DESK, summary()),
        (BASE, Uid(Kind.ANALYST, "nobody"), summary()),
        (
            BASE + '@id("f") forbid (principal, action, resource) when { 9223372036854775807 + 1 > 0 };',
            AMARA,
            summary(),
        ),
    ]
    for policies, who, what in refusals:
        with pytest.raises(NotAllowed) as refused:
            rules(policies).decide(who, Action.READ_SUMMARIES, what)
        answer = await answer_to(refused.value)
        answers.add((answer.status_code, answer.content, tuple(answer.headers.raw)))
    assert len(answers) == 1


async def test_two_roles_of_one_person_are_told_as_what_they_ask() -> None:
    """An auditor who is an analyst too learns as an analyst what analysts learn."""
    analyst = somebody(Kind.ANALYST, "august", organisation="x", audiences=frozenset({"un"}))
    known = rules(SUSPENDED, [*PEOPLE, analyst], [Link("analyst", analyst.uid, XA)])
    with pytest.raises(NotAllowed) as refused:
        known.decide(analyst.uid, Action.READ_SUMMARIES, summary())
    assert refused.value.rules == (NAME,)
    assert (refused.value.shown_reasons, refused.value.shown_rules) == ((), ())


async def test_no_reason_is_in_a_log_or_in_the_error_s_own_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for who, action, what in ((DALIA, Action.READ_STAFF, BUNDLE), (DESK, Action.REQUEST_OPENING, opening())):
        with pytest.raises(NotAllowed) as refused:
            rules(SUSPENDED).decide(who, action, what, YES if action is Action.REQUEST_OPENING else {})
        await answer_to(refused.value)
        assert NAME not in f"{refused.value} {refused.value!r}"
        assert Reason.A_RULE_FORBIDS not in f"{refused.value} {refused.value!r}"
    assert NAME not in caplog.text
    assert Reason.A_RULE_FORBIDS not in caplog.text


async def test_a_link_makes_a_place_theirs() -> None:
    """Codes follow the role: who holds it in two places is told in both."""
    both = rules(SUSPENDED, links=[Link("desk", DESK, HERE), Link("desk", DESK, THERE)])
    with pytest.raises(NotAllowed) as refused:
        both.decide(DESK, Action.REQUEST_OPENING, opening(THERE), YES)
    assert refused.value.shown_reasons == (Reason.A_RULE_FORBIDS,)
