"""Where to look first in a text that is held because its script is not read: proposals to a person, no search.

A held text stays masked whole. Whoever must read all of it is helped by what has a shape in every script (telephones in
any digits, addresses, dates), by titles and kin before names, by words for kinds of places, and by lists. How much of a
text these miss was never measured on an annotated set, so no hint is no sign of anything.

Words are compared without vowel signs, with letters that are written for one another made one (alef with and without
hamza, ى and ي, ک and ك; ሀ ሐ ኀ, ሰ ሠ, አ ዐ, ጸ ፀ), and in Arabic also without what is written onto them (و ف ب ل ك ال).
"""

# ruff: noqa: RUF001, RUF002 - letters of other scripts are what it is about

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import regex

from server.detection.gazetteers.countries import city_words, country_words
from server.detection.lexicon.scripts import ARABIC, ETHIOPIC, Script
from server.detection.patterns import patterns
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span, disjoint

_SCRIPTS = {"Arab": ARABIC, "Ethi": ETHIOPIC}
_TOO_MANY = frozenset((Kind.AMOUNT, Kind.DURATION))  # for a hint
_LONGEST_NAME = 2  # words behind a title
_LONGEST_DATE = 4  # words before or behind a month

_SILENT = regex.compile(r"[\p{M}\p{Cf}ـ]++")
_ALIKE = {
    ord(letter): one
    for one, letters in {"ا": "أإآٱ", "ي": "ىیېئ", "ك": "ک", "ه": "ھہەةۀ", "و": "ؤ"}.items()
    for letter in letters
}
_HOMOPHONES = {"HHA": "HA", "XA": "HA", "SZA": "SA", "PHARYNGEAL A": "GLOTTAL A", "TZA": "TSA"}
_ORDERS = 7  # of each consonant, one after another in Unicode
_WRITTEN_ON = regex.compile(r"^(?:[وفبكل]?ال|لل|[وفبكل])(?=\p{L}{2})")
_PREPOSITION = regex.compile(r"^[በከለየ](?=\p{L}{2})")


def hints(reading: Reading, lang: str) -> tuple[Span, ...]:
    """What may point at a person in a held text, sorted and disjoint. lang is the tag that it was held with."""
    shaped = (span for span in patterns(reading, None) if span.kind not in _TOO_MANY)
    found = [*shaped, *_by_words(reading, lang.rpartition("-")[2])]
    return disjoint(map(reading.whole, found))


def _by_words(reading: Reading, code: str) -> Iterator[Span]:
    if code not in _SCRIPTS:
        return
    known = _known(code)
    forms = [_forms(word.text) for word in reading.words]
    for at, (word, form) in enumerate(zip(reading.words, forms, strict=True)):
        if word.text[0].isupper():  # a Latin word among others: they have no capitals
            yield Span(word.start, word.end, Kind.NAME, 0.5, Reason.CAPITAL)
        elif form & known.given:
            yield Span(word.start, word.end, Kind.NAME, 0.6, Reason.GIVEN_NAME)
        elif form & known.places:
            yield Span(word.start, word.end, Kind.NAME, 0.6, Reason.COUNTRY_OR_TOWN)
        elif form & known.days:
            yield from _day(at, reading, known)
        if form & known.before_people:
            yield from _behind(at, reading, known, _LONGEST_NAME, Reason.FOLLOWS_TITLE)
        if form & known.before_places:
            yield from _behind(at, reading, known, 1, Reason.FOLLOWS_PLACE_WORD)
        if form & known.behind_places and at and reading.gap(reading.words[at - 1], word) == " ":
            yield Span(reading.words[at - 1].start, word.end, Kind.NAME, 0.4, Reason.BEFORE_PLACE_WORD)


def _behind(at: int, reading: Reading, known: _Known, most: int, reason: Reason) -> Iterator[Span]:
    last = at
    while last - at < most and last + 1 < len(reading.words) and _beside(last, reading):
        if _plain(reading.words[last + 1].text) in known.small:
            break
        last += 1
    if last > at:
        yield Span(reading.words[at].start, reading.words[last].end, Kind.NAME, 0.5, reason)


def _day(at: int, reading: Reading, known: _Known) -> Iterator[Span]:
    """A month or a weekday, with the figures and the era beside it: 12 مارس 2024 م."""
    first = last = at
    while (
        first and at - first < _LONGEST_DATE and _beside(first - 1, reading) and reading.words[first - 1].text.isdigit()
    ):
        first -= 1
    while (
        last + 1 < len(reading.words)
        and last - at < _LONGEST_DATE
        and _beside(last, reading)
        and _goes_on(reading.words[last + 1], known)
    ):
        last += 1
    yield Span(reading.words[first].start, reading.words[last].end, Kind.DATE, 0.7, Reason.MONTH_OR_WEEKDAY)


def _goes_on(word: Word, known: _Known) -> bool:
    return word.text.isdigit() or bool(_forms(word.text) & (known.days | known.eras))


def _beside(at: int, reading: Reading) -> bool:
    return reading.gap(reading.words[at], reading.words[at + 1]) in (" ", "/", "፡")


class _Known:
    """The words of one script, made comparable."""

    def __init__(self, script: Script) -> None:
        self.before_people = _plain_all(script.before_people)
        self.before_places = _plain_all(script.before_places)
        self.behind_places = _plain_all(script.behind_places)
        self.days = _plain_all(script.months | script.weekdays)
        self.small = _plain_all(script.small)
        self.eras = _plain_all(script.eras)
        self.given = _plain_all(script.given)
        self.places = _plain_all(
            word for locale in script.locales for word in country_words(locale) | city_words(locale) if len(word) > 2
        )


@cache
def _known(code: str) -> _Known:
    """The first call for a script reads Babel's lists of countries and cities."""
    return _Known(_SCRIPTS[code])


def _plain_all(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_plain, texts))


def _forms(word: str) -> frozenset[str]:
    """A word as it is, and without what is written onto it."""
    plain = _plain(word)
    article = _WRITTEN_ON.sub("", plain)
    bare = _WRITTEN_ON.sub("", article)
    return frozenset((plain, article, bare, "ال" + article, _PREPOSITION.sub("", plain)))


def _plain(word: str) -> str:
    bare = _SILENT.sub("", unicodedata.normalize("NFC", word)).translate(_ALIKE)
    return bare if bare.isascii() else bare.translate(_homophones())


@cache
def _homophones() -> dict[int, str]:
    return {
        ord(unicodedata.lookup(f"ETHIOPIC SYLLABLE {letter}")) + order: chr(
            ord(unicodedata.lookup(f"ETHIOPIC SYLLABLE {heard}")) + order
        )
        for letter, heard in _HOMOPHONES.items()
        for order in range(_ORDERS)
    } | {ord("ኣ"): "አ", ord("ሃ"): "ሀ", ord("ሓ"): "ሀ", ord("ኃ"): "ሀ", ord("ዓ"): "አ"}
