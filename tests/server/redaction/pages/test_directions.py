"""What is kept together in texts that run from right to left: pure. How a browser sets it is seen in its journey."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.detection.reasons import Reason
from server.redaction.pages.decisions import Decided, Stretch
from server.redaction.pages.directions import Run, runs_of
from server.redaction.pages.marking import masked, pieces, visible


def marked(*places: tuple[int, int]) -> list[Stretch]:
    return [Stretch(start, end, "name", Reason.CAPITAL, Decided.PROPOSED) for start, end in places]


def kept_together(runs: list[Run]) -> list[str]:
    inner = [part.text for run in runs for piece in run.pieces for part in piece.parts if part.isolated]
    return inner + ["".join(p.text for piece in run.pieces for p in piece.parts) for run in runs if run.isolated]


def in_text(text: str, *places: tuple[int, int]) -> list[str]:
    return kept_together(runs_of(pieces(text, marked(*places)), "rtl"))


@pytest.mark.parametrize(
    "run",
    [
        "+254 712 345678",
        "0712-345-678",
        "٠٧١٢ ٣٤٥ ٦٧٨",
        "2024-03-12",
        "12/3/2024",
        "John Smith (Johnny)",
        "https://a.example/b?c=1/",
        "amina@mail.example",
        "@amina_77",
        "KBX 123A",
        "-1.2833, 36.8167",
    ],
)
def test_a_number_a_latin_name_or_an_address_is_kept_together(run: str) -> None:
    assert in_text(f"كتبت أمينة {run} ثم ذهبت") == [run]


@pytest.mark.parametrize("text", ["في يوم 12 نوفمبر", "من 10-15 رجلا", "كانوا ١٢ رجلا", "في 2024", "أخذ 5، ثم 7"])
def test_what_is_read_alike_from_either_side_is_left_as_it_is(text: str) -> None:
    assert in_text(text) == []


def test_a_text_that_runs_from_left_to_right_needs_none() -> None:
    assert kept_together(runs_of(pieces("She called +254 712 345678.", ()), "ltr")) == []


def test_a_run_goes_around_marks_and_into_them_and_is_cut_where_one_ends_inside_it() -> None:
    text = "قال John Smith هنا"
    whole = text.index("John"), text.index(" هنا")
    assert in_text(text, whole) == ["John Smith"], "inside of its mark"
    assert in_text(text, (whole[0], whole[0] + 4)) == ["John Smith"], "around a mark for the first name"
    assert in_text(text, (0, whole[0] + 4)) == ["John", " Smith"], "no mark is cut"


def test_of_what_is_masked_nothing_is_looked_at() -> None:
    text = "قال John هنا"
    cut = masked(text, marked((text.index("John"), text.index(" هنا"))))
    assert kept_together(runs_of(cut, "rtl")) == []


@given(st.text(st.sampled_from("aZ 1٢+-/().@اب،\n")), st.lists(st.integers(0, 60), max_size=8))
def test_every_place_stays_where_it_was_whatever_is_kept_together(text: str, cuts: list[int]) -> None:
    ends = sorted({one for one in cuts if one <= len(text)})
    stretches = marked(*zip(ends[::2], ends[1::2], strict=False))
    for cut in (pieces(text, stretches), masked(text, stretches)):
        laid = [piece for run in runs_of(cut, "rtl") for piece in run.pieces]
        assert "".join(part.text for piece in laid for part in piece.parts) == "".join(one.text for one in cut)
        assert [one.at for one in laid if one.at is not None] == [one.at for one in cut if one.at is not None]
    assert len(visible(text)) == len(text)
