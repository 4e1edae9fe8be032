"""Which words of a summary also stand, in a row, in an original: style and phrasing give people away.

Compared are bare words (`bare.py`): without case, accents, punctuation, emoji and invisible characters, with letters
that look alike made equal. How the words are divided does not matter: "sol-diers came", "soldiers came" and
"soldierscame" are the same, as long as a word is in six pieces at most. Three or more single letters in a row are one
word, so that U.N.H.C.R. is not five.
In scripts without spaces every character counts as a word, which is strict. Not noticed: a paraphrase, a translation,
other spellings of a name, and a run whose first or last word is stuck to one that is not of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

import regex

from server.detection.bare import bare
from server.detection.errors import SummaryTooLong
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span, disjoint

MOST_CHARACTERS = 16_384
RUN = 5

_PIECES = 6
_SPELLED_OUT = 3

_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]"
_WORD = regex.compile(
    rf"[{_UNSPACED}&&\p{{L}}][\p{{M}}\p{{Cf}}]*+|[\p{{L}}\p{{M}}\p{{N}}\p{{Cf}}--[{_UNSPACED}&&\p{{L}}]]++",
    regex.V1,
)


_ALONE = regex.compile(_UNSPACED, regex.V1)


class _Word(NamedTuple):
    bare: str
    start: int
    end: int


def shared_runs(
    summary: str, originals: Iterable[str], *, vocabulary: Iterable[str] = (), run: int = RUN
) -> tuple[Span, ...]:
    """Stretches of the summary, in code points, that share `run` or more words in a row with an original.

    Words inside phrases of the controlled vocabulary do not count, as long as all of the run is such words.
    The summary has at most 16,384 code points (SummaryTooLong); the time is linear in the originals.
    """
    if len(summary) > MOST_CHARACTERS:
        raise SummaryTooLong
    words = _words(summary)
    excused = _excused(words, vocabulary)
    spellings = _spellings(words, most=_PIECES * run)
    # Each run once: a text that says one thing a million times stands in a summary in as many places.
    common = {each for original in originals for each in _runs(original, run) if each in spellings}
    return disjoint(
        Span(words[first].start, words[last].end, Kind.SHARED, 1.0, Reason.SHARED_WORDS)
        for each in common
        for first, last in spellings[each]
        if not all(excused[first : last + 1])
    )


def repeated_phrases(summary: str, phrases: Iterable[str], *, vocabulary: Iterable[str] = ()) -> tuple[Span, ...]:
    """Stretches of the summary, in code points, that say one of these phrases whole, however short it is.

    Compared as above. A phrase that is nothing but phrases of the controlled vocabulary does not count. At most 16,384
    code points (SummaryTooLong).
    """
    if len(summary) > MOST_CHARACTERS:
        raise SummaryTooLong
    words, excused = _words(summary), _excused(_words(summary), vocabulary)
    places = _places(words, phrases)
    return disjoint(
        Span(words[first].start, words[last].end, Kind.NAME, 1.0, Reason.MARKED_WORDS)
        for first, last in places
        if not all(excused[first : last + 1])
    )


def _words(text: str) -> list[_Word]:
    found = (_Word(bare(word.group()), *word.span()) for word in _WORD.finditer(text))
    words: list[_Word] = []
    for spelled_out, group in groupby((word for word in found if word.bare), key=partial(_one_letter, text)):
        pieces = list(group)
        words += [_joined(pieces)] if spelled_out and len(pieces) >= _SPELLED_OUT else pieces
    return words


def _one_letter(text: str, word: _Word) -> bool:
    """Of a script that has spaces; figures one by one are words."""
    letters = [letter for letter in text[word.start : word.end] if letter.isalnum()]
    return len(letters) == 1 and letters[0].isalpha() and not _ALONE.match(letters[0])


def _joined(pieces: Sequence[_Word]) -> _Word:
    return _Word("".join(piece.bare for piece in pieces), pieces[0].start, pieces[-1].end)


def _spellings(words: Sequence[_Word], most: int) -> dict[str, list[tuple[int, int]]]:
    """Where each row of 1 to `most` words of the summary stands, by its letters without any division."""
    places = defaultdict[str, list[tuple[int, int]]](list)
    for first in range(len(words)):
        letters = ""
        for last in range(first, min(first + most, len(words))):
            letters += words[last].bare
            places[letters].append((first, last))
    return places


def _runs(original: str, run: int) -> Iterator[str]:
    words = [word.bare for word in _words(original)]
    return ("".join(words[at : at + run]) for at in range(len(words) - run + 1))


def _excused(words: Sequence[_Word], vocabulary: Iterable[str]) -> list[bool]:
    """For each word, whether it stands inside a phrase of the controlled vocabulary."""
    excused = [False] * len(words)
    for first, last in _places(words, vocabulary):
        excused[first : last + 1] = [True] * (last + 1 - first)
    return excused


def _places(words: Sequence[_Word], wanted: Iterable[str]) -> list[tuple[int, int]]:
    """First and last word of every place at which one of the phrases stands."""
    spelled = [word.bare for word in words]
    phrases = {tuple(word.bare for word in _words(phrase)) for phrase in wanted} - {()}
    return [
        (first, first + length - 1)
        for length in {len(phrase) for phrase in phrases}
        for first in range(len(spelled) - length + 1)
        if tuple(spelled[first : first + length]) in phrases
    ]
