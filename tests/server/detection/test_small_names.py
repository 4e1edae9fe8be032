"""English is read without capitals: a name is as common a word elsewhere as in English, other words are not."""

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect
from server.detection.gazetteers.frequency import frequencies


def masked(text: str, mode: Mode = Mode.RECALL) -> list[str]:
    return [text[span.start : span.end] for span in detect(text, mode, "en").spans]


@pytest.mark.parametrize("name", ["amina", "mohamed yusuf", "okello", "nyirahabimana", "kinshasa", "obama"])
def test_a_name_written_small_is_masked_where_nothing_has_capitals(name: str) -> None:
    assert name.split(maxsplit=1)[0] in " ".join(masked(f"they came at night. they asked where {name} was.")).split()


def test_most_words_of_a_text_without_capitals_are_left_alone() -> None:
    text = "they came to the market at night. they burned the houses and took the goats. nobody stopped them."
    assert masked(text, Mode.BALANCED) == []


def test_a_word_that_no_list_knows_is_proposed_in_any_text() -> None:
    assert masked("They asked where nyirahabimana was.") == ["nyirahabimana"]


def test_a_name_written_small_in_a_text_with_capitals_is_not_told_from_a_word() -> None:
    assert masked("They asked where maria was.") == []  # said in docs/decisions/0004


def test_a_name_is_as_common_abroad_and_a_word_is_not() -> None:
    known = frequencies()
    names, words = ("obama", "ankara", "mohamed", "maria"), ("table", "court", "teacher", "village")
    assert max(map(known.english_only, names)) < 0.9 < min(map(known.english_only, words))
    assert known.common("nyirahabimana") == 0
