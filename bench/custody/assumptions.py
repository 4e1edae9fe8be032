"""What is taken for granted, as `assumed.toml` says it, checked once. What the code fixes is not in there:

a request's parts and life (protocol/opening.py), the quota, the collections and the log's ticks (protocol/policy.py).
"""

from __future__ import annotations

import tomllib
from datetime import date, time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator

from server.policy.rota import known_zone

HERE = Path(__file__).with_name("assumed.toml")

Zone = Annotated[ZoneInfo, PlainValidator(known_zone)]
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
Weekdays = Annotated[frozenset[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1)]
Clocks = Annotated[tuple[time, ...], Field(min_length=1)]


def _in_order(span: tuple[float, ...]) -> tuple[float, ...]:
    if list(span) != sorted(span):
        raise ValueError("the smaller first")
    return span


Span = Annotated[tuple[float, float], AfterValidator(_in_order)]


class Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Reports(Said):
    a_week: Positive
    zone: Zone
    by_hour: Annotated[tuple[float, ...], Field(min_length=24, max_length=24)]
    by_weekday: Annotated[tuple[float, ...], Field(min_length=7, max_length=7)]
    in_bursts: Share
    bursts_a_week: Positive
    burst_hours: Positive
    aims: dict[str, Positive]
    asked_again: Share
    again_after_days: Span


class Custody(Said):
    needed: Annotated[int, Field(ge=2)]
    minutes_to_begin: Positive
    seconds_a_request: Positive
    longest_batch_minutes: Positive
    pause_minutes: Positive
    refused: Share
    away_a_year: float
    away_days: Span
    ill_a_year: float
    ill_days: Span


class Urgent(Said):
    a_week: Positive
    offline: Annotated[int, Field(ge=0)]
    alarm_every_minutes: Positive
    heard_awake: Share
    heard_asleep: Share
    awake: Span
    minutes_to_answer: Span
    desks_minutes_to_ask: Span
    desk_minutes: Annotated[tuple[float, float, float], AfterValidator(_in_order)]
    epoch_minutes: Positive
    enough: Share


class Curator(Said):
    name: str
    zone: Zone
    asks: Clocks
    weekdays: Weekdays


class Sitter(Said):
    """A custodian or a substitute, and when they sit down, by the clock on their wall."""

    name: str
    zone: Zone
    sits: Clocks
    weekdays: Weekdays


class SeatHolders(Said):
    custodian: Sitter
    substitute: Sitter


class Hours(Said):
    begins: time
    ends: time


class Assumed(Said):
    seed: int
    weeks: Annotated[int, Field(ge=1)]
    first_day: date
    reports: Reports
    custody: Custody
    urgent: Urgent
    curator: Annotated[tuple[Curator, ...], Field(min_length=1)]
    seat: Annotated[tuple[SeatHolders, ...], Field(min_length=3)]
    on_call: Hours


def read_assumed(file: Path = HERE) -> Assumed:
    """Raises OSError, tomllib.TOMLDecodeError or pydantic.ValidationError, which names what is wrong."""
    return Assumed.model_validate(tomllib.loads(file.read_text()))
