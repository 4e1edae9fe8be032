"""Every rule of the gate: what it lets through, and each thing that it stops."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.consent import Aim, Audience, Period, Place
from protocol.policy import Area, ReleaseRules, TrustedPolicy, trust_policy
from protocol.primitives import SignKey
from protocol.release import EventType, ExpiryClass, SourceBand, Tlp
from server.release.gate import RULES, SHUT_TO_ALL, Verdict, passes, run_gate
from tests.server.release.handed_over import HandedOver, a_summary
from tests.worlds import TODAY, Consortium, make_consortium

OTHER = SignKey(bytes(range(32)))


@pytest.fixture(scope="module")
def consortium() -> Consortium:
    return make_consortium()


@pytest.fixture
def handed(consortium: Consortium) -> HandedOver:
    return HandedOver(consortium)


def failed(handed: HandedOver, **changes: Any) -> set[str]:
    """The names of the rules that do not pass."""
    return {verdict.rule for verdict in run_gate(handed.facts(**changes)) if not verdict.passed}


def reason(handed: HandedOver, rule: str, **changes: Any) -> str:
    return next(verdict.reason for verdict in run_gate(handed.facts(**changes)) if verdict.rule == rule)


def under(consortium: Consortium, **rules: Any) -> TrustedPolicy:
    """The consortium's policy, with other release rules, as version 2."""
    changed = consortium.policy.contents.release.model_copy(update=rules)
    signed = consortium.resign_policy(lambda bundle: bundle.model_copy(update={"release": changed, "version": 2}))
    return trust_policy(signed, consortium.directory)


def test_what_is_right_in_everything_passes_every_rule(handed: HandedOver) -> None:
    verdicts = run_gate(handed.facts())
    assert passes(verdicts), [verdict for verdict in verdicts if not verdict.passed]
    assert [verdict.rule for verdict in verdicts] == [name for name, _ in RULES]


# The gate itself


def test_a_rule_that_cannot_be_evaluated_fails(handed: HandedOver) -> None:
    def broken(_facts: object) -> str:
        raise ZeroDivisionError("a secret of the summary")

    verdicts = run_gate(handed.facts(), [*RULES, ("broken", broken)])
    assert not passes(verdicts)
    assert verdicts[-1] == Verdict("broken", passed=False, reason="This rule could not be evaluated, so it fails.")


def test_all_rules_are_reported_whatever_the_first_one_says(handed: HandedOver) -> None:
    handed.leave = {"aim": Aim.ADVOCACY, "audience": Audience.PUBLIC}
    handed.summary = a_summary(area="zz")
    verdicts = run_gate(handed.facts())
    assert len(verdicts) == len(RULES)
    assert {"vocabulary", "audience", "purpose"} <= {verdict.rule for verdict in verdicts if not verdict.passed}


def test_a_gate_without_rules_lets_nothing_through() -> None:
    assert not passes(())


def test_a_single_failed_rule_is_enough_to_refuse() -> None:
    good = Verdict("one", passed=True, reason="")
    assert passes([good, good])
    assert not passes([good, replace(good, passed=False), good])


def test_no_reason_repeats_a_word_of_the_summary(handed: HandedOver) -> None:
    handed.summary = a_summary(title="Zanzibarovich", bluf="Call Zanzibarovich at 0712345678.", area="zanzibarovich")
    assert "anzibarovich" not in str([verdict.reason for verdict in run_gate(handed.facts())])


@pytest.mark.parametrize("name", [name for name, _ in RULES])
def test_with_a_clearance_that_the_vault_did_not_sign_nothing_that_rests_on_it_passes(
    handed: HandedOver, name: str
) -> None:
    handed.vault_key = OTHER
    free_of_it = {"access", "residual-scan", "epoch"}
    assert (name in failed(handed)) is (name not in free_of_it)


def test_a_desk_that_the_access_rules_forbid_hands_nothing_over(handed: HandedOver) -> None:
    assert failed(handed, allowed=False) == {"access"}


# vocabulary


def test_an_area_that_the_policy_does_not_list_is_refused(handed: HandedOver) -> None:
    handed.summary = a_summary(area="xa-99")
    assert "vocabulary" in failed(handed)


def test_an_area_of_another_country_than_the_compartment_is_refused(handed: HandedOver) -> None:
    handed.summary = a_summary(area="xb-01")
    assert failed(handed) == {"vocabulary"}


