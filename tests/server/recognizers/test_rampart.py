"""What Rampart says of pieces of words, put together to spans; at the end the real model."""

from __future__ import annotations

import pytest

from server.detection.plugged import Recognizer
from server.detection.spans import Kind
from server.recognizers.errors import NotInstalled
from server.recognizers.rampart import Piece, rampart, spans_of
from tests.conftest import _missing

LABELS = ("O", "B-GIVEN_NAME", "I-GIVEN_NAME", "B-SURNAME", "B-PHONE", "B-SOMETHING_NEW")
TEXT = "🚚 amina okello, 0712 345"


def piece(words: str, label: str, likely: float) -> Piece:
    start = TEXT.index(words)
    shares = [0.0] * len(LABELS)
    shares[LABELS.index(label)] = likely
    shares[0] += 1 - likely
    return Piece(start, start + len(words), shares)


def found(*pieces: Piece) -> list[tuple[str, Kind, float]]:
    return [
        (TEXT[span.start : span.end], span.kind, round(span.confidence, 2)) for span in spans_of(pieces, LABELS, TEXT)
    ]


def test_pieces_of_one_kind_in_a_row_are_one_span_as_sure_as_the_surest() -> None:
    pieces = (piece("ami", "B-GIVEN_NAME", 0.7), piece("na", "I-GIVEN_NAME", 0.6), piece("okello", "B-SURNAME", 0.9))
    assert found(*pieces) == [("amina okello", Kind.NAME, 0.9)]


def test_signs_between_pieces_and_another_kind_part_them() -> None:
    pieces = (piece("okello", "B-SURNAME", 0.9), piece("0712", "B-PHONE", 0.8), piece("345", "B-PHONE", 0.5))
    assert found(*pieces) == [("okello", Kind.NAME, 0.9), ("0712 345", Kind.PHONE, 0.8)]


def test_a_piece_counts_by_how_likely_it_is_to_be_anything_at_all() -> None:
    start = TEXT.index("okello")
    torn = Piece(start, start + 6, (0.5, 0.2, 0.0, 0.25, 0.05, 0.0))
    assert found(torn) == [("okello", Kind.NAME, 0.5)]
    assert found(piece("okello", "B-SURNAME", 0.2)) == []


def test_a_label_that_is_not_known_here_is_some_number_of_somebodys() -> None:
    assert found(piece("okello", "B-SOMETHING_NEW", 0.9)) == [("okello", Kind.NUMBER, 0.9)]


def test_pieces_without_a_width_are_passed_over() -> None:
    assert found(Piece(3, 3, piece("ami", "B-PHONE", 0.9).likely)) == []


@pytest.fixture(scope="module")
def real() -> Recognizer:
    try:
        return rampart()
    except NotInstalled as problem:
        _missing(f"Rampart: {problem}")


@pytest.mark.recognizers
def test_the_real_model_finds_a_name_written_small_behind_characters_of_more_than_one_byte(real: Recognizer) -> None:
    text = "🚚 they asked for jamal hussein at 12 river road, his number is 0712 345 678"
    words = " ".join(text[span.start : span.end] for span in real.find(text, "en"))
    assert "jamal hussein" in words
    assert "0712 345 678" in words


@pytest.mark.recognizers
def test_the_real_model_reads_a_text_longer_than_its_window_to_the_end(real: Recognizer) -> None:
    text = "the men went to the river and came back in the evening with their cows. " * 40 + "ask for jamal hussein."
    assert any(text[span.start : span.end].startswith("jamal") for span in real.find(text, "en"))
