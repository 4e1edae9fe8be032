"""A telephone number is found in every spelling, and none of its digits is left over."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect
from server.detection.spans import Kind

NUMBERS = [
    "+254712345678",
    "+254 712 345 678",
    "+254-712-345-678",
    "+254 (0)712 345678",
    "00254712345678",
    "00 254 712 345 678",
    "%2B254712345678",
    "254712345678",
    "0712345678",
    "0712 345 678",
    "0712-345-678",
    "0712.345.678",
    "(0712) 345678",
    "0712/345678",
    "07 12 34 56 78",
    "0 7 1 2 3 4 5 6 7 8",
    "٠٧١٢٣٤٥٦٧٨",
    "+٢٥٤ ٧١٢ ٣٤٥ ٦٧٨",
    "۰۷۱۲۳۴۵۶۷۸",
    "०७१२३४५६७८",
    "０７１２３４５６７８",
    "𝟎𝟕𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
    "⓪⑦①②③④⑤⑥⑦⑧",
    "0️⃣7️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
    "0712\u00a0345\u202f678",
    "0712\u2011345\u2013678",
    "O712 345 678",
    "o7l2 345 678",
    "tel:+254712345678",
    "wa.me/254712345678",
    "zero seven one two three four five six seven eight",
    "zero, seven, one, two, three, four, five, six, seven, eight",
    "sifuri saba moja mbili tatu nne tano sita saba nane",
    "+223 70 12 34 56",
    "+243 81 234 5678",
    "+93 70 123 4567",
    "7012345",
]  # fmt: skip


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("number", NUMBERS)
def test_no_digit_of_a_telephone_number_is_left_unmasked(number: str, mode: Mode) -> None:
    before = "They said that she can be called at "
    text = f"{before}{number} in the evening."
    found = detect(text, mode, "en")
    masked = {position for span in found.spans for position in range(span.start, span.end)}
    digits = {at for at in range(len(before), len(before) + len(number)) if text[at].isalnum()}
    assert digits <= masked


@pytest.mark.parametrize(
    ("number", "language"),
    [
        ("+254712345678", "en"),
        ("00254712345678", "es"),
        ("0712 345 678", "sw"),
        ("٠٧١٢٣٤٥٦٧٨", "sw"),
        ("06 12 34 56 78", "fr"),
        ("0803 123 4567", "ha"),
        ("612 34 56 78", "es"),
    ],
)
def test_a_number_that_can_be_called_is_called_a_phone(number: str, language: str) -> None:
    found = detect(number, Mode.BALANCED, language)
    assert [span.kind for span in found.spans] == [Kind.PHONE]


@pytest.mark.parametrize("number", ["14 3 2", "250 men", "in 30 days"])
def test_short_figures_are_not_telephone_numbers(number: str) -> None:
    found = detect(f"They said {number} yesterday.", Mode.BALANCED, "en")
    assert not {Kind.PHONE, Kind.NUMBER} & {span.kind for span in found.spans}
