"""A name that was found once is found everywhere in the text, whatever its case and accents there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from server.detection.folding import keys
from server.detection.gazetteers.frequency import frequencies
from server.detection.languages import ordinary
from server.detection.lexicon.entry import Lexicon
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

_SURE = 0.6
_SHORTEST = 3
_COMMON, _HERE_ALONE = 3.5, 1.2


def propagate(reading: Reading, found: Iterable[Span], language: Lexicon | None) -> Iterator[Span]:
    """More spans for the words of the names in found that are sure (0.6 and above)."""
    return mentions(reading, names_in(reading, found, language), language)


def mentions(reading: Reading, names: frozenset[str], language: Lexicon | None) -> Iterator[Span]:
    """Every word of this text that is one of the names, or has one between its hyphens and apostrophes, or spells one
    in another way."""
    distinct = {word.lower: word for word in reading.words} if names else {}
    again = {lower for lower, word in distinct.items() if not names.isdisjoint(_folded(word))}
    spelt = _spelt_alike([word for lower, word in distinct.items() if lower not in again], names, language)
    for word in reading.words:
        if word.lower in again:
            yield Span(word.start, word.end, Kind.NAME, *_how_sure(word))
        elif word.lower in spelt and word.capital:
            yield Span(word.start, word.end, Kind.NAME, 0.6, Reason.OTHER_SPELLING)


def _spelt_alike(words: Iterable[Word], names: frozenset[str], language: Lexicon | None) -> set[str]:
    """Words with a capital that may be the same name (`folding`): Muhammad, where Mohamed is known."""
    known = {key for name in names for key in keys(name)}
    maybe = (word for word in words if word.capital and _telling(word, language))
    return {
        word.lower for word in maybe if not known.isdisjoint(keys(word.lower)) and not _a_word(word.lower, language)
    }


def _a_word(lower: str, language: Lexicon | None) -> bool:
    """Found in English alone, and often: Armed is no spelling of Ahmed."""
    if language is None or language.code != "en":
        return False
    known = frequencies()
    return known.common(lower) > _COMMON and known.english_only(lower) > _HERE_ALONE


def _how_sure(word: Word) -> tuple[float, Reason]:
    if word.capital:
        return 0.7, Reason.PART_OF_NAME
    return 0.35, Reason.PART_OF_NAME_SMALL


def names_in(reading: Reading, found: Iterable[Span], language: Lexicon | None) -> frozenset[str]:
    """The single words of the sure names in found, folded: without case and accents."""
    names: set[str] = set()
    for span in found:
        if span.kind is Kind.NAME and span.confidence >= _SURE:
            for word in reading.within(span):
                if word.capital and _telling(word, language):
                    names.update(piece for piece in _folded(word) if len(piece) >= _SHORTEST)
    return frozenset(names)


def _telling(word: Word, language: Lexicon | None) -> bool:
    """Not the words around a name: grammar, titles, and what any other court or ministry is called as well."""
    if language is None:
        return True
    return not ordinary(word, language) and language.institutions.isdisjoint((word.lower, word.pieces[0]))


def _folded(word: Word) -> list[str]:
    if word.text.isascii():
        return word.pieces
    return ["".join(filter(str.isalnum, unicodedata.normalize("NFKD", piece))) for piece in word.pieces]
