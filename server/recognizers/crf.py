"""A CRF that was trained on texts which an operator marked: how likely each word is to identify somebody.

`leeward recognizers train` makes it. It adds to what is found and is never alone: what a model learnt in one kind of
text does not travel to another. The file is hashed and loaded as the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from server.detection.languages import LANGUAGES
from server.detection.plugged import Recognizer
from server.detection.reading import Reading, Word, read
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span
from server.recognizers.errors import NothingToLearn, UnknownRecognizer
from server.recognizers.installed import installed
from server.recognizers.model_files import pinned_bytes
from server.recognizers.signs import signs

_OPEN = "open"
_WEAKEST = 0.05


class Example(NamedTuple):
    """A text, and the stretches of it that identify: start, end, kind, in code points."""

    text: str
    mentions: Sequence[tuple[int, int, str]]


def crf(language: str, digest: str, file: Path) -> Recognizer:
    """A trained model, if its SHA-256 is the one that was given. Raises RecognizerErrors."""
    if language not in LANGUAGES:
        raise UnknownRecognizer(f"crf:{language}")
    model = _Model(installed("pycrfsuite").Tagger(), pinned_bytes(file, digest))
    model.tagger.open_inmemory(model.content)

    def find(text: str, code: str) -> list[Span]:
        reading = read(text)
        if not reading.words:
            return []
        with model.lock:
            model.tagger.set(signs(reading, code))
            return list(_spans(reading.words, model.tagger))

    return Recognizer(f"crf:{language}", frozenset({language}), find)


@dataclass(frozen=True, slots=True)
class _Model:
    """A tagger and the bytes that it reads: it holds no reference to them, and reads them for as long as it is used."""

    tagger: Any
    content: bytes
    lock: Lock = field(default_factory=Lock)
    """It holds one text at a time."""


def _spans(words: Sequence[Word], tagger: Any) -> Iterator[Span]:
    """Words in a row that are likeliest of one kind; as sure as the surest of them is to be anything at all."""
    kinds = [kind for kind in tagger.labels() if kind != _OPEN]
    judged = [_judged(tagger, kinds, at) for at in range(len(words))]
    for kind, run in groupby(range(len(words)), key=lambda at: judged[at][0]):
        members = list(run)
        if kind:
            surest = max(judged[at][1] for at in members)
            yield Span(
                words[members[0]].start, words[members[-1]].end, Kind(kind), min(1.0, surest), Reason.BY_OWN_MODEL
            )


def _judged(tagger: Any, kinds: Iterable[str], at: int) -> tuple[str | None, float]:
    likely = {kind: tagger.marginal(kind, at) for kind in kinds}
    anything = sum(likely.values())
    return (max(likely, key=lambda kind: likely[kind]) if anything >= _WEAKEST else None), anything


def train(examples: Iterable[Example], language: str, file: Path) -> int:
    """Write a model to `file`; how many texts it was trained on. Raises NotInstalled, NothingToLearn."""
    if language not in LANGUAGES:
        raise UnknownRecognizer(f"crf:{language}")
    trainer = installed("pycrfsuite").Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 100})
    texts, mentions = 0, 0
    for example in examples:
        reading = read(example.text)
        if reading.words:
            trainer.append(signs(reading, language), labels(reading, example.mentions))
            texts, mentions = texts + 1, mentions + len(example.mentions)
    if not mentions:
        raise NothingToLearn
    trainer.train(str(file))
    return texts


def labels(reading: Reading, mentions: Iterable[tuple[int, int, str]]) -> list[str]:
    """For each word, the kind of the mention that it touches; what is no kind of the detector's counts as a name."""
    told = [_OPEN] * len(reading.words)
    for start, end, kind in mentions:
        for at, word in enumerate(reading.words):
            if word.start < end and start < word.end:
                told[at] = kind if kind in _KINDS else Kind.NAME.value
    return told


_KINDS = frozenset(kind.value for kind in Kind) - {Kind.HELD.value, Kind.SHARED.value, Kind.UNREAD.value}
