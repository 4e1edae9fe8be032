"""What is wrong with a draft of a policy is found before it is in force, with the line and the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from protocol.consent import Audience, Place
from protocol.policy import AskedAbout, Asker, Golden, Grant, PolicyBundle, ReleaseRules, Role
from server.policy_checking import matrix as matrices
from server.policy_checking.check import check, decisions
from server.policy_checking.findings import Code, File, Finding, keeps_out
from tests.server.policy_checking.drafts import BASE, DIRECTORY, IN_FORCE, LAST_LINE, SCHEMA, draft, found, only

DESK = DIRECTORY.contents.compartments[0].desks[0].desk
TESTIMONY = DIRECTORY.contents.compartments[0]


def test_the_base_rules_are_taken_as_they_are() -> None:
    assert check(IN_FORCE, DIRECTORY) == check(IN_FORCE, DIRECTORY, IN_FORCE) == ()


def test_a_rule_that_suspends_one_person_is_taken() -> None:
    assert not keeps_out(
        check(
            draft('@id("boris") forbid (principal == Analyst::"analyst-boris", action, resource);'), DIRECTORY, IN_FORCE
        )
    )
    assert not keeps_out(
        check(draft(f'@id("x") forbid (principal == Device::"{DESK}", action, resource);'), DIRECTORY, IN_FORCE)
    )


# The texts


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ('@id("x") permt (principal, action, resource);', Code.RULE_CANNOT_BE_READ, "cannot be read"),
        ('@id("x") permit (principal, action, resource)', Code.RULE_CANNOT_BE_READ, "end of input"),
        ('@id("x") permit (principal, action, resource) when { "a };', Code.RULE_CANNOT_BE_READ, "invalid token"),
        ("permit (principal, action, resource);", Code.NO_ID, "no name"),
        ('@id("") permit (principal, action, resource);', Code.NO_ID, "no name"),
        ('@id("desk") permit (principal, action, resource);', Code.ID_TWICE, "line 16"),
        ('@id("x") permit (principal == ?principal, action, resource);', Code.NOT_A_TEMPLATE, "?principal"),
        (
            '@id("policy3") permit (principal is Analyst in ?principal, action, resource in ?resource);',
            Code.NOT_A_TEMPLATE,
            "policy",
        ),
        (
            (
                '@id("x") permit (principal is Analyst, action == Action::"read_summaries", resource)'
                ' when { resource.audiense == "un" };'
            ),
            Code.UNKNOWN_ATTRIBUTE,
            '"audiense" of: Summary',
        ),
        ('@id("x") permit (principal is Analist, action, resource);', Code.UNKNOWN_ENTITY_TYPE, '"Analist"'),
        ('@id("x") permit (principal, action == Action::"read_all", resource);', Code.UNKNOWN_ACTION, '"read_all"'),
        (
            '@id("x") permit (principal is Analyst, action == Action::"collect_pool", resource);',
            Code.DOES_NOT_FIT_THE_SCHEMA,
            "No action",
        ),
        (
            (
                '@id("x") forbid (principal is Analyst, action == Action::"read_summaries", resource)'
                " when { resource.audience == 1 };"
            ),
            Code.DOES_NOT_FIT_THE_SCHEMA,
            "String",
        ),
    ],
)
def test_a_rule_that_is_wrong_is_refused_with_its_line(more: str, code: Code, words: str) -> None:
    finding = only(draft("\n\n" + more))
    assert (finding.file, finding.code, finding.refuses) == (File.POLICIES, code, True)
    assert finding.line == LAST_LINE + 2
    assert words in finding.reason


def test_two_slips_are_both_found_each_in_its_line() -> None:
    wrong = BASE.replace("permit (principal is Custodian, action", "permit (principal is Custodian action")
    wrong = wrong.replace('@id("consent-wins")\n', "")
    lines = [(one.code, one.line) for one in check(draft(cedar_policies=wrong), DIRECTORY)]
    expected = [wrong[: wrong.index(text)].count("\n") + 1 for text in ('@id("custodians-read', "forbid (\n")]
    assert sorted(lines) == sorted(zip((Code.RULE_CANNOT_BE_READ, Code.NO_ID), expected, strict=True))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("entity Pool;", "entity Pool", "unexpected token"),
        ("aim: String };\n", "aim: Strng };\n", "Strng"),
    ],
)
def test_a_schema_that_cannot_be_read_is_refused_with_its_line(old: str, new: str, words: str) -> None:
    schema = SCHEMA.replace(old, new, 1)
    finding = only(draft(cedar_schema=schema))
    assert (finding.file, finding.code) == (File.SCHEMA, Code.SCHEMA_CANNOT_BE_READ)
    assert finding.line == SCHEMA[: SCHEMA.index(old)].count("\n") + 1
    assert words in finding.reason


def test_what_a_terminal_would_obey_is_shown_by_its_number() -> None:
    line = Finding(File.POLICIES, 3, Code.NO_ID, "a\x1b[2J\u202e", refuses=True).as_line()
    assert line == "refused  policies, line 3: a\\u001b[2J\\u202e"


# Names and grants

OTHER_KEY = IN_FORCE.staff[0].model_copy(update={"sign_key": bytes(32)})
ELSEWHERE = IN_FORCE.staff[0].model_copy(update={"areas": ("xz-01",)})
NEVER = IN_FORCE.staff[0].model_copy(update={"begins": 20_900, "ends": 20_800})
OTHER_NAME = IN_FORCE.staff[0].model_copy(update={"person": "somebody"})


@pytest.mark.parametrize(
    ("changes", "code", "refuses"),
    [
        ({"staff": (*IN_FORCE.staff, OTHER_KEY)}, Code.TWICE, True),
        ({"staff": (*IN_FORCE.staff, OTHER_NAME)}, Code.TWICE, True),
        ({"areas": (*IN_FORCE.areas, IN_FORCE.areas[0])}, Code.TWICE, True),
        ({"directory_number": 2}, Code.OLDER_DIRECTORY, True),
        ({"staff": (ELSEWHERE, *IN_FORCE.staff[1:])}, Code.UNKNOWN_AREA, False),
        ({"staff": (NEVER, *IN_FORCE.staff[1:])}, Code.NEVER_HOLDS, False),
        (
            {"grants": (Grant(template="analist", person="analyst-amara", compartment="xa-testimony"),)},
            Code.GRANT_WITHOUT_TEMPLATE,
            True,
        ),
        (
            {"grants": (Grant(template="desk", person="analyst-amara", compartment="xa-testimony"),)},
            Code.GRANT_WITHOUT_TEMPLATE,
            True,
        ),
        (
            {"grants": (Grant(template="curator", person="analyst-amara", compartment="xa-testimony"),)},
            Code.GRANT_FOR_NOBODY,
            True,
        ),
        (
            {"grants": (Grant(template="analyst", person="amra", compartment="xa-testimony"),)},
            Code.GRANT_FOR_NOBODY,
            True,
        ),
        (
            {"grants": (Grant(template="analyst", person="analyst-amara", compartment="xa-testimony"),) * 2},
            Code.TWICE,
            True,
        ),
        (
            {"grants": (Grant(template="analyst", person="analyst-amara", compartment="xz"),)},
            Code.UNKNOWN_COMPARTMENT,
            False,
        ),
    ],
)
def test_names_and_grants_that_do_not_fit_are_found(changes: dict[str, Any], code: Code, refuses: bool) -> None:
    finding = only(draft(**changes))
    assert (finding.file, finding.code, finding.refuses) == (File.SETTINGS, code, refuses)


def test_a_template_that_a_grant_needs_and_that_is_gone_is_refused() -> None:
    own = '@id("reader") permit (principal is Analyst in ?principal, action, resource in ?resource);'
    grants = (Grant(template="reader", person="analyst-amara", compartment="xa-testimony"),)
    assert check(draft(own, grants=grants), DIRECTORY) == ()
    assert only(draft(grants=grants)).code is Code.GRANT_WITHOUT_TEMPLATE


def test_a_role_whose_template_is_gone_is_told() -> None:
    gone = BASE.replace('@id("auditor")', '@id("other-auditor")')
    assert found(draft(cedar_policies=gone))[Code.ROLE_WITHOUT_TEMPLATE].refuses is False


def test_a_rule_about_somebody_who_is_not_there_is_told_with_its_line() -> None:
    finding = only(draft('@id("x") forbid (principal == Device::"desk-77", action, resource);'))
    assert (finding.code, finding.line, finding.refuses) == (Code.NAMES_NOBODY, LAST_LINE, False)
    assert '"desk-77"' in finding.reason


def test_two_under_one_key_in_directory_and_policy_are_refused() -> None:
    person = IN_FORCE.staff[0].model_copy(update={"sign_key": TESTIMONY.seats[0].sign_key})
    assert only(draft(staff=(person, *IN_FORCE.staff[1:]))).code is Code.CANNOT_BE_USED


# Rules that fail, and rules that give nothing


def test_a_rule_that_fails_for_some_is_refused_and_named() -> None:
    """Cedar skips a forbid that fails, so it would end in a yes."""
    trap = (
        '@id("never") forbid (principal is Custodian, action == Action::"refuse_opening", resource)'
        ' when { if resource.aim == "advocacy" then 9223372036854775807 + 1 > 0 else false };'
    )
    finding = only(draft(trap))
    assert (finding.code, finding.line, finding.refuses) == (Code.RULE_FAILS, LAST_LINE, True)
    assert '"never"' in finding.reason


def test_a_template_that_fails_is_refused_and_named() -> None:
    trap = BASE.replace("principal.audiences.contains(resource.audience)", "9223372036854775807 * 2 > 0")
    finding = found(draft(cedar_policies=trap))[Code.RULE_FAILS]
    assert '"analyst"' in finding.reason
    assert BASE.splitlines()[(finding.line or 0) - 1] == '@id("analyst")'


def test_a_schema_that_asks_more_of_things_than_zones_say_is_refused() -> None:
    wider = SCHEMA.replace("entity Opening in [Compartment] = {", "entity Opening in [Compartment] = { weight: Long,")
    findings = found(draft(cedar_schema=wider))
    assert findings[Code.CANNOT_BE_ASKED].refuses
    assert "opening" in findings[Code.CANNOT_BE_ASKED].reason


@pytest.mark.parametrize(
    "more",
    [
        '@id("x") permit (principal is Administrator, action == Action::"read_bundle", resource);',
        '@id("x") permit (principal is Auditor, action == Action::"read_bundle", resource is Bundle);',
        (
            '@id("x") permit (principal is Device, action == Action::"list_parts", resource)'
            ' when { principal.kind == "intake" };'
        ),
    ],
)
def test_a_permit_that_the_code_never_lets_through_is_told(more: str) -> None:
    finding = only(draft(more))
    assert (finding.code, finding.line, finding.refuses) == (Code.THE_CODE_REFUSES, LAST_LINE, False)


def test_a_permit_that_gives_something_somewhere_is_not_told() -> None:
    assert check(draft('@id("x") permit (principal is Auditor, action, resource);'), DIRECTORY, IN_FORCE) == ()


def test_a_forbid_that_makes_a_permit_dead_is_told_with_both_names() -> None:
    forbid = '@id("no-more") forbid (principal is Auditor, action, resource);'
    finding = only(draft(forbid))
    assert finding.code is Code.FORBIDDEN_ALTOGETHER
    assert '"auditor"' in finding.reason
    assert "no-more" in finding.reason
    assert BASE.splitlines()[(finding.line or 0) - 1] == '@id("auditor")'


# Locked out


@pytest.mark.parametrize(
    "more",
    [
        '@id("x") forbid (principal, action, resource);',
        (
            '@id("x") forbid (principal is Device, action == Action::"read_bundle", resource)'
            ' when { principal.kind == "vault" };'
        ),
        '@id("x") forbid (principal is Device, action == Action::"collect_pool", resource);',
        (
            '@id("x") forbid (principal is Device, action == Action::"append_entry", resource)'
            ' when { principal.kind == "policy" };'
        ),
        '@id("x") forbid (principal, action == Action::"request_opening", resource);',
        '@id("x") forbid (principal, action == Action::"approve_opening", resource);',
        '@id("x") forbid (principal, action == Action::"list_parts", resource) when { resource.country == "xb" };',
        '@id("x") forbid (principal is Administrator, action == Action::"read_staff", resource);',
        '@id("x") forbid (principal is Custodian, action == Action::"read_bundle", resource);',
    ],
)
@pytest.mark.parametrize("in_force", [None, IN_FORCE])
def test_what_locks_out_those_who_must_be_able_is_refused(more: str, in_force: PolicyBundle | None) -> None:
    assert found(draft(more), in_force)[Code.LOCKED_OUT].refuses


def test_fewer_custodians_than_a_quorum_are_a_lock_out_and_a_quorum_is_none() -> None:
    def silenced(count: int) -> PolicyBundle:
        names = ", ".join(f'"{seat.custodian}"' for seat in TESTIMONY.seats[:count])
        return draft(
            '@id("x") forbid (principal is Custodian, action, resource)'
            f" when {{ [{names}].contains(principal.person) }};"
        )

    spare = len(TESTIMONY.seats) - TESTIMONY.needed
    assert not keeps_out(check(silenced(spare), DIRECTORY, IN_FORCE))
    assert keeps_out(check(silenced(spare + 1), DIRECTORY, IN_FORCE))


def test_what_somebody_could_do_and_nobody_can_any_more_is_refused_anywhere_and_told_in_one_place() -> None:
    nowhere = draft('@id("x") forbid (principal is Analyst, action, resource);')
    assert found(nowhere)[Code.LOCKED_OUT].refuses
    assert Code.LOCKED_OUT not in found(nowhere, None)
    here = draft('@id("x") forbid (principal is Analyst, action, resource in Country::"xa");')
    assert [(one.code, one.refuses) for one in check(here, DIRECTORY, IN_FORCE)] == [(Code.LOCKED_OUT_HERE, False)]


# Numbers


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"k": 5, "sensitive_k": 3}, "sensitive_k is looser than k"),
        ({"sensitive_place": Place.SECOND_LEVEL}, "sensitive_place is looser than finest_place"),
        ({"urgent_place": Place.SECOND_LEVEL}, "urgent_place is looser than finest_place"),
        ({"k": 2}, "k is below partners"),
    ],
)
def test_numbers_that_contradict_each_other_are_told(numbers: dict[str, Any], words: str) -> None:
    told = check(draft(release=ReleaseRules(**numbers)), DIRECTORY)
    assert any(words in one.reason for one in told)
    assert {(one.code, one.refuses) for one in told} == {(Code.NUMBERS_CONTRADICT, False)}


def test_release_rules_that_let_nothing_out_are_told() -> None:
    for numbers in ({"finest_place": Place.NONE}, {"widest_audience": Audience.NOBODY}):
        assert Code.NOTHING_CAN_BE_RELEASED in found(draft(release=ReleaseRules.model_validate(numbers)))


# Golden decisions


def golden(**fields: Any) -> Golden:
    usual: dict[str, Any] = {
        "name": "g",
        "asker": Asker.ANALYST,
        "who": "analyst-amara",
        "action": "read-summaries",
        "about": AskedAbout.SUMMARY,
        "place": "xa",
        "audience": Audience.CONSORTIUM,
        "allowed": True,
    }
    return Golden(**(usual | fields))


APPROVES = {
    "asker": Asker.CUSTODIAN,
    "who": TESTIMONY.seats[0].custodian,
    "action": "approve-opening",
    "about": AskedAbout.OPENING,
    "place": TESTIMONY.name,
    "audience": None,
}
VAULT = {"asker": Asker.DEVICE, "who": "vault", "about": AskedAbout.POOL, "action": "collect-pool", "place": None}


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({}, True),
        ({"allowed": False}, False),
        ({"audience": Audience.TASK_FORCE}, False),
        ({"audience": Audience.TASK_FORCE, "allowed": False}, True),
        # Whichever audience: some are read and some are not, so neither answer is the answer to all.
        ({"audience": None}, False),
        ({"audience": None, "allowed": False}, False),
        ({**APPROVES, "consent": True}, True),
        ({**APPROVES, "consent": False}, False),
        ({**APPROVES, "consent": False, "allowed": False}, True),
        ({**APPROVES, "consent": True, "named": True}, False),
        ({**VAULT, "audience": None}, True),
    ],
)
def test_a_golden_decision_holds_or_keeps_the_draft_out(fields: dict[str, Any], holds: bool) -> None:
    findings = check(draft(golden=(golden(**fields),)), DIRECTORY)
    assert [one.code for one in findings] == ([] if holds else [Code.GOLDEN_CHANGED])
    assert keeps_out(findings) is not holds


@pytest.mark.parametrize(
    "fields", [{"who": "amra"}, {"action": "read-all"}, {"place": "xz"}, {"place": None}, {"about": AskedAbout.OPENING}]
)
def test_a_golden_decision_about_nothing_is_refused(fields: dict[str, Any]) -> None:
    """Else a slip of the pen in one that expects a no would always hold."""
    assert only(draft(golden=(golden(**fields, allowed=False),))).code is Code.GOLDEN_NAMES_NOTHING


FORBIDS_AMARA = '@id("x") forbid (principal == Analyst::"analyst-amara", action, resource);'


def test_an_answer_of_the_policy_in_force_is_kept_also_where_the_draft_leaves_it_out() -> None:
    in_force = draft(golden=(golden(),))
    finding = only(draft(FORBIDS_AMARA), in_force)
    assert (finding.code, finding.refuses) == (Code.GOLDEN_CHANGED, True)
    assert '"g"' in finding.reason
    without = draft()
    assert check(without, DIRECTORY, in_force) == ()
    assert not keeps_out(check(draft(FORBIDS_AMARA), DIRECTORY, without))


def test_an_answer_that_does_not_hold_today_binds_nobody() -> None:
    """A desk or place that the roots took away must not stop every later policy."""
    for gone in (golden(who="gone"), golden(place="gone"), golden(allowed=False)):
        finding = only(draft(FORBIDS_AMARA), draft(golden=(gone,)))
        assert not finding.refuses


# The bound


def test_a_policy_with_more_to_ask_than_can_be_checked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = sum(1 for _ in decisions(IN_FORCE, DIRECTORY).cells())
    decisions.cache_clear()
    monkeypatch.setattr(matrices, "MOST_QUESTIONS", asked)
    assert check(IN_FORCE, DIRECTORY) == ()
    decisions.cache_clear()
    monkeypatch.setattr(matrices, "MOST_QUESTIONS", asked - 1)
    assert only(IN_FORCE).code is Code.TOO_LARGE_TO_CHECK


def test_every_person_and_every_role_is_asked() -> None:
    asked = decisions(IN_FORCE, DIRECTORY)
    assert {one.person for one in IN_FORCE.staff if Role.ANALYST in one.roles} <= {who.id for who in asked.people}
    assert {one.desk for one in TESTIMONY.desks} <= {who.id for who in asked.people}


def test_nothing_but_the_checks_asks_a_draft_who_may_do_what() -> None:
    """A draft has no signatures: what it says of access must let nobody pass."""
    server = Path(__file__).parents[3] / "server"
    asking = {file for file in server.rglob("*.py") if "access_by_draft" in file.read_text()}
    assert {file.parent.name for file in asking - {server / "who_is_who.py"}} == {"policy_checking"}


def test_without_simulations_somebody_is_told_what_can_no_longer_be_approved_at_the_page() -> None:
    rule = '@id("silent") forbid (principal, action == Action::"simulate_policy", resource);'
    here = draft(rule)
    said = [one for one in check(here, DIRECTORY, here) if one.code is Code.LOCKED_OUT_HERE]
    assert [("could not simulate a policy" in str(one), one.refuses) for one in said] == [(True, False)]
