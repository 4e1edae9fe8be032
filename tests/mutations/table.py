"""Reading `mutations.toml`: which check is taken out where, and which test must then fail.

Rules of this file
* What is taken out is quoted word for word, and must stand in its file exactly once: a check that has moved or was
  rewritten makes the table wrong, and that is seen (`tests/test_assurance.py`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TREE = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("mutations.toml")


class TableIsWrong(Exception):
    """A line of mutations.toml does not fit the code any more."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One check: where it stands, what stands there without it, and the tests (pytest ids) that hold it."""

    name: str
    zone: str
    file: str
    check: str
    without: str
    tests: tuple[str, ...]

    def applied(self, text: str) -> str:
        """The file without the check. Raises TableIsWrong if it does not stand there exactly once."""
        if text.count(self.check) != 1 or self.check == self.without:
            raise TableIsWrong(self.name)
        return text.replace(self.check, self.without)


def mutations(table: Path = TABLE) -> Iterator[Mutation]:
    for line in tomllib.loads(table.read_text())["mutation"]:
        yield Mutation(**{**line, "tests": tuple(line["tests"])})
