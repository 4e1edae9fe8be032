"""Who somebody is in so many words: what they do for a living, how one knows them, where without a name.

She sells rice by the ferry; the one who spoke; his left eye; behind the old mill; the Methodist school. People in a
field report are told by such words more often than by names. They are told apart by grammar: a word that the
lexicon knows, and what stands around it. All are weak signs, for the mode that hides rather than misses.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.detection.languages import ordinary
from server.detection.lexicon.entry import Lexicon
from server.detection.people import is_demonym, is_job
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

_WEAK = 0.2
_MOST_BEHIND = 6
_MOST_BEFORE = 3


def described(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    if language is None:
        return
    for at, word in enumerate(reading.words):
        yield from _living(at, word, reading, language)
        yield from _body(at, word, reading, language)
        yield from _one_who(at, word, reading, language)
        yield from _unnamed_place(at, word, reading, language)


def _living(at: int, word: Word, reading: Reading, language: Lexicon) -> Iterator[Span]:
    """Sells rice by the ferry, drove a taxi, works for the mission."""
    if word.composed not in language.livings:
        return
    last = _phrase(at, reading, language)
    if last > at:
        yield Span(word.start, reading.words[last].end, Kind.JOB, _WEAK, Reason.LIVING)


def _body(at: int, word: Word, reading: Reading, language: Lexicon) -> Iterator[Span]:
    """His left eye, one leg, lost her right arm: a part of the body with a word that says what is special about it."""
    if word.composed not in language.body:
        return
    near = range(max(0, at - _MOST_BEFORE), min(len(reading.words), at + 2))
    marks = [each for each in near if reading.words[each].composed in language.marks]
    if marks and _unbroken(min(*marks, at), max(*marks, at), reading):
        start, end = reading.words[min(*marks, at)].start, reading.words[max(*marks, at)].end
        yield Span(start, end, Kind.CONDITION, _WEAK, Reason.BODY)


def _one_who(at: int, word: Word, reading: Reading, language: Lexicon) -> Iterator[Span]:
    """The one who spoke at the meeting; a woman with one arm."""
    if at + 1 >= len(reading.words) or not _beside(at, reading):
        return
    behind = reading.words[at + 1].composed
    somebody = word.composed in language.somebody
    told = somebody or word.composed in language.kin or is_job(word.lower, language)
    if (somebody and behind in language.who) or (told and behind in language.having):
        last = _clause(at + 1, reading)
        if last > at + 1:
            yield Span(word.start, reading.words[last].end, Kind.SINGLE, _WEAK, Reason.KNOWN_BY)


def _unnamed_place(at: int, word: Word, reading: Reading, language: Lexicon) -> Iterator[Span]:
    """Behind the old mill, the Methodist school: where there is one of a kind, its kind is its name."""
    if word.capital or word.composed not in language.spots:
        return
    first = at
    while (
        first > 0 and at - first < _MOST_BEFORE and _beside(first - 1, reading) and _small(first - 1, reading, language)
    ):
        first -= 1
    before = reading.words[first - 1] if first and _beside(first - 1, reading) else None
    if before and is_demonym(before, language):
        yield Span(before.start, word.end, Kind.SINGLE, 0.3, Reason.PLACE_OF_PEOPLE)
    elif _is_where(first, at, reading, language):
        yield Span(reading.words[first].start, word.end, Kind.SINGLE, _WEAK, Reason.UNNAMED_PLACE)


def _is_where(first: int, at: int, reading: Reading, language: Lexicon) -> bool:
    """Behind a word for where; where that says little (at, from), only with a word that says which mill it is."""
    words, begin = reading.words, first - 1
    if begin > 0 and words[begin].composed in language.before_nouns and _beside(begin, reading):
        begin -= 1
    if begin < 0 or not _unbroken(begin, at, reading):
        return False
    return words[begin].composed in language.beside or (words[begin].composed in language.before_nouns and first < at)


def _phrase(at: int, reading: Reading, language: Lexicon) -> int:
    """The last word of what stands behind `at`: nouns, and small words that lead to another noun."""
    words, last, reach = reading.words, at, at
    while reach + 1 < len(words) and reach - at < _MOST_BEHIND and _beside(reach, reading):
        reach += 1
        word = words[reach]
        if not ordinary(word, language) or word.composed in language.spots:
            last = reach
        elif word.composed not in language.before_nouns and word.composed not in language.links:
            break
    return last


def _clause(at: int, reading: Reading) -> int:
    """The last word before a mark, of a few."""
    end = min(at + _MOST_BEHIND, len(reading.words) - 1)
    while at < end and _beside(at, reading):
        at += 1
    return at


def _small(at: int, reading: Reading, language: Lexicon) -> bool:
    word = reading.words[at]
    return not (word.capital or ordinary(word, language) or word.text[0].isdigit() or is_demonym(word, language))


def _unbroken(first: int, last: int, reading: Reading) -> bool:
    return all(_beside(at, reading) for at in range(first, last))


def _beside(at: int, reading: Reading) -> bool:
    return reading.gap(reading.words[at], reading.words[at + 1]) == " "
