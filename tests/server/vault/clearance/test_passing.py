"""Whose reports could stand behind a summary by looser rules and not by those in force (SPEC 24.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.consent import Aim, Audience, GivenBy, Period, Place, Profile, Terms, profile_terms
from protocol.policy import ReleaseRules
from protocol.release import ClearanceRequest, ExpiryClass
from protocol.simulation import could_newly_pass, only_looser
from server.vault.clearance.clearances import ClearanceRefused, Standing, decide_clearance
from server.vault.clearance.passing import Readable, newly_passing
from server.vault.counting.sources import ShutOut, Source, unvouched
from tests.worlds import PARTNERS, QUARTER, TODAY

COARSE, FINER = (profile_terms(profile, TODAY - 30) for profile in (Profile.SUMMARY_COARSE, Profile.SUMMARY_FINER))
RULES = ReleaseRules()
LOOSE = ReleaseRules(k=3, left_without_any_partner=2)
DESKS = frozenset({"desk-xa-curator", "desk-xa-reviewer"})
OTHERS = frozenset({"desk-xa-curator", "desk-xa-third"})
NOBODY = ShutOut()


def person(number: int, partner: str | None = None) -> Source:
    return Source(bytes([number]), QUARTER, partner or PARTNERS[number % 3], "01234-56751")


def report(
    who: int | Source,
    terms: Terms | None = COARSE,
    day: int = TODAY,
    aim: Aim = Aim.EARLY_WARNING,
    desks: frozenset[str] = DESKS,
) -> Readable:
    source = person(who) if isinstance(who, int) else who
    return Readable(Standing(terms, withdrawn=False, opened=True, source=source), day, aim, desks)


def ordinary(readable: Sequence[Readable], old: ReleaseRules, new: ReleaseRules) -> frozenset[Source]:
    return newly_passing(readable, old, new, TODAY, urgent=False)


def urgently(readable: Sequence[Readable], old: ReleaseRules, new: ReleaseRules) -> frozenset[Source]:
    return newly_passing(readable, old, new, TODAY, urgent=True)


def people(*numbers: int) -> frozenset[Source]:
    return frozenset(person(number) for number in numbers)


def changed(**rules: Any) -> ReleaseRules:
    return RULES.model_copy(update=rules)


def test_three_people_newly_pass_where_three_are_enough() -> None:
    three = [report(number) for number in range(3)]
    assert ordinary(three, RULES, LOOSE) == people(0, 1, 2)
    assert ordinary(three, LOOSE, RULES) == frozenset(), "who could no longer is not told of"


def test_whoever_passes_already_is_not_told_of() -> None:
    six = [report(number) for number in range(6)]
    assert ordinary(six, RULES, LOOSE) == frozenset()


def test_several_reports_of_one_person_are_one() -> None:
    assert ordinary([report(0), report(0), report(0), report(1)], RULES, LOOSE) == frozenset()


def test_consent_wins_whatever_is_proposed() -> None:
    two = [report(0), report(1)]
    for terms in (
        None,
        Terms(),
        profile_terms(Profile.CURATOR_MAY_READ, TODAY),
        profile_terms(Profile.SUMMARY_COARSE, TODAY + 1),
    ):
        assert ordinary([*two, report(2, terms)], RULES, LOOSE) == frozenset()
    assert ordinary([*two, report(2, COARSE)], RULES, LOOSE) == people(0, 1, 2)


def test_what_a_guardian_gave_counts_only_where_minors_are_spoken_of() -> None:
    guarded = [report(number, COARSE.model_copy(update={"given_by": GivenBy.GUARDIAN})) for number in range(3)]
    assert ordinary(guarded, RULES, LOOSE) == frozenset()
    assert ordinary(guarded, RULES, LOOSE.model_copy(update={"sensitive_k": 3})) == people(0, 1, 2)


@pytest.mark.parametrize(
    "apart",
    [{"day": TODAY - 30}, {"aim": Aim.ADVOCACY}, {"desks": OTHERS}],
    ids=["another month", "another aim", "other desks"],
)
def test_what_no_summary_can_hold_together_is_not_counted_together(apart: dict[str, Any]) -> None:
    both = COARSE.model_copy(update={"aims": (Aim.ADVOCACY, Aim.EARLY_WARNING)})
    third = report(2, both, **apart)
    assert ordinary([report(0, both), report(1, both), third], RULES, LOOSE) == frozenset()


def test_a_finer_place_concerns_whoever_allows_it() -> None:
    eight = [report(number, FINER if number < 6 else COARSE) for number in range(8)]
    finer = changed(finest_place=Place.SECOND_LEVEL)
    assert ordinary(eight, RULES, finer) == people(*range(6))
    assert ordinary(eight, finer, RULES) == frozenset()


@pytest.mark.parametrize(
    ("rules", "terms"),
    [
        ({"finest_period": Period.DAY}, {"period": Period.DAY}),
        ({"widest_audience": Audience.UN}, {"audience": Audience.UN}),
        ({"longest_expiry": 365}, {}),
    ],
)
def test_so_do_a_finer_time_a_wider_circle_and_a_longer_life(rules: dict[str, Any], terms: dict[str, Any]) -> None:
    six = [report(number, FINER.model_copy(update=terms)) for number in range(6)]
    assert ordinary(six, RULES, changed(**rules)) == people(*range(6))
    assert ordinary(six, RULES, changed(epoch_seconds=1)) == frozenset()


def test_by_the_urgent_way_each_is_counted_who_asked_for_it_with_a_card() -> None:
    urgent = FINER.model_copy(update={"urgent": True})
    said = [report(0, urgent), report(1, FINER), report(unvouched(b"part"), urgent), report(2, COARSE)]
    finer = changed(urgent_place=Place.SECOND_LEVEL)
    assert urgently(said, RULES, finer) == people(0)
    assert urgently(said, finer, RULES) == frozenset()
    assert urgently(said, RULES, LOOSE) == frozenset()
    assert ordinary(said, RULES, finer) == frozenset()


# What holds for all of them

TERMS = st.builds(
    lambda place, period, audience, urgent, given_by: FINER.model_copy(
        update={"place": place, "period": period, "audience": audience, "urgent": urgent, "given_by": given_by}
    ),
    st.sampled_from(Place),
    st.sampled_from(Period),
    st.sampled_from(Audience),
    st.booleans(),
    st.sampled_from(GivenBy),
)
REPORTS = st.lists(
    st.builds(
        report,
        st.one_of(st.integers(0, 8), st.builds(unvouched, st.binary(min_size=1, max_size=1))),
        TERMS,
        st.sampled_from([TODAY, TODAY - 1, TODAY - 40]),
        desks=st.sampled_from([DESKS, OTHERS]),
    ),
    max_size=12,
)
POLICIES = st.builds(
    ReleaseRules,
    k=st.integers(2, 6),
    partners=st.integers(1, 3),
    left_without_any_partner=st.integers(0, 3),
    finest_place=st.sampled_from(Place),
    finest_period=st.sampled_from(Period),
    widest_audience=st.sampled_from(Audience),
    sensitive_k=st.integers(2, 8),
    sensitive_place=st.sampled_from(Place),
    urgent_place=st.sampled_from(Place),
    longest_expiry=st.sampled_from([30, 90, 365]),
)
FEW = settings(max_examples=40, deadline=None)
NOTHING_PASSES = ReleaseRules(k=1000, sensitive_k=1000, urgent_place=Place.NONE)


def looser(rules: ReleaseRules) -> ReleaseRules:
    return rules.model_copy(
        update={
            "k": max(2, rules.k - 1),
            "partners": max(1, rules.partners - 1),
            "left_without_any_partner": max(0, rules.left_without_any_partner - 1),
            "finest_place": Place(min(3, rules.finest_place + 1)),
            "widest_audience": Audience(min(4, rules.widest_audience + 1)),
            "urgent_place": Place(min(3, rules.urgent_place + 1)),
            "longest_expiry": 365,
        }
    )


@FEW
@given(REPORTS, POLICIES, POLICIES, st.booleans())
def test_nobody_newly_passes_by_what_only_tightens(
    said: list[Readable], old: ReleaseRules, new: ReleaseRules, urgent: bool
) -> None:
    """So nothing is kept from anybody by answering no such proposal."""
    loose = only_looser(old, new)
    assert not could_newly_pass(loose, old)
    assert newly_passing(said, loose, old, TODAY, urgent=urgent) == frozenset()


@FEW
@given(REPORTS, POLICIES, POLICIES, st.booleans())
def test_whoever_newly_passes_does_so_by_what_loosens_alone(
    said: list[Readable], old: ReleaseRules, new: ReleaseRules, urgent: bool
) -> None:
    by_all = newly_passing(said, old, new, TODAY, urgent=urgent)
    assert by_all <= newly_passing(said, old, only_looser(old, new), TODAY, urgent=urgent)


@FEW
@given(REPORTS, POLICIES, POLICIES, st.booleans())
def test_a_looser_proposal_never_shows_less(
    said: list[Readable], old: ReleaseRules, new: ReleaseRules, urgent: bool
) -> None:
    tight = newly_passing(said, old, new, TODAY, urgent=urgent)
    assert tight <= newly_passing(said, old, looser(new), TODAY, urgent=urgent)


GOOD = st.lists(
    st.builds(
        report,
        st.one_of(st.integers(0, 8), st.builds(unvouched, st.binary(min_size=1, max_size=1))),
        st.sampled_from([COARSE, FINER, FINER.model_copy(update={"urgent": True})]),
    ),
    min_size=4,
    max_size=9,
    unique_by=lambda one: one.standing.source,
)
EASY = st.builds(
    ReleaseRules,
    k=st.integers(2, 3),
    partners=st.integers(1, 2),
    left_without_any_partner=st.integers(0, 1),
    sensitive_k=st.integers(2, 4),
    urgent_place=st.sampled_from(list(Place)[1:]),
)


@settings(FEW, max_examples=120)
@given(GOOD, EASY, st.sampled_from([Place.COUNTRY, Place.FIRST_LEVEL]), st.booleans(), st.booleans(), st.data())
def test_nobody_is_left_out_behind_whom_the_vault_would_clear_a_summary(
    said: list[Readable], rules: ReleaseRules, place: Place, urgent: bool, sensitive: bool, data: st.DataObject
) -> None:
    """Whatever two desks put together, and `decide_clearance` lets pass: all of its people are counted."""
    chosen = data.draw(st.lists(st.sampled_from(said), min_size=1, unique_by=id))
    request = ClearanceRequest(
        directory=bytes(32),
        compartment="xa-testimony",
        commitment=bytes(32),
        parts=(bytes(32),),
        aim=Aim.EARLY_WARNING,
        audience=Audience.TASK_FORCE,
        place=place,
        period=Period.MONTH,
        expiry=ExpiryClass.MONTH,
        urgent=urgent,
        sensitive=sensitive,
        predecessor=None,
        beside=(),
        curator="desk-xa-curator",
        reviewer="desk-xa-reviewer",
    )
    try:
        decide_clearance(request, [one.standing for one in chosen], rules, [], NOBODY, TODAY)
    except ClearanceRefused:
        return
    cleared = {one.standing.source for one in chosen if one.standing.source and one.standing.source.vouched}
    assert cleared <= newly_passing(said, NOTHING_PASSES, rules, TODAY, urgent=urgent)
