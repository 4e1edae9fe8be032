"""How likely a word with a capital names somebody or something: a weighed sum of named signs, and no more.

A sign is where the words stand, how they are built, and what lists say of them (institutions, laws, demonyms, given
names, how common a word is in English and elsewhere). None is a word, so nothing of the texts that the weights were
found on is in them (`weights`). For English alone: elsewhere names keep what `capitals` says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import exp

from server.detection.gazetteers.countries import city_words, country_words
from server.detection.gazetteers.frequency import Frequencies, frequencies
from server.detection.gazetteers.given_names import given_names
from server.detection.languages import ordinary
from server.detection.lexicon.entry import Lexicon, words
from server.detection.people import is_demonym, is_job
from server.detection.reading import Reading, Word
from server.detection.spans import Kind, Span
from server.detection.weights import WEIGHTS

RANKED = frozenset(("en",))
ALONE = "institutions alone"

# Added to every sum. At 0 a name that balanced mode shows is as likely as it says; this shows more.
_LEAN = 0.45
_RANKED_UP_TO = 0.8  # what follows a title is surer than any weighing
_BEFORE = {
    "behind the": words("the this that these those"),
    "behind a": words("a an"),
    "behind of": words("of"),
    "behind by": words("by with"),
    "behind a place word": words("in at from near to towards around outside inside between"),
}
_QUOTES = ("\"“'", "\"”'")


def rank(reading: Reading, names: Iterable[Span], language: Lexicon | None) -> Iterator[Span]:
    """The same spans of names, each as sure as its signs, and as the surest of the same words in this text."""
    if language is None or language.code not in RANKED:
        yield from names
        return
    weighed = [(name, _weigh(signs(reading, name, language))) for name in names]
    surest: dict[str, float] = {}
    for name, sure in weighed:
        said = reading.text[name.start : name.end].lower()
        surest[said] = max(surest.get(said, 0), sure)
    for name, _ in weighed:
        ranked = name.kind is Kind.NAME and name.confidence <= _RANKED_UP_TO
        said = reading.text[name.start : name.end].lower()
        yield replace(name, confidence=surest[said]) if ranked else name


def _weigh(found: Iterable[str]) -> float:
    """Between 0.01 and 0.8, in hundredths: finer would only look exact."""
    total = _LEAN + WEIGHTS["always"] + sum(WEIGHTS.get(sign, 0.0) for sign in found)
    return min(_RANKED_UP_TO, max(0.01, round(1 / (1 + exp(-total)), 2)))


def signs(reading: Reading, name: Span, language: Lexicon) -> list[str]:
    """What speaks for and against a name, each sign in words."""
    first, last = bisect_left(reading.starts, name.start), bisect_left(reading.starts, name.end)
    telling = [word for word in reading.words[first:last] if word.capital and not ordinary(word, language)]
    if not telling:
        return ["grammar"]
    origin, length, before = _origin(telling, language), f"{min(_length(telling), 4)} words", _before(reading, first)
    found = [origin, length, before]
    if origin == ALONE:
        found += [f"{ALONE}, {length}", f"{ALONE}, {before}"]
    found += _of_others([word for word in telling if not _public(word, language)], language, frequencies())
    found += _of_place(reading, first, last)
    return [*found, *_of_capitals(telling, reading)]


def _length(telling: Sequence[Word]) -> int:
    """In words; initials are one, however many there are."""
    initials = sum(len(word.text) == 1 for word in telling)
    return len(telling) - max(0, initials - 1)


def _origin(telling: Sequence[Word], language: Lexicon) -> str:
    """What the words are that are not of institutions, if any."""
    others = [word for word in telling if not _public(word, language)]
    if telling[-1].pieces[0] in language.laws:
        return "a law" if others else "a law alone"
    if not others:
        return ALONE
    return ("institutions and " if len(others) < len(telling) else "") + _from_where(others, language)


def _public(word: Word, language: Lexicon) -> bool:
    return not language.institutions.isdisjoint((word.lower, word.pieces[0]))


def _from_where(others: Sequence[Word], language: Lexicon) -> str:
    if all(is_demonym(word, language) for word in others):
        return "demonyms"
    if all(word.pieces[0] in country_words(language.code) for word in others):
        return "a country"
    if any(word.pieces[0] in city_words(language.code) for word in others):
        return "a city"
    return "others"


def _of_others(others: Sequence[Word], language: Lexicon, known: Frequencies) -> Iterator[str]:
    if not others:
        return
    if any(word.pieces[0] in given_names() for word in others):
        yield "a given name"
    if any(is_job(word.lower, language) for word in others):
        yield "a job"
    yield max((_commonness(word, known) for word in others), key=_COMMONNESS.index)
    if any(len(word.text) == 1 for word in others):
        yield "initials alone" if all(len(word.text) == 1 for word in others) else "an initial"
    if not all(word.text.isascii() for word in others):
        yield "a letter that English lacks"


_COMMONNESS = ("common here alone", "commoner here", "known alike", "rare alike", "not known")


def _commonness(word: Word, known: Frequencies) -> str:
    """Of several words the last of these counts. The bounds, in powers of ten, were not searched for."""
    common, here_alone = known.common(word.pieces[0]), known.english_only(word.pieces[0])
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
    return next((said for said, these in _BEFORE.items() if before.lower in these), "behind a word")


def _of_place(reading: Reading, first: int, last: int) -> Iterator[str]:
    inside, before, behind = reading.words[first:last], reading.words[first - 1 : first], reading.words[last : last + 1]
    start, end = inside[0].start, inside[-1].end
    if start and reading.text[start - 1] in _QUOTES[0] and reading.text[end : end + 1] in tuple(_QUOTES[1]):
        yield "in quotation marks"
    if all(len(word.text) > 1 and word.text.isupper() for word in inside):
        loud = len(inside) > 1 or any(word.text.isupper() for word in (*before, *behind) if len(word.text) > 1)
        yield "shouted" if loud else "an acronym"
    if behind and behind[0].text[0].isdigit() and behind[0].start - end < 3:
        yield "a number behind"


def _of_capitals(telling: Sequence[Word], reading: Reading) -> Iterator[str]:
    if all(word.placed for word in telling):
        yield "placed"
    if all(word.lower in reading.lower_case for word in telling):
        yield "small elsewhere"
