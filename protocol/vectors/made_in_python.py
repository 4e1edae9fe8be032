"""Prints what Python makes and JavaScript must be able to read: README.md."""

from __future__ import annotations

import hashlib
import json
import sys

from protocol.primitives import Randomness
from protocol.shares import split


def repeatable(name: str) -> Randomness:
    """Randomness that is the same in every run; for vectors, where nothing is secret."""
    drawn = 0

    def draw(size: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return hashlib.shake_256(f"leeward vectors {name} {drawn}".encode()).digest(size)

    return draw


def shares() -> list[dict[str, object]]:
    random = repeatable("shares")
    cases = []
    for needed, seats in ((2, 2), (2, 3), (4, 7), (5, 7), (3, 16), (16, 16)):
        secret = random(32)
        made = split(secret, needed, seats, random)
        cases.append({"needed": needed, "secret": secret.hex(), "shares": [share.hex() for share in made]})
    return cases


if __name__ == "__main__":
    json.dump({"shares": shares()}, sys.stdout)
