"""The reports that detectors are held against are whole, as their README.md says, and read to the code point."""

import re
from collections import Counter
from unicodedata import normalize

import pytest

from tests.redaction.gold import DIRECT_KINDS, QUASI_KINDS, NotAReport, Report, all_reports, read_reports

AT_LEAST = {"en": 6, "fr": 6, "es": 6, "ar": 6, "sw": 6, "ha": 6, "am": 6, "fa": 6, "pt": 3, "yo": 3}


def read(*lines: str) -> Report:
    (report,) = read_reports("\n".join(("== xx-01 · sms · a test", *lines)))
    return report


def marked(report: Report) -> list[tuple[str, int]]:
    return [(report.words_of(span), span.entity) for span in report.spans]


def test_there_are_at_least_64_reports_in_ten_languages_and_two_voices() -> None:
    counted = Counter(report.language for report in all_reports())
    assert counted.total() >= 64
    assert counted.keys() == AT_LEAST.keys()
    assert all(counted[language] >= least for language, least in AT_LEAST.items())
    assert all({"monitor", "sms"} <= voices for voices in _voices().values())


def test_every_language_with_six_reports_has_every_common_kind() -> None:
    everywhere = {"person", "place", "phone", "age", "job", "relation", "quantity", "unique", "date"}
    for language, least in AT_LEAST.items():
        kinds = {span.kind for report in all_reports() if report.language == language for span in report.spans}
        assert kinds <= DIRECT_KINDS | QUASI_KINDS
        assert least < 6 or everywhere <= kinds, language


def test_spans_lie_in_the_text_in_order_and_apart() -> None:
    for report in all_reports():
        edges = [edge for span in report.spans for edge in (span.start, span.end)]
        assert edges == sorted(edges), report.name
        assert 0 <= edges[0] < edges[-1] <= len(report.text)
        assert all(span.start < span.end for span in report.spans)
        assert all(report.words_of(span) == report.words_of(span).strip() for span in report.spans)


def test_an_entity_has_one_kind_but_for_a_place_inside_an_organisation() -> None:
    for report in all_reports():
        for entity in {span.entity for span in report.spans}:
            kinds = {span.kind for span in report.spans if span.entity == entity}
            assert len(kinds) == 1 or kinds == {"organisation", "place"}, (report.name, entity)


def test_what_is_direct_is_so_by_its_kind() -> None:
    for report in all_reports():
        assert all(span.direct == (span.kind in DIRECT_KINDS) for span in report.spans), report.name


def test_names_of_reports_are_counted_without_a_gap() -> None:
    for language in AT_LEAST:
        numbers = [int(report.name[3:]) for report in all_reports() if report.language == language]
        assert numbers == list(range(1, len(numbers) + 1))


def test_no_address_in_a_report_could_be_anybodys() -> None:
    for report in all_reports():
        for span in report.spans:
            if span.kind in {"email", "url"}:
                address = normalize("NFKC", report.words_of(span))
                assert re.search(r"(^|[@/.])example\.(org|net)(/|$)", address), report.name


def test_a_mention_counts_everywhere_but_inside_a_longer_one() -> None:
    report = read("Amina Okello and Amina saw Okello.", "--", "d person 1  Amina Okello | Amina", "d person 2  Okello")
    assert marked(report) == [("Amina Okello", 1), ("Amina", 1), ("Okello", 2)]


def test_a_mention_is_whole_words_even_beside_combining_marks_and_joiners() -> None:
    report = read("Ade\u0301 Ade \u0627\u0645\u200cAde Ades", "--", "d person 1  Ade")
    assert [(span.start, span.end) for span in report.spans] == [(5, 8)]


def test_something_stuck_in_front_is_no_part_of_a_mention() -> None:
    report = read("جاء وكريم معه", "--", "d person 1  ~كريم")
    assert [(span.start, span.end) for span in report.spans] == [(5, 9)]


def test_a_numbered_mention_counts_there_alone() -> None:
    report = read("grace came by the grace of god, grace.", "--", "d person 1  grace #1 | grace #3")
    assert [span.start for span in report.spans] == [0, 32]


def test_offsets_are_code_points() -> None:
    report = read("\U0001d7d0\U0001d7d7\U0001f981 Ama", "--", "d person 1  Ama")
    assert [(span.start, span.end) for span in report.spans] == [(4, 7)]


@pytest.mark.parametrize(
    "lines",
    [
        ("Ama came.",),
        ("Ama came.", "--", "d person 1  Abena"),
        ("Ama came.", "--", "d person 1  Ama #2"),
        ("Ama Ba came.", "--", "d person 1  Ama Ba", "q place 2  Ba"),
        ("Ama came.", "--", "d nobody 1  Ama"),
        ("Ama came.", "--", "x person 1  Ama"),
        ("Ama came.", "--", "d person 1 Ama"),
    ],
)
def test_what_is_written_otherwise_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(NotAReport):
        read(*lines)


def _voices() -> dict[str, set[str]]:
    voices: dict[str, set[str]] = {}
    for report in all_reports():
        if AT_LEAST[report.language] >= 6:
            voices.setdefault(report.language, set()).add(report.voice)
    return voices
