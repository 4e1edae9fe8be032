"""Spans: stretches of a text that may point at a person, in code points, never in bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from server.detection.errors import NotASpan
from server.detection.reasons import Reason


class Kind(StrEnum):
    NAME = "name"  # of a person, a place or a group: capitals cannot tell which
    EMAIL = "email"
    URL = "url"
    HANDLE = "handle"
    PHONE = "phone"
    NUMBER = "number"
    CODE = "code"
    COORDINATES = "coordinates"
    DATE = "date"
    TIME = "time"
    AGE = "age"
    DURATION = "duration"
    YEAR = "year"
    AMOUNT = "amount"  # of money, of things, of distance
    DEMONYM = "demonym"  # nationality, people, faith, language
    JOB = "job"
    KIN = "kin"
    SINGLE = "single"  # of whom there is one: the only midwife
    EVENT = "event"
    CONDITION = "condition"  # of the body or the mind
    WORK = "work"  # a title in quotation marks
    ADDRESS = "address"  # a number beside a name: of a house, a post code
    UNREAD = "unread"  # a word in a script that is not read here
    HELD = "held"  # the whole text: nothing in it was judged
    SHARED = "shared"  # words that stand in an original too


@dataclass(frozen=True, slots=True)
class Span:
    """Code points start to end (exclusive); reason says why, for a curator."""

    start: int
    end: int
    kind: Kind
    confidence: float
    reason: Reason

    def __post_init__(self) -> None:
        if not (0 <= self.start < self.end and 0 < self.confidence <= 1):
            raise NotASpan


@dataclass(frozen=True, slots=True)
class Detection:
    """What was found in one text: spans sorted and disjoint.

    lang is a BCP 47 tag, "und" where the language is not known. held means that the text could not be
    followed: then reason says why, and a single span covers all of it; hints, which may overlap that span and are
    for a person at the desk alone, say where to look first.
    """

    lang: str
    held: bool
    reason: Reason | None
    spans: tuple[Span, ...]
    hints: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if any(after.start < before.end for before, after in pairwise(self.spans)):
            raise NotASpan


def disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same stretches, sorted; overlapping ones become one that keeps the surest one's kind and reason."""
    merged: list[Span] = []
    for span in sorted(spans, key=_from_left):
        if merged and span.start < merged[-1].end:
            merged[-1] = _joined(merged[-1], span)
        else:
            merged.append(span)
    return tuple(merged)


def _from_left(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _joined(left: Span, right: Span) -> Span:
    surest = right if right.confidence > left.confidence else left
    return Span(left.start, max(left.end, right.end), surest.kind, surest.confidence, surest.reason)
