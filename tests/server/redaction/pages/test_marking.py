"""Texts cut for a page, and what a person decides about their stretches: pure."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.detection.reasons import Reason
from server.redaction.forms import SpanShown
from server.redaction.pages.decisions import MOST_ADDED, CannotAdd, Decided, Decisions
from server.redaction.pages.marking import direction_in, masked, pieces, places_of, visible

TEXT = "Amina came to Ubwexandi."
SPANS = [
    SpanShown(start=0, end=5, kind="name", confidence=0.9, reason=Reason.CAPITAL),
    SpanShown(start=14, end=23, kind="name", confidence=0.9, reason=Reason.CAPITAL),
]


def test_nothing_that_is_not_refused_is_in_the_masked_view() -> None:
    decisions = Decisions()
    decisions.refuse(0, 5)
    decisions.add(6, 10, "other", len(TEXT), SPANS)
    cut = masked(TEXT, decisions.stretches(SPANS))
    assert [piece.text for piece in cut] == ["Amina", " ", "", " to ", "", "."]


def test_what_was_refused_can_be_accepted_again_and_what_was_added_taken_back() -> None:
    decisions = Decisions()
    decisions.refuse(0, 5)
    decisions.add(0, 10, "name", len(TEXT), SPANS)
    with pytest.raises(CannotAdd):
        decisions.accept(0, 5)
    decisions.refuse(0, 10)
    decisions.accept(0, 5)
    assert [one.decided for one in decisions.stretches(SPANS)] == [Decided.ACCEPTED, Decided.PROPOSED]


@pytest.mark.parametrize("place", [(3, 8), (5, 5), (8, 6), (-1, 3), (20, 25), (15, 16)])
def test_nothing_is_added_outside_of_the_text_or_over_what_is_hidden(place: tuple[int, int]) -> None:
    with pytest.raises(CannotAdd):
        Decisions().add(*place, "name", len(TEXT), SPANS)


def test_what_is_added_to_one_text_is_bounded() -> None:
    decisions = Decisions()
    for at in range(MOST_ADDED):
        decisions.add(at, at + 1, "name", MOST_ADDED + 1, ())
    with pytest.raises(CannotAdd):
        decisions.add(MOST_ADDED, MOST_ADDED + 1, "name", MOST_ADDED + 1, ())


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 4)), max_size=8),
    st.lists(st.integers(0, 3), max_size=8),
)
def test_what_is_added_wherever_it_stands_is_what_would_be_added_place_by_place(
    hidden: list[tuple[int, int]], steps: list[int]
) -> None:
    """In one walk, since the text's author chooses how many places there are."""
    proposals = [
        SpanShown(start=start, end=start + size, kind="name", confidence=0.9, reason=Reason.CAPITAL)
        for start, size in hidden
    ]
    places = [(3 * at + step, 3 * at + step + 2) for at, step in enumerate(sorted(steps))]
    at_once, one_by_one = Decisions(), Decisions()
    for place in places:
        with suppress(CannotAdd):
            one_by_one.add(*place, "name", 40, proposals)
    with suppress(CannotAdd):
        at_once.add_all(places, "name", 40, proposals)
    assert at_once.marked() == one_by_one.marked()


def test_what_is_added_wherever_it_stands_is_bounded_and_not_nothing() -> None:
    decisions = Decisions()
    decisions.add_all(((at, at + 1) for at in range(MOST_ADDED + 1)), "name", MOST_ADDED + 1, ())
    assert len(decisions.marked()) == MOST_ADDED
    with pytest.raises(CannotAdd):
        decisions.add_all([(0, 1)], "name", MOST_ADDED + 1, ())


@pytest.mark.parametrize("sign", "\u202e\u2066\u2067\u2068\u2069")
def test_what_turns_the_order_of_what_follows_is_a_sign_that_can_be_seen(sign: str) -> None:
    assert visible(f"07{sign}12") == "07\u242612"


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8), st.data())
def test_a_text_that_is_cut_is_the_whole_text_in_the_same_places(
    text: str, places: list[tuple[int, int]], data: st.DataObject
) -> None:
    decisions = Decisions()
    for start, end in places:
        try:
            decisions.add(start, end, "name", len(text), ())
        except CannotAdd:
            continue
        if data.draw(st.booleans()):
            decisions.refuse(start, end)
    stretches = decisions.stretches(())
    cut = pieces(text, stretches)
    assert "".join(piece.text for piece in cut) == visible(text)
    assert len(visible(text)) == len(text)
    shown = "".join(piece.text for piece in masked(text, stretches))
    assert len(shown) == len(text) - sum(one.end - one.start for one in stretches if one.hides)


@pytest.mark.parametrize("sign", ["\0", "\r", "\x1b", "\x7f", "\x85", "\u202e", "\u2028", "\ufeff"])
def test_what_would_steer_a_browser_or_turn_the_order_is_one_sign_that_is_seen(sign: str) -> None:
    (shown,) = visible(sign)
    assert shown.isprintable()


@pytest.mark.parametrize("kept", ["\n", "\t", "é", "e\u0301", "\u200f", "\u200d", "أ", "🙂"])
def test_what_a_script_needs_is_left_as_it_is(kept: str) -> None:
    assert visible(kept) == kept


def test_words_are_found_wherever_they_stand_whole_in_whatever_case() -> None:
    assert list(places_of("Ali, ALI and Alice; (ali)", "ali")) == [(0, 3), (5, 8), (21, 24)]
    assert list(places_of("+254 712", "+254")) == [(0, 4)]
    assert list(places_of("a.b axb", "a.b")) == [(0, 3)]
    assert list(places_of("Ali", "  ")) == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [("Yusuf جاء إلى القرية مع أخيه", "rtl"), ("He said: سلام", "ltr"), ("12:30", "ltr"), ("", "ltr"), ("እንዴት", "ltr")],
)
def test_a_text_runs_as_most_of_its_letters_do(text: str, direction: str) -> None:
    assert direction_in(text) == direction
