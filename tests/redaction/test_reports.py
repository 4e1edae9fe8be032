"""What the detector finds in the reports of this folder, and that what it cannot read it holds, wholly masked.

The floors lie a little under what was measured, over the reports that are read, with the language guessed. They are low
where the detector is weak: a person reads every report, and a floor is no promise to a source. They only ever go up; a
detector that reads more texts than before may need another one, with a word in the commit that says why.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from server.detection.detect import Mode, detect
from server.detection.spans import Kind, Span
from tests.redaction.gold import Report, all_reports
from tests.redaction.measured import Measured, measured

HELD = ("am", "ar", "fa")


class Floor(NamedTuple):
    """Shares of 1: at most this many reports are held; at least this many entities are masked."""

    held: float
    direct: float
    quasi: float


FLOORS = {
    ("en", Mode.RECALL): Floor(0.1, 0.95, 0.75),
    ("en", Mode.BALANCED): Floor(0.1, 0.93, 0.48),
    ("fr", Mode.RECALL): Floor(0.12, 0.99, 0.63),
    ("fr", Mode.BALANCED): Floor(0.12, 0.96, 0.4),
    ("es", Mode.RECALL): Floor(0.15, 0.99, 0.35),
    ("es", Mode.BALANCED): Floor(0.15, 0.99, 0.35),
    ("sw", Mode.RECALL): Floor(0.26, 0.95, 0.55),
    ("sw", Mode.BALANCED): Floor(0.26, 0.95, 0.38),
    ("ha", Mode.RECALL): Floor(0.15, 0.95, 0.66),
    ("ha", Mode.BALANCED): Floor(0.15, 0.95, 0.6),
    ("pt", Mode.RECALL): Floor(0.34, 0.9, 0.48),
    ("pt", Mode.BALANCED): Floor(0.34, 0.9, 0.42),
    ("yo", Mode.RECALL): Floor(0.34, 0.99, 0.4),
    ("yo", Mode.BALANCED): Floor(0.34, 0.99, 0.4),
}


@pytest.mark.parametrize(("language", "mode"), FLOORS)
def test_a_language_that_is_read_is_read_at_least_this_well(language: str, mode: Mode) -> None:
    floor, reached = FLOORS[language, mode], measured(_reports(language), mode)
    assert reached.held <= floor.held, reached
    assert (reached.direct or 0) >= floor.direct, reached
    assert (reached.quasi or 0) >= floor.quasi, reached


@pytest.mark.parametrize("language", HELD)
def test_a_language_that_is_not_read_is_held_in_every_script_it_is_written_in(language: str) -> None:
    for mode in Mode:
        assert measured(_reports(language), mode) == Measured(held=1.0, direct=None, quasi=None)


def test_every_language_is_either_read_or_held() -> None:
    some = {report.language for report in all_reports()}
    assert some == {language for language, _ in FLOORS} | set(HELD)


def test_a_report_that_is_held_is_masked_from_its_first_letter_to_its_last_with_a_reason() -> None:
    held = [(report, found) for report in all_reports() if (found := detect(report.text, Mode.BALANCED)).held]
    assert held
    for report, found in held:
        assert found.spans == (Span(0, len(report.text), Kind.HELD, 1.0, found.reason or ""),)
        assert found.reason


def test_spans_lie_in_the_text_and_apart_in_every_report_and_mode() -> None:
    for report in all_reports():
        for mode in Mode:
            edges = [edge for span in detect(report.text, mode).spans for edge in (span.start, span.end)]
            assert edges == sorted(edges)
            assert all(0 <= edge <= len(report.text) for edge in edges)


def test_recall_mode_masks_whatever_balanced_mode_masks() -> None:
    for report in all_reports():
        assert _offsets(report, Mode.BALANCED) <= _offsets(report, Mode.RECALL), report.name


def _offsets(report: Report, mode: Mode) -> set[int]:
    return {offset for span in detect(report.text, mode).spans for offset in range(span.start, span.end)}


def _reports(language: str) -> list[Report]:
    return [report for report in all_reports() if report.language == language]
