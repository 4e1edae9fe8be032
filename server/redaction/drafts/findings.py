"""A summary held against the originals it stands on: words it shares, identifiers that remain, what consent allows.

Rules of this file
* What the desk attests is what was computed from the originals in their rooms. No person types these numbers.
* It is about words. What can be seen in a picture or a file is for the two people who look at it.
* Words that a source gave are told apart from words that nobody gave, and attested like them: the policy has no quotes.
* Concerns are shown, not decided: the vault decides about consent and counting, the gate about all the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from protocol.consent import (
    Embargoed,
    ForAChild,
    Place,
    Terms,
    Withdrawn,
    check_exact_words,
    check_summary,
)
from protocol.draft import CheckedDraft
from protocol.errors import ConsentRefused
from protocol.policy import ReleaseRules
from protocol.release import Attestation, ClearanceRequest, SignedAttestation, Summary, attest
from server.detection.reasons import Reason
from server.detection.residual import remaining_identifiers
from server.detection.spans import Span, disjoint
from server.redaction.consents import terms_now
from server.redaction.errors import RoomGone
from server.redaction.memory import Original
from server.redaction.room.joining import ask_originals
from server.redaction.room.notes import notes_about
from server.redaction.room.questions import (
    HOLD_WORDS,
    MOST_MARKED,
    HoldWords,
    MarkedStretch,
    SealedNotes,
    WordMark,
    WrittenField,
)
from server.redaction.world import World

DETECTOR = "leeward-patterns-1"
"""Which detector an attestation speaks of."""


class Concern(StrEnum):
    """What speaks against a summary as it is, before the vault or the gate says so."""

    CONSENT = "consent"
    EMBARGO = "embargo"
    FOR_A_CHILD = "given-for-a-child"
    WITHDRAWN = "withdrawn"
    PLACE = "place-finer-than-policy"
    PERIOD = "period-finer-than-policy"
    AUDIENCE = "audience-wider-than-policy"
    EXPIRY = "longer-than-policy"
    SHARED_WORDS = "shared-words"
    GIVEN_WORDS = "given-words"
    IDENTIFIERS = "identifiers"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the summary's own text: field, code points from start to end, what and why."""

    field: str
    start: int
    end: int
    kind: str
    reason: Reason


GIVEN = "given"
"""A shared run that every source of it allows to be repeated. It is in the way all the same: no policy has quotes."""


@dataclass(frozen=True, slots=True)
class Findings:
    shared: tuple[Mark, ...]
    """Kind `shared`, or GIVEN; attested together."""
    identifiers: tuple[Mark, ...]
    concerns: tuple[Concern, ...]


def written_words(summary: Summary) -> dict[str, str]:
    """The three fields that a person writes, by name; empty ones left out."""
    texts = {"title": summary.title, "bluf": summary.bluf, "gaps": summary.gaps}
    return {name: text for name, text in texts.items() if text}


Marked = Mapping[bytes, tuple[MarkedStretch, ...]]
"""By part: what a person marked there at this desk."""


async def hold_against_originals(world: World, checked: CheckedDraft, marked: Marked | None = None) -> Findings:
    """Each original is asked about once, one at a time. What was marked in it counts among its names, and what was
    noted on it at this desk is held as it is.

    Raises OriginalsMissing, RoomGone, NoSuchOpening, NotesUnreadable, VaultUnreachable, Refused or WrongAnswer.
    """
    words, allowed = written_words(checked.summary), allowed_names(world, checked.request.place)
    language = checked.summary.language
    shared: Spans = {name: [] for name in words}
    given: Spans = {name: [] for name in words}
    telling = own_identifiers(words, language, allowed)
    concerns = set(policy_concerns(checked.request, world.pinned.policy.contents.release))
    notes = notes_about(world, checked.draft.openings)
    about = question_about(words, language, allowed, marked or {}, notes)
    answers = ask_originals(world, checked.draft.openings, checked.request.parts, HOLD_WORDS, about)
    async for part, original, found in answers:
        raised, exact_words = await _consent_concerns(world, checked.request, part, original)
        note_marks(given if exact_words else shared, words, found.shared)
        note_marks(shared, words, found.noted)  # no source gave these
        note_marks(telling, words, found.identifiers)
        concerns.update(raised)
    marks, identifiers = shared_marks(shared, given), marks_of(telling)
    concerns.update(Concern.GIVEN_WORDS if mark.kind == GIVEN else Concern.SHARED_WORDS for mark in marks)
    concerns.update([Concern.IDENTIFIERS] * bool(identifiers))
    return Findings(marks, identifiers, tuple(sorted(concerns)))


