"""Recognizers of others, given to the detector: what they add, which texts they are asked about, what if they fail."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from server.detection.detect import Mode, detect
from server.detection.plugged import Recognizer
from server.detection.reasons import Reason
from server.detection.spans import Detection, Kind, Span

ENGLISH = "On Monday the men came to the well and they asked why the red cap was there, and Kasaro burned."
SWAHILI = "Watu wengi walikuwa sokoni wakati magari mawili yalifika, na walisema kwamba watarudi baada ya saa tatu."


def finding(words: str, *languages: str, sure: float = 0.9, kind: Kind = Kind.NAME) -> Recognizer:
    def find(text: str, _language: str) -> Iterable[Span]:
        at = text.find(words)
        return [Span(at, at + len(words), kind, sure, Reason.BY_PRESIDIO)] if at >= 0 else []

    return Recognizer("test", frozenset(languages), find)


def masked(text: str, detection: Detection) -> set[str]:
    return {text[span.start : span.end] for span in detection.spans}


def test_what_a_recognizer_finds_is_added_and_nothing_is_taken_away() -> None:
    alone = detect(ENGLISH, Mode.RECALL)
    together = detect(ENGLISH, Mode.RECALL, recognizers=[finding("the red cap", "en")])
    assert "the red cap" in masked(ENGLISH, together)
    covered = [set(range(span.start, span.end)) for span in together.spans]
    assert all(any(set(range(span.start, span.end)) <= one for one in covered) for span in alone.spans)


def test_it_is_asked_about_its_own_languages_alone() -> None:
    asked = list[str]()

    def find(text: str, language: str) -> Iterable[Span]:
        asked.append(language)
        return [Span(0, 4, Kind.NAME, 0.9, Reason.BY_PRESIDIO)]

    recognizer = Recognizer("test", frozenset({"en"}), find)
    assert detect(SWAHILI, Mode.RECALL, recognizers=[recognizer]) == detect(SWAHILI, Mode.RECALL)
    assert detect(
        "\u0412 \u043f\u043e\u043d\u0435\u0434\u0435\u043b\u044c\u043d\u0438\u043a",
        Mode.RECALL,
        recognizers=[recognizer],
    ).held
    assert asked == []
    detect(ENGLISH, Mode.RECALL, recognizers=[recognizer])
    assert asked == ["en"]


def test_what_it_is_not_sure_of_counts_as_the_mode_says() -> None:
    unsure = finding("the red cap", "en", sure=0.2)
    assert "the red cap" in masked(ENGLISH, detect(ENGLISH, Mode.RECALL, recognizers=[unsure]))
    assert "the red cap" not in masked(ENGLISH, detect(ENGLISH, Mode.BALANCED, recognizers=[unsure]))


def test_a_span_that_cuts_a_word_is_widened_to_the_whole_of_it() -> None:
    assert "Kasaro" in masked(ENGLISH, detect(ENGLISH, Mode.BALANCED, recognizers=[finding("asar", "en")]))


def test_a_name_that_it_found_is_found_again_written_small() -> None:
    text = "They asked the people for Mwongeza and then the boy ran, and the people said that mwongeza was not there."
    again = detect(text, Mode.RECALL, recognizers=[finding("Mwongeza", "en")])
    assert "mwongeza" in masked(text, again)


def raising(text: str, _language: str) -> Iterable[Span]:
    raise RuntimeError(text)


def outside(text: str, _language: str) -> Iterable[Span]:
    return [Span(0, len(text) + 1, Kind.NAME, 0.9, Reason.BY_PRESIDIO)]


@pytest.mark.parametrize("find", [raising, outside])
def test_a_text_that_a_recognizer_could_not_read_is_held_and_its_words_are_repeated_nowhere(find: object) -> None:
    failed = detect(ENGLISH, Mode.BALANCED, recognizers=[Recognizer("test", frozenset({"en"}), find)])  # type: ignore[arg-type]
    assert (failed.held, failed.reason, failed.lang) == (True, Reason.RECOGNIZER_FAILED, "en")
    assert [(span.start, span.end) for span in failed.spans] == [(0, len(ENGLISH))]
