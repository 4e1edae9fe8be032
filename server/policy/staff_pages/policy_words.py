"""A policy and its changes as rows of a page: settings in the pages' own words, all else as the checks say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from protocol.directory import TrustedDirectory
from protocol.policy import PolicyBundle
from protocol.policy_changes import Change
from protocol.policy_directions import Direction
from server.policy.proposals.typed import Field, Kind, in_words, setting_values, settings
from server.policy_checking.findings import File, Finding

_SET_HERE = frozenset({"version", "previous", "issued"})
"""Of every bundle; told where it is named."""
_AROUND = 1
"""Lines that are shown before and after one with a finding."""


@dataclass(frozen=True, slots=True)
class Value:
    """`word`: of a choice, or yes or no, which pages translate; else `text` as it is."""

    word: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One change. A setting has `name`, `old` and `new`; anything else, the list it is in and the checks' own words."""

    direction: Direction
    name: str | None
    old: Value | None
    new: Value | None
    part: str
    words: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a text around one in which something was found."""

    lines: tuple[tuple[int, str, bool], ...]
    finding: Finding


def changed_lines(
    found: Iterable[Change], old: PolicyBundle, new: PolicyBundle, directory: TrustedDirectory
) -> list[Line]:
    known = {one.name: one for group in settings(directory).values() for one in group}
    before, after = setting_values(old), setting_values(new)
    return [_line(one, known.get(one.field), before, after) for one in found if one.field not in _SET_HERE]


def setting_rows(bundle: PolicyBundle, directory: TrustedDirectory) -> dict[str, list[tuple[str, Value]]]:
    """Every setting by group: its name and its value."""
    values = setting_values(bundle)
    return {
        group: [(one.name, value_of(one, values[one.name])) for one in fields]
        for group, fields in settings(directory).items()
    }


def value_of(one: Field, value: Any) -> Value:
    if one.kind is Kind.FLAG:
        return Value("yes" if value else "no", "")
    text = in_words(one, value)
    return Value(text, "") if one.kind is Kind.CHOICE and not text.isdigit() else Value(None, text)


def excerpts(findings: Sequence[Finding], file: File, text: str) -> list[Excerpt]:
    """What was found in one text, each with its lines."""
    lines = text.split("\n")
    return [_excerpt(one, lines) for one in findings if one.file is file and one.line is not None]


def _excerpt(finding: Finding, lines: Sequence[str]) -> Excerpt:
    at = finding.line or 1
    around = range(max(1, at - _AROUND), min(len(lines), at + _AROUND) + 1)
    return Excerpt(tuple((number, lines[number - 1], number == at) for number in around), finding)


def _line(one: Change, known: Field | None, before: Mapping[str, Any], after: Mapping[str, Any]) -> Line:
    part = one.field.partition(".")[0]
    if known is None:
        return Line(one.direction, None, None, None, part, one.words)
    old, new = (value_of(known, values[known.name]) for values in (before, after))
    return Line(one.direction, known.name, old, new, part, "")
