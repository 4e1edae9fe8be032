"""A number that a check digit vouches for is called what it is. All of these were made for this test."""

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect
from server.detection.documents import documents
from server.detection.reading import read
from server.detection.spans import Kind


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("8001015009087", "South Africa"),
        ("10000000146", "Turkey"),
        ("12345678Z", "Spain"),
        ("X1234567L", "Spain"),
        ("111.444.777-35", "Brazil"),
        ("GB82 WEST 1234 5698 7654 32", "bank account"),
        ("4532 0151 1283 0366", "payment card"),
        ("490154203237518", "IMEI"),
        ("536-90-4399", "USA"),
    ],
)
def test_a_number_of_a_paper_is_masked_whole_and_named(number: str, said: str) -> None:
    text = f"She showed them {number} there."
    assert any(said in span.reason and text[span.start : span.end] == number for span in documents(read(text)))
    assert any(span.kind is Kind.CODE and span.start <= 16 for span in detect(text, Mode.BALANCED, "en").spans)


@pytest.mark.parametrize("number", ["8001015009088", "12345678A", "4532 0151 1283 0367", "2024-03-05"])
def test_a_number_without_its_check_digit_is_no_paper(number: str) -> None:
    assert list(documents(read(f"She showed them {number} there."))) == []
