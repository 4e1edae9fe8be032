"""spaCy's models of names, for English and French: what they call an entity is a span.

A model has no measure of how sure it is, so all its names are as sure as a name by its signs. It reads each text in a
memory zone: without one, spaCy keeps every word that it ever saw, for as long as the desk runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import Any

from server.detection.plugged import Recognizer
from server.detection.spans import Kind, Span
from server.recognizers.installed import installed
from server.recognizers.model_files import pinned_model
from server.recognizers.windows import windows

LANGUAGES = {"spacy-en": "en", "spacy-fr": "fr"}

# Numbers that name nobody (CARDINAL, ORDINAL, PERCENT) and laws are passed over.
_KINDS = {
    "PERSON": (Kind.NAME, 0.6), "PER": (Kind.NAME, 0.6),
    "FAC": (Kind.NAME, 0.5), "GPE": (Kind.NAME, 0.5), "LOC": (Kind.NAME, 0.5), "ORG": (Kind.NAME, 0.5),
    "MISC": (Kind.NAME, 0.3), "PRODUCT": (Kind.NAME, 0.3),
    "NORP": (Kind.DEMONYM, 0.5), "LANGUAGE": (Kind.DEMONYM, 0.5),
    "DATE": (Kind.DATE, 0.5), "TIME": (Kind.TIME, 0.5),
    "EVENT": (Kind.EVENT, 0.5), "WORK_OF_ART": (Kind.WORK, 0.5),
    "MONEY": (Kind.AMOUNT, 0.5), "QUANTITY": (Kind.AMOUNT, 0.5),
}  # fmt: skip
_NOT_NEEDED = ("tagger", "parser", "senter", "morphologizer", "attribute_ruler", "lemmatizer")
_SIZE, _OVERLAP = 20_000, 400
_REASON = "A model of this language (spaCy) takes it for a name or a date."


def spacy_model(name: str) -> Recognizer:
    """`name` is one of LANGUAGES. Raises NotInstalled, NoModel or ModelIsAnother."""
    spacy = installed("spacy")
    return of_pipeline(name, LANGUAGES[name], spacy.load(pinned_model(name), exclude=_NOT_NEEDED))


def of_pipeline(name: str, language: str, pipeline: Any) -> Recognizer:
    """A pipeline that is loaded already. One text at a time: a vocabulary is not made for several threads."""
    lock = Lock()

    def find(text: str, _language: str) -> list[Span]:
        with lock:
            return [span for window in windows(text, _SIZE, _OVERLAP) for span in _entities(pipeline, *window)]

    return Recognizer(name, frozenset({language}), find)


def _entities(pipeline: Any, offset: int, window: str) -> Iterator[Span]:
    with pipeline.memory_zone():
        for entity in pipeline(window).ents:
            if entity.label_ in _KINDS and entity.start_char < entity.end_char:
                kind, confidence = _KINDS[entity.label_]
                yield Span(offset + entity.start_char, offset + entity.end_char, kind, confidence, _REASON)
