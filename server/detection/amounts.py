"""How much and how many: money, distances, shares, and numbers of people and things."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

import regex

from server.detection.languages import in_all, in_these, ordinary
from server.detection.lexicon.entry import Lexicon, words
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

_SIGNS = "[$€£¥₦₹]"
_LARGE = "(?:hundred|thousand|million|billion|trillion|mn|bn|m|k)"
_CURRENCIES = in_all(lambda language: language.currencies)

# Looked for from its figures: they are rarer than the words around them.
_FIGURE = regex.compile(r"(?<![0-9.,])[0-9]{1,3}(?:(?:[., ][0-9]{3}){1,5}|[0-9]{0,12})(?:[.,][0-9]{1,4})?(?![0-9])")
_CURRENCY_BEFORE = regex.compile(
    rf"(?r)(?<!\w)(?:\L<currencies>\.?|[A-Z]{{0,3}}{_SIGNS}) ?", regex.IGNORECASE, currencies=_CURRENCIES
)
_LARGE_BEHIND = regex.compile(rf" ?{_LARGE}(?!\w)", regex.IGNORECASE)
_CURRENCY_BEHIND = regex.compile(
    rf" ?(?:{_LARGE} )?(?:\p{{L}}{{2,12}} ){{0,2}}(?:\L<currencies>(?!\w)|{_SIGNS})(?: ?\(\L<currencies>(?!\w)\)?)?",
    regex.IGNORECASE,
    currencies=_CURRENCIES,
)
_MEASURE_BEHIND = regex.compile(
    rf"[ -]?(?:{_LARGE} )?(?:square |cubic |metric )?(?:\L<measures>(?!\w)|[%‰])",
    regex.IGNORECASE,
    measures=in_all(lambda language: language.measures),
)
_ALSO_ARTICLES = frozenset(("a", "an", "one", "un", "une", "uno", "um"))
_ORDER = regex.compile(
    r"(?<!\w)(?:twice|thrice|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:[0-9]{0,2}[4-9]|1[0-3])th)(?!\w)",
    regex.IGNORECASE,
)
_ROUGHLY = regex.compile(
    r"(?r)(?<!\w)(?:about|around|over|nearly|almost|some|roughly|approximately|approx|approx\.|up to|at least"
    r"|(?:more|less|fewer) than) ",
    regex.IGNORECASE,
)
_MORE = words("other more further additional such")
# What a number behind these counts is a place in a text, not things.
_SAID_BEFORE = words(
    "article articles section sections rule rules paragraph paragraphs § §§ no nos p pp art chapter page annex protocol"
)


def amounts(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    for figure in _FIGURE.finditer(reading.text):
        yield from _of_figure(reading.text, *figure.span())
    for found in _ORDER.finditer(reading.text):
        yield Span(*found.span(), Kind.AMOUNT, 0.1, Reason.WHICH_ONE)
    if language:  # figures without a word are codes, which have families of their own
        yield from _counted(reading, language)


def _of_figure(text: str, start: int, end: int) -> Iterator[Span]:
    """Money or a measure, and what says that it is not exact."""
    before, money = _CURRENCY_BEFORE.match(text, 0, start), _CURRENCY_BEHIND.match(text, end)
    behind = money or (_LARGE_BEHIND.match(text, end) if before else None)
    kind = Reason.MONEY
    if not before and not money:
        behind, kind = _MEASURE_BEHIND.match(text, end), Reason.MEASURE
    if not before and not behind:
        return
    start, end = before.start() if before else start, behind.end() if behind else end
    yield Span(start, end, Kind.AMOUNT, 0.85 if before or money else 0.6, kind)
    if about := _ROUGHLY.match(text, 0, start):
        yield Span(about.start(), end, Kind.AMOUNT, 0.45, Reason.ABOUT_AMOUNT)


def _counted(reading: Reading, language: Lexicon) -> Iterator[Span]:
    """A number and, behind it, the word for what is counted."""
    before = ""
    numbers = _number_words(language)
    for at, word in enumerate(reading.words):
        if _is_number(word, numbers) and before not in _SAID_BEFORE and not _in_a_reference(reading, word):
            thing = _counted_thing(reading, at + 1)
            if thing and not language.counts_behind and _counts(reading, word, thing, language):
                yield from _of_things(reading, word, thing)
            else:
                yield Span(word.start, word.end, Kind.AMOUNT, 0.4, Reason.NUMBER)
        before = word.lower


def _counted_thing(reading: Reading, at: int) -> Word | None:
    """The word at `at`, or the one behind it: two other men, six more carts."""
    words = reading.words
    if at + 1 < len(words) and words[at].lower in _MORE and reading.gap(words[at], words[at + 1]) == " ":
        at += 1
    return words[at] if at < len(words) else None


def _of_things(reading: Reading, number: Word, thing: Word) -> Iterator[Span]:
    yield Span(number.start, thing.end, Kind.AMOUNT, 0.45, Reason.NUMBER_OF)
    if about := _ROUGHLY.match(reading.text, 0, number.start):
        yield Span(about.start(), thing.end, Kind.AMOUNT, 0.45, Reason.ABOUT_NUMBER_OF)


@lru_cache(maxsize=64)
def _number_words(language: Lexicon | None) -> frozenset[str]:
    """None where numbers stand behind what they count: there they tell less, and are parts of dates spelt out."""
    if language and language.counts_behind:
        return frozenset()
    return frozenset(in_these(language, lambda each: [*each.digits, *each.counts])) - _ALSO_ARTICLES


@lru_cache(maxsize=64)
def _units(language: Lexicon | None) -> frozenset[str]:
    return frozenset(in_these(language, lambda each: each.units))


def _is_number(word: Word, numbers: frozenset[str]) -> bool:
    if word.text[0].isdigit():
        return len(word.text) <= 6 and word.text.isdigit()
    return word.composed in numbers or ("-" in word.text and word.pieces[0] in numbers)


def _in_a_reference(reading: Reading, word: Word) -> bool:
    return (
        reading.text[max(0, word.start - 2) : word.start].strip() in ("§", "§§", "(", "/", ".") and len(word.text) < 3
    )


def _counts(reading: Reading, number: Word, thing: Word, language: Lexicon) -> bool:
    gap = reading.gap(number, reading.words[bisect_left(reading.starts, number.end)])  # to "other", where that stands
    timed = not _units(language).isdisjoint((*number.pieces, thing.lower))  # ages.py has those
    passed = ordinary(thing, language) and thing.pieces[-1] not in language.countable
    named = thing.capital or thing.text[0].isdigit() or passed
    return gap in (" ", "-") and not timed and not named
