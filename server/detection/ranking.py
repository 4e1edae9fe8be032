"""How likely a capital word names somebody or something: a weighed sum of named signs, and no more.

A sign is where a word stands, how it is built, and what lists say of it (institutions, demonyms, how common it is in
English and elsewhere). None is a word, so nothing of the texts that the weights were found on is in them. For English
alone: other languages have no institutions yet, and keep what `capitals` says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import exp

from server.detection.gazetteers.countries import city_words, country_words
from server.detection.gazetteers.frequency import Frequencies, frequencies
from server.detection.gazetteers.given_names import given_names
from server.detection.languages import ordinary
from server.detection.lexicon.entry import Lexicon
from server.detection.people import is_demonym, is_job
from server.detection.reading import Reading, Word
from server.detection.spans import Kind, Span
from server.detection.weights import WEIGHTS

RANKED = frozenset(("en",))
_LEAN = 0.45
_RANKED_UP_TO = 0.8  # what follows a title is surer than any weighing


def rank(reading: Reading, names: Iterable[Span], language: Lexicon | None) -> Iterator[Span]:
    """The same spans of names, each as sure as its signs, and as the surest of the same words in this text."""
    if language is None or language.code not in RANKED:
        yield from names
        return
    seen = Counter(word.lower for word in reading.words if word.capital)
    weighed = [(span, _weigh(signs(reading, span, language, seen))) for span in names]
    surest: dict[str, float] = {}
    for span, sure in weighed:
        said = reading.text[span.start : span.end].lower()
        surest[said] = max(surest.get(said, 0), sure)
    for span, _ in weighed:
        if span.kind is Kind.NAME and span.confidence <= _RANKED_UP_TO:
            span = replace(span, confidence=surest[reading.text[span.start : span.end].lower()])
        yield span


def _weigh(found: Iterable[str]) -> float:
    """Between 0.01 and 0.8, in hundredths: finer would only look exact."""
    total = _LEAN + WEIGHTS["always"] + sum(WEIGHTS.get(sign, 0.0) for sign in found)
    return min(0.8, max(0.01, round(1 / (1 + exp(-total)), 2)))


def signs(reading: Reading, span: Span, language: Lexicon, seen: Counter[str]) -> list[str]:
    """What speaks for and against a name, in words. seen counts the words with capitals of the whole text."""
    first, last = bisect_left(reading.starts, span.start), bisect_left(reading.starts, span.end)
    inside = reading.words[first:last]
    telling = [word for word in inside if word.capital and not ordinary(word, language)]
    if not telling:
        return ["grammar"]
    origin, before = _origin(telling, language), _before(reading, first)
    length = f"{min(len(telling), 4)} words"
    found = [origin, before, length]
    if origin == ALONE:
        found += [f"{ALONE}, {length}", f"{ALONE}, {before}"]
    found += _of_words(telling, language, frequencies())
    return [*found, *_of_place(reading, first, last), *_of_text(telling, reading, seen)]


ALONE = "institutions alone"


def _origin(telling: Sequence[Word], language: Lexicon) -> str:
    """What the words are that are not of institutions, if any."""
    others = [word for word in telling if not is_public(word, language)]
    if telling[-1].pieces[0] in language.laws:
        return "a law" if others else "a law alone"
    if not others:
        return ALONE
    return ("institutions and " if len(others) < len(telling) else "") + _from_where(others, language)


def is_public(word: Word, language: Lexicon) -> bool:
    return not language.institutions.isdisjoint((word.lower, word.pieces[0]))


def _of_words(telling: Sequence[Word], language: Lexicon, known: Frequencies) -> Iterator[str]:
    others = [word for word in telling if not is_public(word, language)]
    if others:
        yield from _of_others(others, language, known)


def _of_others(others: Sequence[Word], language: Lexicon, known: Frequencies) -> Iterator[str]:
    if any(word.pieces[0] in given_names() for word in others):
        yield "a given name"
    if any(is_job(word.lower, language) for word in others):
        yield "a job"
    yield max((_commonness(word, known) for word in others), key=_COMMONNESS.index)
    if all(len(word.text) == 1 for word in others):
        yield "initials alone"
    elif any(len(word.text) == 1 for word in others):
        yield "an initial"
    if not all(word.text.isascii() for word in others):
        yield "a letter that English lacks"


def _from_where(others: Sequence[Word], language: Lexicon) -> str:
    countries = country_words(language.code)
    if all(is_demonym(word, language) for word in others):
        return "demonyms"
    if all(word.pieces[0] in countries for word in others):
        return "a country"
    if any(word.pieces[0] in city_words(language.code) for word in others):
        return "a city"
    return "others"


_COMMONNESS = ("common here alone", "commoner here", "known alike", "rare alike", "not known")


def _commonness(word: Word, known: Frequencies) -> str:
    lower = word.pieces[0]
    common, here_alone = known.common(lower), known.english_only(lower)
    if not common:
        return "not known"
    if here_alone < 0.9:
        return "known alike" if common > 4.5 else "rare alike"
    return "common here alone" if common > 3.5 and here_alone > 1.3 else "commoner here"


def _before(reading: Reading, first: int) -> str:
    """The kind of word before, or that something else stands there."""
    if not first:
        return "first"
    before = reading.words[first - 1]
    if reading.gap(before, reading.words[first]) != " ":
        return "behind a mark"
    if before.text[0].isdigit():
        return "behind a number"
    return next((said for said, words in _BEFORE.items() if before.lower in words), "behind a word")


_BEFORE = {
    "behind the": frozenset(("the", "this", "that", "these", "those")),
    "behind a": frozenset(("a", "an")),
    "behind of": frozenset(("of",)),
    "behind by": frozenset(("by", "with")),
    "behind a place word": frozenset(
        ["in", "at", "from", "near", "to", "towards", "around", "outside", "inside", "between"]
    ),
}


def _of_place(reading: Reading, first: int, last: int) -> Iterator[str]:
    words = reading.words
    start, end = words[first].start, words[last - 1].end
    if reading.text[start - 1 : start] in ('"', "“", "‘") and reading.text[end : end + 1] in ('"', "”", "’"):
        yield "in quotation marks"
    around = [word for word in (*words[first - 1 : first], *words[last : last + 1]) if len(word.text) > 1]
    if all(len(word.text) > 1 and word.text.isupper() for word in words[first:last]):
        yield "shouted" if any(word.text.isupper() for word in around) or last - first > 1 else "an acronym"
    if last < len(words) and words[last].text[0].isdigit() and words[last].start - end < 3:
        yield "a number behind"


def _of_text(telling: Sequence[Word], reading: Reading, seen: Counter[str]) -> Iterator[str]:
    if all(word.placed for word in telling):
        yield "placed"
    if all(word.lower in reading.lower_case for word in telling):
        yield "small elsewhere"
