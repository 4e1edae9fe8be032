"""messages.cddl names every message, field, bound and coded value of the code; SPEC 19.3 every label; nothing else."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import get_args

import pytest

import protocol
from protocol.encoding import Message, Purpose

for module in pkgutil.iter_modules(protocol.__path__, "protocol."):
    if not module.ispkg:
        importlib.import_module(module.name)

FOLDER = Path(protocol.__file__).parent
CDDL = (FOLDER / "messages.cddl").read_text(encoding="utf-8")
SPEC = (FOLDER / "SPEC.md").read_text(encoding="utf-8")
RULES = dict(re.findall(r"^([A-Z]\w+) = \{(.*?)\}", CDDL, re.MULTILINE | re.DOTALL))
BOUNDS = {name: int(bound) for name, bound in re.findall(r"^([A-Z]\w+) = \{.*; at most (\d+)$", CDDL, re.MULTILINE)}
CODED = dict(re.findall(r"^([a-z][a-z-]+) = (.*(?:\n  .*)*)", CDDL, re.MULTILINE))


def _messages(base: type[Message] = Message) -> Iterator[type[Message]]:
    for kind in base.__subclasses__():
        if kind.__module__.startswith("protocol."):
            yield kind
        yield from _messages(kind)


KINDS = sorted(set(_messages()), key=lambda kind: kind.__name__)


def _coded(annotation: object) -> Iterator[type[Enum]]:
    """The coded lists in a field's type, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        yield annotation
    for inner in get_args(annotation):
        yield from _coded(inner)


ENUMS = {found for kind in KINDS for field in kind.model_fields.values() for found in _coded(field.annotation)}


def test_it_names_every_message_and_no_other() -> None:
    assert sorted(RULES) == [kind.__name__ for kind in KINDS]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_it_names_the_fields_and_the_bound_of(kind: type[Message]) -> None:
    named = re.findall(r"(?:^|[{,])\s*([a-z_]+):", re.sub(r";.*", "", RULES[kind.__name__]))
    assert named == list(kind.model_fields)
    assert BOUNDS.get(kind.__name__, kind.BOUND) == kind.BOUND
    if "BOUND" in vars(kind):
        assert kind.__name__ in BOUNDS


@pytest.mark.parametrize("coded", sorted(ENUMS, key=lambda coded: coded.__name__), ids=lambda coded: coded.__name__)
def test_it_names_the_values_of(coded: type[Enum]) -> None:
    rule = CODED[re.sub(r"(?<!^)(?=[A-Z])", "-", coded.__name__).lower()]
    values = re.findall(r'"([^"]+)"', rule) or [int(number) for number in re.findall(r"\b\d+\b", rule)]
    assert values == [one.value for one in coded]


def test_the_specification_lists_every_label_and_no_other() -> None:
    _, _, listed = SPEC.partition("19.3 Labels, each after")
    named = re.findall(r"`([a-z-]+)`", listed.partition("The field `type`")[0])
    assert sorted(f"leeward/v1/{name}" for name in named) == sorted(purpose.value for purpose in Purpose)
