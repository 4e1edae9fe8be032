"""Windows over a long text: all of it is in them, and no name is cut in both of two neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.recognizers.windows import windows


@given(text=st.text(alphabet="ab \n🚚", max_size=300), overlap=st.integers(0, 12), more=st.integers(1, 30))
def test_every_stretch_of_half_an_overlap_lies_whole_in_a_window(text: str, overlap: int, more: int) -> None:
    size = 2 * overlap + more
    cut = list(windows(text, size, overlap))
    assert all(text[start : start + len(window)] == window and len(window) <= size for start, window in cut)
    for at in range(len(text) - overlap // 2 + 1):
        assert any(start <= at and at + overlap // 2 <= start + len(window) for start, window in cut)


def test_windows_begin_and_end_at_white_space() -> None:
    cut = [window for _, window in windows("one two three four five six seven", 14, 6)]
    assert cut[0] == "one two three "
    assert all(not window[0].isspace() for window in cut)


def test_windows_that_would_not_get_on_are_refused() -> None:
    with pytest.raises(ValueError, match="would not get on"):
        list(windows("one two", 4, 2))
