"""What a person covers in a file: whatever they do, no page leaves that was not looked at as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.redaction.files.boxes import MOST_BOXES, WHOLE, Box
from server.redaction.files.errors import NotABox
from server.redaction.files.kinds import Kind
from server.redaction.pages.covers import Cover, percent, share_of

PAGES = st.integers(0, 2)
BOXES = st.integers(0, 3).map(lambda at: Box(at, at, at + 1, at + 1))
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("cover"), PAGES, BOXES),
        st.tuples(st.sampled_from(["uncover", "leave out", "take in", "look"]), PAGES, st.none()),
    ),
    max_size=20,
)


@given(ACTS)
def test_a_page_is_looked_at_only_with_the_boxes_that_it_has_now(acts: list[tuple[str, int, Box | None]]) -> None:
    cover = Cover(Kind.PDF, 3)
    drawn: dict[int, list[Box]] = {0: [], 1: [], 2: []}
    seen: dict[int, list[Box]] = {}
    left_out: set[int] = set()
    for what, page, box in acts:
        match what:
            case "cover" if box is not None:
                cover.cover(page, box)
                drawn[page] += [box] if box not in drawn[page] else []
            case "uncover" if drawn[page]:
                cover.uncover(page, 0)
                drawn[page].pop(0)
            case "leave out":
                cover.leave_out(page)
                left_out.add(page)
            case "take in":
                cover.take_in(page)
                left_out.discard(page)
            case "look":
                cover.note_looked(page, cover.boxes(page), b"%d" % page)
                seen[page] = list(drawn[page])
    wanted = [page for page in range(3) if page not in left_out]
    assert cover.wanted() == wanted
    assert cover.not_looked_at() == [page for page in wanted if seen.get(page) != drawn[page]]
    assert cover.all_boxes() == [(page, one) for page in range(3) for one in drawn[page]]


@given(st.integers(0, WHOLE))
def test_a_share_that_a_form_sends_is_the_one_that_it_was_given(share: int) -> None:
    assert share_of(percent(share)) == share


@given(st.text(max_size=8))
def test_whatever_is_no_percentage_is_no_box(text: str) -> None:
    try:
        assert 0 <= share_of(text) <= 99_999
    except NotABox:
        return


def test_there_is_an_end_to_boxes_and_to_what_can_be_taken_away() -> None:
    cover = Cover(Kind.JPEG, 1)
    for at in range(MOST_BOXES):
        cover.cover(0, Box(at, 0, at + 1, 1))
    with pytest.raises(NotABox):
        cover.cover(0, Box(0, 2, 1, 3))
    for wrong in (-1, MOST_BOXES):
        with pytest.raises(NotABox):
            cover.uncover(0, wrong)
