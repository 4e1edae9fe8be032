"""A summary that is being written, held against its originals: what a draft of it would meet. Nothing is kept.

Rules of this file
* As for a draft, each original answers in its own room, and only with places in the summary's own words.
* Consents are those in force when the parts were opened; a draft asks for them anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from protocol.consent import Place, Terms
from protocol.policy import ReleaseRules
from server.redaction.drafts.findings import (
    Mark,
    Marked,
    Spans,
    allowed_names,
    marks_of,
    note_marks,
    own_identifiers,
    question_about,
)
from server.redaction.drafts.weighing import Attempt, Limits, Rule, Stands, Weight, limits_of, weigh
from server.redaction.room.joining import ask_originals
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


async def foresee(world: World, attempt: Attempt, chosen: Sequence[Chosen], marked: Marked) -> Foreseen:
    """Every rule, in order. Raises OriginalsMissing, RoomGone, NoSuchOpening or VaultUnreachable."""
    place = attempt.area.level if attempt.area else Place.COUNTRY
    allowed = allowed_names(world, place)
    shared: Spans = {name: [] for name in attempt.texts}
    telling = own_identifiers(attempt.texts, attempt.language, allowed)
    consents, sharing, naming = await _held(world, attempt, chosen, marked, spans=(shared, telling), allowed=allowed)
    marks, identifiers = marks_of(shared), marks_of(telling)
    policy = world.pinned.policy.contents
    weighed = [
        *weigh(attempt, consents, policy.areas, policy.release, world.today),
        _by_marks(Rule.SHARED, attempt, marks, sharing),
        _by_marks(Rule.IDENTIFIERS, attempt, identifiers, naming),
    ]
    order = tuple(Rule)
    weighed.sort(key=lambda one: order.index(one.rule))
    return Foreseen(tuple(weighed), limits_of(consents), marks, identifiers)


async def _held(
    world: World,
    attempt: Attempt,
    chosen: Sequence[Chosen],
    marked: Marked,
    *,
    spans: tuple[Spans, Spans],
    allowed: frozenset[str],
) -> tuple[dict[str, Terms], list[str], list[str]]:
    """By label what each report allows; which share words with the summary, and which have names that it says."""
    labels = {one.part: one.label for one in chosen}
    about = question_about(attempt.texts, attempt.language, allowed, marked)
    consents: dict[str, Terms] = {}
    sharing: list[str] = []
    naming: list[str] = []
    own = _places(spans[1])
    answers = ask_originals(world, dict.fromkeys(one.opening for one in chosen), labels, HOLD_WORDS, about)
    async for part, original, found in answers:
        label = labels[part]
        consents[label] = original.terms
        note_marks(spans[0], attempt.texts, found.shared)
        note_marks(spans[1], attempt.texts, found.identifiers)
        sharing += [label] * bool(found.shared)
        naming += [label] * any((one.field, one.start, one.end) not in own for one in found.identifiers)
    return consents, sharing, naming


def _places(spans: Spans) -> set[tuple[str, int, int]]:
    return {(name, one.start, one.end) for name, each in spans.items() for one in each}


def _by_marks(rule: Rule, attempt: Attempt, marks: Sequence[Mark], reports: Sequence[str]) -> Weight:
    if marks:
        return Weight(rule, Stands.AGAINST, "some", tuple(reports))
    return Weight(rule, Stands.HOLDS if attempt.texts else Stands.OPEN)


def least_sources(rules: ReleaseRules, attempt: Attempt) -> Mapping[str, int]:
    """What the vault will ask for at least; only it can count."""
    return {"sources": rules.k_for(sensitive=attempt.sensitive), "partners": rules.partners}
