"""The period a summary speaks of, as days: `2026-11` a month, `2026-w47` a week, `2026-11-21` a day."""

from __future__ import annotations

import datetime as dt

from protocol.ids import day_of_date


def first_day(period: str) -> int:
    """The first day of a period. Raises ValueError for one that the calendar does not have."""
    year, _, rest = period.partition("-")
    if rest.startswith("w"):
        return day_of_date(dt.date.fromisocalendar(int(year), int(rest[1:]), 1))
    month, _, day = rest.partition("-")
    return day_of_date(dt.date(int(year), int(month), int(day or 1)))
