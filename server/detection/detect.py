"""The detector: one text in, its spans out; or held, with the reason, when it cannot be followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from server.detection.bodies import bodies
from server.detection.capitals import capitals
from server.detection.described import described
from server.detection.determiners import with_determiners
from server.detection.errors import RecognizerFailed, TextTooLong
from server.detection.hints import hints
from server.detection.joining import join
from server.detection.languages import AUTO, LANGUAGES, UNKNOWN, guess_language
from server.detection.lexicon.entry import Lexicon
from server.detection.patterns import patterns
from server.detection.people import people
from server.detection.place_words import places
from server.detection.plugged import Recognizer, recognized
from server.detection.propagation import propagate
from server.detection.ranking import rank
from server.detection.reading import Reading, read
from server.detection.reasons import Reason
from server.detection.small_names import READ_SMALL, small_names
from server.detection.spans import Detection, Kind, Span, disjoint
from server.detection.surroundings import between, surroundings
from server.detection.writing import (
    UNKNOWN_LANGUAGE,
    UNREAD_LANGUAGE,
    WITHOUT_CAPITALS,
    Unreadable,
    begins_with_capitals,
    foreign_sentences,
    foreign_words,
    unreadable,
)

MOST_CHARACTERS = 1_048_576


class Mode(StrEnum):
    """How weak a sign still counts. A person looks at every span, so recall is the safe choice."""

    RECALL = "recall"
    BALANCED = "balanced"


_WEAKEST = {Mode.RECALL: 0.09, Mode.BALANCED: 0.4}


def detect(text: str, mode: Mode, language: str = AUTO, recognizers: Sequence[Recognizer] = ()) -> Detection:
    """Find what may point at a person in a text of at most 1,048,576 code points.

    language is a code of LANGUAGES, or "auto" to guess. A text that cannot be followed is held and masked
    whole: a language or script that is not read here or cannot be told, hidden characters, no capitals in
    a language that needs them. recognizers add what they find; where one of them fails, the text is held too.
    The time is linear in the text, that of recognizers aside. Raises TextTooLong, and nothing else.
    """
    followed = follow(text, language)
    if isinstance(followed, Detection):
        return followed
    known = followed.language
    if not begins_with_capitals(followed.reading) and (known is None or known.code not in READ_SMALL):
        return _held(text, WITHOUT_CAPITALS, followed.reading)
    try:
        added = list(recognized(text, known.code, recognizers)) if known else []
    except RecognizerFailed:
        return masked_whole(text, Reason.RECOGNIZER_FAILED, known.code if known else UNKNOWN)
    spans = _in_mode(followed, _found(followed.reading, known, added), mode)
    return Detection(known.code if known else UNKNOWN, held=False, reason=None, spans=spans)


class Followed(NamedTuple):
    reading: Reading
    language: Lexicon | None  # None where there are no letters


def follow(text: str, language: str = AUTO) -> Followed | Detection:
    """The text as it is read, and in which language; or held. Raises TextTooLong."""
    if len(text) > MOST_CHARACTERS:
        raise TextTooLong
    reading = read(text)
    if problem := unreadable(text, reading):
        return _held(text, problem, reading)
    known = guess_language(reading) if language == AUTO else LANGUAGES.get(language)
    if known is None and _has_letters(reading):
        return _held(text, UNKNOWN_LANGUAGE if language == AUTO else UNREAD_LANGUAGE, reading)
    return Followed(reading, known)


def masked_whole(text: str, reason: Reason, lang: str = UNKNOWN) -> Detection:
    """A text that nobody may take for searched."""
    everything = (Span(0, len(text), Kind.HELD, 1.0, reason),) if text else ()
    return Detection(lang, held=True, reason=reason, spans=everything)


def _held(text: str, problem: Unreadable, reading: Reading) -> Detection:
    return replace(masked_whole(text, problem.reason, problem.lang), hints=hints(reading, problem.lang))


def _found(reading: Reading, language: Lexicon | None, added: Sequence[Span]) -> list[Span]:
    found = [*added, *patterns(reading, language), *people(reading, language), *foreign_words(reading)]
    found += foreign_sentences(reading)
    found += [*places(reading, language), *bodies(reading, language), *described(reading, language)]
    names = list(rank(reading, capitals(reading, language), language))
    found += small_names(reading, language, capitals=begins_with_capitals(reading))
    found += between(reading, names)
    found += [*names, *surroundings(reading, names, language), *propagate(reading, [*names, *added], language)]
    return found


def _in_mode(followed: Followed, found: Sequence[Span], mode: Mode) -> tuple[Span, ...]:
    reading = followed.reading
    sure = _merged(reading, _strong(found, _WEAKEST[Mode.BALANCED]))
    if mode is Mode.BALANCED:
        return sure
    # Beside a weaker neighbour two that would be joined may not be: so what the other mode masks is masked here too.
    every = disjoint([*_merged(reading, _strong(found, _WEAKEST[Mode.RECALL])), *sure])
    return disjoint(with_determiners(reading, every, followed.language))


def _merged(reading: Reading, spans: Iterable[Span]) -> tuple[Span, ...]:
    return join(reading, disjoint(map(reading.whole, spans)))


def _strong(spans: Iterable[Span], weakest: float) -> Iterable[Span]:
    return (span for span in spans if span.confidence >= weakest)


def _has_letters(reading: Reading) -> bool:
    return any(not word.text.isdigit() for word in reading.words)
