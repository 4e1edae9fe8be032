"""This checkout's detector, asked in this process."""

from __future__ import annotations

from bench.redaction.measure import Answer
from server.detection.detect import Mode, detect
from server.detection.languages import AUTO


def answered(text: str, mode: Mode, lang: str = AUTO) -> Answer:
    detection = detect(text, mode, lang)
    return Answer(tuple((span.start, span.end) for span in detection.spans), detection.held)