@pytest.mark.parametrize("period", ["2025-w53", "2026-02-30", "2026-12", "2027-01"])
def test_a_period_that_is_not_in_the_calendar_or_has_not_begun_is_refused(handed: HandedOver, period: str) -> None:
    handed.summary = a_summary(period=period)
    assert "vocabulary" in failed(handed)


def test_a_hundred_and_fifty_words_pass_and_one_more_does_not(handed: HandedOver) -> None:
    handed.summary = a_summary(title="Roads", bluf="Closed " + "closed " * 147 + "today.", gaps="")
    assert handed.summary.words() == 150
    assert failed(handed) == set()
    handed.summary = a_summary(title="Roads", bluf="Closed " + "closed " * 148 + "today.", gaps="")
    assert failed(handed) == {"vocabulary"}


@pytest.mark.parametrize("field", ["title", "bluf", "gaps"])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "It is very likely, with high confidence, that roads stay closed."),
        ("en", "We are confident that this is improbable."),
        ("fr", "Il est probable, avec une confiance moyenne, que les routes restent coupées."),
        ("es", "Es improbable, con confianza alta, que abran los caminos."),
        ("pt", "É provável, com confiança alta, que as estradas fiquem fechadas."),
        ("sw", "Kuna uwezekano mkubwa, kwa imani ya wastani, kwamba barabara zitafungwa."),
    ],
)
def test_likelihood_and_confidence_in_one_sentence_are_refused(
    handed: HandedOver, field: str, language: str, sentence: str
) -> None:
    handed.summary = a_summary(language=language, **{field: sentence})
    assert "vocabulary" in failed(handed)


def test_likelihood_and_confidence_in_two_sentences_pass(handed: HandedOver) -> None:
    handed.summary = a_summary(bluf="More closures are likely. Confidence in this is moderate.")
    assert failed(handed) == set()


@pytest.mark.parametrize("language", ["ar", "am", "en-gb", "und"])
def test_a_language_whose_sentences_cannot_be_judged_is_refused(handed: HandedOver, language: str) -> None:
    handed.summary = a_summary(language=language)
    assert "vocabulary" in failed(handed)
    assert reason(handed, "vocabulary") == "Sentences in this language cannot be judged here."


# curator-and-reviewer


def test_one_person_at_two_desks_is_not_two_people(handed: HandedOver, consortium: Consortium) -> None:
    def same_holder(directory: Any) -> Any:
        first, *others = directory.compartments
        desks = tuple(desk.model_copy(update={"holder": "curator-xa"}) for desk in first.desks)
        return directory.model_copy(update={"compartments": (first.model_copy(update={"desks": desks}), *others)})

    directory = replace(consortium.directory, contents=same_holder(consortium.directory.contents))
    assert "curator-and-reviewer" in failed(handed, directory=directory)


def test_the_curator_cannot_be_the_reviewer(handed: HandedOver, consortium: Consortium) -> None:
    curator = consortium.desks["xa-testimony"][0]
    handed.leave = {"reviewer": curator.name}
    handed.reviewer_found, handed.reviewer_key = {"desk": curator.name}, curator.sign_key
    assert "curator-and-reviewer" in failed(handed)


@pytest.mark.parametrize("whose", ["curator_key", "reviewer_key"])
def test_an_attestation_that_its_desk_did_not_sign_is_refused(handed: HandedOver, whose: str) -> None:
    setattr(handed, whose, OTHER)
    assert failed(handed) == {"curator-and-reviewer", "attestation"}


@pytest.mark.parametrize("whose", ["curator_found", "reviewer_found"])
def test_an_attestation_for_another_summary_is_refused(handed: HandedOver, whose: str) -> None:
    setattr(handed, whose, {"commitment": b"x" * 32})
    assert failed(handed) == {"curator-and-reviewer", "attestation"}


def test_an_attestation_by_another_desk_than_the_clearance_names_is_refused(handed: HandedOver) -> None:
    handed.reviewer_found = {"desk": "desk-xb-reviewer"}
    assert failed(handed) == {"curator-and-reviewer", "attestation"}


def test_a_desk_that_left_the_directory_in_force_signs_nothing_more(handed: HandedOver, consortium: Consortium) -> None:
    def without_reviewer(directory: Any) -> Any:
        first, *others = directory.compartments
        kept = first.model_copy(update={"desks": first.desks[:1]})
        return directory.model_copy(update={"compartments": (kept, *others)})

    directory = replace(consortium.directory, contents=without_reviewer(consortium.directory.contents))
    assert "curator-and-reviewer" in failed(handed, directory=directory)


# attestation


