"""The page's catalogues, read as Fluent reads them (clients/web/languages)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from fluent.syntax import FluentParser, FluentSerializer, ast, visitor

LANGUAGES = Path(__file__).parents[3] / "clients" / "web" / "languages"

PLURALS = {
    "am": {"one", "other"},
    "ar": {"zero", "one", "two", "few", "many", "other"},
    "en": {"one", "other"},
    "es": {"one", "many", "other"},
    "fa": {"one", "other"},
    "fr": {"one", "many", "other"},
    "pt": {"one", "many", "other"},
    "sw": {"one", "other"},
}
"""What each language tells apart when it counts: CLDR, cardinals. A new language brings its line."""


@dataclass(frozen=True)
class Catalogue:
    language: str
    text: str

    @classmethod
    def of(cls, language: str, folder: Path = LANGUAGES) -> Catalogue:
        return cls(language, (folder / f"{language}.ftl").read_text(encoding="utf-8"))

    @cached_property
    def entries(self) -> list[ast.EntryType]:
        return FluentParser(with_spans=False).parse(self.text).body

    @cached_property
    def messages(self) -> dict[str, ast.Message]:
        return {entry.id.name: entry for entry in self.entries if isinstance(entry, ast.Message)}

    @property
    def twice(self) -> list[str]:
        """Ids that more than one message has: a page shows the first, a translator mends the other."""
        times = Counter(entry.id.name for entry in self.entries if isinstance(entry, ast.Message))
        return [name for name, count in times.items() if count > 1]

    @property
    def head(self) -> str:
        """The comment above everything."""
        first = self.entries[0]
        return (first.content or "") if isinstance(first, ast.BaseComment) else ""

    def said(self, name: str) -> str:
        """A message as its file has it, without its comment and its name."""
        return FluentSerializer().serialize_entry(_bare(self.messages[name])).split("=", 1)[1].strip()


def fingerprint(catalogue: Catalogue) -> str:
    """Eight digits of SHA-256 over its messages: another text gives others. Comments and order count for nothing."""
    messages = {name: catalogue.said(name) for name in catalogue.messages}
    return hashlib.sha256(json.dumps(messages, sort_keys=True).encode()).hexdigest()[:8]


def _bare(message: ast.Message) -> ast.Message:
    return ast.Message(message.id, message.value, message.attributes)


def every_language() -> list[str]:
    return sorted(path.stem for path in LANGUAGES.glob("*.ftl"))


def placeables(message: ast.Message) -> dict[str, list[str]]:
    """What is filled in, in the value (under "") and in each attribute."""
    patterns = {"": message.value, **{attribute.id.name: attribute.value for attribute in message.attributes}}
    return {name: sorted(set(_variables(pattern))) for name, pattern in patterns.items()}


def _variables(pattern: ast.BaseNode | None) -> Iterator[str]:
    return (node.id.name for node in _all_of(pattern, ast.VariableReference))


def selectors(message: ast.Message) -> list[ast.SelectExpression]:
    return _all_of(message, ast.SelectExpression)


def texts(message: ast.Message) -> list[str]:
    """What a person reads, piece by piece."""
    return [element.value for element in _all_of(message, ast.TextElement)]


def references(message: ast.Message) -> list[ast.BaseNode]:
    """What the page's reader of messages is not given: other messages, terms, functions."""
    return [
        node
        for kind in (ast.MessageReference, ast.TermReference, ast.FunctionReference)
        for node in _all_of(message, kind)
    ]


class _Collector(visitor.Visitor):
    def __init__(self, kind: type[ast.BaseNode]) -> None:
        self.kind = kind
        self.found: list[Any] = []

    def generic_visit(self, node: ast.BaseNode) -> None:
        if isinstance(node, self.kind):
            self.found.append(node)
        super().generic_visit(node)


def _all_of(root: ast.BaseNode | None, kind: type[ast.BaseNode]) -> list[Any]:
    collector = _Collector(kind)
    if root is not None:
        collector.visit(root)
    return collector.found
