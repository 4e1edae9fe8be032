"""Weeks that are over, and bands: what of a number, and when, anybody is told."""

from __future__ import annotations

import datetime as dt

import pytest

from protocol.activity import Band, PileBand, band, closed_weeks, pile_band
from protocol.errors import Malformed
from protocol.ids import day_of_date, days_of_week, week_of


def test_few_and_none_are_one_band_and_every_number_has_one() -> None:
    found = {number: band(number) for number in range(200)}
    assert {number for number, named in found.items() if named is Band.FEW} == set(range(5))
    floors = [next(number for number, named in found.items() if named is each) for each in Band]
    assert floors == [0, 5, 10, 20, 50]


def test_a_pile_of_cards_is_told_by_hundreds() -> None:
    sizes = (1, 99, 100, 499, 500, 999, 1000, 5000)
    assert [pile_band(size) for size in sizes] == [
        PileBand.SMALL,
        PileBand.SMALL,
        PileBand.MEDIUM,
        PileBand.MEDIUM,
        PileBand.LARGE,
        PileBand.LARGE,
        PileBand.VERY_LARGE,
        PileBand.VERY_LARGE,
    ]


@pytest.mark.parametrize(
    "date", [dt.date(2026, 11, 22), dt.date(2026, 11, 23), dt.date(2027, 1, 3), dt.date(2024, 2, 29)]
)
def test_no_week_is_told_before_its_sunday_is_over(date: dt.date) -> None:
    today = day_of_date(date)
    for week in closed_weeks(today, 60):
        assert days_of_week(week)[1] < today
        assert week_of(days_of_week(week)[0]) == week
    newest = closed_weeks(today, 1)[0]
    assert today - days_of_week(newest)[1] <= 7


def test_all_days_of_a_week_know_the_same_weeks() -> None:
    monday = day_of_date(dt.date(2026, 12, 28))
    assert len({closed_weeks(monday + number, 8) for number in range(7)}) == 1
    assert closed_weeks(monday + 7, 8)[0] == week_of(monday) == "2026-w53"


@pytest.mark.parametrize("week", ["2026-w54", "2025-w53", "2026-w00", "0000-w01", "2026-w99"])
def test_there_is_no_such_week(week: str) -> None:
    with pytest.raises(Malformed):
        days_of_week(week)
