"""What may still point at a person in the words of a summary: one measure, for the desk and for release.

Each looks for itself. The desk also has the originals, and then a name that one of them holds is found in the
summary wherever it stands. Release has not: a name that opens a sentence, and stands nowhere else in it, looks
there like any other first word. So a person reads every summary, and a second one signs it.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from server.detection.detect import Mode, detect
from server.detection.languages import LANGUAGES
from server.detection.propagation import mentions, names_in
from server.detection.reading import read
from server.detection.spans import Span, disjoint

# Below stand words whose place alone explains a capital, as it does for every sentence's first.
_SURE = 0.6


def remaining_identifiers(
    text: str, language: str, *, allowed: Iterable[str] = (), originals: Iterable[str] = ()
) -> tuple[Span, ...]:
    """Spans of a summary that count as identifiers, but for those wholly made of allowed names (of coarse areas).

    language is the summary's own. A text that cannot be followed is one span of kind HELD, all of it: then
    nothing was searched. Offsets in code points. Raises TextTooLong.
    """
    found = detect(text, Mode.RECALL, language)
    if found.held:
        return found.spans
    reading = read(text)
    carried = (reading.whole(span) for span in mentions(reading, _names_of(originals)))
    permitted = _permitted(allowed)
    return tuple(
        span
        for span in disjoint([*found.spans, *carried])
        if span.confidence >= _SURE and _says_more(text[span.start : span.end], permitted)
    )


def _names_of(originals: Iterable[str]) -> frozenset[str]:
    """The words of names in the originals that can be followed."""
    names: set[str] = set()
    for original in originals:
        found = detect(original, Mode.RECALL)
        names |= names_in(read(original), found.spans, LANGUAGES.get(found.lang))
    return frozenset(names)


def _permitted(names: Iterable[str]) -> regex.Pattern[str] | None:
    """The names as words of their own: a letter, digit or mark beside one makes it another."""
    longest_first = sorted({name for name in names if name}, key=len, reverse=True)
    if not longest_first:
        return None
    return regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, longest_first))})(?!\w)", regex.IGNORECASE)


def _says_more(found: str, permitted: regex.Pattern[str] | None) -> bool:
    rest = permitted.sub(" ", found) if permitted else found
    return bool(regex.search(r"[\p{L}\p{N}]", rest))
