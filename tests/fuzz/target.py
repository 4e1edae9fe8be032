"""One thing to fuzz: what it does with bytes, what it may refuse them with, and what it starts from.

A check returns, or raises one of its refusals. Anything else that leaves it (another exception, a failed assertion, a
crash, more time or memory than there is) is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Check = Callable[[bytes], object]
Flip = Callable[[bytes, int], bytes]
"""The fuzzer's own way to change bytes: takes them, and the most there may be."""
Mutate = Callable[[bytes, int, int, Flip], bytes]
"""Takes an input, the most bytes its successor may have, a seed and the fuzzer's own way; gives the successor."""


@dataclass(frozen=True)
class Target:
    name: str
    check: Check
    seeds: Sequence[bytes]
    """At least one gets through to the end: otherwise nothing behind the first check would ever be looked at."""
    refusals: tuple[type[Exception], ...]
    words: Sequence[bytes] = ()
    """Pieces that inputs are made of."""
    mutate: Mutate | None = None
    most: int = 4096
    """Bytes of the longest input."""
    share: int = 1
    """Of the time; what is deep or slow gets more."""

    def run(self, raw: bytes) -> bool:
        """Whether it was taken. Raises what is a finding."""
        try:
            self.check(raw)
        except self.refusals:
            return False
        return True
