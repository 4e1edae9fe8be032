"""Rampart, a small model of English that also finds names written small (ONNX, by the National Design Studio).

Its weights come in a package of Arcjet's, of which nothing is imported: the files are read, checked, and run here, on
one thread of the processor.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from server.detection.plugged import Recognizer
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span
from server.recognizers.installed import installed
from server.recognizers.model_files import pinned_model
from server.recognizers.windows import windows

_KINDS = {
    "GIVEN_NAME": Kind.NAME, "SURNAME": Kind.NAME, "STREET_NAME": Kind.NAME, "CITY": Kind.NAME, "STATE": Kind.NAME,
    "EMAIL": Kind.EMAIL, "URL": Kind.URL, "PHONE": Kind.PHONE, "BUILDING_NUMBER": Kind.ADDRESS,
    "SECONDARY_ADDRESS": Kind.ADDRESS, "ZIP_CODE": Kind.ADDRESS, "BANK_ACCOUNT": Kind.NUMBER,
    "ROUTING_NUMBER": Kind.NUMBER, "TAX_ID": Kind.NUMBER, "GOVERNMENT_ID": Kind.NUMBER, "PASSPORT": Kind.NUMBER,
    "DRIVERS_LICENSE": Kind.NUMBER,
}  # fmt: skip
_OUTSIDE = "O"
_WEAKEST = 0.3
# It reads 512 pieces of words at once, and finds most in about the length of a paragraph.
_PIECES, _SHARED = 128, 24
_SIZE, _OVERLAP = 20_000, 400


class Piece(NamedTuple):
    """A piece of a word: where it is, and how likely each label is, in the order of the model's labels."""

    start: int
    end: int
    likely: Sequence[float]


@dataclass(frozen=True, slots=True)
class _Model:
    tokenizer: Any
    session: Any
    labels: Sequence[str]


def rampart() -> Recognizer:
    """Raises NotInstalled, NoModel or ModelIsAnother."""
    runtime, tokenizers = installed("onnxruntime"), installed("tokenizers")
    folder = pinned_model("rampart")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    names: Mapping[str, str] = config["id2label"]
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = runtime.InferenceSession(
        (folder / "onnx" / "model_q4.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = _Model(tokenizer, session, [names[str(number)] for number in range(len(names))])

    def find(text: str, _language: str) -> list[Span]:
        return [span for window in windows(text, _SIZE, _OVERLAP) for span in _spans_of(model, *window)]

    return Recognizer("rampart", frozenset({"en"}), find)


def spans_of(pieces: Sequence[Piece], labels: Sequence[str], text: str) -> Iterator[Span]:
    """One span for the pieces in a row that are of one kind, with nothing but white space between them.

    A piece counts for the likeliest kind that it could be, and for as much as it is likely to be anything at all.
    """
    last: Span | None = None
    for piece in pieces:
        kind, likely = _kind(piece.likely, labels)
        if kind is None or piece.start >= piece.end:
            continue
        if last and last.kind is kind and not text[last.end : piece.start].strip():
            last = Span(last.start, max(last.end, piece.end), kind, max(last.confidence, likely), Reason.BY_RAMPART)
            continue
        if last:
            yield last
        last = Span(piece.start, piece.end, kind, likely, Reason.BY_RAMPART)
    if last:
        yield last


def _kind(likely: Sequence[float], labels: Sequence[str]) -> tuple[Kind | None, float]:
    anything = min(1.0, 1 - likely[labels.index(_OUTSIDE)])
    if anything < _WEAKEST:
        return None, anything
    best = max((share, label) for share, label in zip(likely, labels, strict=True) if label != _OUTSIDE)
    return _KINDS.get(best[1].partition("-")[2], Kind.NUMBER), anything


def _spans_of(model: _Model, offset: int, window: str) -> Iterator[Span]:
    encoded = model.tokenizer.encode(window, add_special_tokens=False)
    step = _PIECES - _SHARED
    for first in range(0, max(len(encoded.ids) - _SHARED, 1), step):
        pieces = _pieces(model, encoded.ids[first : first + _PIECES], encoded.offsets[first : first + _PIECES])
        for span in spans_of(pieces, model.labels, window):
            yield Span(offset + span.start, offset + span.end, span.kind, span.confidence, span.reason)


def _pieces(model: _Model, ids: Sequence[int], places: Sequence[tuple[int, int]]) -> list[Piece]:
    numpy = installed("numpy")
    row = [model.tokenizer.token_to_id("[CLS]"), *ids, model.tokenizer.token_to_id("[SEP]")]
    fed = {
        "input_ids": numpy.array([row], dtype=numpy.int64),
        "attention_mask": numpy.ones((1, len(row)), dtype=numpy.int64),
        "token_type_ids": numpy.zeros((1, len(row)), dtype=numpy.int64),
    }
    wanted = {given.name for given in model.session.get_inputs()}
    (scores,) = model.session.run(None, {name: value for name, value in fed.items() if name in wanted})[0]
    raised = numpy.exp(scores - scores.max(axis=-1, keepdims=True))
    likely = (raised / raised.sum(axis=-1, keepdims=True)).tolist()
    return [Piece(start, end, each) for (start, end), each in zip(places, likely[1:-1], strict=True)]
