"""A table as administrators and auditors get it: on a page in their language, or in a file for another program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

Value = str | int | tuple[str, ...] | None


class How(Enum):
    """What stands in a column."""

    NAME = "name"
    """As a signed paper writes it."""
    NAMES = "names"
    SIGNERS = "signers"
    """Names, each with the office in which it was signed: `dalia (administrator)`."""
    WORD = "word"
    """A coded value, which a page says in its reader's language."""
    DAY = "day"
    NUMBER = "number"
    ENGLISH = "english"
    """A sentence that there is in English alone."""


@dataclass(frozen=True, slots=True)
class Column:
    """`words`: what the names of a coded value's texts begin with."""

    name: str
    how: How = How.NAME
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `topic` names it, and its files."""

    topic: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]

    def as_records(self) -> list[Mapping[str, Value]]:
        return [dict(zip([one.name for one in self.columns], row, strict=True)) for row in self.rows]
