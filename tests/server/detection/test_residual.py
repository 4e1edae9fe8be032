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