@pytest.mark.parametrize("whose", ["curator_found", "reviewer_found"])
@pytest.mark.parametrize("found", ["shared_runs", "identifiers"])
def test_shared_words_or_identifiers_at_either_desk_are_refused(handed: HandedOver, whose: str, found: str) -> None:
    setattr(handed, whose, {found: 1})
    assert failed(handed) == {"attestation"}


# residual-scan


@pytest.mark.parametrize("field", ["title", "bluf", "gaps"])
@pytest.mark.parametrize(
    "words",
    [
        "The groups were led by Amina Yusuf that night.",
        "People can be reached at 0712 345 678.",
        "They wrote to someone@example.org about it.",
        "It began at the mosque of Kalundu.",
        "It was on 3 November that it began.",
    ],
)
def test_an_identifier_left_in_any_field_is_refused(handed: HandedOver, field: str, words: str) -> None:
    handed.summary = a_summary(**{field: words})
    assert failed(handed) == {"residual-scan"}


def test_words_that_the_detector_cannot_follow_are_refused(handed: HandedOver) -> None:
    handed.summary = a_summary(bluf="Roads are cl\u200bosed at night.")
    assert "residual-scan" in failed(handed)
    assert reason(handed, "residual-scan") == "The detector cannot follow the words."


def test_names_of_areas_no_finer_than_the_summary_are_vocabulary(handed: HandedOver) -> None:
    handed.summary = a_summary(bluf="Roads between Northern and Southern in Country XA are closed.")
    assert failed(handed) == set()


# clearance


def test_a_clearance_for_another_summary_is_refused(handed: HandedOver) -> None:
    handed.leave = {"commitment": b"x" * 32}
    assert failed(handed) == {"clearance"}


def test_a_clearance_under_a_directory_that_was_never_in_force_is_refused(handed: HandedOver) -> None:
    assert failed(handed, directory_known=False) == {"clearance"}


def test_a_clearance_from_the_future_is_refused(handed: HandedOver) -> None:
    handed.leave = {"day": TODAY + 2}
    assert failed(handed) == {"clearance"}


def test_what_was_released_and_has_left_does_not_come_back(handed: HandedOver) -> None:
    assert failed(handed, spent=True) == {"clearance"}


# audience


def test_a_circle_wider_than_the_policy_allows_is_refused(handed: HandedOver) -> None:
    handed.leave = {"audience": Audience.UN}
    assert failed(handed) == {"audience"}


def test_a_clearance_for_nobody_is_refused(handed: HandedOver) -> None:
    handed.leave = {"audience": Audience.NOBODY}
    handed.summary = a_summary(tlp=Tlp.RED)
    assert failed(handed) == {"audience"}
    assert reason(handed, "audience") == "The clearance names no circle that may read."


@pytest.mark.parametrize(
    ("marking", "circle", "fits"),
    [
        (Tlp.RED, Audience.TASK_FORCE, True),
        (Tlp.AMBER, Audience.TASK_FORCE, False),
        (Tlp.AMBER, Audience.CONSORTIUM, True),
        (Tlp.GREEN, Audience.CONSORTIUM, False),
        (Tlp.CLEAR, Audience.CONSORTIUM, False),
    ],
)
def test_a_marking_lets_nobody_carry_it_out_of_its_circle(
    handed: HandedOver, marking: Tlp, circle: Audience, fits: bool
) -> None:
    handed.summary, handed.leave = a_summary(tlp=marking), {"audience": circle}
    assert failed(handed) == (set() if fits else {"audience"})


# precision


@pytest.mark.parametrize("change", [{"place": Place.COUNTRY}, {"place": Place.NONE}, {"period": Period.NONE}])
def test_a_place_or_period_finer_than_it_was_cleared_for_is_refused(handed: HandedOver, change: dict[str, Any]) -> None:
    handed.leave = change
    assert failed(handed) == {"precision"}


def test_a_place_finer_than_the_policy_allows_is_refused(handed: HandedOver, consortium: Consortium) -> None:
    assert failed(handed, policy=under(consortium, finest_place=Place.COUNTRY), rules_then=ReleaseRules()) == {
        "precision"
    }


def test_a_period_finer_than_the_policy_allows_is_refused(handed: HandedOver, consortium: Consortium) -> None:
    handed.summary = a_summary(period="2026-w46")
    assert failed(handed) == set()
    policy = under(consortium, finest_period=Period.MONTH)
    assert failed(handed, policy=policy, rules_then=ReleaseRules()) == {"precision"}


def test_a_day_is_finer_than_a_week(handed: HandedOver) -> None:
    handed.summary = a_summary(period="2026-11-20")
    assert failed(handed) == {"precision"}


