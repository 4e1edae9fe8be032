"""What a summary that is being written meets: never milder than what comes after it, whatever is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from protocol.consent import Aim, Audience, GivenBy, Period, Place, Terms, Use, check_summary
from protocol.errors import ConsentRefused
from protocol.policy import Area, ReleaseRules
from protocol.release import EventType, ExpiryClass, Tlp
from server.redaction.drafts.weighing import Attempt, Rule, Stands, Weight, expiry_for, limits_of, weigh
from tests.worlds import TODAY

AREAS = (
    Area(code="xa", name="Xa", country="xa", level=Place.COUNTRY),
    Area(code="xa-01", name="Northern", country="xa", level=Place.FIRST_LEVEL),
    Area(code="xa-0101", name="Millwater", country="xa", level=Place.SECOND_LEVEL),
)
PERIODS = {Period.MONTH: "2026-11", Period.WEEK: "2026-w46", Period.DAY: "2026-11-12"}
RULES = ReleaseRules()

consents = some.builds(
    Terms,
    uses=some.sampled_from([tuple(sorted(Use)), (Use.READ,), tuple(sorted({Use.READ, Use.COUNT, Use.SUMMARY}))]),
    aims=some.just(tuple(sorted(Aim))),
    ask_first=some.sampled_from([(), (Aim.EARLY_WARNING,)]),
    place=some.sampled_from(Place),
    period=some.sampled_from(Period),
    audience=some.sampled_from(Audience),
    not_before=some.sampled_from([0, TODAY, TODAY + 1]),
    until_safe=some.booleans(),
    given_by=some.sampled_from(GivenBy),
)
attempts = some.builds(
    Attempt,
    texts=some.just({"bluf": "Armed men were seen."}),
    language=some.just("en"),
    aim=some.just(Aim.EARLY_WARNING),
    event_type=some.sampled_from(EventType),
    area=some.sampled_from(AREAS),
    period=some.sampled_from(sorted(PERIODS.values())),
    audience=some.sampled_from([one for one in Audience if one]),
    tlp=some.sampled_from(Tlp),
    valid_until=some.integers(TODAY - 2, TODAY + 400),
    minors=some.booleans(),
)
several = some.dictionaries(some.sampled_from(["1.1", "1.2", "2.1"]), consents, min_size=1)


def against(weights: list[Weight], *rules: Rule) -> set[str]:
    """Which reports hold it, by these rules."""
    return {label for one in weights if one.stands is Stands.AGAINST and one.rule in rules for label in one.reports}


@given(attempts, several)
def test_a_report_speaks_against_a_summary_exactly_where_its_consent_refuses_it(
    attempt: Attempt, behind: dict[str, Terms]
) -> None:
    assert attempt.area
    assert attempt.period
    assert attempt.audience
    period = next(fine for fine, text in PERIODS.items() if text == attempt.period)
    refused = set()
    for label, terms in behind.items():
        try:
            check_summary(
                terms, attempt.aim, attempt.area.level, period, attempt.audience, TODAY, sensitive=attempt.sensitive
            )
        except ConsentRefused:
            refused.add(label)
    weights = weigh(attempt, behind, AREAS, RULES, TODAY)
    assert against(weights, Rule.CONSENT, Rule.PLACE, Rule.PERIOD, Rule.AUDIENCE) == refused


@given(attempts, several)
def test_every_rule_says_how_it_stands_and_none_twice_over(attempt: Attempt, behind: dict[str, Terms]) -> None:
    weights = weigh(attempt, behind, AREAS, RULES, TODAY)
    assert {one.rule for one in weights} == set(Rule) - {Rule.SHARED, Rule.IDENTIFIERS}
    assert len(set(weights)) == len(weights)


@given(several)
def test_limits_name_whoever_holds_them_and_nobody_where_all_agree(behind: dict[str, Terms]) -> None:
    limits = limits_of(behind)
    assert limits
    places = {label: terms.place for label, terms in behind.items()}
    assert limits.place == min(places.values())
    holding = limits.by[Rule.PLACE]
    assert set(holding) == (
        {label for label, place in places.items() if place == limits.place} if len(set(places.values())) > 1 else set()
    )


def test_nothing_is_against_what_is_not_written_yet() -> None:
    empty = Attempt(texts={}, language="en", aim=Aim.EARLY_WARNING)
    assert not any(one.stands is Stands.AGAINST for one in weigh(empty, {}, AREAS, RULES, TODAY))
    assert limits_of({}) is None


@pytest.mark.parametrize(
    ("changed", "rule", "why"),
    [
        ({"texts": {"bluf": "They wait at Millwater."}}, Rule.PLACE, "named"),
        ({"period": "2031-01"}, Rule.PERIOD, "future"),
        ({"audience": Audience.TASK_FORCE}, Rule.MARKING, "wider"),
        ({"aim": Aim.ADVOCACY}, Rule.AIM, "no-reader"),
        ({"language": "ar"}, Rule.WORDING, "language"),
        ({"texts": {"bluf": "It is likely, we are confident."}}, Rule.WORDING, "mixed"),
        ({"texts": {"gaps": "word " * 151}}, Rule.WORDS, "too-many"),
        ({"valid_until": TODAY - 1}, Rule.ENDS, "over"),
        ({"valid_until": TODAY + 91}, Rule.ENDS, "policy"),
        ({"minors": True}, Rule.PLACE, "policy"),
        ({"event_type": EventType.SEXUAL_VIOLENCE}, Rule.PERIOD, "policy"),
    ],
)
def test_what_the_gate_would_refuse_is_said_before(changed: dict[str, object], rule: Rule, why: str) -> None:
    sound = {
        "texts": {"bluf": "Armed men were seen."},
        "language": "en",
        "aim": Aim.EARLY_WARNING,
        "event_type": EventType.KILLING,
        "area": AREAS[1],
        "period": "2026-w46",
        "audience": Audience.CONSORTIUM,
        "tlp": Tlp.AMBER,
        "valid_until": TODAY + 14,
    }
    assert not [one for one in weigh(Attempt(**sound), {}, AREAS, RULES, TODAY) if one.stands is Stands.AGAINST]  # type: ignore[arg-type]
    weights = weigh(Attempt(**(sound | changed)), {}, AREAS, RULES, TODAY)  # type: ignore[arg-type]
    assert (rule, why) in {(one.rule, one.why) for one in weights if one.stands is Stands.AGAINST}


@given(some.integers(-5, 400))
def test_a_release_stays_up_at_least_as_long_as_it_is_valid(days: int) -> None:
    chosen = expiry_for(days)
    assert days <= chosen or chosen is max(ExpiryClass)
    assert all(days > one for one in ExpiryClass if one < chosen)
