"""Who gains and who loses is told by person, action and place; a Cedar text by which somebody gains loosens."""

from __future__ import annotations

import pytest

from protocol.consent import Audience
from protocol.policy import Grant, PolicyBundle
from protocol.policy_changes import changes, loosens
from protocol.policy_directions import Direction
from server.authorization import AccessRules, NotAllowed, Question, RulesRefused, Uid
from server.policy_checking import matrix as matrices
from server.policy_checking.cedar_direction import cedar_direction
from server.policy_checking.check import decisions
from server.policy_checking.gains import shifts
from server.policy_checking.matrix import whole_matrix
from server.policy_checking.questions import every_question
from server.who_is_who import access_by_draft
from tests.server.policy_checking.drafts import BASE, DIRECTORY, IN_FORCE, SCHEMA, draft

LOOSENING, TIGHTENING, NEITHER = Direction
FORBID_BORIS = '@id("x") forbid (principal == Analyst::"analyst-boris", action, resource);'
ANALYST_READS = '  action == Action::"read_summaries",\n  resource in ?resource\n) when {'


def told(old: PolicyBundle, new: PolicyBundle) -> tuple[list[str], list[str]]:
    found = shifts(decisions(old, DIRECTORY), decisions(new, DIRECTORY))
    return [one.words for one in found.gains], [one.words for one in found.losses]


def why_not(rules: AccessRules, who: Uid, one: Question) -> NotAllowed | None:
    try:
        rules.decide(who, one.action, one.resource, one.context)
    except NotAllowed as refused:
        return refused
    return None


def test_what_is_explained_is_what_is_decided() -> None:
    """The matrix asks in batches, and without the one door: it must give that door's answer to every question."""
    rules = access_by_draft(DIRECTORY, draft(FORBID_BORIS)).rules
    yes = no = 0
    for somebody in rules.principals():
        questions = [one.question for one in every_question(somebody, rules.places_of(somebody.uid), rules.known)]
        for question, answer in zip(questions, rules.explain(somebody.uid, questions), strict=True):
            refused = why_not(rules, somebody.uid, question)
            yes, no = yes + (refused is None), no + (refused is not None)
            assert answer.allowed == (refused is None)
            if refused is not None:
                assert answer.code is None or refused.reasons == (answer.code,)
                assert refused.rules == (answer.rules if answer.code is None and answer.forbidden else ())
    assert min(yes, no) > 100


def test_the_matrix_leaves_out_only_what_the_code_refuses() -> None:
    rules = access_by_draft(DIRECTORY, IN_FORCE).rules
    known = decisions(IN_FORCE, DIRECTORY).allowed()
    everything = whole_matrix(rules).allowed()
    assert everything <= known
    assert len(everything) > 100


def test_the_same_policy_gives_and_takes_nothing() -> None:
    assert told(IN_FORCE, draft("// nothing")) == ([], [])


def test_who_is_forbidden_loses_by_place_and_only_what_they_had() -> None:
    lost = [f"analyst-boris (analyst) may no longer read summaries in {place}" for place in ("xa", "xb")]
    assert told(IN_FORCE, draft(FORBID_BORIS)) == ([], lost)


def test_a_wider_circle_and_a_new_person_gain() -> None:
    amara, *others = IN_FORCE.staff
    wider = amara.model_copy(update={"audience": Audience.TASK_FORCE, "compartments": ("xa-testimony",)})
    gained, lost = told(IN_FORCE, draft(staff=(wider, *others)))
    assert gained == ["analyst-amara (analyst) may now read summaries in xa for task-force"]
    assert lost == ["analyst-amara (analyst) may no longer read summaries in xb for consortium, public, un"]


def test_a_grant_and_an_aim_that_is_forbidden_are_told() -> None:
    amara, *others = IN_FORCE.staff
    here = amara.model_copy(update={"compartments": ("xa-testimony",)})
    grant = Grant(template="analyst", person="analyst-amara", compartment="xb-testimony")
    gained, _ = told(draft(staff=(here, *others)), draft(staff=(here, *others), grants=(grant,)))
    assert gained == ["analyst-amara (analyst) may now read summaries in xb for consortium, public, un"]
    rule = '@id("x") forbid (principal, action == Action::"write_reply", resource) when { resource.aim == "advocacy" };'
    _, lost = told(IN_FORCE, draft(rule))
    desk = DIRECTORY.contents.compartments[0].desks[0].desk
    assert f"{desk} (device) may no longer write reply in xa-testimony to serve advocacy" in lost


