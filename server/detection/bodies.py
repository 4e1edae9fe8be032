"""Bodies whose names go on in small letters, as French ones do: Office national de la pêche, tribunal pour enfants.

A word for a kind of body, and behind it adjectives, which their endings tell, and nouns behind small links. In French
only the first word of such a name has a capital, so capitals find no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.detection.languages import ordinary
from server.detection.lexicon.entry import Lexicon
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

_MOST_WORDS = 9
_MOST_LINKS = 2
_GAPS = frozenset((" ", "' ", "'"))


def bodies(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    if language is None or not language.bodies:
        return
    for at, word in enumerate(reading.words):
        if word.pieces[-1] in language.bodies:
            last = _end(at, reading, language)
            capital = (word.capital and not word.placed) or any(
                each.capital for each in reading.words[at + 1 : last + 1]
            )
            if last > at and capital:
                yield Span(word.start, reading.words[last].end, Kind.NAME, 0.3, Reason.NAME_OF_A_BODY)


def _end(at: int, reading: Reading, language: Lexicon) -> int:
    """The last word of the name that begins at `at`."""
    last = at
    while last - at < _MOST_WORDS:
        following = _after_links(last, reading, language)
        if following is None or not _belongs(following, last, reading, language):
            return last
        last = following
    return last


def _after_links(at: int, reading: Reading, language: Lexicon) -> int | None:
    words = reading.words
    for step in range(1, _MOST_LINKS + 2):
        if at + step >= len(words) or reading.gap(words[at + step - 1], words[at + step]) not in _GAPS:
            return None
        if not _is_link(words[at + step], language):
            return at + step
    return None


def _belongs(at: int, last: int, reading: Reading, language: Lexicon) -> bool:
    word = reading.words[at]
    linked = at > last + 1 or (len(word.pieces) > 1 and word.pieces[0] in language.links)
    if word.capital or word.composed in language.tails or word.composed.endswith(language.adjectives):
        return True
    return linked and (not ordinary(word, language) or len(word.pieces[-1]) > 3)


def _is_link(word: Word, language: Lexicon) -> bool:
    return not word.capital and word.composed in language.links
