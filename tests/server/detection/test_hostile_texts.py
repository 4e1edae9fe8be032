"""No text takes long: every search is linear (a quadratic one would take hours for a mebibyte)."""

from __future__ import annotations

import time

import pytest

from server.detection.detect import MOST_CHARACTERS, Mode, detect

SHAPES = [
    "a", "A", "a ", "Aa. ", "@", "%", "1", "1 ", "123456789 ", "1/1/", "1,", "(1", "+", "a-", "a'", "a.", "(",
    "a [at] ", "///a.", "a:", " ", "\n", ". ", "e\u0301", "5 may ", "1 year ", "one ", "1° ", "12.3456 ", "http",
    "no 1 ", "AA11 BBBB ", "A1", "12h ", "fb:", "#a", "1\ufe0f\u20e3", "👍🏽 ", "أ ", "the \u0410 ", "A of ",
    "1 مارس ", "አቶ ",
    "teacher ", "the only ", "of the ", "Ab and ", "one of the last ", "5 men ", "about 5 ", "$5 ", "EUR 1 (", "\u201c",
    "\u201cA ",
    "5 May and ", "between ", "village of Ab ", "12 Ab ", "unheardofword ", "mohamed ", "A. ", "12-3 ", "man who ",
    "sells the left hand ",
]  # fmt: skip
LETTERS = str.maketrans("0123456789", "ghijklmnop")
LONG = {
    "half addresses": "a@" * (MOST_CHARACTERS // 2),
    "one long number": "1" * MOST_CHARACTERS,
    "all capitals": "A " * (MOST_CHARACTERS // 2),
    "nothing but titles": "mr Ab " * (MOST_CHARACTERS // 6),
    "different telephone numbers": "".join(f"09990{n:07d}, " for n in range(MOST_CHARACTERS // 14)),
    "different words": " ".join(f"n{n:x}".translate(LETTERS) for n in range(MOST_CHARACTERS // 8)),
    "different names": " ".join(f"They N{n:x}".translate(LETTERS) for n in range(MOST_CHARACTERS // 12)),
}


def processor_seconds(text: str, language: str = "en") -> float:
    began = time.process_time()
    detect(text, Mode.RECALL, language)
    return time.process_time() - began


@pytest.fixture(scope="module")
def plain() -> float:
    """Processor seconds for a thirty-second of a mebibyte of ordinary words: a sixth of one where this was written."""
    processor_seconds("The men came.")  # word lists load once
    return processor_seconds(("The men came to the market and asked for them. " * 3000)[: MOST_CHARACTERS // 32])


@pytest.mark.parametrize("shape", SHAPES)
def test_a_piece_of_anything_takes_less_than_two_seconds(shape: str, plain: float) -> None:
    text = (shape * (MOST_CHARACTERS // len(shape)))[: MOST_CHARACTERS // 32]
    # A third of one where this was written; on a machine that is slow with everything, so many times the ordinary.
    assert processor_seconds(text) < max(2, 16 * plain)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_quarter_of_a_mebibyte_takes_seconds(text: str, plain: float) -> None:
    assert processor_seconds(text[: MOST_CHARACTERS // 4]) < max(8, 8 * 16 * plain)


@pytest.mark.parametrize(
    "text", ["ranar 1 ga watan " * 8000, "Na ce da shi. Watu wa hii. " * 5000, "le tribunal de la cour " * 8000]
)
def test_a_piece_whose_language_is_to_be_told_takes_no_longer(text: str, plain: float) -> None:
    assert processor_seconds(text[: MOST_CHARACTERS // 32], "auto") < max(2, 16 * plain)
