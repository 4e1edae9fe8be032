"""Neighbours that are one: between 3 May and 5 June, one year and nine months, EUR 80 (approx. 100 dollars)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from server.detection.reading import Reading
from server.detection.spans import Kind, Span

_BETWEEN = regex.compile(
    "and|or|to|on|until|till|through|from|et|y|e|o|ou|na|da|hadi|au|al|du|jusqu'au|hasta|até|a|à|-", regex.IGNORECASE
)
_ABOUT = regex.compile(
    "approx|approximately|about|or|around|roughly|environ|cerca de|aproximadamente|left", regex.IGNORECASE
)
_LINKS = {
    Kind.DATE: _BETWEEN, Kind.YEAR: _BETWEEN, Kind.TIME: _BETWEEN, Kind.DURATION: _BETWEEN, Kind.AGE: _BETWEEN,
    Kind.AMOUNT: regex.compile(f"{_ABOUT.pattern}|{_BETWEEN.pattern}", regex.IGNORECASE),
}  # fmt: skip
_ONE_KIND = {Kind.YEAR: Kind.DATE, Kind.DURATION: Kind.DATE, Kind.AGE: Kind.DATE, Kind.TIME: Kind.DATE}
_FROM = regex.compile(r"(?r)(?<!\w)(?:between|from|entre|de|kati ya|tsakanin) ", regex.IGNORECASE)
_LONGEST_GAP = 20
_WORD = regex.compile(r"[\p{L}\p{M}']++")


def join(reading: Reading, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Sorted, disjoint spans, with those made one between which only links stand."""
    return tuple(_join(reading, spans))


def _join(reading: Reading, spans: Sequence[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last and _are_one(reading, last, span):
            surer = max(last, span, key=lambda each: each.confidence)
            last = replace(surer, start=_with_between(reading, last.start), end=span.end)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _with_between(reading: Reading, start: int) -> int:
    found = _FROM.match(reading.text, 0, start)
    return found.start() if found else start


def _are_one(reading: Reading, left: Span, right: Span) -> bool:
    if left.kind not in _LINKS or _one(left.kind) is not _one(right.kind):
        return False
    gap = reading.text[left.end : right.start]
    words = _WORD.findall(gap)
    return bool(words) and len(gap) <= _LONGEST_GAP and all(map(_LINKS[left.kind].fullmatch, words))


def _one(kind: Kind) -> Kind:
    return _ONE_KIND.get(kind, kind)
