"""Who counts as independent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.release import SourceBand
from server.vault.sources import UNVOUCHED, Source, band, independent, isolates, left_without, partners, quarters

SOURCES = st.frozensets(
    st.one_of(
        st.just(UNVOUCHED),
        st.builds(
            Source,
            st.binary(min_size=1, max_size=1),
            st.sampled_from(["2026-q3", "2026-q4"]),
            st.sampled_from(["lantern", "acacia", "harbour"]),
        ),
    ),
    max_size=20,
)


def people(*numbers: int, quarter: str = "2026-q4", partner: str = "lantern") -> frozenset[Source]:
    return frozenset(Source(bytes([number]), quarter, partner) for number in numbers)


def test_only_people_of_one_quarter_are_counted_together() -> None:
    assert independent(people(1, 2, 3) | people(4, 5, quarter="2026-q3")) == 3


def test_all_without_a_card_are_one_source_and_add_nothing_to_the_count() -> None:
    assert independent(people(1, 2) | {UNVOUCHED}) == 2
    assert independent({UNVOUCHED}) == 0


@given(SOURCES)
def test_no_quarter_has_more_people_than_are_counted(sources: frozenset[Source]) -> None:
    assert all(len(group) <= independent(sources) for group in quarters(sources))
    assert independent(sources) <= len(sources - {UNVOUCHED})


@given(SOURCES, SOURCES)
def test_more_sources_never_count_for_less(some: frozenset[Source], more: frozenset[Source]) -> None:
    assert independent(some | more) >= independent(some)


@given(SOURCES)
def test_a_summary_is_never_set_apart_from_itself(sources: frozenset[Source]) -> None:
    assert not isolates(sources, sources, 5)


@given(SOURCES, SOURCES)
def test_subtraction_is_judged_the_same_both_ways(one: frozenset[Source], other: frozenset[Source]) -> None:
    assert isolates(one, other, 3) == isolates(other, one, 3)


@given(SOURCES, SOURCES)
def test_what_is_not_isolated_differs_by_nobody_or_by_k(one: frozenset[Source], other: frozenset[Source]) -> None:
    if not isolates(one, other, 3):
        assert all(not left or independent(left) >= 3 for left in (one - other, other - one))


def test_one_person_more_isolates_that_person() -> None:
    assert isolates(people(1, 2, 3, 4, 5, 6), people(1, 2, 3, 4, 5), 5)


def test_one_report_without_a_card_more_isolates_whoever_sent_it() -> None:
    assert isolates(people(1, 2, 3, 4, 5) | {UNVOUCHED}, people(1, 2, 3, 4, 5), 5)


def test_a_difference_of_two_quarters_is_not_counted_together() -> None:
    """Three cards of one quarter and two of another may be three people."""
    assert isolates(people(1, 2, 3) | people(4, 5, quarter="2026-q3"), frozenset(), 5)


def test_without_one_partner_its_people_are_gone() -> None:
    sources = people(1, 2) | people(3, partner="acacia")
    assert partners(sources) == {"lantern", "acacia"}
    assert (left_without("lantern", sources), left_without("acacia", sources)) == (1, 2)


@pytest.mark.parametrize(
    ("count", "k", "expected"),
    [
        (5, 5, SourceBand.SOME),
        (9, 5, SourceBand.SOME),
        (10, 5, SourceBand.MANY),
        (20, 5, SourceBand.VERY_MANY),
        (3, 3, SourceBand.AT_LEAST_K),
        (7, 3, SourceBand.SOME),
        (7, 7, SourceBand.AT_LEAST_K),
        (12, 12, SourceBand.AT_LEAST_K),
        (10, 10, SourceBand.MANY),
    ],
)
def test_a_band_tells_no_more_than_k_where_k_is_in_it(count: int, k: int, expected: SourceBand) -> None:
    assert band(count, k) is expected
