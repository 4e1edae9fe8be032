"""A word with a capital is weighed by signs that have names, and none of them is a word of somebody's text."""

from __future__ import annotations

import pytest

from server.detection.capitals import capitals
from server.detection.detect import Mode, detect
from server.detection.lexicon.english import ENGLISH
from server.detection.ranking import signs
from server.detection.reading import read
from server.detection.weights import WEIGHTS


def signs_of(name: str, text: str) -> list[str]:
    reading = read(text)
    (found,) = (span for span in capitals(reading, ENGLISH) if text[span.start : span.end] == name)
    return signs(reading, found, ENGLISH)


def masked(text: str, mode: Mode = Mode.BALANCED) -> list[str]:
    return [text[span.start : span.end] for span in detect(text, mode, "en").spans]


def test_a_name_and_an_institution_are_told_apart_by_their_signs() -> None:
    assert {"others", "not known", "behind a place word"} <= set(signs_of("Kasaro", "They were held in Kasaro."))
    assert {"institutions alone", "1 words", "behind the"} <= set(signs_of("Court", "Then the Court heard them."))
    assert "institutions and others" in signs_of("Kasaro District Court", "Then the Kasaro District Court heard them.")


@pytest.mark.parametrize("words", ["Court", "Convention", "Government", "Constitution"])
def test_balanced_leaves_institutions_that_name_no_one(words: str) -> None:
    assert masked(f"They said that the {words} was against it.") == []


@pytest.mark.parametrize("name", ["Okello", "Kasaro", "Warsaw", "Hope", "Kasaro District Court"])
def test_balanced_masks_what_names_somebody_or_somewhere(name: str) -> None:
    assert masked(f"They said that they had seen {name} there.") == [name]


def test_two_names_with_a_title_between_them_stay_two() -> None:
    assert masked("It was Mr J. Okello of the Kasaro Office who was there.") == ["Mr J. Okello", "Kasaro Office"]


def test_every_weight_is_of_a_sign_and_none_of_a_word() -> None:
    known = {"institutions", "alone", "others", "demonyms", "behind", "words", "common", "here", "alike", "known"}
    told = {
        "law",
        "country",
        "city",
        "name",
        "job",
        "initial",
        "initials",
        "acronym",
        "letter",
        "number",
        "mark",
        "first",
    }
    about = {"placed", "small", "shouted", "grammar", "quotation", "always", "commoner", "rare", "place", "word"}
    assert all(set(sign.replace(",", "").split()) & (known | told | about) for sign in WEIGHTS)
    assert len(WEIGHTS) < 60
