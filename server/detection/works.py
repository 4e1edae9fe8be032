"""Titles in quotation marks: of a song, a book, a banner. Whoever wrote or carried it is known by it."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from server.detection.reading import Reading
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

# A title begins with a capital; what a court or a clerk calls somebody from here on ("the Commission") does not.
_QUOTED = regex.compile(r"""["“«„] ?(\p{Lu}[^"“”«»„\n]{2,80}?) ?["”»“]""")
_MOST_WORDS = 8


def works(reading: Reading) -> Iterator[Span]:
    for found in _QUOTED.finditer(reading.text):
        if len(found[1].split()) <= _MOST_WORDS:
            yield Span(*found.span(1), Kind.WORK, 0.3, Reason.QUOTED)
