"""Folding keeps every offset, and a span never cuts a word or a character in two."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from server.detection.reading import read
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

ANY_TEXT = st.text(st.characters(), max_size=200)


@given(ANY_TEXT)
def test_folding_keeps_the_number_of_code_points(text: str) -> None:
    assert len(read(text).text) == len(text)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("٠٧١٢", "0712"),  # Arabic
        ("۰۷۱۲", "0712"),  # Persian
        ("०७१२", "0712"),  # Devanagari
        ("０７１２", "0712"),  # full width
        ("⁰⁷¹²", "0712"),  # raised
        ("①②", "12"),  # circled
        ("𝟎𝟕𝟏𝟐", "0712"),  # mathematical
        ("Ａｌｉ", "Ali"),
        ("𝐀𝐥𝐢", "Ali"),
        ("Ⓐⓛⓘ", "Ali"),
        ("N’Djamena", "N'Djamena"),
        ("a\u00a0b\u2009c", "a b c"),
        ("1–2—3−4", "1-2-3-4"),
        ("5 µg", "5 µg"),
    ],
)
def test_what_only_looks_different_is_read_alike(written: str, read_as: str) -> None:
    assert read(written).text == read_as


@pytest.mark.parametrize(
    "word",
    ["Yusuf", "N'Djamena", "al-Bashir", "Ọláyínká", "O\u0323la\u0301", "Ɗan-Fodio", "Traoré's", "1️⃣2️⃣"],
)
def test_a_word_is_one_word(word: str) -> None:
    assert [each.text for each in read(f"the {word} came").words] == ["the", read(word).text, "came"]


@given(ANY_TEXT, st.data())
def test_a_widened_span_cuts_no_character_from_its_marks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(len(text) - 1, 0)))
    end = data.draw(st.integers(start + 1, max(len(text), start + 1)))
    if not text or text[start] != read(text).text[start] or not read(text).text[start].isalnum():
        return
    wide = read(text).whole(Span(start, end, Kind.NAME, 1, Reason.NUMBER))
    assert wide.start <= start < end <= wide.end <= len(text)
    borders = {found.start() for found in regex.finditer(r"\X", text)} | {len(text)}
    assert wide.start in borders


def test_a_span_inside_a_word_is_widened_to_the_word() -> None:
    wide = read("see KBX123A now").whole(Span(7, 9, Kind.CODE, 1, Reason.NUMBER))
    assert (wide.start, wide.end) == (4, 11)
