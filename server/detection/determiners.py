"""The small word before what is masked: the only midwife, her twin sister, a Methodist.

In recall mode alone. An article gives nobody away, but who marks texts by hand takes it along as often as not; and
"her" says of a masked sister whose she is, and of whoever speaks what they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from server.detection.lexicon.entry import Lexicon
from server.detection.reading import Reading
from server.detection.spans import Span


def with_determiners(reading: Reading, spans: Iterable[Span], language: Lexicon | None) -> Iterator[Span]:
    """The same spans, each begun by the determiners that stand right before it, as far as the language lists them."""
    known = language.determiners if language else frozenset[str]()
    for span in spans:
        yield replace(span, start=_begin(reading, span.start, known))


def _begin(reading: Reading, start: int, known: frozenset[str]) -> int:
    at = bisect_left(reading.starts, start) - 1
    while at >= 0 and reading.words[at].lower in known and reading.text[reading.words[at].end : start] == " ":
        start, at = reading.words[at].start, at - 1
    return start
