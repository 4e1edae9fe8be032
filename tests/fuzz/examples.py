"""A message of every type to start from: out of the known answers and a made-up consortium, or the least there is."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, get_args

import protocol
from protocol.encoding import Message, Purpose
from protocol.errors import ProtocolError
from tests.worlds import Consortium, make_consortium

for _module in pkgutil.iter_modules(protocol.__path__, "protocol."):
    if not _module.ispkg:
        importlib.import_module(_module.name)

_VECTORS = Path(protocol.__file__).parent / "vectors"
_FITTING = {
    r"^[0-9]{5}-[0-9]{5}$": "00000-00000",
    r"^[0-9]{4}-w[0-9]{2}$": "2026-w47",
    r"^[a-z0-9][a-z0-9.\-]*$": "a",
    r"^[a-z0-9./\-]+$": "a",
    r"^[0-9]{4}-q[1-4]$": "2026-q4",
    r"^[0-9w\-]+$": "2026-w47",
}
"""A text for each pattern; a new pattern is a KeyError here, and a line to add."""


def _messages(base: type[Message] = Message) -> Iterator[type[Message]]:
    for kind in base.__subclasses__():
        if kind.__module__.startswith("protocol."):
            yield kind
        yield from _messages(kind)


KINDS = sorted(set(_messages()), key=lambda kind: kind.__name__)


@cache
def consortium() -> Consortium:
    """Small, so that its directory makes a short input."""
    return make_consortium("fuzz", custodians=2, quorums=(2, 2, 2))


def known_bytes() -> Iterator[bytes]:
    """Every byte string among the known answers."""
    for file in sorted(_VECTORS.glob("*.json")):
        yield from _hexadecimal(json.loads(file.read_text(encoding="utf-8")))


def _hexadecimal(answer: Any) -> Iterator[bytes]:
    if isinstance(answer, dict | list):
        for one in answer.values() if isinstance(answer, dict) else answer:
            yield from _hexadecimal(one)
    elif isinstance(answer, str) and len(answer) > 16:
        try:
            yield bytes.fromhex(answer)
        except ValueError:
            return


@cache
def examples() -> dict[type[Message], bytes]:
    """The shortest known encoding of each type."""
    found: dict[type[Message], bytes] = {}
    world = consortium()
    for raw in (*known_bytes(), world.signed.to_bytes(), world.signed_policy.to_bytes(), world.root_set.to_bytes()):
        _keep(found, raw)
    for kind in KINDS:
        if kind not in found:
            raw = kind.model_validate(_smallest(kind, found)).to_bytes()
            found[kind] = kind.from_bytes(raw).to_bytes()
    return found


def _keep(found: dict[type[Message], bytes], raw: bytes) -> None:
    for kind in KINDS:
        try:
            message = kind.from_bytes(raw)
        except ProtocolError:
            continue
        _keep_all_in(found, message)


def _keep_all_in(found: dict[type[Message], bytes], value: object) -> None:
    if isinstance(value, Message):
        raw = value.to_bytes()
        if type(value) not in found or len(raw) < len(found[type(value)]):
            found[type(value)] = raw
        for name in type(value).model_fields:
            _keep_all_in(found, getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            _keep_all_in(found, one)
    elif isinstance(value, bytes) and len(value) > 64:
        _keep(found, value)


def _smallest(kind: type[Message], found: dict[type[Message], bytes]) -> dict[str, Any]:
    """The fields of a message of this type, by its own schema: the least that each may be."""
    schema = kind.model_json_schema(ref_template="{model}")
    by_name = {one.__name__: one for one in KINDS}

    def least(part: dict[str, Any]) -> Any:
        if name := part.get("$ref"):
            if name in by_name:
                inner = by_name[name]
                return inner.from_bytes(found[inner]) if inner in found else _smallest(inner, found)
            return schema["$defs"][name]["enum"][0]
        for fixed in ("const", "enum", "anyOf"):
            if fixed in part:
                return {"const": lambda p: p["const"], "enum": lambda p: p["enum"][0], "anyOf": _either}[fixed](part)
        return _LEAST[part["type"]](part, least)

    def _either(part: dict[str, Any]) -> Any:
        return None if {"type": "null"} in part["anyOf"] else least(part["anyOf"][0])

    return {name: least(field) for name, field in schema["properties"].items()}


def _text(part: dict[str, Any], _least: object) -> Any:
    if part.get("format") == "binary":
        return bytes(part.get("minLength", 0))
    return _FITTING[part["pattern"]] if "pattern" in part else "a" * part.get("minLength", 0)


_LEAST: dict[str, Any] = {
    "null": lambda part, least: None,
    "boolean": lambda part, least: False,
    "integer": lambda part, least: part.get("minimum", 0),
    "string": _text,
    "array": lambda part, least: tuple(least(part["items"]) for _ in range(part.get("minItems", 0))),
}


@cache
def words() -> tuple[str, ...]:
    """Every field name, coded value and label: what text in a message can be."""
    names = {name for kind in KINDS for name in kind.model_fields}
    coded = {
        value.value for kind in KINDS for field in kind.model_fields.values() for value in _coded(field.annotation)
    }
    types = {str(kind.model_fields["type"].default) for kind in KINDS if "type" in kind.model_fields}
    return tuple(
        sorted(names | {one for one in coded if isinstance(one, str)} | types | {one.value for one in Purpose})
    )


def _coded(annotation: object) -> Iterator[Enum]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        yield from annotation
    for inner in get_args(annotation):
        yield from _coded(inner)
