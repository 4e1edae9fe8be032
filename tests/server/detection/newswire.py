"""Sentences in the manner of newswire, one a line, divided by spaces, with [per …], [loc …], [org …], [date …].

Everybody in them is invented, and the villages are. Of each African language the last six were written after the
words of the language, and rules and words were changed once more on their evidence (docs/languages.md).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import regex

from server.detection.detect import Mode, detect

_HERE = Path(__file__).parent / "sentences"
_MARK = regex.compile(r"\[(per|loc|org|date) ([^\]]++)\]")
_WORD = regex.compile(r"\w+")
_TOKEN = regex.compile(r"\S*\w\S*")


class Gold(NamedTuple):
    start: int
    end: int
    kind: str


class Measured(NamedTuple):
    """Shares: of people and places that are masked whole, and of the tokens beside all marks that are masked."""

    sentences: int
    held: int
    person: float
    place: float
    over: float


def sentences(code: str) -> list[tuple[str, list[Gold]]]:
    return [_parsed(line) for line in (_HERE / f"{code}.txt").read_text(encoding="utf-8").splitlines()]


def measure(code: str, language: str = "auto") -> Measured:
    found, marked, others, masked, held = Counter[str](), Counter[str](), 0, 0, 0
    for text, gold in sentences(code):
        detection = detect(text, Mode.RECALL, language)
        held += detection.held
        covered = {at for span in detection.spans for at in range(span.start, span.end)}
        named = {at for each in gold for at in range(each.start, each.end)}
        for each in gold:
            inside = (at for word in _WORD.finditer(text, each.start, each.end) for at in range(*word.span()))
            marked[each.kind] += 1
            found[each.kind] += covered.issuperset(inside)
        beside = [
            set(range(*token.span())) for token in _TOKEN.finditer(text) if named.isdisjoint(range(*token.span()))
        ]
        others += len(beside)
        masked += sum(not covered.isdisjoint(token) for token in beside)
    shares = (found["per"] / marked["per"], found["loc"] / marked["loc"], masked / others)
    return Measured(len(sentences(code)), held, *shares)


def _parsed(line: str) -> tuple[str, list[Gold]]:
    text, gold, at = "", list[Gold](), 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        gold.append(Gold(len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        at = mark.end()
    return text + line[at:], gold
