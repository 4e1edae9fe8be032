"""Ages and lengths of time: a number beside a word for years, months, hours, in the language of the text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from server.detection.languages import in_all, in_these
from server.detection.lexicon.entry import Lexicon
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

_OLD = regex.compile(r"[ -](?:old|of age|de edad|de idade)(?!\w)", regex.IGNORECASE)
_NUMBER = r"(?:[0-9]{1,4}(?:[.,][0-9]{1,2})?|\L<numbers>)"
_TOLD = (
    # She turned 60; he is 26 y/o; at the age of 24; Amina, 34, said.
    rf"(?<!\w)(?:(?:turn(?:ed|s|ing)?|age(?:d|s)?|age of|ages of|aged between) (?:the )?"
    rf"{_NUMBER}(?:(?: to | and |-){_NUMBER})?"
    rf"|{_NUMBER} ?y(?:/o|\.o\.|o|rs?)(?!\w)"
    rf"|(?:(?:he|she|i|who) (?:was|is|am)|i'm|he's|she's) {_NUMBER}(?= when|[.,;!?]|$))(?!\w)"
    rf"|(?<=\p{{L}}, )[1-9][0-9](?=, )"
)
# Of somebody or of something: in these languages the words are the same.
_OF_EITHER = frozenset(
    ("ans", "años", "anos", "miaka", "shekaru", "imyaka", "ọdún", "ọdun", "odun", "afọ", "afo", "at")
)
_AGED = "(?:aged?|âgée?s? de|edad:?|idade:?|umri wa(?: miaka)?|mai shekaru|ufite imyaka|gbara afọ|am na)"


# Of all languages; short ones mean much elsewhere: at is a year in Wolof.
_UNITS_ANYWHERE = frozenset(unit for unit in in_all(lambda each: each.units) if len(unit) > 4) | {"ans", "años", "anos"}


_ALSO_ARTICLES = frozenset(("a", "an"))


class _Forms(NamedTuple):
    """How lengths of time are said in one language, or in several."""

    units: frozenset[str]
    numbers: frozenset[str]
    before: regex.Pattern[str]
    after: regex.Pattern[str]
    stated: regex.Pattern[str]
    told: regex.Pattern[str]


@lru_cache(maxsize=64)
def _forms(language: Lexicon | None) -> _Forms:
    digits = in_these(language, lambda each: each.digits)
    numbers = sorted({*digits, *in_these(language, lambda each: each.counts)})
    return _Forms(
        _UNITS_ANYWHERE.union(in_these(language, lambda each: each.units)),
        frozenset(numbers) - _ALSO_ARTICLES,
        regex.compile(rf"(?r)(?<!\w){_NUMBER}(?: and a half)?[ -]", regex.IGNORECASE, numbers=numbers),
        regex.compile(r" (?:[0-9]{1,4}|\L<digits>)(?!\w)", regex.IGNORECASE, digits=digits),
        regex.compile(rf"(?<!\w){_AGED} {_NUMBER}(?!\w)", regex.IGNORECASE, numbers=numbers),
        regex.compile(_TOLD, regex.IGNORECASE, numbers=numbers),
    )


def ages(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    forms = _forms(language)
    for found in forms.stated.finditer(reading.text):
        yield Span(*found.span(), Kind.AGE, 0.9, Reason.AGE)
    for found in forms.told.finditer(reading.text):
        yield Span(*found.span(), Kind.AGE, 0.7, Reason.AGE)
    yield from _about(reading, language, forms)
    for word in reading.words:
        if word.composed.removesuffix("'s") in forms.units:
            yield from _counted(reading.text, word, forms)
        elif "-" in word.text and word.pieces[-1] == "old" and not forms.units.isdisjoint(word.pieces):
            yield Span(word.start, word.end, Kind.AGE, 0.9, Reason.AGE)
        elif "-" in word.text and word.pieces[-1] in forms.units and word.pieces[0] in forms.numbers:
            yield Span(word.start, word.end, Kind.DURATION, 0.4, Reason.LENGTH_OF_TIME)


def _about(reading: Reading, language: Lexicon | None, forms: _Forms) -> Iterator[Span]:
    """About sixty, said of somebody between two marks."""
    roughly = language.roughly if language else frozenset[str]()
    for about, number in pairwise(reading.words):
        if about.composed in roughly and number.composed in forms.numbers and reading.gap(about, number) == " ":
            yield Span(about.start, number.end, Kind.AGE, 0.3, Reason.ABOUT_NUMBER_OR_AGE)


def _counted(text: str, unit: Word, forms: _Forms) -> Iterator[Span]:
    before, after = forms.before.match(text, 0, unit.start), forms.after.match(text, unit.end)
    old = _OLD.match(text, unit.end) if before else None
    if not before and not after:
        return
    start = before.start() if before else unit.start
    ends = [unit.end, *(found.end() for found in (after, old) if found)]
    if old:
        yield Span(start, max(ends), Kind.AGE, 0.9, Reason.AGE)
    elif unit.composed in _OF_EITHER:
        yield Span(start, max(ends), Kind.AGE, 0.6, Reason.AGE_OR_TIME)
    else:
        yield Span(start, max(ends), Kind.DURATION, 0.4, Reason.LENGTH_OF_TIME)
