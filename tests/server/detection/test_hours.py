"""Hours as people say them, with what part of the day it was, and what says that it was about then."""

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect
from server.detection.spans import Kind


@pytest.mark.parametrize(
    ("language", "hour", "text"),
    [
        ("en", "around 7 in the evening", "They came around 7 in the evening and they left."),
        ("en", "Friday night", "They came on Friday night and they left."),
        ("fr", "vers 4 h 15", "Ils sont venus vers 4 h 15 et ils sont partis."),
        ("fr", "jeudi matin", "Ils sont venus jeudi matin et ils sont partis."),
        ("sw", "saa nne usiku", "Watu hao walikuja saa nne usiku na wakaenda."),
        ("sw", "saa kumi na mbili jioni", "Watu hao walikuja saa kumi na mbili jioni na wakaenda."),
        ("ha", "ƙarfe 8 na safe", "Mutanen sun zo ƙarfe 8 na safe kuma suka tafi."),
    ],
)
def test_an_hour_is_masked_with_its_part_of_the_day(language: str, hour: str, text: str) -> None:
    spans = detect(text, Mode.RECALL, language).spans
    assert any(hour in text[span.start : span.end] for span in spans), spans
    assert {span.kind for span in spans} <= {Kind.TIME, Kind.DATE}


def test_a_number_alone_is_no_hour() -> None:
    spans = detect("They counted 7 in the field.", Mode.RECALL, "en").spans
    assert Kind.TIME not in {span.kind for span in spans}
