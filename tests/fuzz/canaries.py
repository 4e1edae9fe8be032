"""Targets that are broken on purpose. A fuzzer that does not find these finds nothing."""

from __future__ import annotations

import time

from tests.fuzz.runs import Bounds
from tests.fuzz.target import Target

WORD = b"canary"
LITTLE = Bounds(seconds=6, memory=300)


def _falls(raw: bytes) -> None:
    """Raises what nobody named."""
    if WORD in raw:
        raise LookupError
    raise ValueError


def _changes(raw: bytes) -> None:
    """Reads what it would write otherwise."""
    assert raw.replace(WORD, b"bird") == raw


def _hangs(raw: bytes) -> None:
    while WORD in raw:
        time.sleep(0.1)


def _swells(raw: bytes) -> None:
    held = []
    while WORD in raw:
        held.append(b"\1" * (4 << 20))
        time.sleep(0.005)


KINDS = {
    "falls": (_falls, "raised"),
    "changes": (_changes, "raised"),
    "hangs": (_hangs, "timeout"),
    "swells": (_swells, "oom"),
}
"""Each with how it is found out."""


def canaries() -> dict[str, Target]:
    return {name: Target(name, check, [b"bird"], (ValueError,), (WORD,), most=64) for name, (check, _) in KINDS.items()}
