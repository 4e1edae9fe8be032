"""How common a word is in English, and whether it is as common in other languages: names are, words are not.

"Table" is a thousand times rarer in Polish and Italian texts than in English ones; "Obama" and "Ankara" are not.
So a name can be told from a word without a list of names, and without capitals. Sources: the word lists of
`wordfreq` (frequencies of 2021 and before, from subtitles, news, encyclopaedias, books and posts in each
language). A word's frequency is its Zipf value: 3 is once in a million words, 6 once in a thousand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from statistics import median

ABROAD = ("es", "nl", "nb")
_RAREST = 700  # in centibels: twice in ten million words. What is rarer counts as unknown
_ABSENT = bytes(len(ABROAD))
_STEPS = 20  # a Zipf value is kept in twentieths: 9 fits into a byte


class Frequencies:
    """One row of bytes a word: English first, then the languages of ABROAD. About 12 MB."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._table = bytearray()
        for zipf, same in _levels("en"):
            for word in same:
                self._rows[word] = len(self._table)
                self._table += bytes((zipf, *_ABSENT))
        for column, language in enumerate(ABROAD, start=1):
            for zipf, same in _levels(language):
                for row in filter(None, map(self._rows.get, same)):
                    self._table[row + column] = zipf

    def common(self, word: str) -> float:
        """Zipf value of a lower-case word in English, 2 to 9; 0 for one that is not known."""
        row = self._rows.get(word)
        return 0.0 if row is None else self._table[row] / _STEPS

    def english_only(self, word: str) -> float:
        """By how many powers of ten it is more common in English than elsewhere; near 0 or below for a name."""
        row = self._rows.get(word)
        if row is None:
            return 0.0
        here, *abroad = self._table[row : row + 1 + len(ABROAD)]
        return (here - median(abroad)) / _STEPS


@cache
def frequencies() -> Frequencies:
    """The first call reads some megabytes, about a second."""
    return Frequencies()


def _levels(language: str) -> Iterator[tuple[int, list[str]]]:
    """Words by how common they are. Not by wordfreq's own lookup, which would keep every list it reads."""
    # With all it needs, 12 MB: release's gate imports this file and asks for next to no word.
    import wordfreq  # noqa: PLC0415

    levels = wordfreq.read_cBpack(wordfreq.available_languages("large")[language])
    for centibels, same in enumerate(levels[:_RAREST]):
        if same:
            yield (900 - centibels) * _STEPS // 100, same
