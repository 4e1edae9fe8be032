"""What a summary that is being written meets: the consents behind it, the policy, and its own words. Pure.

Rules of this file
* Each rule says in a coded word how it stands, and which reports hold it there. What is not filled in yet is open: it
  neither holds nor speaks against.
* It foresees, and decides nothing: consents are asked anew when a draft is kept, the vault counts, the gate judges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from protocol.consent import Aim, Audience, Embargoed, ForAChild, Period, Place, Terms, check_summary, meet
from protocol.errors import ConsentRefused
from protocol.periods import first_day
from protocol.policy import Area, ReleaseRules
from protocol.release import MAX_WORDS, TLP_REACH, EventType, ExpiryClass, Tlp, precision_of
from server.detection.places import names_any
from server.detection.wording import LANGUAGES, mixes_likelihood_and_confidence

Texts = Mapping[str, str]
"""The fields that a person writes, by name; empty ones left out."""


@dataclass(frozen=True, slots=True, repr=False)
class Attempt:
    """A summary as far as it is written. None: not filled in yet."""

    texts: Texts
    language: str
    aim: Aim
    event_type: EventType | None = None
    area: Area | None = None
    period: str | None = None
    """In the calendar."""
    audience: Audience | None = None
    tlp: Tlp | None = None
    valid_until: int | None = None
    minors: bool = False

    @property
    def sensitive(self) -> bool:
        """Whether the stricter rules hold."""
        return self.minors or self.event_type is EventType.SEXUAL_VIOLENCE

    @property
    def words(self) -> int:
        return sum(len(text.split()) for text in self.texts.values())


class Rule(StrEnum):
    """In the order in which they are shown."""

    WORDS = "words"
    SHARED = "shared"
    IDENTIFIERS = "identifiers"
    WORDING = "wording"
    CONSENT = "consent"
    PLACE = "place"
    PERIOD = "period"
    AUDIENCE = "audience"
    MARKING = "marking"
    ENDS = "ends"
    AIM = "aim"


class Stands(StrEnum):
    HOLDS = "holds"
    AGAINST = "against"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Weight:
    """How one rule stands. `why`: a coded word, empty where it holds or is open; `reports`: which of them, by label."""

    rule: Rule
    stands: Stands
    why: str = ""
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What all reports behind a summary allow at most, and which of them hold it there where others allow more."""

    place: Place
    period: Period
    audience: Audience
    by: Mapping[Rule, tuple[str, ...]] = field(default_factory=dict)


def limits_of(consents: Mapping[str, Terms]) -> Limits | None:
    """By the reports' labels. None where there is no report."""
    if not consents:
        return None
    least = meet(*consents.values())
    return Limits(
        least.place,
        least.period,
        least.audience,
        {
            Rule.PLACE: _holding({label: one.place for label, one in consents.items()}),
            Rule.PERIOD: _holding({label: one.period for label, one in consents.items()}),
            Rule.AUDIENCE: _holding({label: one.audience for label, one in consents.items()}),
        },
    )


def _holding(values: Mapping[str, int]) -> tuple[str, ...]:
    least = min(values.values())
    if all(value == least for value in values.values()):
        return ()
    return tuple(label for label, value in values.items() if value == least)


def weigh(
    attempt: Attempt,
    consents: Mapping[str, Terms],
    areas: Sequence[Area],
    rules: ReleaseRules,
    today: int,
) -> list[Weight]:
    """Every rule that needs no original, in order; some more than once. `areas`: of the policy."""
    place, period = rules.finest(sensitive=attempt.sensitive, urgent=False)
    return [
        _words(attempt),
        *_wording(attempt),
        *_consent(attempt, consents, today),
        *_place(attempt, consents, areas, place),
        *_period(attempt, consents, period, today),
        *_audience(attempt, consents, rules.widest_audience),
        _marking(attempt),
        _ends(attempt, rules, today),
        _holds_if(Rule.AIM, attempt.aim is Aim.EARLY_WARNING, "no-reader"),
    ]


def _holds_if(rule: Rule, holds: bool, otherwise: str) -> Weight:  # noqa: FBT001 - a condition, and what to say
    return Weight(rule, Stands.HOLDS) if holds else Weight(rule, Stands.AGAINST, otherwise)


def _words(attempt: Attempt) -> Weight:
    if not attempt.words:
        return Weight(Rule.WORDS, Stands.OPEN)
    return _holds_if(Rule.WORDS, attempt.words <= MAX_WORDS, "too-many")


