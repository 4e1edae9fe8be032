"""A summary's words held against one original and the notes on it: what they share, and which names they carry over.

Rules of this file
* What leaves is where in the summary something stands, and why. Of the original nothing leaves, not even its length.
* Notes say of a source what the person who wrote them knows: they are held as the original is. Notes that do not open
  hold nothing, so then there is no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from server.detection.overlap import repeated_phrases, shared_runs
from server.detection.reasons import Reason
from server.detection.residual import remaining_identifiers
from server.detection.spans import Span
from server.redaction.room.inside.noting import open_notes
from server.redaction.room.inside.reading import Reading
from server.redaction.room.questions import HoldWords, MarkedStretch, WordMark, WordsHeld


def hold_words(reading: Reading, asked: HoldWords) -> WordsHeld:
    """Raises NotOpenHere or NotesSpoilt."""
    by_field = reading.look(asked.part).texts()
    texts, marked = tuple(by_field.values()), _marked(by_field, asked.marked)
    notes = tuple(map(open_notes, asked.notes))
    shared: list[WordMark] = []
    noted: list[WordMark] = []
    names: list[WordMark] = []
    for one in asked.words:
        shared += _marks(one.field, shared_runs(one.text, texts, vocabulary=asked.allowed))
        in_notes = shared_runs(one.text, notes, vocabulary=asked.allowed)
        noted += _marks(one.field, [replace(span, reason=Reason.WORDS_OF_NOTES) for span in in_notes])
        # A name that the original holds is found in the summary wherever it stands.
        left = remaining_identifiers(one.text, asked.language, allowed=asked.allowed, originals=(*texts, *notes))
        names += _marks(one.field, left)
        names += _marks(one.field, repeated_phrases(one.text, marked, vocabulary=asked.allowed))
    return WordsHeld(shared=tuple(shared), noted=tuple(noted), identifiers=tuple(names))


def _marked(texts: Mapping[str, str], stretches: Iterable[MarkedStretch]) -> list[str]:
    return [texts.get(one.field, "")[one.start : one.end] for one in stretches]


def _marks(field: str, spans: Iterable[Span]) -> list[WordMark]:
    return [
        WordMark(
            field=field,
            start=one.start,
            end=one.end,
            kind=one.kind,
            confidence=one.confidence,
            reason=one.reason,
        )
        for one in spans
    ]
