"""What holds for every text there can be."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from server.detection.detect import MOST_CHARACTERS, Mode, detect
from server.detection.errors import TextTooLong
from server.detection.languages import LANGUAGES
from server.detection.spans import Kind

PIECES = st.sampled_from(
    [
        *("the ", "Amina ", "and ", "d’", "Ọ́", "أ", "ൎ", "é", "\u0301", "-", "'", ". ", "\n"),
        *("+254 712 345 678", "٠٧١٢٣٤٥", "5 March ", "12°34'", "KBX 123A", "no. 4", "1️⃣"),
        *("@", "a@b.c", "http://x", "(at) x", "👍🏽", "🇰🇪", "\u200d"),
    ]
)
TEXTS = st.one_of(st.text(st.characters(), max_size=150), st.lists(PIECES, max_size=30).map("".join))
LANGUAGE = st.sampled_from(["auto", *LANGUAGES])


@given(TEXTS, st.sampled_from(Mode), LANGUAGE)
@example("", Mode.RECALL, "auto")
@example("\ud800", Mode.RECALL, "en")
def test_spans_are_sorted_disjoint_and_inside_the_text(text: str, mode: Mode, language: str) -> None:
    end = 0
    for span in detect(text, mode, language).spans:
        assert end <= span.start < span.end <= len(text)
        end = span.end


@given(TEXTS, st.sampled_from(Mode), LANGUAGE)
def test_a_held_text_is_masked_whole_and_says_why(text: str, mode: Mode, language: str) -> None:
    found = detect(text, mode, language)
    if found.held:
        assert found.reason
        assert [(span.start, span.end, span.kind) for span in found.spans] == [(0, len(text), Kind.HELD)]
    else:
        assert found.reason is None


@given(TEXTS, st.sampled_from(Mode), LANGUAGE)
@example("The others had ൎ+254712345678 and left", Mode.RECALL, "en")
@example("The others had ൎ@me and left", Mode.RECALL, "en")
@example("The others had zz@b\u0301.c\u0301 and left", Mode.RECALL, "en")
@example("The others had ❤\ufe0f\u0301@me and :\u0300@b.c", Mode.RECALL, "en")
@example("The others had AB123\u0301x and left", Mode.RECALL, "en")
@example("The others had 12°34'\u0301 and left", Mode.RECALL, "en")
@example("The 👍\u0301http://x", Mode.RECALL, "en")
def test_no_span_cuts_a_word_or_a_character(text: str, mode: Mode, language: str) -> None:
    characters = {found.start() for found in regex.finditer(r"\X", text)} | {len(text)}
    for span in detect(text, mode, language).spans:
        assert {span.start, span.end} <= characters
        assert not _inside_a_word(text, span.start)
        assert not _inside_a_word(text, span.end)


def _inside_a_word(text: str, at: int) -> bool:
    return bool(regex.match(r"(?<=[\p{L}\p{N}])[\p{L}\p{N}]", text, pos=at))


@given(TEXTS, LANGUAGE)
def test_recall_masks_all_that_balanced_masks(text: str, language: str) -> None:
    def masked(mode: Mode) -> set[int]:
        return {at for span in detect(text, mode, language).spans for at in range(span.start, span.end)}

    assert masked(Mode.BALANCED) <= masked(Mode.RECALL)


def test_the_same_text_gives_the_same_answer() -> None:
    text = "They asked for Amina Yusuf on 5 March. Amina was not there."
    assert detect(text, Mode.RECALL) == detect(text, Mode.RECALL)


def test_a_text_over_the_bound_is_refused_without_a_word_of_it() -> None:
    with pytest.raises(TextTooLong) as refusal:
        detect("Amina " * (MOST_CHARACTERS // 6 + 1), Mode.RECALL)
    assert "Amina" not in str(refusal.value)


def test_offsets_count_code_points_also_outside_the_basic_plane() -> None:
    text = "👍🏽👍🏽 They asked for Amina."
    (span,) = detect(text, Mode.BALANCED, "en").spans
    assert text[span.start : span.end] == "Amina"
