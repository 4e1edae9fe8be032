"""An id has one spelling, and a day one quarter."""

from __future__ import annotations

import datetime as dt

import pytest

from protocol.errors import Malformed
from protocol.ids import day_of, day_of_date, from_text, quarter_before, quarter_of, to_text


def test_an_id_is_read_as_it_is_written() -> None:
    assert from_text(to_text(bytes(range(32)))) == bytes(range(32))
    assert from_text("ab" * 16, size=16) == b"\xab" * 16


@pytest.mark.parametrize(
    "text",
    ["", "ab" * 31, "ab" * 33, "AB" * 32, "ab " * 32, " " + "ab" * 32, "ag" * 32, "a" * 63, "٣" * 64, "0x" + "ab" * 31],
)
def test_an_id_spelled_another_way_is_refused(text: str) -> None:
    """Else one thing would be asked for under many names."""
    with pytest.raises(Malformed):
        from_text(text)


@pytest.mark.parametrize(
    ("date", "quarter", "before"),
    [
        (dt.date(2026, 1, 1), "2026-q1", "2025-q4"),
        (dt.date(2026, 3, 31), "2026-q1", "2025-q4"),
        (dt.date(2026, 4, 1), "2026-q2", "2026-q1"),
        (dt.date(2026, 12, 31), "2026-q4", "2026-q3"),
    ],
)
def test_a_day_is_in_one_quarter(date: dt.date, quarter: str, before: str) -> None:
    day = day_of_date(date)
    assert (quarter_of(day), quarter_before(day)) == (quarter, before)
    assert day_of(day * 86_400 + 86_399) == day
