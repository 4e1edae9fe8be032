"""A release as an analyst sees it: coded fields, few words, days. Neither C, r nor a predecessor is in it.

Nor the day on which it ends: it is a curator's choice, and whoever knew it would see which release left before. That
could be one whose source took a report back.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Row

from protocol.consent import Aim, Audience
from protocol.ids import date_of, to_text
from protocol.release import (
    Actor,
    Change,
    Confidence,
    EventType,
    HarmBand,
    Likelihood,
    SourceBand,
    Stage,
    Summary,
    Tlp,
    Verification,
)

NOTHING_TO_SHOW = "There is nothing here, or not enough independent sources yet. The two look the same."
_SEVERAL = (
    "Based on several confidential reports that came independently of one another. How close their sources were, and "
    "how reliable they are, differs; places and times are given coarsely."
)
_ONE = (
    "Based on one confidential report, released the urgent way with its source's consent. It is not yet confirmed by "
    "others; place and time are given coarsely."
)


class Shown(BaseModel):
    """One release. It may leave at any epoch, for many reasons."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    bluf: str
    language: str
    event_type: EventType
    actor: Actor
    harm: HarmBand
    area: str
    period: str
    risk_factors: tuple[int, ...]
    stage: Stage
    credibility: int
    verification: Verification
    likelihood: Likelihood
    confidence: Confidence
    change: Change
    gaps: str
    minors_or_sexual_violence: bool
    tlp: Tlp
    circle: str
    aim: Aim
    may_be_translated: bool
    band: SourceBand
    sourcing: str
    published: dt.date
    policy: int


class ShownPage(BaseModel):
    """A page of releases, newest day first. `next` is the cursor of the next page; `note` stands on an empty one."""

    model_config = ConfigDict(frozen=True)

    summaries: tuple[Shown, ...]
    next: str | None = None
    note: str | None = None


def show(row: Row[Any]) -> Shown:
    """Make it of a row of `live_summaries`."""
    summary, band = Summary.from_bytes(row.shown), SourceBand(row.band)
    return Shown(
        **summary.model_dump(exclude={"type", "predecessor", "valid_until"}),
        id=to_text(row.id),
        circle=Audience(row.audience).name.lower().replace("_", "-"),
        aim=Aim(row.aim),
        may_be_translated=row.translation,
        band=band,
        sourcing=_ONE if band is SourceBand.ONE_URGENT else _SEVERAL,
        published=date_of(row.published),
        policy=row.policy,
    )
