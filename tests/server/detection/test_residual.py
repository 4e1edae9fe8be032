"""What is left in a summary is counted alike by the desk and by release, and only coarse areas are excused."""

from __future__ import annotations

import pytest

from server.detection.residual import remaining_identifiers
from server.detection.spans import Kind

CLEAN = "Armed men in uniform searched homes. Several people were taken away. Nobody knows where they are."
ORIGINAL = "They asked for Amina Yusuf in the night, and then they left with her brother."


def left(text: str, language: str = "en", allowed: tuple[str, ...] = (), originals: tuple[str, ...] = ()) -> list[str]:
    spans = remaining_identifiers(text, language, allowed=allowed, originals=originals)
    return [text[span.start : span.end] for span in spans]


def test_a_summary_in_plain_words_has_nothing_left() -> None:
    assert left(CLEAN) == []


@pytest.mark.parametrize(
    "identifier", ["Amina Yusuf", "0712 345 678", "5 March 2024", "amina@example.org", "KBX 123A", "12.3456, 36.7890"]
)
def test_an_identifier_inside_a_sentence_counts(identifier: str) -> None:
    assert left(f"{CLEAN} They asked for {identifier} by name.") == [identifier]


def test_a_name_from_an_original_counts_though_it_opens_a_sentence() -> None:
    summary = f"{CLEAN} Yusuf was taken."
    assert left(summary) == []  # this is all that release can see, and it says so
    assert left(summary, originals=(ORIGINAL,)) == ["Yusuf"]


def test_words_of_grammar_in_an_original_do_not_count() -> None:
    assert left("They left. They are gone.", originals=(ORIGINAL,)) == []


def test_names_of_coarse_areas_are_excused_but_not_what_is_joined_to_them() -> None:
    assert left("They searched homes in Kasaro.", allowed=("Kasaro",)) == []
    assert left("They searched homes in Kasaro West.", allowed=("Kasaro", "Kasaro West")) == []
    assert left("They searched homes in Kasaro Hill.", allowed=("Kasaro",)) == ["Kasaro Hill"]
    assert left("They searched homes in Kasaroville.", allowed=("Kasaro",)) == ["Kasaroville"]


@pytest.mark.parametrize(("text", "language"), [(CLEAN, "ar"), (CLEAN + "\u202e", "en"), ("تم تفتيش المنازل", "en")])
def test_a_summary_that_cannot_be_followed_is_left_whole(text: str, language: str) -> None:
    (span,) = remaining_identifiers(text, language, allowed=(text,))
    assert (span.start, span.end, span.kind) == (0, len(text), Kind.HELD)


LEGITIMATE = [
    "About 40 men of a militia came.",
    "Several nurses and a midwife were hurt.",
    "Sudanese soldiers burned two villages.",
    "It was the only hospital for 30 kilometres.",
    "In 2023 and early in 2024 they waited for nine weeks.",
    "They asked for 2,000 dollars for each cow.",
    "Her brother had diabetes.",
]


@pytest.mark.parametrize("text", LEGITIMATE)
def test_what_a_summary_is_made_of_is_no_identifier(text: str) -> None:
    assert left(f"{CLEAN} {text}") == []


def test_a_name_beside_what_a_summary_is_made_of_counts_all_the_same() -> None:
    assert left(f"{CLEAN} They took 40 Okello goats and a Kenyan Amina.") == ["Okello", "Kenyan Amina"]


def test_a_name_counts_though_the_ranking_would_leave_it_to_balanced() -> None:
    assert left(f"{CLEAN} They were brought before the Court.") == ["Court"]


def test_a_summary_without_capitals_is_left_whole() -> None:
    (span,) = remaining_identifiers(f"{CLEAN} they asked for amina.".lower(), "en")
    assert span.kind is Kind.HELD


def test_another_spelling_of_a_name_in_an_original_counts() -> None:
    summary, original = f"{CLEAN} Muhammad was taken.", "They asked for Mohamed in the night, and then they left."
    assert left(summary, originals=(original,)) == ["Muhammad"]


def test_a_name_written_small_in_an_original_without_capitals_counts() -> None:
    original = "they asked for yusuf in the night. then they left with her brother."
    assert left(f"{CLEAN} Yusuf was taken.", originals=(original,)) == ["Yusuf"]
