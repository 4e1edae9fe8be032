"""What may still point at a person in the words of a summary: one measure, for the desk and for release.

Each looks for itself. The desk also has the originals, and then a name that one of them holds is found in the
summary wherever it stands. Release has not: a name that opens a sentence, and stands nowhere else in it, looks
there like any other first word. So a person reads every summary, and a second one signs it.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from server.detection.capitals import capitals
from server.detection.detect import Followed, follow, masked_whole
from server.detection.languages import ordinary
from server.detection.lexicon.entry import Lexicon
from server.detection.patterns import patterns
from server.detection.people import is_demonym
from server.detection.propagation import mentions, names_in, propagate
from server.detection.reading import Reading
from server.detection.small_names import small_names
from server.detection.spans import Detection, Kind, Span, disjoint
from server.detection.writing import WITHOUT_CAPITALS, begins_with_capitals, foreign_sentences, foreign_words

# Below stand words whose place alone explains a capital, as it does for every sentence's first.
_SURE = 0.6

COUNTED = frozenset(
    (
        Kind.NAME, Kind.EMAIL, Kind.URL, Kind.HANDLE, Kind.PHONE, Kind.NUMBER, Kind.CODE, Kind.COORDINATES,
        Kind.ADDRESS, Kind.DATE, Kind.TIME, Kind.AGE, Kind.UNREAD,
    )
)  # fmt: skip
"""The kinds that may not stand in a summary. All others are what a summary is made of: about 40 men of a militia, two
days, a year, a people, a job, an event. They tell who somebody is only together with what a person must judge."""


def remaining_identifiers(
    text: str, language: str, *, allowed: Iterable[str] = (), originals: Iterable[str] = ()
) -> tuple[Span, ...]:
    """Spans of a summary that count as identifiers, but for those wholly made of allowed names (of coarse areas).

    language is the summary's own. A text that cannot be followed, or is written without capitals, is one span of
    kind HELD, all of it: then nothing was searched. Names are judged by their capitals alone, and not weighed: a
    summary can do without a capital that is needless. Offsets in code points. Raises TextTooLong.
    """
    followed = follow(text, language)
    if isinstance(followed, Detection):
        return followed.spans
    reading = followed.reading
    if not begins_with_capitals(reading):
        return masked_whole(text, WITHOUT_CAPITALS.reason).spans
    own = _pointing(reading, followed.language)
    carried = [span for span in mentions(reading, _names_of(originals), followed.language) if span.confidence >= _SURE]
    permitted = _permitted(allowed)
    return tuple(
        span
        for span in disjoint(map(reading.whole, [*own, *carried]))
        if _says_more(text[span.start : span.end], permitted)
    )


def _pointing(reading: Reading, language: Lexicon | None) -> list[Span]:
    """What counts, before any of it is joined to what does not."""
    found = [*patterns(reading, language), *capitals(reading, language)]
    found += [*foreign_words(reading), *foreign_sentences(reading)]
    found += propagate(reading, found, language)
    counted = [span for span in found if span.kind in COUNTED and span.confidence >= _SURE]
    return [span for span in counted if not _a_people(reading, span, language)]


def _a_people(reading: Reading, span: Span, language: Lexicon | None) -> bool:
    """Only nationality, people or faith: Sudanese soldiers, a Catholic school."""
    if span.kind is not Kind.NAME or language is None:
        return False
    inside = reading.within(span)
    return all(is_demonym(word, language) or ordinary(word, language) for word in inside)


def _names_of(originals: Iterable[str]) -> frozenset[str]:
    """The words of names in the originals that can be followed."""
    names: set[str] = set()
    for original in originals:
        followed = follow(original)
        if isinstance(followed, Followed):
            names |= names_in(followed.reading, capitals(*followed), followed.language)
            names |= _small_in(*followed)
    return frozenset(names)


def _small_in(reading: Reading, language: Lexicon | None) -> set[str]:
    """Of an original without capitals, every word that may be a name."""
    if begins_with_capitals(reading):
        return set()
    return {
        piece
        for span in small_names(reading, language, capitals=False)
        for word in reading.within(span)
        for piece in word.pieces
    }


def _permitted(names: Iterable[str]) -> regex.Pattern[str] | None:
    """The names as words of their own: a letter, digit or mark beside one makes it another."""
    longest_first = sorted({name for name in names if name}, key=len, reverse=True)
    if not longest_first:
        return None
    return regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, longest_first))})(?!\w)", regex.IGNORECASE)


def _says_more(found: str, permitted: regex.Pattern[str] | None) -> bool:
    rest = permitted.sub(" ", found) if permitted else found
    return bool(regex.search(r"[\p{L}\p{N}]", rest))
