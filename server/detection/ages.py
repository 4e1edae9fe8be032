"""Ages and lengths of time: a number beside a word for years, months, hours, in all languages at once."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from server.detection.languages import in_all
from server.detection.reading import Reading, Word
from server.detection.spans import Kind, Span

_DIGITS = in_all(lambda language: language.digits)
_NUMBERS = sorted({*_DIGITS, *in_all(lambda language: language.counts)})
_UNITS = frozenset(in_all(lambda language: language.units))

_NUMBER = r"(?:[0-9]{1,4}(?:[.,][0-9]{1,2})?|\L<numbers>)"
_BEFORE = regex.compile(rf"(?r)(?<!\w){_NUMBER}[ -]", regex.IGNORECASE, numbers=_NUMBERS)
_AFTER = regex.compile(r" (?:[0-9]{1,4}|\L<digits>)(?!\w)", regex.IGNORECASE, digits=_DIGITS)
_OLD = regex.compile(r"[ -](?:old|of age|de edad|de idade)(?!\w)", regex.IGNORECASE)
_STATED = regex.compile(
    rf"(?<!\w)(?:aged?|âgée?s? de|edad:?|idade:?|umri wa(?: miaka)?|mai shekaru) {_NUMBER}(?!\w)",
    regex.IGNORECASE,
    numbers=_NUMBERS,
)
_TOLD = regex.compile(
    # She turned 60; he is 26 y/o; at the age of 24; Amina, 34, said.
    rf"(?<!\w)(?:(?:turn(?:ed|s|ing)?|age(?:d|s)?|age of|ages of|aged between) (?:the )?{_NUMBER}(?:(?: to | and |-){_NUMBER})?"
    rf"|{_NUMBER} ?y(?:/o|\.o\.|o|rs?)(?!\w)|(?:he|she|i|who) (?:was|is|am) {_NUMBER}(?= when|[.,;!?]|$)|(?:i'm|he's|she's) {_NUMBER}(?= when|[.,;!?]|$))(?!\w)"
    rf"|(?<=\p{{L}}, )[1-9][0-9](?=, )",
    regex.IGNORECASE,
    numbers=_NUMBERS,
)
# Of somebody or of something: in these languages the words are the same.
_OF_EITHER = frozenset(("ans", "años", "anos", "miaka", "shekaru"))


def ages(reading: Reading) -> Iterator[Span]:
    for found in _STATED.finditer(reading.text):
        yield Span(*found.span(), Kind.AGE, 0.9, "An age.")
    for found in _TOLD.finditer(reading.text):
        yield Span(*found.span(), Kind.AGE, 0.7, "An age.")
    for word in reading.words:
        if word.lower in _UNITS:
            yield from _counted(reading.text, word)
        elif "-" in word.text and word.pieces[-1] == "old" and not _UNITS.isdisjoint(word.pieces):
            yield Span(word.start, word.end, Kind.AGE, 0.9, "An age.")


def _counted(text: str, unit: Word) -> Iterator[Span]:
    before, after = _BEFORE.match(text, 0, unit.start), _AFTER.match(text, unit.end)
    old = _OLD.match(text, unit.end) if before else None
    if not before and not after:
        return
    start = before.start() if before else unit.start
    ends = [unit.end, *(found.end() for found in (after, old) if found)]
    if old:
        yield Span(start, max(ends), Kind.AGE, 0.9, "An age.")
    elif unit.lower in _OF_EITHER:
        yield Span(start, max(ends), Kind.AGE, 0.6, "An age, or a length of time.")
    else:
        yield Span(start, max(ends), Kind.DURATION, 0.4, "A length of time.")
