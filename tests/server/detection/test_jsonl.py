"""Every line is answered, in order; what cannot be searched is held, and repeated nowhere."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from server.detection import jsonl
from server.detection.detect import MOST_CHARACTERS, Mode
from server.detection.jsonl import run_detect

GOOD = {"id": "a1", "text": "They asked for Amina."}


def run(*lines: object, lang: str = "auto") -> tuple[int, list[dict[str, Any]]]:
    raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines) + b"\n"
    out = io.StringIO()
    status = run_detect(io.BytesIO(raw), out, Mode.BALANCED, lang)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_text_is_answered_in_the_published_form() -> None:
    status, (answer,) = run(GOOD)
    assert status == 0
    span = {"start": 15, "end": 20, "kind": "name", "confidence": 0.8}
    assert answer == {"id": "a1", "lang": "en", "held": False, "reason": None, "spans": [span]}


def test_a_held_text_is_an_answer_not_a_failure() -> None:
    status, (answer,) = run({"id": 7, "text": "وصلت ثلاث شاحنات"})
    assert status == 0
    assert (answer["id"], answer["lang"], answer["held"]) == (7, "und-Arab", True)
    assert [(span["start"], span["end"]) for span in answer["spans"]] == [(0, 16)]


MALFORMED: list[tuple[bytes, object]] = [
    (b"Amina", None),
    (b'{"id": "a1", "text": "Amina', None),
    (b'{"id": "a1", "text": "\xff\xfe"}', None),
    (b'["Amina"]', None),
    (b"null", None),
    (b"[" * 100_000, None),
    (b'{"id": ' + b"9" * 5000 + b', "text": "Amina"}', None),
    (b'{"text": "Amina"}', None),
    (b'{"id": null, "text": "Amina"}', None),
    (b'{"id": true, "text": "Amina"}', None),
    (b'{"id": 1.5, "text": "Amina"}', None),
    (b'{"id": ["Amina"], "text": "Amina"}', None),
    (b'{"id": "' + b"a" * 300 + b'", "text": "Amina"}', None),
    (b'{"id": "a2"}', "a2"),
    (b'{"id": "a2", "text": null}', "a2"),
    (b'{"id": 3, "text": ["Amina"]}', 3),
]


@pytest.mark.parametrize(("line", "identifier"), MALFORMED)
def test_a_malformed_line_is_held_repeats_nothing_and_stops_nothing(line: bytes, identifier: object) -> None:
    status, answers = run(GOOD, line, GOOD)
    assert status == 1
    assert [answer["id"] for answer in answers] == ["a1", identifier, "a1"]
    assert answers[1]["held"]
    assert answers[1]["spans"] == []
    assert "Amina" not in json.dumps(answers[1])


def test_a_text_over_the_bound_is_held_whole_under_its_id() -> None:
    status, answers = run({"id": "long", "text": "a" * (MOST_CHARACTERS + 1)}, GOOD)
    assert status == 1
    assert [answer["held"] for answer in answers] == [True, False]
    assert answers[0]["id"] == "long"
    assert [(span["start"], span["end"]) for span in answers[0]["spans"]] == [(0, MOST_CHARACTERS + 1)]


def test_a_line_over_the_bound_is_never_in_memory_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "_LONGEST_LINE", 64)
    asked: list[int] = []

    class Source(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            asked.append(-1 if size is None else size)
            return super().readline(size)

    raw = b"x" * 1000 + b"\n" + json.dumps(GOOD).encode() + b"\n"
    out = io.StringIO()
    assert run_detect(Source(raw), out, Mode.BALANCED) == 1
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == [None, "a1"]
    assert set(asked) == {64}


def test_half_a_character_is_held_and_the_answer_is_still_json() -> None:
    status, (answer,) = run(b'{"id": "a1", "text": "They asked for \\ud800 him."}')
    assert (status, answer["held"]) == (0, True)


def test_empty_lines_and_other_members_are_passed_over() -> None:
    status, answers = run(b"", b"  ", {**GOOD, "source": "x"}, b"")
    assert (status, len(answers)) == (0, 1)


def test_the_language_can_be_said() -> None:
    _, (answer,) = run({"id": "a1", "text": "Kibera."}, lang="sw")
    assert (answer["lang"], answer["held"]) == ("sw", False)
