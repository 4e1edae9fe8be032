"""A signed policy for people to read, as its TOML file is written, with the Cedar text as it stands; or as JSON.

What is shown may come from anybody: a character that a terminal would obey or hide is shown by its number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clients.founder.policy import WORDS, read_signed
from protocol.ids import date_of
from protocol.policy import PolicyBundle

_CEDAR = {"cedar_schema": "The Cedar schema", "cedar_policies": "The Cedar policies"}


def show_policy(file: Path) -> str:
    """Everything in it, the Cedar text last. Raises NotUsable or Malformed."""
    bundle, signers = _read(file)
    return _plain("\n".join(_lines(bundle, signers)))


def show_policy_as_json(file: Path) -> str:
    """The same for a program: keys in hexadecimal, words as numbers. Raises NotUsable or Malformed."""
    bundle, signers = _read(file)
    told = {**bundle.model_dump(mode="python"), "signed_by": signers}
    return json.dumps(told, indent=2, default=lambda value: value.hex() if isinstance(value, bytes) else str(value))


def _read(file: Path) -> tuple[PolicyBundle, list[str]]:
    signed = read_signed(file)
    return PolicyBundle.from_bytes(signed.bundle), [one.administrator for one in signed.signatures]


def _lines(bundle: PolicyBundle, signers: list[str]) -> Iterator[str]:
    yield f"# Policy {bundle.version} of {date_of(bundle.issued)}. Signed by: {', '.join(signers) or 'nobody'}."
    values = bundle.model_dump(mode="python", exclude={"type", *_CEDAR})
    yield from _table({name: value for name, value in values.items() if not isinstance(value, dict | tuple)})
    for name, value in values.items():
        if isinstance(value, dict):
            yield from ("", f"[{name}]", *_table(value))
        for one in value if isinstance(value, tuple) else ():
            yield from ("", f"[[{name}]]", *_table(one))
    for name, title in _CEDAR.items():
        yield from ("", f"# {title}", "", getattr(bundle, name).rstrip("\n"))


def _table(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        if value is not None:
            yield f"{name} = {_value(name, value)}"


def _value(name: str, value: Any) -> str:
    if name in WORDS:
        return json.dumps(WORDS[name](value).name.lower().replace("_", "-"))
    if isinstance(value, bytes):
        return json.dumps(value.hex())
    if isinstance(value, tuple):
        return json.dumps([str(one) for one in value], ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> str:
    return "".join(one if one.isprintable() or one in "\n\t" else f"\\u{ord(one):04x}" for one in text)
