"""Two kinds of requests, timed in pairs of random order, each by itself: does their time tell which is which?

Which of a pair goes first is drawn by lot. So if time tells nothing, each difference is as likely to be above zero as
below it, whatever else the machine does meanwhile, and however slowly that changes: no assumption about noise is
made. Two questions are asked of the differences, and `chance` is how probable the answer would be if time told nothing:

* the middle: signed ranks (Wilcoxon), which see a shift of all answers, also a small one beside noise that is not.
* the slow: of the tenth of all pairs with the slowest answer, which kind was it? They see what is seldom, and large.
"""

from __future__ import annotations

import gc
import math
import random
import statistics
import time
from bisect import bisect_left, bisect_right
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

PAIRS = 600
WARM = 15
"""Pairs before, that do not count: what is asked for the first time is read from further away."""
SURE = 1.96
"""Standard deviations on both sides that hold 95 of 100."""

Ask = Callable[[], Awaitable[object]]


async def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """How one request of a kind is made; making it, and what comes before it, is not timed."""

    make: Callable[[], Ask]
    before: Ask = _nothing


Pairs = Mapping[str, tuple[Kind, Kind]]
NOISE, PLANTED = "noise", "planted"


@dataclass(frozen=True, slots=True)
class Told:
    """What the times of two kinds tell; times in microseconds."""

    told: float
    """How often one of the second kind took longer than one of the first, over all: 0.5 where time tells nothing."""
    shift: float
    """The middle of the differences; `least` and `most` are around it with 95 of 100."""
    least: float
    most: float
    chance: float
    """At most 1; of the less probable of the two answers, doubled because two were asked for."""


async def measured(group: str, pairs: Pairs, planted: float, say: Callable[[str], None]) -> dict[str, Told]:
    """The first kind beside itself, and beside itself made to take `planted` microseconds longer; then each pair."""
    alike = next(iter(pairs.values()))[0]
    found = {}
    for name, (one, other) in {NOISE: (alike, alike), PLANTED: (alike, _late(alike, planted)), **pairs}.items():
        say(f"{group}: {name}")
        found[name] = compare(*await _times(one, other))
    return found


def compare(first: Sequence[float], second: Sequence[float]) -> Told:
    """Seconds of the answers of both kinds, by pair."""
    apart = sorted(b - a for a, b in zip(first, second, strict=True))
    reach = SURE * math.sqrt(len(apart)) / 2
    ends = max(0, int(len(apart) / 2 - reach)), min(len(apart) - 1, math.ceil(len(apart) / 2 + reach))
    return Told(
        told=round(_above(first, second), 3),
        shift=round(statistics.median(apart) * 1e6, 1),
        least=round(apart[ends[0]] * 1e6, 1),
        most=round(apart[ends[1]] * 1e6, 1),
        chance=min(1.0, 2 * min(by_signed_ranks(apart), by_the_slowest(first, second))),
    )


def by_signed_ranks(apart: Sequence[float]) -> float:
    """How probable it is that differences of these sizes lean to one side so far. Ties share their ranks."""
    sizes = sorted(abs(one) for one in apart if one)
    ranks = [(one, (bisect_left(sizes, abs(one)) + bisect_right(sizes, abs(one)) + 1) / 2) for one in apart if one]
    lean = sum(math.copysign(rank, one) for one, rank in ranks)
    return _two_sided(lean, sum(rank * rank for _, rank in ranks))


def by_the_slowest(first: Sequence[float], second: Sequence[float]) -> float:
    """How probable it is that the slower one, in the tenth of pairs where it was slowest, is of one kind so often."""
    pairs = sorted(zip(first, second, strict=True), key=max)[-max(1, len(first) // 10) :]
    signs = [math.copysign(1, b - a) for a, b in pairs if a != b]
    return _two_sided(sum(signs), len(signs))


def _two_sided(lean: float, variance: float) -> float:
    """Of a sum of many fair coins, each with a weight of its own: so nearly normal (sixty coins at the least)."""
    return math.erfc(abs(lean) / math.sqrt(2 * variance)) if variance else 1.0


def _above(first: Sequence[float], second: Sequence[float]) -> float:
    """Over all of both, not by pair (Mann and Whitney); ties count half."""
    ordered = sorted(first)
    below = sum((bisect_left(ordered, one) + bisect_right(ordered, one)) / 2 for one in second)
    return below / (len(first) * len(second))


async def _times(one: Kind, other: Kind) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    gc.disable()  # a collection falls on whoever comes next
    try:
        for number in range(-WARM, PAIRS):
            for which in random.sample((0, 1), 2):
                taken = await _time((one, other)[which])
                if number >= 0:
                    times[which].append(taken)
    finally:
        gc.enable()
    return times


async def _time(kind: Kind) -> float:
    await kind.before()
    ask = kind.make()
    begun = time.perf_counter()
    await ask()
    return time.perf_counter() - begun


def _late(kind: Kind, microseconds: float) -> Kind:
    def make() -> Ask:
        ask = kind.make()

        async def later() -> None:
            end = time.perf_counter() + microseconds / 1e6
            while time.perf_counter() < end:
                continue
            await ask()

        return later

    return Kind(make, kind.before)
