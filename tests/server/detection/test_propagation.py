"""A name that was found once is found everywhere, whatever its case and accents there."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect


def masked(text: str, mode: Mode) -> list[str]:
    return [text[span.start : span.end] for span in detect(text, mode, "en").spans]


@pytest.mark.parametrize("again", ["amina", "AMINA", "Amína", "amina's", "ex-amina", "ａｍｉｎａ"])
def test_a_known_name_is_masked_in_every_spelling_of_case_and_accent(again: str) -> None:
    text = f"They asked for Amina Yusuf. The men said that {again} had left."
    assert again in masked(text, Mode.RECALL)


def test_every_mention_is_masked_not_only_the_first() -> None:
    text = "They asked for Amina. " + "The men said that amina had left. " * 50
    assert masked(text, Mode.RECALL) == ["Amina"] + ["amina"] * 50


def test_a_word_that_only_opened_a_sentence_does_not_spread() -> None:
    text = "Cattle were here. The cattle left."
    assert "cattle" not in masked(text, Mode.RECALL)


def test_a_longer_word_that_contains_the_name_is_not_the_name() -> None:
    assert masked("They asked for Sam. The samples were there.", Mode.RECALL) == ["Sam"]
