"""spaCy's models of names, for English and French: what they call an entity is a span.

Each text is read in a memory zone: without one, spaCy keeps every word that it ever saw, for as long as the desk runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import Any

from server.detection.plugged import Recognizer
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span
from server.recognizers.installed import installed
from server.recognizers.model_files import pinned_model
from server.recognizers.windows import windows

LANGUAGES = {"spacy-en": "en", "spacy-fr": "fr"}

# How sure: a person counts in both modes of the detector, all else in recall mode alone (decision 41). Numbers that
# name nobody (CARDINAL, ORDINAL, PERCENT) and laws are passed over.
_SURE, _UNSURE = 0.6, 0.3
_KINDS = {
    "PERSON": (Kind.NAME, _SURE), "PER": (Kind.NAME, _SURE),
    "FAC": (Kind.NAME, _UNSURE), "GPE": (Kind.NAME, _UNSURE), "LOC": (Kind.NAME, _UNSURE),
    "ORG": (Kind.NAME, _UNSURE), "MISC": (Kind.NAME, _UNSURE), "PRODUCT": (Kind.NAME, _UNSURE),
    "NORP": (Kind.DEMONYM, _UNSURE), "LANGUAGE": (Kind.DEMONYM, _UNSURE),
    "DATE": (Kind.DATE, _UNSURE), "TIME": (Kind.TIME, _UNSURE),
    "EVENT": (Kind.EVENT, _UNSURE), "WORK_OF_ART": (Kind.WORK, _UNSURE),
    "MONEY": (Kind.AMOUNT, _UNSURE), "QUANTITY": (Kind.AMOUNT, _UNSURE),
}  # fmt: skip
_NOT_NEEDED = ("tagger", "parser", "senter", "morphologizer", "attribute_ruler", "lemmatizer")
_SIZE, _OVERLAP = 20_000, 400


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
                yield Span(offset + entity.start_char, offset + entity.end_char, kind, confidence, Reason.BY_SPACY)