@pytest.mark.parametrize("change", [{"minors_or_sexual_violence": True}, {"event_type": EventType.SEXUAL_VIOLENCE}])
def test_what_is_sensitive_must_be_cleared_as_sensitive(handed: HandedOver, change: dict[str, Any]) -> None:
    handed.summary = a_summary(area="xa", title="People are harmed", **change)
    assert failed(handed) == {"precision"}
    handed.leave = {"sensitive": True}
    assert failed(handed) == set()


def test_what_is_sensitive_is_coarser(handed: HandedOver) -> None:
    handed.leave = {"sensitive": True}
    assert failed(handed) == {"precision"}
    handed.summary = a_summary(area="xa", title="People are harmed", period="2026-w46")
    assert failed(handed) == {"precision"}


def test_words_that_name_a_finer_place_than_the_summary_are_refused(handed: HandedOver) -> None:
    handed.summary = a_summary(area="xa", title="Closed roads", bluf="Roads are closed, northern ones above all.")
    assert failed(handed) == {"precision"}
    handed.summary = a_summary(area="xa", title="Closed roads", bluf="Roads are closed in Northern.")
    assert failed(handed) == {"precision", "residual-scan"}


def test_a_name_that_is_a_country_and_a_finer_place_may_be_said(handed: HandedOver, consortium: Consortium) -> None:
    finer = Area(code="xa-01-01", name="Country XA", country="xa", level=Place.SECOND_LEVEL)
    signed = consortium.resign_policy(lambda bundle: bundle.model_copy(update={"areas": (*bundle.areas, finer)}))
    handed.summary = a_summary(bluf="Roads in Country XA are closed.")
    assert failed(handed, policy=trust_policy(signed, consortium.directory)) == set()


# purpose


@pytest.mark.parametrize("aim", [Aim.ADVOCACY, Aim.ACCOUNTABILITY])
def test_a_purpose_that_no_reader_here_has_is_refused(handed: HandedOver, aim: Aim) -> None:
    handed.leave = {"aim": aim}
    assert failed(handed) == {"purpose"}


# expiry


def test_what_has_ended_is_refused_and_its_last_day_is_not(handed: HandedOver) -> None:
    handed.leave = {"day": TODAY - 5}
    handed.summary = a_summary(valid_until=TODAY)
    assert failed(handed) == set()
    handed.summary = a_summary(valid_until=TODAY - 1)
    assert failed(handed) == {"expiry"}


def test_it_stands_no_longer_than_it_was_cleared_for(handed: HandedOver) -> None:
    handed.summary = a_summary(valid_until=TODAY + 30)
    assert failed(handed) == set()
    handed.summary = a_summary(valid_until=TODAY + 31)
    assert failed(handed) == {"expiry"}


def test_it_stands_no_longer_than_the_policy_lets_anything(handed: HandedOver, consortium: Consortium) -> None:
    handed.leave = {"expiry": ExpiryClass.QUARTER}
    assert failed(handed) == set()
    assert failed(handed, policy=under(consortium, longest_expiry=30), rules_then=ReleaseRules()) == {"expiry"}


# never-to


def test_what_is_public_cannot_be_kept_from_anybody(handed: HandedOver, consortium: Consortium) -> None:
    policy = under(consortium, widest_audience=Audience.PUBLIC)
    handed.leave = {"audience": Audience.PUBLIC}
    assert failed(handed, policy=policy, rules_then=ReleaseRules()) == set()
    handed.leave = {"audience": Audience.PUBLIC, "never_to": 2}
    assert failed(handed, policy=policy, rules_then=ReleaseRules()) == {"never-to"}
    handed.leave = {"audience": Audience.PUBLIC}
    blocked = under(consortium, widest_audience=Audience.PUBLIC, blocked_bodies=1)
    assert failed(handed, policy=blocked, rules_then=ReleaseRules()) == {"never-to"}


def test_what_is_shut_to_everybody_is_refused(handed: HandedOver) -> None:
    handed.leave = {"never_to": SHUT_TO_ALL}
    assert failed(handed) == {"never-to"}
    handed.leave = {"never_to": SHUT_TO_ALL - 1}
    assert failed(handed) == set()


# policy


def test_a_clearance_under_a_policy_that_is_not_here_yet_is_refused(handed: HandedOver) -> None:
    handed.leave = {"policy": 2}
    assert failed(handed, rules_then=ReleaseRules()) == {"policy"}