# What a Cedar text that changed does


def direction(old: str, new: str) -> Direction:
    return cedar_direction(DIRECTORY, draft(cedar_policies=old), draft(cedar_policies=new))


NARROWER = BASE.replace(ANALYST_READS, f'{ANALYST_READS} resource.audience != "un" && ')
AUDITORS_READ = '@id("x") forbid (principal is Auditor, action, resource);'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (BASE, BASE + "\n// a comment\n", NEITHER),
        (BASE, BASE + FORBID_BORIS, TIGHTENING),
        (BASE + FORBID_BORIS, BASE, LOOSENING),
        (BASE, NARROWER, TIGHTENING),
        (NARROWER, BASE, LOOSENING),
        (BASE, BASE + '@id("x") forbid (principal is Reviewer, action, resource);', TIGHTENING),
        (BASE + '@id("x") forbid (principal is Reviewer, action, resource);', BASE, LOOSENING),
        (BASE + FORBID_BORIS, BASE + FORBID_BORIS.replace('"analyst-boris"', '"analyst-amara"'), LOOSENING),
        (BASE, "not cedar", LOOSENING),
    ],
    ids=["comment", "forbid", "forbid-gone", "narrower", "wider", "newcomers", "newcomers-gain", "another", "no-cedar"],
)
def test_a_text_by_which_somebody_gains_loosens_and_one_by_which_nobody_does_tightens(
    old: str, new: str, expected: Direction
) -> None:
    assert NARROWER != BASE
    assert direction(old, new) is expected


@pytest.mark.parametrize(
    "forbid",
    [
        '@id("x") forbid (principal == Device::"desk-77", action, resource);',
        '@id("x") forbid (principal, action, resource) when { principal.person == "somebody-unborn" };',
        '@id("x") forbid (principal, action, resource) when { principal.person like "*-xc" };',
        (
            '@id("x") forbid (principal is Device, action == Action::"read_opening", resource)'
            ' when { resource.people.contains("curator-xa") };'
        ),
        (
            '@id("x") forbid (principal is Device, action == Action::"read_opening", resource)'
            ' when { resource.people.containsAny(["curator-xa"]) };'
        ),
        '@id("x") forbid (principal, action == Action::"read_opening", resource == Opening::"7");',
    ],
)
def test_a_rule_about_what_no_matrix_asks_about_loosens_whichever_way_it_goes(forbid: str) -> None:
    """Nobody gains today; tomorrow the roots add that desk, or the curator asks with that reviewer."""
    decided = [decisions(draft(one), DIRECTORY).allowed() for one in ("", forbid)]
    assert direction(BASE + forbid, BASE) is direction(BASE, BASE + forbid) is LOOSENING
    assert decided[1] <= decided[0]


def test_a_text_is_asked_with_the_people_of_before_and_of_after() -> None:
    """So that a person who leaves in the same bundle hides no loosening, and neither does one who comes."""
    forbid = '@id("x") forbid (principal == Analyst::"analyst-boris", action, resource);'
    without = tuple(one for one in IN_FORCE.staff if one.person != "analyst-boris")
    for old, new in ((draft(forbid), draft(staff=without)), (draft(forbid, staff=without), draft())):
        assert cedar_direction(DIRECTORY, old, new) is LOOSENING


def test_a_schema_that_changed_is_asked_too() -> None:
    wider = SCHEMA.replace("entity Auditor = {", "entity Auditor = { shoe_size: Long,")
    assert cedar_direction(DIRECTORY, draft(), draft(cedar_schema=wider)) is LOOSENING
    assert cedar_direction(DIRECTORY, draft(), draft(cedar_schema=SCHEMA + "entity Nobody;")) is NEITHER


def test_what_cannot_be_asked_loosens(monkeypatch: pytest.MonkeyPatch) -> None:
    assert direction(BASE, BASE + FORBID_BORIS) is TIGHTENING
    monkeypatch.setattr(matrices, "MOST_QUESTIONS", 10)
    assert direction(BASE, BASE + FORBID_BORIS) is LOOSENING


def test_the_direction_of_the_text_is_that_of_its_change() -> None:
    new = draft(FORBID_BORIS)
    assert loosens(changes(IN_FORCE, new))
    assert not loosens(changes(IN_FORCE, new, cedar_direction(DIRECTORY, IN_FORCE, new)))


def test_decisions_of_a_bundle_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(RulesRefused):
        decisions(draft(cedar_policies="permit (nobody);"), DIRECTORY)