Spans = dict[str, list[Span]]
"""By field of the summary."""


def own_identifiers(words: Mapping[str, str], language: str, allowed: Iterable[str]) -> Spans:
    """What is found in a summary without looking at any original."""
    return {name: list(remaining_identifiers(text, language, allowed=allowed)) for name, text in words.items()}


Noted = Callable[[bytes], tuple[SealedNotes, ...]]
"""For a part, what was noted on it at this desk."""


def question_about(
    words: Mapping[str, str], language: str, allowed: Iterable[str], marked: Marked, notes: Noted
) -> Callable[[bytes], HoldWords]:
    """What each original's room is asked: the summary goes there, and no original comes here."""
    written, names = tuple(WrittenField(field=name, text=text) for name, text in words.items()), tuple(sorted(allowed))
    return lambda part: HoldWords(
        part=part,
        language=language,
        words=written,
        allowed=names,
        marked=marked.get(part, ())[:MOST_MARKED],
        notes=notes(part),
    )


def note_marks(spans: Spans, words: Mapping[str, str], marks: Iterable[WordMark]) -> None:
    """Only what is a stretch of the summary's own text is taken from a room. Raises RoomGone for anything else."""
    for one in marks:
        if not 0 <= one.start < one.end <= len(words.get(one.field, "")):
            raise RoomGone
        spans[one.field].append(Span(one.start, one.end, one.kind, one.confidence, one.reason))


def shared_marks(shared: Spans, given: Spans) -> tuple[Mark, ...]:
    """By field, what stands in an original whose source gave no words, and in those alone whose source did.

    A stretch counts as given only where nothing of it stands in an original that was not.
    """
    marks = marks_of({name: [*spans, *given[name]] for name, spans in shared.items()})
    return tuple(
        mark
        if any(span.start < mark.end and mark.start < span.end for span in shared[mark.field])
        else replace(mark, kind=GIVEN, reason=Reason.GIVEN_WORDS)
        for mark in marks
    )


def marks_of(found: Spans) -> tuple[Mark, ...]:
    return tuple(
        Mark(name, span.start, span.end, span.kind.value, span.reason)
        for name, spans in found.items()
        for span in disjoint(spans)
    )


def allowed_names(world: World, place: Place) -> frozenset[str]:
    """Names of areas no finer than the summary's own: the only names a summary may say."""
    return frozenset(area.name for area in world.pinned.policy.contents.areas if area.level <= place)


def policy_concerns(request: ClearanceRequest, rules: ReleaseRules) -> list[Concern]:
    """Where a summary is finer, wider or longer than the release rules in force."""
    place, period = rules.finest_place, rules.finest_period
    if request.sensitive:
        place, period = min(place, rules.sensitive_place), min(period, rules.sensitive_period)
    if request.urgent:
        place, period = min(place, rules.urgent_place), min(period, rules.urgent_period)
    too_much = {
        Concern.PLACE: request.place > place or request.place is Place.NONE,
        Concern.PERIOD: request.period > period,
        Concern.AUDIENCE: request.audience > rules.widest_audience,
        Concern.EXPIRY: request.expiry > rules.longest_expiry,
    }
    return [concern for concern, holds in too_much.items() if holds]


async def _consent_concerns(
    world: World, request: ClearanceRequest, part: bytes, original: Original
) -> tuple[list[Concern], bool]:
    """What the source allows today, and whether its words are given too."""
    try:
        terms = await terms_now(world, part, original.part_key)
        asked = (request.aim, request.place, request.period, request.audience)
        check_summary(terms, *asked, world.today, sensitive=request.sensitive)
    except Withdrawn:
        return [Concern.WITHDRAWN], False
    except Embargoed:
        return [Concern.EMBARGO], False
    except ForAChild:
        return [Concern.FOR_A_CHILD], False
    except ConsentRefused:
        return [Concern.CONSENT], False
    return [], gave_words(terms)


def gave_words(terms: Terms) -> bool:
    """Whether a source allows its exact words."""
    try:
        check_exact_words(terms)
    except ConsentRefused:
        return False
    return True


def attestation_of(world: World, commitment: bytes, findings: Findings) -> SignedAttestation:
    """What this desk found, under its own key (SPEC 16.4)."""
    found = Attestation(
        commitment=commitment,
        desk=world.name,
        shared_runs=len(findings.shared),
        identifiers=len(findings.identifiers),
        detector=DETECTOR,
    )
    return attest(found, world.sign_key)