def test_a_clearance_under_an_older_policy_passes_if_its_rules_were_as_strict(
    handed: HandedOver, consortium: Consortium
) -> None:
    assert failed(handed, policy=under(consortium), rules_then=ReleaseRules()) == set()
    assert failed(handed, policy=under(consortium, k=3), rules_then=ReleaseRules(k=5)) == set()


def test_a_clearance_under_a_policy_never_seen_here_is_refused(handed: HandedOver, consortium: Consortium) -> None:
    assert failed(handed, policy=under(consortium), rules_then=None) == {"policy"}


@pytest.mark.parametrize("name", ["k", "sensitive_k", "partners", "left_without_any_partner"])
def test_a_clearance_under_weaker_rules_than_those_in_force_is_refused(
    handed: HandedOver, consortium: Consortium, name: str
) -> None:
    then = ReleaseRules()
    stricter = under(consortium, **{name: getattr(then, name) + 1})
    assert failed(handed, policy=stricter, rules_then=then) == {"policy"}


# predecessor


def test_a_second_release_for_a_cell_must_name_the_last_one(handed: HandedOver) -> None:
    assert failed(handed, last=b"p" * 32) == {"predecessor"}
    assert "name the last" in reason(handed, "predecessor", last=b"p" * 32)
    handed.summary = a_summary(predecessor=b"p" * 32)
    assert failed(handed, last=b"p" * 32) == set()


@pytest.mark.parametrize("last", [None, b"q" * 32])
def test_a_predecessor_that_is_not_the_last_one_is_refused(handed: HandedOver, last: bytes | None) -> None:
    handed.summary = a_summary(predecessor=b"p" * 32)
    assert failed(handed, last=last) == {"predecessor"}


@pytest.mark.parametrize("cleared", [None, b"q" * 32])
def test_a_predecessor_that_the_vault_did_not_hold_it_against_is_refused(
    handed: HandedOver, cleared: bytes | None
) -> None:
    handed.summary = a_summary(predecessor=b"p" * 32)
    handed.leave = {"predecessor": cleared}
    assert failed(handed, last=b"p" * 32) == {"predecessor"}


def test_only_one_waits_for_a_cell(handed: HandedOver) -> None:
    assert failed(handed, another_waits=True) == {"predecessor"}


# beside


def test_what_was_released_beside_it_must_be_what_the_vault_compared_it_with(handed: HandedOver) -> None:
    one, other = b"1" * 32, b"2" * 32
    handed.leave = {"beside": (one, other)}
    assert failed(handed, beside=(one, other)) == set()
    # Fewer were compared; another was released since; one was never released.
    for released in ((one, other, b"3" * 32), (one, b"3" * 32), (one,), ()):
        assert failed(handed, beside=released) == {"beside"}


def test_where_it_cannot_be_told_what_was_released_beside_it_it_is_refused(handed: HandedOver) -> None:
    assert failed(handed, beside=None) == {"beside"}


# urgent-way


@pytest.mark.parametrize("leave", [{"urgent": True}, {"band": SourceBand.ONE_URGENT}])
def test_the_urgent_way_is_shut_while_nothing_shows_its_second_approver(
    handed: HandedOver, leave: dict[str, Any]
) -> None:
    handed.leave = leave
    assert failed(handed) == {"urgent-way"}


# laws


@given(
    place=st.sampled_from(Place),
    period=st.sampled_from(Period),
    finest=st.tuples(st.sampled_from(Place), st.sampled_from(Period)),
    area=st.sampled_from(["xa", "xa-01"]),
    when=st.sampled_from(["2026-11", "2026-w46", "2026-11-20"]),
    sensitive=st.booleans(),
)
def test_what_passes_is_never_finer_than_clearance_and_policy(
    consortium: Consortium,
    place: Place,
    period: Period,
    finest: tuple[Place, Period],
    area: str,
    when: str,
    sensitive: bool,
) -> None:
    rules = {"finest_place": finest[0], "finest_period": finest[1]}
    summary = a_summary(area=area, period=when, title="Closed roads", minors_or_sexual_violence=sensitive)
    handed = HandedOver(consortium, summary, leave={"place": place, "period": period, "sensitive": sensitive})
    policy = under(consortium, **rules)
    fine = (policy.area(area).level, summary.period_precision())  # type: ignore[union-attr]
    allowed = [(place, period), finest, *([(Place.COUNTRY, Period.MONTH)] if sensitive else [])]
    fits = all(fine[0] <= most and fine[1] <= longest for most, longest in allowed)
    assert ("precision" not in failed(handed, policy=policy, rules_then=ReleaseRules())) is fits
