"""The period a summary speaks of, as days: `2026-11` a month, `2026-w47` a week, `2026-11-21` a day."""

from __future__ import annotations

import calendar
import datetime as dt

from protocol.ids import day_of_date


def first_day(period: str) -> int:
    """The first day of a period. Raises ValueError for one that the calendar does not have."""
    year, _, rest = period.partition("-")
    if rest.startswith("w"):
        return day_of_date(dt.date.fromisocalendar(int(year), int(rest[1:]), 1))
    month, _, day = rest.partition("-")
    return day_of_date(dt.date(int(year), int(month), int(day or 1)))


def last_day(period: str) -> int:
    """The last day of a period. Raises ValueError for one that the calendar does not have."""
    first = first_day(period)
    if "w" in period:
        return first + 6
    year, month, *day = map(int, period.split("-"))
    return first if day else first + calendar.monthrange(year, month)[1] - 1


def in_calendar(period: str) -> bool:
    """Whether there is such a period at all."""
    try:
        first_day(period)
    except ValueError:
        return False
    return True
