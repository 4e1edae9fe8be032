"""What the vault and release tell the policy zone, for administrators and auditors: weeks that are over, in bands.

Nothing in it is a function of what sources send: requests of people and releases are counted, never reports, cards in
use or withdrawals (SPEC 26). A week is told once it is over, and what was told first stays.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.cards import Quarter
from protocol.encoding import Code, Message
from protocol.ids import days_of_week, week_of

WEEKS_TOLD = 8
"""So many weeks back the vault tells again: a zone that was away hears of them."""
Week = Annotated[str, Field(pattern=r"^[0-9]{4}-w[0-9]{2}$")]
"""As `2026-w47`, from Monday to Sunday."""
BatchName = Annotated[str, Field(pattern=r"^[0-9]{5}-[0-9]{5}$")]


class Happened(StrEnum):
    """What is counted."""

    OPENINGS = "openings"
    """Requests to open that ended in that week, however they ended."""
    REFUSALS = "refusals"
    """Those of them in which a custodian refused a part."""
    RELEASES = "releases"
    """Summaries that were released in that week, and were not gone when it ended."""


class Band(StrEnum):
    """How many. None and few are one, so that a quiet week tells nothing."""

    FEW = "fewer-than-5"
    SOME = "5-to-9"
    SEVERAL = "10-to-19"
    MANY = "20-to-49"
    VERY_MANY = "50-or-more"


class PileBand(StrEnum):
    """How many cards were printed in one batch."""

    SMALL = "fewer-than-100"
    MEDIUM = "100-to-499"
    LARGE = "500-to-999"
    VERY_LARGE = "1000-or-more"


class WeekTold(Message):
    """One number of one compartment and week."""

    week: Week
    compartment: Code
    what: Happened
    band: Band


class BatchTold(Message):
    """A batch of cards that the vault has on a list. How many are in use is nobody's to know."""

    partner: Code
    quarter: Quarter
    name: BatchName
    cards: PileBand


class Told(Message):
    """What a zone tells at once."""

    BOUND: ClassVar[int] = 1024 * 1024

    type: Literal["leeward/v1/told"] = "leeward/v1/told"
    weeks: Annotated[tuple[WeekTold, ...], Field(max_length=4096)] = ()
    batches: Annotated[tuple[BatchTold, ...], Field(max_length=4096)] = ()


def band(count: int) -> Band:
    """The band that a count falls in."""
    floors = ((50, Band.VERY_MANY), (20, Band.MANY), (10, Band.SEVERAL), (5, Band.SOME))
    return next((named for floor, named in floors if count >= floor), Band.FEW)


def pile_band(count: int) -> PileBand:
    """The band that a pile of so many cards falls in."""
    floors = ((1000, PileBand.VERY_LARGE), (500, PileBand.LARGE), (100, PileBand.MEDIUM))
    return next((named for floor, named in floors if count >= floor), PileBand.SMALL)


def closed_weeks(today: int, most: int) -> tuple[str, ...]:
    """The last weeks that are wholly over on this day, the newest first."""
    monday, _ = days_of_week(week_of(today))
    return tuple(week_of(monday - 7 * number) for number in range(1, most + 1))
