"""Names of things: random or hashes, never counted, never a time (SPEC 2.4)."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NewType

from protocol.errors import Malformed
from protocol.primitives import Randomness, system_random

PartId = NewType("PartId", bytes)
"""32 bytes: the hash that binds seats, desk boxes and payload of one part."""
RequestId = NewType("RequestId", bytes)
"""32 bytes: the hash of a signed opening request."""
MailboxId = NewType("MailboxId", bytes)
"""16 bytes, from the receipt."""


class PartKind(StrEnum):
    """What a part holds; each kind is sealed to custodians of its own (SPEC 4.1)."""

    TESTIMONY = "testimony"
    IDENTITY = "identity"
    EVIDENCE = "evidence"


FILES_OF_A_REPORT = 32
"""Evidence parts that one report may have, each with one file."""

_EPOCH = dt.date(1970, 1, 1)


def random_id(random: Randomness = system_random) -> bytes:
    """32 bytes that nobody can guess or order."""
    return random(32)


def to_text(identifier: bytes) -> str:
    """Lower-case hexadecimal: the one spelling of an id in addresses and on screens."""
    return identifier.hex()


def from_text(text: str, size: int = 32) -> bytes:
    """The reverse of to_text; raises Malformed for any other spelling or length."""
    try:
        identifier = bytes.fromhex(text)
    except ValueError:
        raise Malformed from None
    if len(identifier) != size or identifier.hex() != text:
        raise Malformed
    return identifier


def day_of(moment: float) -> int:
    """The day (since 1970-01-01, UTC) of a moment in seconds."""
    return int(moment // 86_400)


def date_of(day: int) -> dt.date:
    return _EPOCH + dt.timedelta(days=day)


def day_of_date(date: dt.date) -> int:
    return (date - _EPOCH).days


def quarter_of(day: int) -> str:
    """The quarter a day is in, as `2026-q4`: the period for which a card counts."""
    date = date_of(day)
    return f"{date.year}-q{(date.month + 2) // 3}"


def days_of_quarter(quarter: str) -> tuple[int, int]:
    """The first and the last day of a quarter, written as `2026-q4`."""
    year, number = int(quarter[:4]), int(quarter[-1])
    after = (year + 1, 1) if number == 4 else (year, 3 * number + 1)
    return day_of_date(dt.date(year, 3 * number - 2, 1)), day_of_date(dt.date(*after, 1)) - 1


def quarter_before(day: int) -> str:
    """The quarter before the one a day is in."""
    date = date_of(day)
    first = date.replace(month=3 * ((date.month - 1) // 3) + 1, day=1)
    return quarter_of(day_of_date(first) - 1)


def week_of(day: int) -> str:
    """The week a day is in, as `2026-w47`: from Monday to Sunday, as ISO 8601 counts them."""
    year, week, _ = date_of(day).isocalendar()
    return f"{year}-w{week:02}"


def days_of_week(week: str) -> tuple[int, int]:
    """The Monday and the Sunday of a week, written as `2026-w47`. Raises Malformed where there is no such week."""
    try:
        monday = day_of_date(dt.date.fromisocalendar(int(week[:4]), int(week[-2:]), 1))
    except ValueError:
        raise Malformed from None
    return monday, monday + 6


def month_of(day: int) -> str:
    return date_of(day).strftime("%Y-%m")
