"""A summary that is being written, held against its originals: what a draft of it would meet. Nothing is kept.

Rules of this file
* As for a draft, each original answers in its own room, and only with places in the summary's own words.
* Consents are those in force when the parts were opened; a draft asks for them anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from protocol.consent import Place, Terms
from protocol.policy import ReleaseRules
from server.redaction.drafts.findings import (
    Mark,
    Marked,
    Spans,
    allowed_names,
    gave_words,
    marks_of,
    note_marks,
    own_identifiers,
    question_about,
    shared_marks,
)
from server.redaction.drafts.weighing import Attempt, Limits, Rule, Stands, Weight, limits_of, weigh
from server.redaction.room.joining import ask_originals
from server.redaction.room.notes import notes_about
from server.redaction.room.questions import HOLD_WORDS
from server.redaction.world import World


@dataclass(frozen=True, slots=True)
class Chosen:
    """A part that the summary is to stand on. `label`: how a person knows it in this session."""

    label: str
    opening: bytes
    part: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Foreseen:
    weights: tuple[Weight, ...]
    limits: Limits | None
    shared: tuple[Mark, ...]
    identifiers: tuple[Mark, ...]


@dataclass(slots=True, repr=False)
class _Noted:
    """What the originals have answered so far: marks by field, reports by label."""

    shared: Spans
    given: Spans
    telling: Spans
    consents: dict[str, Terms] = field(default_factory=dict)
    sharing: list[str] = field(default_factory=list)
    naming: list[str] = field(default_factory=list)


async def foresee(world: World, attempt: Attempt, chosen: Sequence[Chosen], marked: Marked) -> Foreseen:
    """Every rule, in order. Raises OriginalsMissing, RoomGone, NoSuchOpening, NotesUnreadable or
    VaultUnreachable."""
    noted = await _held(world, attempt, chosen, marked)
    shared, identifiers = shared_marks(noted.shared, noted.given), marks_of(noted.telling)
    policy = world.pinned.policy.contents
    weighed = [
        *weigh(attempt, noted.consents, policy.areas, policy.release, world.today),
        _by_marks(Rule.SHARED, attempt, shared, noted.sharing),
        _by_marks(Rule.IDENTIFIERS, attempt, identifiers, noted.naming),
    ]
    order = tuple(Rule)
    weighed.sort(key=lambda one: order.index(one.rule))
    return Foreseen(tuple(weighed), limits_of(noted.consents), shared, identifiers)


async def _held(world: World, attempt: Attempt, chosen: Sequence[Chosen], marked: Marked) -> _Noted:
    texts, labels = attempt.texts, {one.part: one.label for one in chosen}
    allowed = allowed_names(world, attempt.area.level if attempt.area else Place.COUNTRY)
    telling = own_identifiers(texts, attempt.language, allowed)
    own = _places(telling)
    noted = _Noted({name: [] for name in texts}, {name: [] for name in texts}, telling)
    openings = tuple(dict.fromkeys(one.opening for one in chosen))
    about = question_about(texts, attempt.language, allowed, marked, notes_about(world, openings))
    answers = ask_originals(world, openings, labels, HOLD_WORDS, about)
    async for part, original, found in answers:
        noted.consents[labels[part]] = original.terms
        note_marks(noted.given if gave_words(original.terms) else noted.shared, texts, found.shared)
        note_marks(noted.shared, texts, found.noted)
        note_marks(noted.telling, texts, found.identifiers)
        noted.sharing += [labels[part]] * bool(found.shared or found.noted)
        noted.naming += [labels[part]] * any((one.field, one.start, one.end) not in own for one in found.identifiers)
    return noted


def _places(spans: Spans) -> set[tuple[str, int, int]]:
    return {(name, one.start, one.end) for name, each in spans.items() for one in each}


def _by_marks(rule: Rule, attempt: Attempt, marks: Sequence[Mark], reports: Sequence[str]) -> Weight:
    if marks:
        return Weight(rule, Stands.AGAINST, "some", tuple(reports))
    return Weight(rule, Stands.HOLDS if attempt.texts else Stands.OPEN)


def least_sources(rules: ReleaseRules, attempt: Attempt) -> Mapping[str, int]:
    """What the vault will ask for at least; only it can count."""
    return {"sources": rules.k_for(sensitive=attempt.sensitive), "partners": rules.partners}
