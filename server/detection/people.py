"""What people are called when they are not named: a job, a people or a faith, a kin, an ailment, "the only …".

None of these points at one person alone, and together with a place or a day they do. They are phrases with a word at
their end or beginning that the lexicon knows; without words for a language nothing is found in it here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from server.detection.languages import ordinary
from server.detection.lexicon.entry import Lexicon, words
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

_MOST_BEFORE = 3  # primary school teacher: words that belong to the job
_OF_DESCENT = words("national nationals citizen citizens nationality citizenship descent origin birth woman man")
_MOST_BEHIND = 4  # professor of mining engineering
_MOST_LINKED = 3
_BEHIND = frozenset(("of", "for", "in", "at"))


def people(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    if language is None:
        return
    for at, word in enumerate(reading.words):
        yield from _of(word, at, reading, language)


def _of(word: Word, at: int, reading: Reading, language: Lexicon) -> Iterator[Span]:
    if is_job(word.lower, language):
        yield from _job(word, at, reading, language)
    elif is_demonym(word, language):
        yield Span(word.start, word.end, Kind.DEMONYM, 0.35, Reason.PEOPLE)
        if at + 1 < len(reading.words) and reading.words[at + 1].lower in _OF_DESCENT and _beside(at, reading):
            yield Span(word.start, reading.words[at + 1].end, Kind.DEMONYM, 0.3, Reason.DESCENT)
    elif _is_kin(at, reading, language):
        yield from _kin(word, at, reading, language)
    elif word.lower in language.conditions:
        start = _noun_phrase(at, reading, language, most=2)
        of_what = any(behind.lower == "of" for behind in reading.words[at + 1 : at + 2])
        end = _behind(at, reading, language) if of_what else word.end
        yield Span(start, end, Kind.CONDITION, 0.45, Reason.CONDITION)
    elif word.lower in language.events:
        start = _noun_phrase(at, reading, language, most=2)
        yield Span(start, _behind(at, reading, language), Kind.EVENT, 0.3, Reason.RARE_EVENT)
    elif word.lower in language.singles:
        yield from _single(word, at, reading, language)


def _is_kin(at: int, reading: Reading, language: Lexicon) -> bool:
    word = reading.words[at]
    if word.lower.removesuffix("'s") in language.kin:
        return True
    return word.composed in language.owned_kin and _owned(at, reading, language)


def _owned(at: int, reading: Reading, language: Lexicon) -> bool:
    """Sa femme, mtoto wake: a determiner before, or whose it is behind."""
    before, behind = reading.words[max(0, at - 1) : at], reading.words[at + 1 : at + 2]
    return any(word.composed in language.determiners for word in before) or any(
        word.composed in language.owners for word in behind
    )


def _kin(word: Word, at: int, reading: Reading, language: Lexicon) -> Iterator[Span]:
    start = _noun_phrase(at, reading, language, most=2)
    behind = reading.words[at + 1] if at + 1 < len(reading.words) and _beside(at, reading) else None
    owned = behind is not None and behind.composed in language.owners
    yield Span(start, behind.end if behind and owned else word.end, Kind.KIN, 0.35, Reason.RELATION)
    if (end := _behind(at, reading, language)) > word.end:
        yield Span(word.start, end, Kind.KIN, 0.2, Reason.RELATION_TO)


def is_job(lower: str, language: Lexicon) -> bool:
    bare = lower.removesuffix("'s")
    return bare in language.jobs or (len(bare) > 7 and bare.endswith(language.job_endings))


def is_demonym(word: Word, language: Lexicon) -> bool:
    """Whole (Kurdish), or piece by piece (Nigerian-British, Kenyan's)."""
    if word.lower in language.demonyms:
        return True
    return not word.text.isalpha() and not language.demonyms.isdisjoint(word.pieces)


def _job(word: Word, at: int, reading: Reading, language: Lexicon) -> Iterator[Span]:
    start = _noun_phrase(at, reading, language, most=_MOST_BEFORE)
    told = _told_of_somebody(start, reading, language)
    yield Span(start, word.end, Kind.JOB, 0.45 if told else 0.3, Reason.JOB)
    if (end := _behind(at, reading, language)) > word.end:
        yield Span(word.start, end, Kind.JOB, 0.3, Reason.JOB_WITH_PLACE)


def _told_of_somebody(start: int, reading: Reading, language: Lexicon) -> bool:
    """She is a nurse; works as an accountant: said of one person, where "the nurse" may be said of anyone."""
    if language.code not in _OF_ONE:
        return True
    first = bisect_left(reading.starts, start)
    return first > 0 and reading.words[first - 1].lower in _OF_ONE[language.code]


# Where nothing is listed, every job counts.
_OF_ONE = {"en": words("a an as former retired")}


def _single(word: Word, at: int, reading: Reading, language: Lexicon) -> Iterator[Span]:
    end, last = _behind(at, reading, language), at
    start = reading.words[at - 3].start if _one_of_the(at, reading) else word.start
    if at and reading.words[at - 1].lower in _ARTICLES and _beside(at - 1, reading):
        start = reading.words[at - 1].start
    while last + 1 < len(reading.words) and last < at + 2 and _plain(last + 1, reading, language):
        last += 1
        end = max(end, _behind(last, reading, language))
    if end > word.end:
        yield Span(start, end, Kind.SINGLE, 0.3, Reason.ONLY_ONE)


_ARTICLES = words("le la les el los las o os as")


def _one_of_the(at: int, reading: Reading) -> bool:
    return [word.lower for word in reading.words[max(0, at - 3) : at]] == ["one", "of", "the"]


def _noun_phrase(at: int, reading: Reading, language: Lexicon, most: int) -> int:
    """Where the words that belong to the one at `at` begin: as far as a word that begins phrases, else at itself."""
    first = at
    while first > 0 and at - first < most and _plain(first - 1, reading, language) and _beside(first - 1, reading):
        first -= 1
    before = reading.words[first - 1] if first else None
    begun = (
        before is None
        or before.capital
        or before.lower in language.before_nouns
        or before.lower.endswith("'s")
        or before.text.isdigit()
        or not _beside(first - 1, reading)
    )
    return reading.words[first if begun else at].start


def _behind(at: int, reading: Reading, language: Lexicon) -> int:
    """Where "of …" behind a word ends."""
    if language.of:
        return reading.words[_linked(at, reading, language)].end
    words, last = reading.words, at
    if at + 2 >= len(words) or words[at + 1].lower not in _BEHIND or not _beside(at, reading):
        return words[at].end
    reach = at + 1
    while reach + 1 < len(words) and reach - at < _MOST_BEHIND and _beside(reach, reading):
        reach += 1
        if not ordinary(words[reach], language):
            last = reach
        elif words[reach].lower not in language.before_nouns or last > at:
            break
    return words[last].end


def _linked(at: int, reading: Reading, language: Lexicon) -> int:
    """The last word of "du …", "wa … la …", or of the noun that a genitive ending leads to; at most three of them."""
    words, last = reading.words, at
    for _ in range(_MOST_LINKED):
        reach = last + 1
        while reach < len(words) and reach - last <= 2 and words[reach].composed in language.of:
            reach += 1
        if reach >= len(words) or not all(_beside(each, reading) for each in range(last, reach)):
            break
        one = words[reach]
        linked = reach > last + 1 or one.pieces[0] in language.of or words[last].composed.endswith(language.genitives)
        if not linked or (ordinary(one, language) and one.composed not in language.before_places | language.heads):
            break
        last = reach
    return last


def _plain(at: int, reading: Reading, language: Lexicon) -> bool:
    """A word written small that is no word of grammar."""
    word = reading.words[at]
    ours = word.lower.endswith("'s") or ordinary(word, language) or word.text[0].isdigit()
    return not word.capital and not ours


def _beside(at: int, reading: Reading) -> bool:
    return reading.gap(reading.words[at], reading.words[at + 1]) == " "
