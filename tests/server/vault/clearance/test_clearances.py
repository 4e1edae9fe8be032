"""The decision whether a summary may be released, each reason for itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.consent import Aim, Audience, GivenBy, Period, Place, Profile, Terms, profile_terms
from protocol.policy import ReleaseRules
from protocol.release import ClearanceRequest, ExpiryClass, SourceBand
from server.vault.clearance.clearances import ClearanceRefused, Decision, Reason, Standing, decide_clearance
from server.vault.counting.families import Earlier
from server.vault.counting.sources import ShutOut, Source, Sources, unvouched
from tests.worlds import PARTNERS, TODAY

COARSE = profile_terms(Profile.SUMMARY_COARSE, TODAY)
FINER = profile_terms(Profile.SUMMARY_FINER, TODAY)
RULES = ReleaseRules(finest_place=Place.SECOND_LEVEL, finest_period=Period.DAY, widest_audience=Audience.PUBLIC)


def request(**change: Any) -> ClearanceRequest:
    body: dict[str, Any] = {
        "directory": bytes(32),
        "compartment": "xa-testimony",
        "commitment": bytes(32),
        "parts": (bytes(32),),
        "aim": Aim.EARLY_WARNING,
        "audience": Audience.CONSORTIUM,
        "place": Place.FIRST_LEVEL,
        "period": Period.MONTH,
        "expiry": ExpiryClass.MONTH,
        "urgent": False,
        "sensitive": False,
        "predecessor": None,
        "beside": (),
        "curator": "desk-1",
        "reviewer": "desk-2",
    }
    return ClearanceRequest(**(body | change))


def person(number: int, partner: str = "", quarter: str = "2026-q4") -> Source:
    return Source(bytes([number]) * 32, quarter, partner or PARTNERS[number % 3])


def part(source: Source | None, terms: Terms | None = COARSE, **change: Any) -> Standing:
    return Standing(**({"terms": terms, "withdrawn": False, "opened": True, "source": source} | change))


FIVE = [part(person(number)) for number in range(5)]


def decide(
    parts: list[Standing],
    rules: ReleaseRules = RULES,
    family: Any = (),
    shut_out: ShutOut | None = None,
    **change: Any,
) -> Decision:
    return decide_clearance(request(**change), parts, rules, family, shut_out or ShutOut(), TODAY)


def refused(parts: list[Standing], rules: ReleaseRules = RULES, family: Any = (), **change: Any) -> set[Reason]:
    with pytest.raises(ClearanceRefused) as no:
        decide(parts, rules, family, **change)
    return set(no.value.reasons)


def test_five_people_of_three_partners_are_enough() -> None:
    decision = decide(FIVE)
    assert (decision.band, decision.translation) == (SourceBand.SOME, True)


def test_one_person_fewer_is_not_enough() -> None:
    # Two of the four have one partner; without it two are left.
    assert refused(FIVE[:4]) == {Reason.FEW_SOURCES, Reason.ONE_PARTNER_CARRIES_IT}


def test_a_partner_or_a_batch_that_is_shut_out_adds_nothing_to_k() -> None:
    lost = part(Source(b"lost", "2026-q4", PARTNERS[0], "01234-56751"))
    five = [lost, *FIVE[1:]]
    decide(five)
    assert Reason.FEW_SOURCES in refused(five, shut_out=ShutOut(batches=frozenset({("01234-56751", None)})))
    assert Reason.FEW_PARTNERS in refused(five, shut_out=ShutOut(partners=frozenset({PARTNERS[1]})))
    decide(five, shut_out=ShutOut(batches=frozenset({("56789-01234", None)})))
    urgent = [part(lost.source, URGENT)]
    decide(urgent, **WAY)
    assert refused(urgent, shut_out=ShutOut(batches=frozenset({("01234-56751", None)})), **WAY) == {
        Reason.NO_VOUCHED_SOURCE
    }


def test_whoever_is_shut_out_is_still_compared_with_what_they_stood_behind() -> None:
    """Six of one release, and one of them among five others: who reads both knows that one."""
    theirs = Source(b"theirs", "2026-q4", PARTNERS[0], "01234-56751")
    before = Earlier(frozenset({theirs, *map(person, range(20, 26))}))
    shut_out = ShutOut(batches=frozenset({("01234-56751", None)}))
    assert refused([*FIVE, part(theirs)], family=[before], shut_out=shut_out) == {Reason.DIFFERENCE}
    decide(FIVE, family=[before], shut_out=shut_out)


def test_the_band_counts_nobody_who_is_shut_out() -> None:
    ten = [part(person(number)) for number in range(9)] + [part(Source(b"x", "2026-q4", PARTNERS[0], "01234-56751"))]
    assert decide(ten).band is SourceBand.MANY
    assert decide(ten, shut_out=ShutOut(batches=frozenset({("01234-56751", None)}))).band is SourceBand.SOME


def test_two_people_are_not_enough() -> None:
    assert Reason.FEW_SOURCES in refused(FIVE[:2])


def test_one_person_who_reports_five_times_is_one() -> None:
    assert Reason.FEW_SOURCES in refused([part(person(1))] * 5)


def test_reports_without_a_card_make_up_for_nobody() -> None:
    assert Reason.FEW_SOURCES in refused([*FIVE[:4], *(part(unvouched(bytes([number]))) for number in range(9))])


def test_identities_are_no_sources() -> None:
    assert Reason.FEW_SOURCES in refused([*FIVE[:4], part(None)])


def test_people_of_two_quarters_are_not_added_up() -> None:
    assert Reason.FEW_SOURCES in refused([*FIVE[:4], part(person(4, quarter="2026-q3"))])


def test_one_good_quarter_is_enough_whatever_else_is_listed() -> None:
    more = [part(person(number, "lantern", "2026-q3")) for number in range(9)]
    assert decide([*FIVE, *more]).band is SourceBand.SOME


def test_two_partners_are_not_enough() -> None:
    parts = [part(person(number, PARTNERS[number % 2])) for number in range(10)]
    assert refused(parts) == {Reason.FEW_PARTNERS}


def test_three_people_must_be_left_without_any_partner() -> None:
    owners = ("lantern",) * 3 + ("acacia", "harbour")
    parts = [part(person(number, owner)) for number, owner in enumerate(owners)]
    assert refused(parts) == {Reason.ONE_PARTNER_CARRIES_IT}


@pytest.mark.parametrize("k", [2, 6, 9])
def test_k_is_the_policys(k: int) -> None:
    rules = RULES.model_copy(update={"k": k})
    parts = [part(person(number)) for number in range(max(k, 5))]
    decide(parts, rules)
    assert Reason.FEW_SOURCES in refused([part(person(number)) for number in range(k - 1)], rules)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"opened": False}, Reason.NOT_OPENED),
        ({"withdrawn": True}, Reason.WITHDRAWN),
        ({"terms": None}, Reason.CONSENT_ENDED),
        ({"terms": Terms()}, Reason.CONSENT),
        ({"terms": profile_terms(Profile.CURATOR_MAY_READ, TODAY)}, Reason.CONSENT),
        ({"terms": COARSE.model_copy(update={"until_safe": True})}, Reason.EMBARGO),
        ({"terms": COARSE.model_copy(update={"not_before": TODAY + 1})}, Reason.EMBARGO),
        ({"terms": COARSE.model_copy(update={"given_by": GivenBy.GUARDIAN})}, Reason.FOR_A_CHILD),
        ({"terms": COARSE.model_copy(update={"ask_first": (Aim.EARLY_WARNING,)})}, Reason.CONSENT),
    ],
)
def test_one_source_who_does_not_allow_it_stops_it(change: dict[str, Any], reason: Reason) -> None:
    assert refused([*FIVE, part(person(5), **change)]) == {reason}


@pytest.mark.parametrize("change", [{"place": Place.SECOND_LEVEL}, {"period": Period.WEEK}, {"audience": Audience.UN}])
def test_the_narrowest_consent_of_all_decides(change: dict[str, Any]) -> None:
    finer = [part(person(number), FINER) for number in range(5)]
    decide(finer, **change)
    assert refused([*finer, part(person(5), COARSE)], **change) == {Reason.CONSENT}


def test_an_aim_that_one_source_did_not_allow_is_refused() -> None:
    assert refused(FIVE, aim=Aim.ADVOCACY) == {Reason.CONSENT}


@pytest.mark.parametrize(
    ("rule", "change", "reason"),
    [
        ({"finest_place": Place.COUNTRY}, {"place": Place.FIRST_LEVEL}, Reason.TOO_FINE_A_PLACE),
        ({"finest_period": Period.MONTH}, {"period": Period.WEEK}, Reason.TOO_FINE_A_TIME),
        ({"widest_audience": Audience.TASK_FORCE}, {"audience": Audience.CONSORTIUM}, Reason.TOO_WIDE_A_CIRCLE),
        ({"longest_expiry": 30}, {"expiry": ExpiryClass.QUARTER}, Reason.TOO_LONG),
    ],
)
def test_policy_can_be_stricter_than_consent(rule: dict[str, Any], change: dict[str, Any], reason: Reason) -> None:
    finer = [part(person(number), FINER) for number in range(5)]
    decide(finer, **change)
    assert refused(finer, RULES.model_copy(update=rule), **change) == {reason}


def test_policy_can_never_be_looser_than_consent() -> None:
    loosest = ReleaseRules(
        k=2,
        partners=1,
        left_without_any_partner=0,
        finest_place=Place.SECOND_LEVEL,
        finest_period=Period.DAY,
        widest_audience=Audience.PUBLIC,
    )
    assert refused(FIVE, loosest, audience=Audience.PUBLIC) == {Reason.CONSENT}


# Minors and sexual violence


def test_sensitive_matters_need_more_sources_and_coarser_words() -> None:
    ten = [part(person(number), FINER) for number in range(10)]
    coarse = {"sensitive": True, "place": Place.COUNTRY, "period": Period.MONTH}
    assert decide(ten, **coarse).band is SourceBand.MANY
    assert refused(ten[:9], **coarse) == {Reason.FEW_SOURCES}
    assert refused(ten, **coarse | {"place": Place.FIRST_LEVEL}) == {Reason.TOO_FINE_A_PLACE}
    assert refused(ten, **coarse | {"period": Period.WEEK}) == {Reason.TOO_FINE_A_TIME}


def test_what_a_guardian_gave_counts_with_the_rest_where_minors_are_spoken_of() -> None:
    for_a_child = FINER.model_copy(update={"given_by": GivenBy.GUARDIAN})
    ten = [part(person(number), for_a_child) for number in range(10)]
    assert decide(ten, sensitive=True, place=Place.COUNTRY, period=Period.MONTH).band is SourceBand.MANY
    assert refused(ten, place=Place.COUNTRY, period=Period.MONTH) == {Reason.FOR_A_CHILD}


# The urgent way

URGENT = COARSE.model_copy(update={"urgent": True})
WAY = {"urgent": True, "place": Place.COUNTRY, "period": Period.MONTH, "audience": Audience.TASK_FORCE}


def test_one_vouched_source_who_asked_for_it_may_warn() -> None:
    assert decide([part(person(1), URGENT)], **WAY).band is SourceBand.ONE_URGENT


def test_the_urgent_way_never_tells_how_many() -> None:
    assert decide([part(person(number), URGENT) for number in range(20)], **WAY).band is SourceBand.ONE_URGENT


def test_the_urgent_way_needs_everyones_consent_to_it() -> None:
    assert refused([part(person(1), URGENT), part(person(2), COARSE)], **WAY) == {Reason.NOT_URGENT_FOR_ALL}


def test_the_urgent_way_needs_a_vouched_source() -> None:
    assert refused([part(unvouched(bytes(32)), URGENT)], **WAY) == {Reason.NO_VOUCHED_SOURCE}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"place": Place.FIRST_LEVEL}, Reason.TOO_FINE_A_PLACE),
        ({"period": Period.DAY}, Reason.TOO_FINE_A_TIME),
        ({"audience": Audience.CONSORTIUM}, Reason.TOO_WIDE_A_CIRCLE),
    ],
)
def test_the_urgent_way_is_coarser_and_for_the_task_force(change: dict[str, Any], reason: Reason) -> None:
    finer = FINER.model_copy(update={"urgent": True, "period": Period.DAY})
    assert refused([part(person(1), finer)], **WAY | change) == {reason}


# Differences


def numbered(*numbers: int) -> Earlier:
    return Earlier(frozenset(map(person, numbers)))


def test_a_successor_on_the_same_sources_or_on_enough_others_is_allowed() -> None:
    decide(FIVE, family=[numbered(*range(5))])
    decide(FIVE, family=[numbered(*range(10, 15))])


@pytest.mark.parametrize("extra", [1, 2, 4])
def test_a_difference_below_k_is_refused_both_ways(extra: int) -> None:
    assert refused(FIVE, family=[numbered(*range(5 + extra))]) == {Reason.DIFFERENCE}
    more = [part(person(number)) for number in range(5 + extra)]
    assert refused(more, family=[numbered(*range(5))]) == {Reason.DIFFERENCE}


def test_a_report_without_a_card_is_not_added_alone_nor_left_out() -> None:
    more = [*FIVE, part(unvouched(b"one"))]
    assert refused(more, family=[numbered(*range(5))]) == {Reason.DIFFERENCE}
    told = Earlier(numbered(*range(5)).sources | {unvouched(b"one")})
    assert refused(FIVE, family=[told]) == {Reason.DIFFERENCE}


def test_two_reports_without_a_card_may_be_two_people() -> None:
    told = Earlier(numbered(*range(5)).sources | {unvouched(b"one")})
    decide([*FIVE, part(unvouched(b"one"))], family=[told])
    assert refused([*FIVE, part(unvouched(b"two"))], family=[told]) == {Reason.DIFFERENCE}


def test_every_earlier_summary_is_compared_with_not_only_the_last() -> None:
    assert refused(FIVE, family=[numbered(*range(10, 15)), numbered(*range(6))]) == {Reason.DIFFERENCE}


def test_a_predecessor_that_is_not_known_is_refused() -> None:
    assert refused(FIVE, family=None) == {Reason.NO_SUCH_PREDECESSOR}


def test_the_urgent_way_does_not_add_one_source_to_what_was_released() -> None:
    six = [part(person(number), URGENT) for number in range(6)]
    assert refused(six, family=[numbered(*range(5))], **WAY) == {Reason.DIFFERENCE}
    assert refused(six[:1], family=[numbered(*range(6))], **WAY) == {Reason.DIFFERENCE}


def test_the_urgent_way_is_open_to_a_source_whom_no_release_stood_on() -> None:
    assert decide([part(person(9), URGENT)], family=[numbered(*range(5))], **WAY).band is SourceBand.ONE_URGENT


def test_a_sensitive_summary_is_compared_by_the_stricter_k() -> None:
    coarse = {"sensitive": True, "place": Place.COUNTRY, "period": Period.MONTH}
    ten = [part(person(number), FINER) for number in range(10)]
    decide(ten, family=[numbered(*range(10))], **coarse)
    assert refused(ten, family=[numbered(*range(5))], **coarse) == {Reason.DIFFERENCE}


@given(st.lists(st.frozensets(st.integers(0, 24), min_size=5, max_size=25), min_size=1, max_size=6))
def test_no_row_of_successors_can_be_subtracted_to_fewer_than_k(attempts: list[frozenset[int]]) -> None:
    """An attacker who proposes source sets as they like, and combines whatever was cleared."""
    cleared: list[Sources] = []
    for numbers in attempts:
        sources = frozenset(map(person, numbers))
        try:
            decide([part(source) for source in sources], family=list(map(Earlier, cleared)))
        except ClearanceRefused:
            continue
        cleared.append(sources)
    for one in cleared:
        for other in cleared:
            assert not one - other or len(one - other) >= RULES.k
            assert not one & other or len(one & other) >= RULES.k


def test_all_reasons_are_given_at_once() -> None:
    assert refused(
        [part(unvouched(bytes(32)), opened=False, withdrawn=True)], family=None, expiry=ExpiryClass.YEAR
    ) == {
        Reason.NOT_OPENED,
        Reason.WITHDRAWN,
        Reason.FEW_SOURCES,
        Reason.TOO_LONG,
        Reason.NO_SUCH_PREDECESSOR,
    }


def test_where_no_consent_is_in_force_each_reason_is_said() -> None:
    assert refused([part(person(number), None) for number in range(5)]) == {Reason.CONSENT_ENDED}
