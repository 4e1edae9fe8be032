"""A Cedar text, cut into its statements, each with the line it begins in. The library tells no lines.

Only what is needed to find where a statement ends is known here: strings, comments, and the braces of a namespace.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECES = re.compile(r'//[^\r\n]*|"(?:\\.|[^"\\])*"?|[{};]|\s+|[^\s"{};/]+|/', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """A rule or a declaration, as it stands, without what comes before it."""

    text: str
    line: int
    """The line that its first word stands in, from 1."""


def rules_of(policies: str) -> list[Statement]:
    """The rules of a text. No rule has a semicolon in its braces, so that one without its end spoils only the next."""
    return _cut(policies, in_braces=False)


def declarations_of(schema: str) -> list[Statement]:
    """The declarations of a schema: a namespace with all that is in it is one."""
    return _cut(schema, in_braces=True)


def _cut(text: str, *, in_braces: bool) -> list[Statement]:
    found: list[Statement] = []
    begun: int | None = None
    depth = 0
    for piece in _PIECES.finditer(text):
        word = piece[0]
        if word.startswith("//") or word.isspace():
            continue
        begun = piece.start() if begun is None else begun
        depth += {"{": 1, "}": -1}.get(word, 0)
        closes_namespace = word == "}" and depth == 0 and text.startswith("namespace", begun)
        if (word == ";" and not (in_braces and depth > 0)) or (in_braces and closes_namespace):
            found.append(_statement(text, begun, piece.end()))
            begun, depth = None, 0
    return found if begun is None else [*found, _statement(text, begun, len(text))]


def _statement(text: str, start: int, end: int) -> Statement:
    return Statement(text[start:end], text.count("\n", 0, start) + 1)
