"""Spans are valid by construction, and joining loses nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.detection.errors import NotASpan
from server.detection.reasons import Reason
from server.detection.spans import Detection, Kind, Span, disjoint

spans = st.builds(
    lambda start, length, kind, sure: Span(start, start + length, kind, sure, Reason.NUMBER),
    st.integers(0, 50),
    st.integers(1, 20),
    st.sampled_from(Kind),
    st.floats(0.01, 1),
)


def positions(found: tuple[Span, ...] | list[Span]) -> set[int]:
    return {position for span in found for position in range(span.start, span.end)}


@pytest.mark.parametrize(("start", "end", "sure"), [(3, 3, 1), (4, 3, 1), (-1, 3, 1), (0, 1, 0), (0, 1, 1.1)])
def test_a_span_without_width_place_or_confidence_is_refused(start: int, end: int, sure: float) -> None:
    with pytest.raises(NotASpan):
        Span(start, end, Kind.NAME, sure, Reason.NUMBER)


def test_a_detection_with_overlapping_spans_is_refused() -> None:
    overlapping = (Span(0, 5, Kind.NAME, 1, Reason.NUMBER), Span(4, 8, Kind.NAME, 1, Reason.DATE))
    with pytest.raises(NotASpan):
        Detection("en", held=False, reason=None, spans=overlapping)


@given(st.lists(spans, max_size=20))
def test_joining_masks_the_same_characters_in_order_and_without_overlap(found: list[Span]) -> None:
    joined = disjoint(found)
    assert positions(joined) == positions(found)
    assert all(left.end <= right.start for left, right in pairwise(joined))


def test_of_two_overlapping_spans_the_surer_one_says_what_it_is() -> None:
    sure, unsure = Span(2, 6, Kind.DATE, 0.9, Reason.DATE), Span(0, 4, Kind.NUMBER, 0.5, Reason.NUMBER)
    assert disjoint([sure, unsure]) == (Span(0, 6, Kind.DATE, 0.9, Reason.DATE),)
