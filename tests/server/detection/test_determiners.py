"""The small word before what is masked goes along, where nothing is to be missed."""

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect


def masked(text: str, mode: Mode, language: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text, mode, language).spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We heard it from the only midwife of the valley.", "the only midwife"),
        ("Her twin sister saw it too, and so did her neighbours.", "Her twin sister"),
        ("They met at the\u00a0Kasaro Bridge.", "the\u00a0Kasaro Bridge"),
    ],
)
def test_in_recall_mode_an_article_or_whose_goes_along(text: str, found: str) -> None:
    assert any(found in one for one in masked(text, Mode.RECALL, "en"))
    assert not any(found in one for one in masked(text, Mode.BALANCED, "en"))


def test_what_stands_in_another_sentence_or_before_a_comma_stays() -> None:
    for text in ("That was the. Kasaro burned.", "He chose a, Kasaro said."):
        assert not any(one.startswith(("the", "a,")) for one in masked(text, Mode.RECALL, "en"))


def test_languages_that_list_none_mask_none() -> None:
    assert "la Moussa" not in masked("Ils ont vu la Moussa hier soir dans le village.", Mode.RECALL, "fr")
