"""Hours as people say them: around 6 in the morning, vers 5 h, saa tano usiku, ƙarfe 9 na dare, lundi soir."""

from __future__ import annotations

from collections.abc import Iterator

from server.detection.languages import in_all
from server.detection.lexicon.entry import Lexicon
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

_WEEKDAYS = frozenset(in_all(lambda language: language.weekdays))
_MOST_NUMBERS = 4
_MOST_BETWEEN = 2
_GAPS = frozenset((" ", ":", "."))


def hours(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    if language is None or not language.parts_of_day:
        return
    for at, word in enumerate(reading.words):
        if word.composed in language.clock:
            yield from _by_the_clock(at, reading, language)
        elif word.composed in _WEEKDAYS or _is_hour(word):
            last = _part_of_day(at, reading, language)
            start = _about(at, reading, language)
            if last > at or (start < at and _is_hour(word) and _said_as_hour(at, reading)):
                yield _span(start, last, reading, 0.5)  # 12 in the night may be people, too


def _by_the_clock(at: int, reading: Reading, language: Lexicon) -> Iterator[Span]:
    """A word for the clock, numbers, and what part of the day it is."""
    last, numbers = at, frozenset((*language.digits, *language.counts))
    for reach in range(at + 1, min(at + 1 + _MOST_NUMBERS, len(reading.words))):
        word = reading.words[reach]
        if reading.gap(reading.words[reach - 1], word) not in _GAPS:
            break
        if word.composed in numbers or word.text[0].isdigit():
            last = reach
        elif word.composed not in ("na", "da", "sha"):
            break
    if last > at:
        yield _span(_about(at, reading, language), _part_of_day(last, reading, language), reading, 0.6)


def _part_of_day(at: int, reading: Reading, language: Lexicon) -> int:
    """Where "in the morning", "na dare" behind the word ends; the word itself where there is none."""
    for reach in range(at + 1, min(at + 2 + _MOST_BETWEEN, len(reading.words))):
        word = reading.words[reach]
        if reading.gap(reading.words[reach - 1], word) != " ":
            break
        if word.composed in language.parts_of_day:
            return reach
        if word.composed not in _BETWEEN:
            break
    return at


_BETWEEN = frozenset(("in", "the", "at", "du", "de", "la", "na", "da", "ya"))


def _about(at: int, reading: Reading, language: Lexicon) -> int:
    first = at
    while first > 0 and reading.gap(reading.words[first - 1], reading.words[first]) == " ":
        if reading.words[first - 1].composed not in language.roughly:
            break
        first -= 1
    return first


def _is_hour(word: Word) -> bool:
    figures = word.text.rstrip("hH")
    return figures.isdigit() and len(figures) <= 2 and int(figures) <= 24


def _said_as_hour(at: int, reading: Reading) -> bool:
    behind = reading.words[at + 1 : at + 2]
    return not reading.words[at].text.isdigit() or any(word.lower in _HOURS for word in behind)


_HOURS = frozenset(("h", "heure", "heures", "hrs", "hours", "o'clock"))


def _span(first: int, last: int, reading: Reading, confidence: float) -> Span:
    return Span(reading.words[first].start, reading.words[last].end, Kind.TIME, confidence, Reason.TIME_OF_DAY)
