"""Dates that are spelt out: ranar 12 ga watan Mayu, ọjọ́ kẹta oṣù kẹrin, tarehe tano mwezi wa Machi.

A run of words of the calendar, months, weekdays and numbers, with small links between them. One word of the calendar
with a number is how long something took rather than when it was, unless the number is a year or the word says when.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

import regex

from server.detection.languages import in_all
from server.detection.lexicon.entry import Lexicon
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

_MONTHS = frozenset(in_all(lambda language: language.months))
_WEEKDAYS = frozenset(in_all(lambda language: language.weekdays))
_YEAR = regex.compile(r"(?:1[5-9]|20)[0-9]{2}")
_MOST_LINKS = 2
_GAPS = frozenset((" ", ", ", " , "))


class _Part(Enum):
    WHEN = auto()  # tarehe, ranar: what follows is a date
    LENGTH = auto()  # day, month, year
    MONTH = auto()
    YEAR = auto()
    NUMBER = auto()
    LINK = auto()


def spelt_dates(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    if language is None or not language.calendar:
        return
    run: list[tuple[_Part, Word]] = []
    for word in reading.words:
        part = _part(word, language)
        if run and (part is None or not _follows(run, word, reading)):
            yield from _date(run)
            run = []
        if part and (run or part is not _Part.LINK):
            run.append((part, word))
    yield from _date(run)


def _part(word: Word, language: Lexicon) -> _Part | None:
    own = word.composed
    last = word.pieces[-1]
    if own in _MONTHS or own in _WEEKDAYS:
        return _Part.MONTH
    if own in language.calendar or last in language.calendar:
        return _Part.LENGTH if own in language.units or last in language.units else _Part.WHEN
    if word.text.isdigit():
        return _Part.YEAR if _YEAR.fullmatch(word.text) else _Part.NUMBER if len(word.text) < 3 else None
    if own in language.counts or own in language.digits:
        return _Part.NUMBER
    return _Part.LINK if own in language.links else None


def _follows(run: list[tuple[_Part, Word]], word: Word, reading: Reading) -> bool:
    links = all(part is _Part.LINK for part, _ in run[-_MOST_LINKS - 1 :])
    return not links and reading.gap(run[-1][1], word) in _GAPS


def _date(run: list[tuple[_Part, Word]]) -> Iterator[Span]:
    while run and run[-1][0] is _Part.LINK:
        run.pop()
    parts = [part for part, _ in run]
    named = _Part.MONTH in parts or _Part.YEAR in parts
    counted = _Part.NUMBER in parts and (_Part.WHEN in parts or parts.count(_Part.LENGTH) > 1)
    said = _Part.WHEN in parts or _Part.LENGTH in parts
    if said and (named or counted):
        yield Span(run[0][1].start, run[-1][1].end, Kind.DATE, 0.6, Reason.SPELT_DATE)
