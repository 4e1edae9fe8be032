"""Dates and clock times: with a place, four of them single out most people.

Months are looked for as words, in all languages at once; the day and the year around one, by patterns.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from server.detection.languages import in_all
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.shapes import find, shape
from server.detection.spans import Kind, Span

_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|er|re|º|°|ª)?"
_OF = r"(?:[ ,./-]{1,2}(?:(?:of|de|du|do|ya|wa|mwezi wa|ga|ga watan|the) )?)"
_TO = r"(?:(?:and|et|y|e|na|da|to|au|al|hadi|-)(?: the| le| el)?)"

_DAY_BEFORE = regex.compile(rf"(?r)(?<!\w){_DAY}(?: ?{_TO} ?{_DAY})?{_OF}", regex.IGNORECASE)
_AFTER = regex.compile(
    rf"\.?(?:{_OF}{_DAY}(?!\w))?(?: ?{_TO} ?{_DAY}(?!\w))?(?:{_OF}(?:{_YEAR}|'[0-9]{{2}})(?!\w))?",
    regex.IGNORECASE,
)
_SHAPES = (
    shape(Kind.DATE, 0.95, Reason.DATE, rf"(?<!\w){_YEAR}[-/.][01]?[0-9][-/.][0-3]?[0-9](?!\w)"),
    shape(
        Kind.DATE, 0.95, Reason.DATE,
        r"(?<!\w)[0-9]{1,2} ?[-/.] ?[0-3]?[0-9] ?[-/.] ?",
        rf"(?:{_YEAR}|[0-9]{{2}})(?!\w)",
    ),
    shape(Kind.YEAR, 0.6, Reason.YEAR, rf"(?<![\w.,]){_YEAR}(?:s|-[0-9]{{2,4}})?(?!\w)"),
    shape(
        Kind.TIME, 0.9, Reason.TIME_OF_DAY,
        r"(?<!\w)[0-9]{1,2} ?[:h] ?[0-5][0-9](?::[0-5][0-9])?(?: ?[ap]\.?m)?(?!\w)",
    ),
    shape(Kind.TIME, 0.9, Reason.TIME_OF_DAY, r"(?<!\w)[0-9]{1,2}(?:[:.][0-5][0-9])? ?[ap]\.?m(?!\w)"),
    shape(Kind.TIME, 0.9, Reason.TIME_OF_DAY, r"(?<!\w)[0-9]{1,2} ?h(?!\w)"),
)  # fmt: skip
# The 1982 coup attempt: what happened in a year that everybody there remembers.
_OF_A_YEAR = regex.compile(
    rf"(?<=\bthe ){_YEAR}(?:[-/][0-9]{{2,4}})?(?: [\p{{Ll}}-]{{4,20}}){{1,2}}(?= (?:in|of|on|at|and|was)\b|[.,;)]|$)"
)
_MONTHS = frozenset(in_all(lambda language: language.months))
_WEEKDAYS = frozenset(in_all(lambda language: language.weekdays))
# Alone, these are more often another word: a verb, a part of speech, a short form of something else.
_NOT_ALONE = frozenset(month for month in _MONTHS if len(month) <= 4) | {"march", "marzo", "mars"}


# May and June 1995: alone, the first of the two may be another word.
_TWO_MONTHS = regex.compile(
    rf"(?<!\w)(?:(?:between|from|entre|de) )?\L<months> {_TO} \L<months>{_OF}{_YEAR}(?!\w)",
    regex.IGNORECASE,
    months=_MONTHS,
)
_PARTS = regex.compile(
    rf"(?<!\w)(?:\L<parts>)(?:(?:,| and| or| to|-) ?\L<parts>)?(?:-| )"
    rf"(?:of )?(?:the )?(?:(?:next|following|same|year) ){{0,2}}(?:\L<months>(?: {_YEAR})?|{_YEAR}s?)(?!\w)",
    regex.IGNORECASE,
    parts=in_all(lambda language: language.parts_of_time),
    months=in_all(lambda language: language.months),
)


def dates(reading: Reading) -> Iterator[Span]:
    yield from find(_SHAPES, reading)
    for found in _OF_A_YEAR.finditer(reading.text):
        yield Span(*found.span(), Kind.EVENT, 0.3, Reason.EVENT_OF_YEAR)
    for found in _PARTS.finditer(reading.text):
        yield Span(*found.span(), Kind.DATE, 0.55, Reason.PART_OF_YEAR)
    for found in _TWO_MONTHS.finditer(reading.text):
        yield Span(*found.span(), Kind.DATE, 0.8, Reason.TWO_MONTHS)
    for word in reading.words:
        if word.lower in _WEEKDAYS:
            yield Span(word.start, word.end, Kind.DATE, 0.5, Reason.WEEKDAY)
        elif _names_a_month(word):
            yield from _around_month(reading.text, word)


def _names_a_month(word: Word) -> bool:
    return word.lower in _MONTHS or ("-" in word.lower and not _MONTHS.isdisjoint(word.pieces))


def _around_month(text: str, month: Word) -> Iterator[Span]:
    day, rest = _DAY_BEFORE.match(text, 0, month.start), _AFTER.match(text, month.end)
    start = day.start() if day else month.start
    end = rest.end() if rest else month.end
    if end - start > len(month.text) + 1 or any(map(str.isdigit, month.text)):
        yield Span(start, end, Kind.DATE, 0.9, Reason.DATE)
    elif month.lower not in _NOT_ALONE:
        yield Span(month.start, month.end, Kind.DATE, 0.5, Reason.MONTH)
