"""Whom a looser policy concerns, and what of it (SPEC 13.8)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.consent import Audience, GivenBy, Period, Place, Profile, Terms, Use, profile_terms
from protocol.mailbox import Loosening
from protocol.policy import Area, AskedAbout, Asker, Golden, Grant, Person, ReleaseRules, Role
from protocol.policy_directions import Direction
from server.vault.boxes.concerning import Loosened, loosened, may_be_read, may_stand
from tests.worlds import TODAY, make_consortium

WORLD = make_consortium()
BEFORE = WORLD.policy.contents
COUNTRY_OF = {one.name: one.country for one in WORLD.directory.contents.compartments}
SEALED, READ, COARSE, FINER = (profile_terms(profile, TODAY) for profile in Profile)
URGENT = FINER.model_copy(update={"urgent": True})
GUARDED = FINER.model_copy(update={"given_by": GivenBy.GUARDIAN})
NOTHING = Loosening(0)


def with_rules(**rules: Any) -> Loosened:
    return compared(release=BEFORE.release.model_copy(update=rules))


def compared(cedar: Direction = Direction.NEITHER, **changes: Any) -> Loosened:
    return loosened(BEFORE, BEFORE.model_copy(update=changes), cedar, COUNTRY_OF)


def person(role: Role, *compartments: str, **more: Any) -> Person:
    return Person(
        person="new-one", organisation="x", sign_key=bytes(32), roles=(role,), compartments=compartments, **more
    )


def hired(role: Role, *compartments: str) -> Loosened:
    return compared(staff=(*BEFORE.staff, person(role, *compartments)))


CHANGES = [
    ({"k": 3}, Loosening.FEWER_PEOPLE),
    ({"partners": 2}, Loosening.FEWER_PEOPLE),
    ({"left_without_any_partner": 2}, Loosening.FEWER_PEOPLE),
    ({"sensitive_k": 6}, Loosening.FEWER_PEOPLE),
    ({"finest_place": Place.SECOND_LEVEL}, Loosening.FINER_PLACE),
    ({"sensitive_place": Place.FIRST_LEVEL}, Loosening.FINER_PLACE),
    ({"sensitive_period": Period.WEEK}, Loosening.FINER_TIME),
    ({"widest_audience": Audience.UN}, Loosening.WIDER_CIRCLE),
    ({"longest_expiry": 365}, Loosening.LONGER),
    ({"epoch_seconds": 1}, Loosening.SOONER),
]


@pytest.mark.parametrize(("rules", "kind"), CHANGES)
def test_whoever_allows_a_fine_summary_is_told_what_kind_it_is(rules: dict[str, Any], kind: Loosening) -> None:
    assert with_rules(**rules).kinds("xa", [FINER]) == kind


@pytest.mark.parametrize(("rules", "kind"), CHANGES)
def test_whoever_allows_no_summary_is_told_nothing(rules: dict[str, Any], kind: Loosening) -> None:
    for terms in (SEALED, READ, FINER.model_copy(update={"uses": (Use.READ, Use.SUMMARY)})):
        assert with_rules(**rules).kinds("xa", [terms]) == NOTHING


def test_what_the_consent_does_not_allow_anyway_is_not_told() -> None:
    assert with_rules(finest_place=Place.SECOND_LEVEL).kinds("xa", [COARSE]) == NOTHING
    assert with_rules(widest_audience=Audience.UN).kinds("xa", [COARSE]) == NOTHING
    assert with_rules(finest_period=Period.DAY).kinds("xa", [FINER]) == NOTHING


def test_the_urgent_way_concerns_whoever_asked_for_it() -> None:
    urgent = with_rules(urgent_place=Place.FIRST_LEVEL)
    assert urgent.kinds("xa", [FINER]) == NOTHING
    assert urgent.kinds("xa", [URGENT]) == Loosening.FINER_PLACE


def test_what_a_guardian_gave_is_held_by_the_rules_for_minors() -> None:
    assert with_rules(k=3).kinds("xa", [GUARDED]) == NOTHING
    assert with_rules(sensitive_k=6).kinds("xa", [GUARDED]) == Loosening.FEWER_PEOPLE
    assert with_rules(finest_place=Place.SECOND_LEVEL).kinds("xa", [GUARDED]) == NOTHING
    assert with_rules(sensitive_place=Place.FIRST_LEVEL).kinds("xa", [GUARDED]) == Loosening.FINER_PLACE


def test_a_body_that_is_blocked_no_more_is_told_to_whoever_did_not_shut_it_out() -> None:
    blocked = BEFORE.model_copy(update={"release": BEFORE.release.model_copy(update={"blocked_bodies": 0b11})})
    free = loosened(blocked, BEFORE, Direction.NEITHER, COUNTRY_OF)
    assert free.kinds("xa", [FINER]) == Loosening.OTHER_READERS
    assert free.kinds("xa", [FINER.model_copy(update={"never_to": 0b01})]) == Loosening.OTHER_READERS
    assert free.kinds("xa", [FINER.model_copy(update={"never_to": 0b11})]) == NOTHING


@pytest.mark.parametrize("role", [Role.CURATOR, Role.REVIEWER])
def test_a_new_reader_of_reports_concerns_their_country_alone(role: Role) -> None:
    said = hired(role, "xa-testimony")
    assert said.kinds("xa", [READ]) == said.kinds("xa", [FINER]) == Loosening.OTHER_READERS
    assert said.kinds("xb", [FINER]) == said.kinds("xa", [SEALED]) == NOTHING


def test_a_new_analyst_concerns_whoever_allows_summaries() -> None:
    said = hired(Role.ANALYST, "xa-testimony")
    assert said.kinds("xa", [FINER]) == Loosening.OTHER_READERS
    assert said.kinds("xa", [READ]) == said.kinds("xb", [FINER]) == NOTHING


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_whoever_reads_nothing_concerns_nobody(role: Role) -> None:
    assert hired(role, "xa-testimony").kinds("xa", [FINER]) == NOTHING


def test_an_administrator_who_is_one_no_longer_may_read_anywhere() -> None:
    staff = tuple(one for one in BEFORE.staff if one.person != "dalia")
    assert compared(staff=staff).kinds("xb", [READ]) == Loosening.OTHER_READERS


def test_a_grant_concerns_its_country_alone() -> None:
    grant = Grant(template="reviewer", person="analyst-amara", compartment="xb-testimony")
    said = compared(grants=(grant,))
    assert (said.kinds("xb", [READ]), said.kinds("xa", [READ])) == (Loosening.OTHER_READERS, NOTHING)


def test_an_area_that_may_be_named_concerns_whoever_allows_one_so_fine() -> None:
    area = Area(code="xa-01-07", name="Seven wells", country="xa", level=Place.SECOND_LEVEL)
    said = compared(areas=(*BEFORE.areas, area))
    assert said.kinds("xa", [FINER]) == Loosening.FINER_PLACE
    assert said.kinds("xa", [COARSE]) == said.kinds("xb", [FINER]) == NOTHING


def test_access_rules_and_all_else_concern_whatever_may_be_read() -> None:
    golden = Golden(
        name="x", asker=Asker.AUDITOR, who="auditor-chen", action="read-staff", about=AskedAbout.BUNDLE, allowed=True
    )
    before = BEFORE.model_copy(update={"golden": (golden,)})
    for said in (
        compared(Direction.LOOSENING, cedar_policies="permit (principal, action, resource);"),
        compared(custody=BEFORE.custody.model_copy(update={"parts_per_curator_and_day": 400})),
        compared(changes=BEFORE.changes.model_copy(update={"two_organisations": False})),
        loosened(before, BEFORE, Direction.NEITHER, COUNTRY_OF),
    ):
        assert said.kinds("xa", [READ]) == Loosening.OTHER_RULES
        assert said.kinds(None, [READ]) == Loosening.OTHER_RULES
        assert said.kinds("xa", [SEALED]) == NOTHING
    assert compared(Direction.TIGHTENING, cedar_policies="").kinds("xa", [READ]) == NOTHING


def test_how_reports_come_and_how_the_log_ticks_concerns_none_that_is_here() -> None:
    log = BEFORE.log.model_copy(update={"leaves_per_tick": 1})
    assert compared(collect_seconds=9, log=log).kinds("xa", [FINER]) == NOTHING


def test_what_was_chosen_last_counts_like_what_is_in_force() -> None:
    """A widening that has not settled yet will."""
    assert with_rules(k=3).kinds("xa", [READ, FINER]) == Loosening.FEWER_PEOPLE


TERMS = st.builds(
    lambda uses, place, period, audience, urgent, given_by: FINER.model_copy(
        update={
            "uses": tuple(sorted(uses)), "place": place, "period": period, "audience": audience,
            "urgent": urgent, "given_by": given_by,
        }
    ),
    st.sets(st.sampled_from(Use)), st.sampled_from(Place), st.sampled_from(Period), st.sampled_from(Audience),
    st.booleans(), st.sampled_from(GivenBy),
)  # fmt: skip
RULES = st.builds(
    ReleaseRules,
    k=st.integers(2, 9), partners=st.integers(1, 4), finest_place=st.sampled_from(Place),
    finest_period=st.sampled_from(Period), widest_audience=st.sampled_from(Audience), sensitive_k=st.integers(2, 12),
    sensitive_place=st.sampled_from(Place), urgent_place=st.sampled_from(Place), epoch_seconds=st.integers(1, 9),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(RULES, RULES, TERMS)
def test_rules_that_only_tighten_are_told_to_nobody(one: ReleaseRules, other: ReleaseRules, terms: Terms) -> None:
    tighter = ReleaseRules(
        **{
            name: max(getattr(one, name), getattr(other, name))
            if name in {"k", "partners", "left_without_any_partner", "sensitive_k", "epoch_seconds"}
            else min(getattr(one, name), getattr(other, name))
            for name in ReleaseRules.model_fields
        }
    )
    old, new = (BEFORE.model_copy(update={"release": rules}) for rules in (one, tighter))
    assert loosened(old, new, Direction.NEITHER, COUNTRY_OF).kinds("xa", [terms]) == NOTHING


@settings(max_examples=60, deadline=None)
@given(RULES, RULES, TERMS)
def test_nobody_is_told_who_allows_nothing_of_it(one: ReleaseRules, other: ReleaseRules, terms: Terms) -> None:
    old, new = (BEFORE.model_copy(update={"release": rules}) for rules in (one, other))
    found = loosened(old, new, Direction.NEITHER, COUNTRY_OF).kinds("xa", [terms])
    assert may_stand(terms) or not found
    assert may_be_read(terms) or not may_stand(terms)


LOOSEST = ReleaseRules(
    k=2,
    partners=1,
    left_without_any_partner=0,
    finest_place=Place.SECOND_LEVEL,
    finest_period=Period.DAY,
    widest_audience=Audience.PUBLIC,
    sensitive_k=2,
    sensitive_place=Place.SECOND_LEVEL,
    sensitive_period=Period.DAY,
    urgent_place=Place.SECOND_LEVEL,
    urgent_period=Period.DAY,
    longest_expiry=365,
    epoch_seconds=1,
)


def test_every_release_rule_that_loosens_is_of_some_kind() -> None:
    """A rule that is new must be thought about here too."""
    public = URGENT.model_copy(update={"period": Period.DAY, "audience": Audience.PUBLIC})
    new = BEFORE.model_copy(update={"release": LOOSEST})
    for name in ReleaseRules.model_fields:
        tight = 1 if name == "blocked_bodies" else getattr(ReleaseRules(), name)
        old = BEFORE.model_copy(update={"release": LOOSEST.model_copy(update={name: tight})})
        assert loosened(old, new, Direction.NEITHER, COUNTRY_OF).kinds("xa", [public]) != NOTHING, name
