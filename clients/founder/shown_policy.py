"""A signed policy for people to read, as its TOML file is written, with the Cedar text as it stands; or as JSON.

What is shown may come from anybody: a character that a terminal would obey or hide is shown by its number. In the Cedar
text so is every one beyond ASCII: a rule about a name with a letter of another alphabet is a rule about nobody. It is
set in, so that none of it can pass for another section.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clients.founder.policy import WORDS, read_signed
from protocol.ids import date_of
from protocol.policy import PolicyBundle, SignedPolicy, policy_hash

_UNSEEN = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0x180B, 0x1810)} | {
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
}
"""Letters and marks by their class that nothing is drawn for."""

_CEDAR = {"cedar_schema": "The Cedar schema", "cedar_policies": "The Cedar policies"}


def show_policy(file: Path) -> str:
    """Everything in it, the Cedar text last. Raises NotUsable or Malformed."""
    signed = read_signed(file)
    bundle, signers = _opened(signed)
    return "\n".join((*_lines(bundle, signers), "", f"# Its hash, for the next one: {policy_hash(signed).hex()}"))


def show_policy_as_json(file: Path) -> str:
    """The same for a program: keys in hexadecimal, words as numbers. Raises NotUsable or Malformed."""
    signed = read_signed(file)
    bundle, signers = _opened(signed)
    told = {**bundle.model_dump(mode="python"), "hash": policy_hash(signed), "signed_by": signers}
    return json.dumps(told, indent=2, default=lambda value: value.hex() if isinstance(value, bytes) else str(value))


def _opened(signed: SignedPolicy) -> tuple[PolicyBundle, list[str]]:
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
        lines = getattr(bundle, name).rstrip("\n").split("\n")
        yield from ("", f"# {title}", "", *(f"    {_in_ascii(line)}" for line in lines))


def _table(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        if value is not None:
            yield f"{name} = {plain(_value(name, value))}"


def _value(name: str, value: Any) -> str:
    if name in WORDS:
        return json.dumps(WORDS[name](value).name.lower().replace("_", "-"))
    if isinstance(value, bytes):
        return json.dumps(value.hex())
    if isinstance(value, tuple):
        return json.dumps([str(one) for one in value], ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def plain(text: str) -> str:
    """Text as a terminal may be given it."""
    return "".join(one if one.isprintable() and ord(one) not in _UNSEEN else _number(one) for one in text)


def _in_ascii(text: str) -> str:
    return "".join(one if " " <= one <= "~" or one == "\t" else _number(one) for one in text)


def _number(one: str) -> str:
    return f"\\u{ord(one):04x}" if ord(one) < 0x10000 else f"\\U{ord(one):08x}"
