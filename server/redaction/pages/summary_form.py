"""The form of a summary: what it offers, and what was filled in, whole or not. Pure.

Rules of this file
* It starts empty. Nothing is chosen for anybody but the language, and nothing of a report is copied into it.
* What cannot be chosen on the page is as if it were not filled in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from pydantic import ValidationError

from protocol.consent import Aim, Audience
from protocol.ids import date_of, day_of_date
from protocol.policy import Area
from protocol.release import (
    Actor,
    Change,
    Confidence,
    EventType,
    HarmBand,
    Likelihood,
    Stage,
    Summary,
    Tlp,
    Verification,
)
from server.detection.wording import LANGUAGES
from server.redaction.drafts.weighing import Attempt
from server.redaction.pages.calls import Form

CODED: Mapping[str, type[Enum]] = {
    "event_type": EventType,
    "actor": Actor,
    "harm": HarmBand,
    "stage": Stage,
    "verification": Verification,
    "likelihood": Likelihood,
    "confidence": Confidence,
    "tlp": Tlp,
    "change": Change,
}
"""Fields of a summary that are one word of a list, by name."""
WRITTEN = {"title": 200, "bluf": 1500, "gaps": 500}
"""Fields that a person writes, and how many signs they have at most."""
ASKED = ("area", "period", *CODED, "credibility", "audience", "valid_until", "title", "bluf")
"""What no summary is without."""
CREDIBILITY = tuple(range(1, 7))
RISK_FACTORS = tuple(range(1, 15))
STAYS = (7, 14, 30, 60, 90, 180, 365)
"""Days for which a summary can be valid."""
CIRCLES = (Audience.TASK_FORCE, Audience.CONSORTIUM, Audience.UN, Audience.PUBLIC)
WEEKS, MONTHS, DAYS = 26, 18, 14
_MOST_SIGNS = 4000
_Word = TypeVar("_Word", bound=Enum)


@dataclass(frozen=True, slots=True)
class Offered:
    """A period that can be chosen, with its first and last day."""

    period: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, repr=False)
class Filled:
    """What stands in the form, as it was sent. `parts`: their numbers in the session."""

    fields: Mapping[str, str]
    parts: tuple[int, ...]
    risk_factors: tuple[int, ...]
    minors: bool
    checked: frozenset[str] = frozenset()
    """Warnings that the words were looked at for."""

    def one(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for name in ASKED if not self.one(name))

    @property
    def texts(self) -> dict[str, str]:
        return {name: text for name in WRITTEN if (text := self.one(name).strip())}

    @property
    def language(self) -> str:
        return self.one("language")


def empty(language: str, parts: Sequence[int]) -> Filled:
    """In the curator's own language, where summaries can be judged in it."""
    return Filled({"language": language if language in LANGUAGES else "en"}, tuple(parts), (), minors=False)


def filled_in(form: Form, areas: Mapping[str, Area], today: int) -> Filled:
    """Raises FormRefused for numbers that are none."""
    sent = {name: form.all(name)[:1] for name in (*ASKED, "gaps", "language")}
    fields = {name: value[0][:_MOST_SIGNS] for name, value in sent.items() if value}
    offered = _offered(areas, today)
    known = {name: value for name, value in fields.items() if value and value in offered.get(name, (value,))}
    risks = tuple(sorted(one for one in set(form.numbers("risk")) if one in RISK_FACTORS))
    checked = frozenset(form.all("checked"))
    return Filled(
        known, tuple(dict.fromkeys(form.numbers("part"))), risks, minors=bool(form.all("minors")), checked=checked
    )


def _offered(areas: Mapping[str, Area], today: int) -> dict[str, set[str]]:
    """What can be chosen, by the name of the field; any words in all others."""
    return {
        **{name: {str(one.value) for one in kind} for name, kind in CODED.items()},
        "area": set(areas),
        "period": {one.period for one in offered_periods(today)},
        "credibility": {str(one) for one in CREDIBILITY},
        "audience": {str(one.value) for one in CIRCLES},
        "valid_until": {str(today + days) for days in STAYS},
        "language": set(LANGUAGES),
    }


def attempt_of(filled: Filled, aim: Aim, areas: Mapping[str, Area]) -> Attempt:
    """As far as it is filled in."""
    return Attempt(
        texts=filled.texts,
        language=filled.language,
        aim=aim,
        event_type=_word(EventType, filled.one("event_type")),
        area=areas.get(filled.one("area")),
        period=filled.one("period") or None,
        audience=Audience(int(filled.one("audience"))) if filled.one("audience") else None,
        tlp=_word(Tlp, filled.one("tlp")),
        valid_until=int(filled.one("valid_until")) if filled.one("valid_until") else None,
        minors=filled.minors,
    )


def _word(kind: type[_Word], value: str) -> _Word | None:
    return kind(value) if value else None


def summary_of(filled: Filled) -> Summary | None:
    """None where something is missing or too long."""
    if filled.missing:
        return None
    said = {
        "title": filled.one("title").strip(),
        "bluf": filled.one("bluf").strip(),
        "gaps": filled.one("gaps").strip(),
        "language": filled.language,
        "area": filled.one("area"),
        "period": filled.one("period"),
        "risk_factors": filled.risk_factors,
        "credibility": int(filled.one("credibility")),
        "valid_until": int(filled.one("valid_until")),
        "minors_or_sexual_violence": filled.minors,
    }
    try:
        return Summary.model_validate(said | {name: kind(filled.one(name)) for name, kind in CODED.items()})
    except ValidationError:
        return None


def offered_periods(today: int) -> list[Offered]:
    """Weeks, then months, then days, each with the last one first; only such as have begun."""
    return [*offered_weeks(today), *offered_months(today), *offered_days(today)]


def offered_weeks(today: int) -> list[Offered]:
    monday = today - date_of(today).weekday()
    return [_week(monday - 7 * back) for back in range(WEEKS)]


def offered_months(today: int) -> list[Offered]:
    months, first = [], date_of(today).replace(day=1)
    for _ in range(MONTHS):
        following = (first + dt.timedelta(days=31)).replace(day=1)
        months.append(Offered(f"{first:%Y-%m}", day_of_date(first), day_of_date(following) - 1))
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return months


def offered_days(today: int) -> list[Offered]:
    return [Offered(date_of(day).isoformat(), day, day) for day in range(today, today - DAYS, -1)]


def _week(monday: int) -> Offered:
    year, week, _ = date_of(monday).isocalendar()
    period = f"{year}-w{week:02}"
    return Offered(period, monday, monday + 6)
