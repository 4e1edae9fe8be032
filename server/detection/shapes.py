"""What an identifier looks like, where a regular expression can say it.

Every unbounded repetition is possessive or runs behind a look-behind that lets it begin only at the start of
a run; every other one has a bound. So the search looks at each character a fixed number of times, whatever
the text (tests/server/detection/test_hostile_texts.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from server.detection.reading import Reading
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span


@dataclass(frozen=True, slots=True)
class Shape:
    """Matched against the folded text: digits are 0-9, spaces, dashes and apostrophes one each."""

    kind: Kind
    confidence: float
    reason: Reason
    pattern: regex.Pattern[str]


def shape(kind: Kind, confidence: float, reason: Reason, *pattern: str, exact: bool = False) -> Shape:
    """A shape whose pattern is given in parts; upper and lower case are the same unless exact."""
    compiled = regex.compile("".join(pattern), 0 if exact else regex.IGNORECASE)
    return Shape(kind, confidence, reason, compiled)


def find(shapes: Iterable[Shape], reading: Reading) -> Iterator[Span]:
    for each in shapes:
        for found in each.pattern.finditer(reading.text):
            yield Span(*found.span(), each.kind, each.confidence, each.reason)
