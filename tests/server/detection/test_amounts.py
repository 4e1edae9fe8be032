"""Numbers of things, money and measures."""

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect
from server.detection.spans import Kind


def masked(text: str, mode: Mode) -> list[tuple[Kind, str]]:
    return [(span.kind, text[span.start : span.end]) for span in detect(text, mode, "en").spans]


@pytest.mark.parametrize(
    "amount",
    [
        "300,000 shillings",
        "EUR 5,699.21",
        "$40",
        "27 million dollars",
        "375 Turkish liras (TRY)",
        "40 per cent",
        "12 kilometres",
        "eleven goats",
        "twenty-two lorries",
        "623 prisoners",
        "six other prisoners",
        "about forty goats",
        "approximately 4,000 Swedish kronor",
        "eleven",
    ],
)
@pytest.mark.parametrize("mode", Mode)
def test_an_amount_is_masked_whole(amount: str, mode: Mode) -> None:
    assert (Kind.AMOUNT, amount) in masked(f"They were told of {amount} there.", mode)


@pytest.mark.parametrize("place", ["Article 6", "section 12", "rule 3"])
def test_a_number_that_counts_places_in_a_law_is_no_amount(place: str) -> None:
    assert Kind.AMOUNT not in [kind for kind, _ in masked(f"It is under {place} that they were there.", Mode.RECALL)]


@pytest.mark.parametrize(
    "span",
    [
        "between 3 May 1993 and 4 June 1994",
        "from 1960 to 1979",
        "three years and nine months",
        "two years and one month's",
        "four and a half years",
        "a two-week",
        "between July and December 1995",
        "the 10 May, on 7 July and on 26 September 1994",
        "beginning of August 1995",
        "summer and autumn of 1994",
    ],
)
def test_dates_that_belong_together_are_one_span(span: str) -> None:
    assert [text for _, text in masked(f"They were there, {span}.", Mode.RECALL)] == [span]
