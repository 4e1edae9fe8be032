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


@pytest.mark.parametrize(
    ("name", "again"), [("Mohamed", "Muhammad"), ("Mohamed", "Mouhammad"), ("Yusuf", "Youssouf"), ("Aisha", "Aïcha")]
)
def test_another_spelling_of_a_known_name_is_masked_where_its_place_explains_the_capital(name: str, again: str) -> None:
    assert again in masked(f"They asked for {name}. They left. {again} was there.", Mode.BALANCED)


def test_a_common_word_is_no_spelling_of_a_name() -> None:
    assert "Armed" not in masked("They asked for Ahmed. Armed men were there, and armed men left.", Mode.BALANCED)


def test_the_word_around_a_name_does_not_spread() -> None:
    assert "court" not in masked("They asked at the Kasaro Court. The court was there.", Mode.RECALL)