def _wording(attempt: Attempt) -> Iterator[Weight]:
    if attempt.language not in LANGUAGES:
        yield Weight(Rule.WORDING, Stands.AGAINST, "language")
    elif not attempt.texts:
        yield Weight(Rule.WORDING, Stands.OPEN)
    else:
        mixed = any(mixes_likelihood_and_confidence(text, attempt.language) for text in attempt.texts.values())
        yield _holds_if(Rule.WORDING, not mixed, "mixed")


def _consent(attempt: Attempt, consents: Mapping[str, Terms], today: int) -> Iterator[Weight]:
    if not consents:
        yield Weight(Rule.CONSENT, Stands.OPEN)
        return
    said: dict[str, list[str]] = {}
    for label, terms in consents.items():
        if why := _refusal(attempt, terms, today):
            said.setdefault(why, []).append(label)
    for why, labels in said.items():
        yield Weight(Rule.CONSENT, Stands.AGAINST, why, tuple(labels))
    if not said:
        yield Weight(Rule.CONSENT, Stands.HOLDS)


def _refusal(attempt: Attempt, terms: Terms, today: int) -> str:
    """Whether a summary may stand on it at all: how fine and for whom is weighed apart."""
    coarsest = (Place.NONE, Period.NONE, Audience.NOBODY)
    try:
        check_summary(terms, attempt.aim, *coarsest, today, sensitive=attempt.sensitive)
    except Embargoed:
        return "embargo"
    except ForAChild:
        return "child"
    except ConsentRefused:
        return "no-summary"
    return ""


def _against(rule: Rule, wanted: int, values: Mapping[str, int], most: int) -> Iterator[Weight]:
    """Finer or wider than some reports, or than the policy."""
    under = tuple(label for label, value in values.items() if wanted > value)
    if under:
        yield Weight(rule, Stands.AGAINST, "consent", under)
    if wanted > most:
        yield Weight(rule, Stands.AGAINST, "policy")
    if not under and wanted <= most:
        yield Weight(rule, Stands.HOLDS)


def _place(attempt: Attempt, consents: Mapping[str, Terms], areas: Sequence[Area], finest: Place) -> Iterator[Weight]:
    if attempt.area is None:
        yield Weight(Rule.PLACE, Stands.OPEN)
        return
    level = attempt.area.level
    finer = [area.name for area in areas if area.level > level]
    coarser = [area.name for area in areas if area.level <= level]
    if any(names_any(text, finer, coarser) for text in attempt.texts.values()):
        yield Weight(Rule.PLACE, Stands.AGAINST, "named")
    yield from _against(Rule.PLACE, level, {label: one.place for label, one in consents.items()}, finest)


def _period(attempt: Attempt, consents: Mapping[str, Terms], finest: Period, today: int) -> Iterator[Weight]:
    if attempt.period is None:
        yield Weight(Rule.PERIOD, Stands.OPEN)
        return
    if first_day(attempt.period) > today:
        yield Weight(Rule.PERIOD, Stands.AGAINST, "future")
    wanted = precision_of(attempt.period)
    yield from _against(Rule.PERIOD, wanted, {label: one.period for label, one in consents.items()}, finest)


def _audience(attempt: Attempt, consents: Mapping[str, Terms], widest: Audience) -> Iterator[Weight]:
    if attempt.audience is None:
        yield Weight(Rule.AUDIENCE, Stands.OPEN)
        return
    allowed = {label: one.audience for label, one in consents.items()}
    yield from _against(Rule.AUDIENCE, attempt.audience, allowed, widest)


def _marking(attempt: Attempt) -> Weight:
    if attempt.tlp is None or attempt.audience is None:
        return Weight(Rule.MARKING, Stands.OPEN)
    return _holds_if(Rule.MARKING, TLP_REACH[attempt.tlp] <= attempt.audience, "wider")


def _ends(attempt: Attempt, rules: ReleaseRules, today: int) -> Weight:
    if attempt.valid_until is None:
        return Weight(Rule.ENDS, Stands.OPEN)
    if attempt.valid_until < today:
        return Weight(Rule.ENDS, Stands.AGAINST, "over")
    return _holds_if(Rule.ENDS, expiry_for(attempt.valid_until - today) <= rules.longest_expiry, "policy")


def expiry_for(days: int) -> ExpiryClass:
    """The shortest class in which a release stays up so long; the longest for anything longer."""
    return next((one for one in sorted(ExpiryClass) if days <= one), max(ExpiryClass))
