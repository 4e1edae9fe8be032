"""Two kinds of requests, timed in turns of random order, each by itself: does their time tell which is which?

What counts is how often one of the second kind took longer than one of the first, over all pairs (Mann and Whitney):
0.5 where time tells nothing, 1 or 0 where it tells all.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

PAIRS = 300
PLANTED = 0.001
"""Seconds."""

Ask = Callable[[], Awaitable[object]]


async def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """How one request of a kind is made; making it, and what comes before it, is not timed."""

    make: Callable[[], Ask]
    before: Ask = _nothing


Pairs = Mapping[str, tuple[Kind, Kind]]


async def measured(group: str, pairs: Pairs, say: Callable[[str], None]) -> dict[str, dict[str, float]]:
    """The first kind beside itself, and beside itself made to take 1 ms longer; then each pair."""
    alike = next(iter(pairs.values()))[0]
    found = {}
    for name, (one, other) in {"noise": (alike, alike), "planted": (alike, _late(alike)), **pairs}.items():
        say(f"{group}: {name}")
        found[name] = told(*await _times(one, other))
    return found


def told(first: list[float], second: list[float]) -> dict[str, float]:
    """How often one of `second` is above one of `first`, over all pairs; ties count half."""
    above = sum((b > a) + (b == a) / 2 for a in first for b in second)
    apart = (statistics.median(second) - statistics.median(first)) * 1e6
    return {"told": round(above / (len(first) * len(second)), 3), "microseconds": round(apart, 1)}


async def _times(one: Kind, other: Kind) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(PAIRS):
        for which in random.sample((0, 1), 2):
            kind = (one, other)[which]
            await kind.before()
            ask = kind.make()
            begun = time.perf_counter()
            await ask()
            times[which].append(time.perf_counter() - begun)
    return times


def _late(kind: Kind) -> Kind:
    def make() -> Ask:
        ask = kind.make()

        async def later() -> None:
            end = time.perf_counter() + PLANTED
            while time.perf_counter() < end:
                continue
            await ask()

        return later

    return Kind(make, kind.before)
