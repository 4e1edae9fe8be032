"""A text as every family of patterns reads it: folded one to one, and cut into words once.

Folding never changes the number of code points, so an offset in the folded text is an offset in the
original. Digits of all systems become 0-9; letters that only look different (full width, mathematical,
circled) become plain (NFKC, where it yields a single code point); spaces, dashes and apostrophes become
one each.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import regex

from server.detection.spans import Span

_APOSTROPHES = "'’‘‛ʼʻ´`′"  # noqa: RUF001
_LIKE_A_DASH = "−‐‑‒–—"  # noqa: RUF001
_SENTENCE_ENDS = frozenset('.!?…\n\r\f\u2028\u2029•·|>*(“"«¿¡')

# Python's \w drops combining marks, which breaks Yorùbá names; a mark never begins a word.
_PIECE = r"[\p{L}\p{N}_][\p{L}\p{M}\p{N}_\p{GCB=Extend}]*+"
_WORD = regex.compile(rf"{_PIECE}(?:['-]{_PIECE})*+")
_JOINING = regex.compile(r"[\p{M}\p{GCB=Extend}\p{GCB=Prepend}\u200D]")
_CHARACTER = regex.compile(r"\X")


class Word(NamedTuple):
    text: str
    lower: str
    start: int
    end: int
    placed: bool  # its place alone explains a capital: it opens a sentence, or all its line is in capitals

    @property
    def capital(self) -> bool:
        """Has an upper-case letter anywhere: al-Bashir, N'Djamena, baTutsi."""
        return self.text != self.lower

    @property
    def composed(self) -> str:
        """In small letters, each with its marks in one code point where there is one: as lexicons are written."""
        return self.lower if self.lower.isascii() else unicodedata.normalize("NFC", self.lower)

    @property
    def pieces(self) -> list[str]:
        """Its parts between hyphens and apostrophes, in small composed letters: l'Union is l, union."""
        if self.lower.isalpha():
            return [unicodedata.normalize("NFC", self.lower)]
        return unicodedata.normalize("NFC", self.lower).replace("-", "'").split("'")


@dataclass(frozen=True)
class Reading:
    """One text, folded, of the same length as the original."""

    text: str

    @cached_property
    def words(self) -> list[Word]:
        return _words(self.text)

    @cached_property
    def starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """The words that this text itself writes without a capital."""
        return frozenset(word.text for word in self.words if not word.capital)

    @cached_property
    def characters(self) -> list[int] | None:
        """Where what a reader sees as one character starts; None where each code point is one."""
        if not _JOINING.search(self.text):
            return None
        return [found.start() for found in _CHARACTER.finditer(self.text)]

    def whole(self, span: Span) -> Span:
        """The span, widened so that it cuts no word and no character with its marks in two."""
        start, end = self._word_around(span.start), self._word_end(span.end)
        if self.characters is not None:
            start = self.characters[bisect_right(self.characters, start) - 1]
            after = bisect_left(self.characters, end)
            end = self.characters[after] if after < len(self.characters) else len(self.text)
        return span if (start, end) == (span.start, span.end) else replace(span, start=start, end=end)

    def within(self, span: Span) -> list[Word]:
        """The words that begin inside a span."""
        first = bisect_left(self.starts, span.start)
        return self.words[first : bisect_left(self.starts, span.end)]

    def gap(self, left: Word, right: Word) -> str:
        return self.text[left.end : right.start]

    def _word_around(self, offset: int) -> int:
        at = bisect_right(self.starts, offset) - 1
        return self.words[at].start if at >= 0 and offset < self.words[at].end else offset

    def _word_end(self, offset: int) -> int:
        at = bisect_left(self.starts, offset) - 1
        return max(offset, self.words[at].end) if at >= 0 else offset


def read(text: str) -> Reading:
    return Reading(text.replace("`", "'") if text.isascii() else text.translate(_Fold()))


class _Fold(dict[int, str]):
    """A table for str.translate that fills itself. One a text: a table for all would grow for ever."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _LIKE_A_DASH:
        return "-"
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(character))
    # The micro sign would become a Greek letter, and "5 µg" a word in two scripts.
    plain = character if character == "µ" else unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _words(text: str) -> list[Word]:
    words: list[Word] = []
    shouted, line_end, end = False, -1, 0
    for found in _WORD.finditer(text):
        start = found.start()
        if start > line_end:
            line_end = _end_of_line(text, start)
            shouted = text[start:line_end].isupper()
        opens = end == 0 or _ends_a_sentence(text[end:start])
        word, end = found.group(), found.end()
        words.append(Word(word, word.lower(), start, end, opens or shouted))
    return words


def _ends_a_sentence(gap: str) -> bool:
    """Whether what stands between two words ends a sentence: "x. Y" does, "x.y" is an address."""
    return gap != " " and not _SENTENCE_ENDS.isdisjoint(gap) and gap.split() != [gap]


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
