"""This checkout's detector, asked in this process."""

from __future__ import annotations

from collections.abc import Sequence

from bench.redaction.measure import Answer
from server.detection.detect import Mode, detect
from server.detection.languages import AUTO
from server.detection.plugged import Recognizer


def answered(text: str, mode: Mode, lang: str = AUTO, recognizers: Sequence[Recognizer] = ()) -> Answer:
    detection = detect(text, mode, lang, recognizers)
    return Answer(tuple((span.start, span.end) for span in detection.spans), detection.held)
