"""What runs from left to right inside a text that runs from right to left: numbers, Latin names, addresses. Pure.

In an Arabic text a browser sets `+254 712 345678` as `345678 712 254+`: its groups follow the text's direction, and no
number can be read off any more. Such a run is kept together in an element of its own, which changes neither what is
selected nor where anything stands.

Rules of this file
* A run is cut only where a mark begins or ends inside it; a mark is never cut.
* Two figures with a sign between them (10-15) are left as they are: they may be read from either side.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

import regex

from server.redaction.pages.marking import Piece

_LETTER = r"[\p{L}--[\p{Arabic}\p{Hebrew}\p{Syriac}\p{Thaana}\p{Nko}\p{Adlam}\p{Mandaic}\p{Samaritan}]]\p{M}*+"
_SIGNS = r"[!-/:-@\[-`{-~ \u00a0\u2013\u2014\u2019\u201c\u201d]"
_RUN = regex.compile(
    rf"(?:[+@#]{{0,2}}|-(?=\p{{Nd}}))(?:{_LETTER}|\p{{Nd}})(?:{_SIGNS}{{0,4}}+(?:{_LETTER}|\p{{Nd}}))*+", regex.V1
)
_HAS_LETTER = regex.compile(_LETTER, regex.V1)
_FIGURES = regex.compile(r"[-+]?\(?\p{Nd}++(?:(?:[-./:()]{1,2}| \(?|\)[ -]|(?<=\.\p{Nd}{2,9}), ?-?)\p{Nd}++)*+")
_GROUP = regex.compile(r"\p{Nd}++")
_LONG = 7
_MANY = 3
_ONE_LINE = 24
"""Letters that stand beside each other on the narrowest screen."""
_BREAK = "\ufffc"
"""Stands for a mark whose words are not shown."""
_OPENS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    text: str
    isolated: bool = False

    @property
    def is_number(self) -> bool:
        """Short, and without a letter: it is read off at once, and not broken across lines."""
        return self.isolated and len(self.text) <= _ONE_LINE and not _HAS_LETTER.search(self.text)


@dataclass(frozen=True, slots=True, repr=False)
class Laid:
    """A piece with the parts of it that are kept together, where the piece itself is in no such run."""

    at: int | None
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """Pieces one after another; `isolated`: they run from left to right, against the text."""

    pieces: Sequence[Laid]
    isolated: bool = False


def runs_of(cut: Sequence[Piece], direction: str) -> list[Run]:
    """All pieces in their order."""
    if direction == "ltr":
        return [Run([Laid(one.at, [Part(one.text)]) for one in cut])]
    placed = list(_placed(cut))
    found = _cut_at_marks(_left_to_right("".join(one.text or _BREAK for one in cut)), placed)
    laid = [each for start, piece in placed for each in _laid(start, piece, found)]
    return [
        Run([piece for _, piece in several], isolated=run is not None)
        for run, several in groupby(laid, key=lambda pair: pair[0])
    ]


_Span = tuple[int, int]
_start, _end = itemgetter(0), itemgetter(1)


def _placed(cut: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    start = 0
    for piece in cut:
        yield start, piece
        start += len(piece.text) or 1


def _left_to_right(text: str) -> Iterator[_Span]:
    for found in _RUN.finditer(text):
        if _HAS_LETTER.search(found.group()):
            yield found.start(), _closed(text, *found.span())
        else:
            yield from (each.span() for each in _FIGURES.finditer(text, *found.span()) if _is_long(each.group()))


def _closed(text: str, start: int, end: int) -> int:
    """With the bracket that closes one of its own, or the stroke at an address's end."""
    last, inside = text[end : end + 1], text[start:end]
    if last == "/":
        return end + ("/" in inside)
    return end + (last in _OPENS and inside.count(_OPENS[last]) > inside.count(last))


def _is_long(figures: str) -> bool:
    groups = _GROUP.findall(figures)
    return "+" in figures or len(groups) >= _MANY or sum(map(len, groups)) >= _LONG


def _cut_at_marks(found: Iterable[_Span], placed: Sequence[tuple[int, Piece]]) -> list[_Span]:
    marks = [(start, start + (len(one.text) or 1)) for start, one in placed if one.at is not None]
    return [each for run in found for each in _fragments(run, marks)]


def _fragments(run: _Span, marks: Sequence[_Span]) -> Iterator[_Span]:
    """Only the first mark in a run can begin before it, and only the last one can end behind it."""
    start, end = run
    inside = marks[bisect_right(marks, start, key=_end) : bisect_left(marks, end, key=_start)]
    ends = [closes for opens, closes in inside[:1] if opens < start and closes < end]
    begins = [opens for opens, closes in inside[-1:] if start < opens and end < closes]
    yield from pairwise([start, *ends, *begins, end])


def _laid(start: int, piece: Piece, found: Sequence[_Span]) -> Iterator[tuple[_Span | None, Laid]]:
    """The piece, or what it falls into, each with the run that it is a part of."""
    end = start + (len(piece.text) or 1)
    first = bisect_right(found, start, key=_end)
    inside = found[first : bisect_left(found, end, key=_start)]
    if piece.at is None:
        yield from ((run, Laid(None, [Part(text)])) for run, text in _slices(piece.text, start, inside))
    elif inside and inside[0][0] <= start and end <= inside[0][1] and inside[0] != (start, end):
        yield inside[0], Laid(piece.at, [Part(piece.text)])
    else:
        parts = [Part(text, isolated=run is not None) for run, text in _slices(piece.text, start, inside)]
        yield None, Laid(piece.at, parts)


def _slices(text: str, start: int, runs: Sequence[_Span]) -> Iterator[tuple[_Span | None, str]]:
    at = 0
    for run in runs:
        opens, closes = max(run[0] - start, 0), min(run[1] - start, len(text))
        if opens > at:
            yield None, text[at:opens]
        yield run, text[opens:closes]
        at = closes
    if at < len(text):
        yield None, text[at:]
