"""Names are found by their capitals, in any language that has them."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect


def masked(text: str, mode: Mode = Mode.BALANCED, language: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in detect(text, mode, language).spans]


@pytest.mark.parametrize(
    "name",
    [
        "Amina",
        "Amina Yusuf",
        "N'Djamena",
        "al-Bashir",
        "Ọláyínká",
        "O\u0323la\u0301yi\u0301nka\u0301",
        "Ṣẹ́gun Àjàyí",
        "Ɓagudo",
        "Ŋuor",
        "Ibrahim Ɗan Fodio",
        "Ould Abdel Aziz",
        "Vasco da Gama",
        "Ahmed bin Said",
        "J. Smith",
        "McDonald",
        "baTutsi",
        "UNHCR",
        "Ａｍｉｎａ",
        "𝐀𝐦𝐢𝐧𝐚",
        "Ⓐmina",
        "Côte d’Ivoire",
        "Bank of Africa",
    ],
)
def test_a_name_inside_a_sentence_is_masked_whole(name: str) -> None:
    assert masked(f"They said that {name} was there.") == [name]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Les hommes ont demandé où était Moussa Traoré.", "Moussa Traoré"),
        ("es", "Los hombres preguntaron por la hija de Rocío.", "Rocío"),
        ("pt", "Os homens perguntaram pela filha de Graça.", "Graça"),
        ("sw", "Watu hao walimtafuta Neema wakati wa usiku.", "Neema"),
        ("ha", "Mutanen sun tambayi inda Sani yake.", "Sani"),
    ],
)
def test_a_name_that_is_also_a_word_is_masked_in_every_language(language: str, text: str, name: str) -> None:
    assert name in masked(text, language=language)


@pytest.mark.parametrize(("name", "mode"), [("Hope", Mode.BALANCED), ("Amani", Mode.BALANCED), ("May", Mode.RECALL)])
def test_a_name_that_opens_a_sentence_and_is_also_a_word_is_masked(name: str, mode: Mode) -> None:
    assert masked(f"They left. {name} was there.", mode) == [name]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["T.K. Oduya", "T. K. Oduya", "J.-B. Oduya"])
def test_initials_are_masked_with_the_name_in_both_modes(language: str, name: str) -> None:
    text = {"en": f"She was heard by Mr {name} that day.", "fr": f"Elle a vu M. {name} ce jour-là."}[language]
    for mode in Mode:
        masked = [text[span.start : span.end] for span in detect(text, mode, language).spans]
        assert any(name in each for each in masked), masked


def test_words_of_grammar_that_open_a_sentence_are_left_alone() -> None:
    assert masked("The men left. They didn't return. However, I'm not sure.", Mode.RECALL) == []


def test_a_common_word_that_opens_a_sentence_and_is_written_small_elsewhere_is_no_name() -> None:
    assert masked("Cattle were here. The cattle left.", Mode.RECALL) == []


def test_a_rare_word_that_opens_a_sentence_is_a_name_though_it_is_written_small_elsewhere() -> None:
    assert masked("Okello was here. Then okello left.", Mode.RECALL) == ["Okello", "okello"]


def test_a_line_in_capitals_hides_no_name() -> None:
    assert masked("THEY ASKED FOR AMINA AND THEN FOR HER BROTHER") == ["AMINA"]
    assert masked("THEY ASKED FOR OKELLO AND THEN FOR HER BROTHER", Mode.RECALL) == ["OKELLO", "HER BROTHER"]


def test_a_word_of_grammar_with_a_capital_inside_a_sentence_counts_only_for_recall() -> None:
    text = "They said that However was there."
    assert masked(text) == []
    assert masked(text, Mode.RECALL) == ["However"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "It was dr okello who was there.", "dr okello"),
        ("sw", "Watu hao walimwona mzee barasa wakati huo.", "mzee barasa"),
        ("ha", "Sun ga alhaji garba a cikin gari.", "alhaji garba"),
        ("en", "She is with her uncle okello.", "uncle okello"),
    ],
)
def test_a_name_behind_a_title_or_a_word_of_kinship_is_masked_though_written_small(
    language: str, text: str, name: str
) -> None:
    assert any(name in one for one in masked(text, Mode.RECALL, language))
