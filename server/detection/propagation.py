"""A name that was found once is found everywhere in the text, whatever its case and accents there."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from server.detection.languages import ordinary
from server.detection.lexicon.entry import Lexicon
from server.detection.reading import Reading, Word
from server.detection.spans import Kind, Span

_SURE = 0.6
_SHORTEST = 3


def propagate(reading: Reading, found: Iterable[Span], language: Lexicon | None) -> Iterator[Span]:
    """More spans for the words of the names in found that are sure (0.8 and above)."""
    return mentions(reading, names_in(reading, found, language))


def mentions(reading: Reading, names: frozenset[str]) -> Iterator[Span]:
    """Every word of this text that is one of the names, or has one between its hyphens and apostrophes."""
    distinct = {word.lower: word for word in reading.words} if names else {}
    again = {lower for lower, word in distinct.items() if not names.isdisjoint(_folded(word))}
    for word in reading.words:
        if word.lower in again:
            yield Span(word.start, word.end, Kind.NAME, *_how_sure(word))


def _how_sure(word: Word) -> tuple[float, str]:
    if word.capital:
        return 0.7, "Part of a name found elsewhere."
    return 0.35, "Part of a name found elsewhere, written small."


def names_in(reading: Reading, found: Iterable[Span], language: Lexicon | None) -> frozenset[str]:
    """The single words of the sure names in found, folded: without case and accents."""
    names: set[str] = set()
    for span in found:
        if span.kind is Kind.NAME and span.confidence >= _SURE:
            for word in _within(reading, span):
                if word.capital and _telling(word, language):
                    names.update(piece for piece in _folded(word) if len(piece) >= _SHORTEST)
    return frozenset(names)


def _telling(word: Word, language: Lexicon | None) -> bool:
    """Not the words around a name: grammar, titles, and what any other court or ministry is called as well."""
    if language is None:
        return True
    return not ordinary(word, language) and language.institutions.isdisjoint((word.lower, word.pieces[0]))


def _within(reading: Reading, span: Span) -> list[Word]:
    first = bisect_left(reading.starts, span.start)
    return reading.words[first : bisect_left(reading.starts, span.end)]


def _folded(word: Word) -> list[str]:
    if word.text.isascii():
        return word.pieces
    return ["".join(filter(str.isalnum, unicodedata.normalize("NFKD", piece))) for piece in word.pieces]
