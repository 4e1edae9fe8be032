"""Names written small, in English: words that are as common in other languages, or in none.

Where a text writes its sentences with capitals, a small word is seldom a name, and only one that no list knows is
proposed. Where it does not, every word is weighed by how much commoner it is in English than abroad (`frequency`): a
word is, a name is not. What stands beside such a name, and is not very common, may be its other half.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.detection.gazetteers.countries import city_words, country_words
from server.detection.gazetteers.frequency import Frequencies, frequencies
from server.detection.gazetteers.given_names import given_names
from server.detection.languages import ordinary
from server.detection.lexicon.entry import Lexicon
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

READ_SMALL = frozenset(("en",))
"""The languages whose names are looked for without capitals."""

_SHORTEST = 3
_KNOWN_TO_ALL = 5.2  # what is commoner than this is no name, however common it is elsewhere: video, me, no
_AS_ABROAD = 0.9
_A_GIVEN_NAME = 1.3  # grace is a word as well, and commoner here
_HALF_A_NAME = 4.8


def small_names(reading: Reading, language: Lexicon | None, *, capitals: bool) -> Iterator[Span]:
    """capitals: whether the text begins its sentences with them."""
    if language is None or language.code not in READ_SMALL:
        return
    known = frequencies()
    sure = [_sure(word, language, known, capitals=capitals) for word in reading.words]
    for at, word in enumerate(reading.words):
        if sure[at]:
            yield Span(word.start, word.end, Kind.NAME, sure[at], Reason.SMALL_UNCOMMON)
        elif _initial_between(at, sure, reading):
            yield Span(word.start, word.end, Kind.NAME, 0.3, Reason.LETTER_BETWEEN_NAMES)
        elif not capitals and _beside_a_name(at, sure, reading) and _may_be_half(word, language, known):
            yield Span(word.start, word.end, Kind.NAME, 0.1, Reason.SMALL_BESIDE_NAME)


def _sure(word: Word, language: Lexicon, known: Frequencies, *, capitals: bool) -> float:
    """0 for what is no name."""
    if not _plain(word, language):
        return 0.0
    lower = word.pieces[0]  # a hyphen, or what English adds to a word, would make it unknown
    common = known.common(lower)
    if not common:
        return 0.1 if capitals else 0.45
    if capitals or common > _KNOWN_TO_ALL:
        return 0.0
    if lower in country_words(language.code) or lower in city_words(language.code):
        return 0.6
    return _by_frequency(lower, known.english_only(lower))


def _by_frequency(lower: str, here_alone: float) -> float:
    if lower in given_names() and here_alone < _A_GIVEN_NAME:
        return 0.5
    if here_alone < _AS_ABROAD:
        return 0.5 if here_alone < _AS_ABROAD - 0.4 else 0.3
    return 0.0


def _plain(word: Word, language: Lexicon) -> bool:
    lower = word.pieces[0]
    return (
        not word.capital
        and len(lower) >= _SHORTEST
        and lower.isalpha()
        and not ordinary(word, language)
        and lower not in language.institutions
    )


def _beside_a_name(at: int, sure: list[float], reading: Reading) -> bool:
    words = reading.words
    before = at > 0 and sure[at - 1] > 0 and reading.gap(words[at - 1], words[at]) == " "
    behind = at + 1 < len(words) and sure[at + 1] > 0 and reading.gap(words[at], words[at + 1]) == " "
    return before or behind


def _initial_between(at: int, sure: list[float], reading: Reading) -> bool:
    if not 0 < at < len(sure) - 1 or len(reading.words[at].text) > 1 or not reading.words[at].text.isalpha():
        return False
    return sure[at - 1] > 0 and sure[at + 1] > 0 and reading.words[at + 1].start - reading.words[at - 1].end <= 4


def _may_be_half(word: Word, language: Lexicon, known: Frequencies) -> bool:
    return _plain(word, language) and known.common(word.pieces[0]) < _HALF_A_NAME
