"""messages.cddl names every message, field, bound and coded value of the code; SPEC 19.3 every label; nothing else."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args

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


def _rule_name(of: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", of).lower()


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
    rule = CODED[_rule_name(coded.__name__)]
    values = re.findall(r'"([^"]+)"', rule) or [int(number) for number in re.findall(r"\b\d+\b", rule)]
    assert values == [one.value for one in coded]


SHORT = {
    name: rule.split(" ; ")[0]
    for name, rule in CODED.items()
    if re.match(r"bstr|\d|\[", rule) and name != "expiry-class"
}
"""Names that only shorten a size, a range or a short row of them, as `hash` and `sized` do."""
TEXTS = {
    (r"^[a-z0-9][a-z0-9.\-]*$", 1, 48): "code",
    (r"^[a-z0-9./\-]+$", 1, 128): "origin",
    (r"^[a-z0-9][a-z0-9.\-]{0,63}$", 0, None): "order-target",
    (r"^[0-9]{4}-q[1-4]$", 0, None): "quarter",
    (r"^[0-9]{4}-w[0-9]{2}$", 0, None): "week",
    (r"^[0-9]{5}-[0-9]{5}$", 0, None): "batch-name",
    (r"^[0-9w\-]+$", 0, 10): "period-text",
    (r"^https?://[!-~]{1,248}$", 0, None): "address",
}
"""Texts that follow a pattern: the code writes it and the bounds apart."""


def _cddl(schema: dict[str, Any]) -> str:
    """A field's JSON Schema, as pydantic makes it of what it enforces, in the words of messages.cddl."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return name if name in RULES else _rule_name(name)
    if "anyOf" in schema:
        return " / ".join(_cddl(one) for one in schema["anyOf"])
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "enum" in schema:
        return " / ".join(str(one) for one in schema["enum"])
    return _KINDS_OF_VALUE[schema["type"]](schema)


def _integer(schema: dict[str, Any]) -> str:
    least, most = schema.get("minimum"), schema.get("maximum", schema.get("exclusiveMaximum", 0) - 1)
    return f"{least}..{most}"


def _string(schema: dict[str, Any]) -> str:
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    if "pattern" in schema:
        return TEXTS[schema["pattern"], least, most]
    if schema.get("format") == "binary":
        return f"bstr .size {most}" if least == most else f"bstr .size ({least}..{most})"
    return f"chars<{least}, {most}>"


def _array(schema: dict[str, Any]) -> str:
    least, most = schema.get("minItems", 0), schema.get("maxItems")
    if "prefixItems" in schema:
        assert least == most == len(schema["prefixItems"])
        return f"[{', '.join(_cddl(one) for one in schema['prefixItems'])}]"
    return f"[{least}*{most} {_cddl(schema['items'])}]"


_KINDS_OF_VALUE: dict[str, Callable[[dict[str, Any]], str]] = {
    "null": lambda _: "null",
    "boolean": lambda _: "bool",
    "integer": _integer,
    "string": _string,
    "array": _array,
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_code_enforces_every_bound_of(kind: type[Message]) -> None:
    rule = " ".join(re.sub(r";.*", "", RULES[kind.__name__]).split())
    written = dict(re.findall(r"([a-z_]+): (.+?)(?=, [a-z_]+:|$)", rule))
    # Those first that name another.
    for short, long in sorted(SHORT.items(), key=lambda one: not one[1].startswith("[")):
        written = {name: re.sub(rf"(?<![\w-]){short}(?![\w-])", long, text) for name, text in written.items()}
    fields = kind.model_json_schema()["properties"]
    assert written == {name: _cddl(schema) for name, schema in fields.items()}


def test_the_specification_lists_every_label_and_no_other() -> None:
    _, _, listed = SPEC.partition("19.3 Labels, each after")
    named = re.findall(r"`([a-z-]+)`", listed.partition("The field `type`")[0])
    assert sorted(f"leeward/v1/{name}" for name in named) == sorted(purpose.value for purpose in Purpose)
