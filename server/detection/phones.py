"""Telephone numbers, in figures of any system or spelt out, and other long numbers.

A run of seven or more digits is masked whatever it is; the telephone library only tells whether it is a
number that can be called, which a curator wants to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import phonenumbers
import regex

from server.detection.languages import LANGUAGES, in_all
from server.detection.lexicon.entry import Lexicon
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

# Marks stand between the digits of keycap emoji; a comma, without a space, between thousands.
_RUN = regex.compile(r"[0-9](?:(?:,|[ \t()./\-\p{M}]{0,4}+)[0-9])*+")
_PLUS_BEFORE = regex.compile(r"(?r)(?:\+|%2B) ?\(?", regex.IGNORECASE)
_DIGIT = regex.compile(r"[0-9]")
_DIGIT_WORDS = frozenset(in_all(lambda language: language.digits))
_LONGEST_DIALLED = 17  # 15 digits (E.164) behind 00
_FEWEST_SPELT = 6
# Each question takes some 30 µs a region: a text of nothing but numbers must not take minutes.
_MOST_QUESTIONS = 300


def phones(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    asked: dict[str, bool] = {}
    for found in _RUN.finditer(reading.text):
        start, end = found.span()
        if plus := _PLUS_BEFORE.match(reading.text, 0, start):
            start = plus.start()
        digits = "".join(_DIGIT.findall(found.group()))
        if len(digits) >= 7:
            dialled = f"+{digits}" if plus else digits
            if dialled not in asked and len(asked) < _MOST_QUESTIONS:
                asked[dialled] = _can_be_called(dialled, language)
            yield _number(start, end, can_be_called=asked.get(dialled, False))
        elif len(digits) >= 5:
            yield Span(start, end, Kind.NUMBER, 0.4, Reason.SHORT_NUMBER)
    yield from _spelt(reading.words)


def _number(start: int, end: int, *, can_be_called: bool) -> Span:
    if can_be_called:
        return Span(start, end, Kind.PHONE, 0.9, Reason.TELEPHONE)
    return Span(start, end, Kind.NUMBER, 0.6, Reason.LONG_NUMBER)


def _spelt(words: list[Word]) -> Iterator[Span]:
    for digits, run in groupby(words, key=_is_digit):
        spelt = list(run) if digits else []
        if len(spelt) >= _FEWEST_SPELT:
            yield Span(spelt[0].start, spelt[-1].end, Kind.PHONE, 0.8, Reason.SPELT_NUMBER)


def _is_digit(word: Word) -> bool:
    return word.lower in _DIGIT_WORDS or (len(word.text) == 1 and word.text.isdigit())


def _can_be_called(dialled: str, language: Lexicon | None) -> bool:
    if len(dialled) > _LONGEST_DIALLED:
        return False
    if dialled.startswith("00"):
        dialled = "+" + dialled[2:]
    regions = ("ZZ",) if dialled[0] == "+" else _regions(language)
    return any(_valid(dialled, region) for region in regions)


def _regions(language: Lexicon | None) -> tuple[str, ...]:
    return language.regions if language else tuple(each.regions[0] for each in LANGUAGES.values())


def _valid(dialled: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(dialled, region))
    except phonenumbers.NumberParseException:
        return False
