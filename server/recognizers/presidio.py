"""Any recognizer of Presidio's: its entities become spans, as sure as it says.

    presidio:presidio_analyzer.predefined_recognizers:EsNifRecognizer

in a desk's settings names the class; it is made without arguments. Recognizers that need Presidio's own reading of a
text (its `nlp_artifacts`) are given it by whoever makes them in Python, with `of_presidio`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from server.detection.plugged import Recognizer
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span
from server.recognizers.errors import NotARecognizer
from server.recognizers.installed import installed

# What is not named here is an identifier of some country's.
_KINDS = {
    "PERSON": Kind.NAME, "LOCATION": Kind.NAME, "ORGANIZATION": Kind.NAME, "NRP": Kind.DEMONYM,
    "DATE_TIME": Kind.DATE, "AGE": Kind.AGE, "PHONE_NUMBER": Kind.PHONE, "EMAIL_ADDRESS": Kind.EMAIL, "URL": Kind.URL,
    "IP_ADDRESS": Kind.CODE, "MAC_ADDRESS": Kind.CODE,
}  # fmt: skip
_LEAST = 0.05


def presidio(named: str) -> Recognizer:
    """`module:Class`. Raises NotInstalled or NotARecognizer."""
    base = installed("presidio_analyzer").EntityRecognizer
    module, _, name = named.partition(":")
    found = getattr(installed(module), name, None)
    if not (isinstance(found, type) and issubclass(found, base)):
        raise NotARecognizer(named)
    try:
        return of_presidio(found())
    except TypeError:
        raise NotARecognizer(named) from None


def of_presidio(recognizer: Any, nlp_engine: Any = None) -> Recognizer:
    """An EntityRecognizer that is made already, for the one language that it is for.

    nlp_engine is a loaded NlpEngine of Presidio's, for recognizers that look at `nlp_artifacts`.
    """

    def find(text: str, language: str) -> Iterator[Span]:
        artifacts = nlp_engine.process_text(text, language) if nlp_engine else None
        for entity in recognizer.analyze(text, recognizer.supported_entities, artifacts) or ():
            confidence = min(1.0, max(_LEAST, entity.score))
            yield Span(
                entity.start, entity.end, _KINDS.get(entity.entity_type, Kind.NUMBER), confidence, Reason.BY_PRESIDIO
            )

    return Recognizer(f"presidio:{recognizer.name}", frozenset({recognizer.supported_language}), find)
