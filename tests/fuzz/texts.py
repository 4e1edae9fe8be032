"""The detector, on anything that somebody may have written: it answers in time, within bounds, and never falls over."""

from __future__ import annotations

import io
import json

from server.detection.detect import Mode, detect
from server.detection.errors import DetectionError
from server.detection.jsonl import run_detect
from server.detection.languages import AUTO, LANGUAGES
from server.detection.overlap import shared_runs
from server.detection.residual import remaining_identifiers
from server.detection.spans import Span
from tests.fuzz.codes import typed
from tests.fuzz.target import Target

CODES = (AUTO, *LANGUAGES, "xx")
LONG = 64 * 1024
"""Characters of a repeated shape: what is not linear takes minutes at this length, and a tenth of a second else."""


def _text(raw: bytes) -> None:
    """One byte for mode and language, then a text."""
    which, text = raw[0] if raw else 0, typed(raw[1:])
    found = detect(text, list(Mode)[which % 2], CODES[which // 2 % len(CODES)])
    _within(found.spans, text)
    assert found.held == (found.reason is not None)


def _within(spans: tuple[Span, ...], text: str) -> None:
    """In order, apart, and inside the text."""
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        end = span.end


def _repeated(raw: bytes) -> None:
    """A shape, over and over: what backtracks or looks back at everything is found out by its time."""
    shape = typed(raw[1:])
    if shape:
        _text(raw[:1] + (shape * (LONG // len(shape))).encode("utf-8", "surrogatepass"))


def _lines(raw: bytes) -> None:
    """Each line that holds something is answered by one line, in order."""
    out = io.StringIO()
    status = run_detect(io.BytesIO(raw), out, Mode.RECALL)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(answers) == sum(1 for line in io.BytesIO(raw) if line.strip())
    assert status in (0, 1)
    for answer in answers:
        assert set(answer) == {"id", "lang", "held", "reason", "spans"}


def _summary(raw: bytes) -> None:
    """A summary, its originals behind form feeds: shared words, and what remains of names."""
    summary, *originals = typed(raw).split("\f")
    _within(shared_runs(summary, originals[:8], vocabulary=("armed conflict",)), summary)
    found = remaining_identifiers(summary, "en", allowed=originals[:2], originals=originals[:8])
    _within(found, summary)


def targets() -> list[Target]:
    texts = [
        "The men came to Bor on 5 May. Call Peter Deng at +211 912 345 678 or p.deng@example.org.",
        "Le 3 mai, Jean N'Djamena a vu deux hommes, 34 ans, \u00e0 12.3456, 31.5.",
        "Wanaume walikuja sokoni. Juma Ali, miaka 40, alipigwa.",
        "Ya Peter\u200d wuce \U0001f44d\U0001f3fd da \u0661\u0662 \u0440eter",
    ]
    lines = [json.dumps({"id": number, "text": text}).encode() for number, text in enumerate(texts)]
    summary = "Fighters gather in Northern, said five men at the market.\fFive men at the market of Bor"
    words = (
        b" ", b"\n", b"Mr ", b" [at] ", b"@", b".org", b"http://", b"+211", b" May ", b"1/2/", "\u0661".encode(),
        "\u0301".encode(), "\u200d".encode(), "\u0430".encode(), b"\xed\xa0\x80", "\ufe0f\u20e3".encode(), b"'", b"-",
    )  # fmt: skip
    shapes = [bytes([0]) + one for one in (b"a@", b"A1", b"+1 ", b"1/1/", b"a.b-", b"Mr Ab ", "e\u0301".encode())]
    jsons = (b'{"id": ', b', "text": "', b'"}\n', b"\\ud800", b"\\u0000", b"null", b"1e999", b"[", b"\n")
    refused = (DetectionError,)
    return [
        Target("texts", _text, [bytes([n]) + text.encode() for n, text in enumerate(texts)], (), words, share=2),
        Target("repeated", _repeated, shapes, (), words, most=24),
        Target("lines", _lines, [*lines, b"\n".join(lines), b'{"id": "a"}', b"[1]"], (), jsons, most=1024),
        Target("summarytexts", _summary, [summary.encode()], refused, words, most=2048),
    ]
