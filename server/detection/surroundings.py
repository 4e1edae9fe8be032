"""What belongs to a name though it is written small: the village of Kasaro, Kasaro bridge, northern Kasaro."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex

from server.detection.languages import ordinary
from server.detection.lexicon.entry import Lexicon, words
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

_SURE = 0.4
_GROUPS = words(
    "army association battalion board brigade choir church clan club committee company cooperative council family gang "
    "group house mission militia movement office network party patrol police post team tribe troops union unit youth"
)
_SIDES = words("northern southern eastern western central north south east west upper lower")
_OF = frozenset(("of", "in", "at", "near"))
_NUMBER_BEFORE = regex.compile(r"(?r)(?<![\w.,/:-])[0-9]{1,5}[A-Za-z]?[ ,]{1,2}(?:[\p{L}]{2,6}\.? )?")
_NUMBER_BEHIND = regex.compile(r"[ ,]{1,3}[0-9]{1,6}(?:[A-Za-z]|-[0-9]{1,4})?(?![\w/.:-])")


def surroundings(reading: Reading, names: Iterable[Span], language: Lexicon | None) -> Iterator[Span]:
    """Wider spans around those names that are sure enough; never a narrower one."""
    if language is None or not language.places:
        return
    for name in names:
        if name.kind is Kind.NAME and name.confidence >= _SURE:
            yield from _of_place(reading, name, language)
            yield from _numbered(reading, name, language)


def between(reading: Reading, names: Sequence[Span]) -> Iterator[Span]:
    """The one small word between two names, as in Ore Boats at Night; a span of its own, because they may be two."""
    sure = [name for name in names if name.kind is Kind.NAME and name.confidence >= _SURE]
    for left, right in pairwise(sorted(sure, key=lambda name: name.start)):
        if reading.text[left.end : right.start].lower() in _BETWEEN:
            yield Span(left.end + 1, right.start - 1, Kind.NAME, 0.1, Reason.BETWEEN_NAMES)


_BETWEEN = frozenset((" and ", " for ", " at ", " on ", " to ", " with ", " the ", " in "))


def _of_place(reading: Reading, name: Span, language: Lexicon) -> Iterator[Span]:
    first, last = bisect_left(reading.starts, name.start), bisect_left(reading.starts, name.end) - 1
    start, end = _before(reading, first, language), _behind(reading, last, language)
    if (start, end) != (name.start, name.end):
        yield Span(start, end, Kind.NAME, min(name.confidence, 0.45), Reason.NAME_WITH_KIND)


def _before(reading: Reading, first: int, language: Lexicon) -> int:
    words = reading.words
    if first >= 1 and words[first - 1].lower in _SIDES and _beside(reading, first - 1):
        return words[first - 1].start
    at = first - 1
    if at >= 1 and words[at].lower == "the":
        at -= 1
    if at >= 1 and words[at].lower in _OF and _beside(reading, at) and _beside(reading, at - 1):
        kind = words[at - 1]
        if kind.lower in language.places or (kind.lower in language.jobs and words[at].lower == "of"):
            return kind.start
    return words[first].start


def _behind(reading: Reading, last: int, language: Lexicon) -> int:
    words, end = reading.words, reading.words[last].end
    for at in (last + 1, last + 2):
        if at >= len(words) or not _beside(reading, at - 1) or not _small(words[at], language):
            break
        if words[at].lower in language.places or words[at].lower in _GROUPS:
            end = words[at].end
    return end


def _numbered(reading: Reading, name: Span, language: Lexicon) -> Iterator[Span]:
    said = reading.text[name.start : name.end].lower()
    if not language.institutions.isdisjoint(said.split()[-1:]):
        return
    before = _NUMBER_BEFORE.match(reading.text, 0, name.start)
    behind = _NUMBER_BEHIND.match(reading.text, name.end)
    if before or behind:
        start, end = before.start() if before else name.start, behind.end() if behind else name.end
        yield Span(start, end, Kind.ADDRESS, 0.35, Reason.NAME_WITH_NUMBER)


def _small(word: Word, language: Lexicon) -> bool:
    return not word.capital and not ordinary(word, language)


def _beside(reading: Reading, at: int) -> bool:
    return reading.gap(reading.words[at], reading.words[at + 1]) == " "
