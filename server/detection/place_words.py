"""Places by the words around them: a word for a kind of place before a name, and countries that are written small.

Where the word for the kind is taken for a part of the name (rue de la Paix, hospital San José, jihar Kano) it is masked
with it. Behind such a word a place is a place though it is written small.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.detection.languages import ordinary
from server.detection.lexicon.entry import Lexicon
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

_MOST_LINKS = 2
_GAPS = frozenset((" ", "' ", "'"))


def places(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    if language is None:
        return
    for at, word in enumerate(reading.words):
        own = word.composed
        if own in language.small_places and not word.capital:
            yield Span(word.start, word.end, Kind.NAME, 0.5, Reason.TOWN_SMALL)
        elif own in language.tails and at and _ends_a_name(reading.words[at - 1], word, reading, language):
            yield Span(word.start, word.end, Kind.NAME, 0.35, Reason.LAST_WORD_SMALL)
        elif own in language.heads or own in language.before_places:
            yield from _headed(at, reading, language)


def _headed(at: int, reading: Reading, language: Lexicon) -> Iterator[Span]:
    head, named = reading.words[at], _behind(at, reading, language)
    if named is None or ordinary(named, language):
        return
    start = head.start if head.composed in language.heads else named.start
    if named.capital:
        yield Span(start, named.end, Kind.NAME, 0.35, Reason.BEHIND_PLACE_WORD)
    elif head.composed in language.before_places:
        yield Span(start, named.end, Kind.NAME, 0.1, Reason.MAY_BE_PLACE)


def _behind(at: int, reading: Reading, language: Lexicon) -> Word | None:
    """The first word behind the one at `at` that is no link; None behind a mark, or behind too many links."""
    for left, word in zip(
        reading.words[at : at + _MOST_LINKS + 1], reading.words[at + 1 : at + _MOST_LINKS + 2], strict=False
    ):
        if reading.gap(left, word) not in _GAPS:
            return None
        if word.capital or word.composed not in language.links:
            return word
    return None


def _ends_a_name(before: Word, word: Word, reading: Reading, language: Lexicon) -> bool:
    return before.capital and not ordinary(before, language) and reading.gap(before, word) == " "
