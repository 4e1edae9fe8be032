"""The measurement itself: it sees what is planted, and nothing where there is nothing. No clock is read here."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import replace

import pytest

from bench.oracle import improbable, judged
from bench.timing import Kind, Told, by_signed_ranks, by_the_slowest, compare, measured

PAIRS = 600
NOTHING = Told(told=0.5, shift=0.0, least=-3.0, most=3.0, chance=0.8)
FOUND = Told(told=0.9, shift=50.0, least=45.0, most=55.0, chance=1e-9)


def times(lot: random.Random, later: float = 0.0) -> tuple[list[float], list[float]]:
    """Seconds as a busy machine gives them: mostly near 2 ms, drifting, now and then far above."""
    drift = [0.002 + 0.001 * math.sin(number / 40) for number in range(PAIRS)]
    one, other = ([at + lot.expovariate(1 / 0.0002) for at in drift] for _ in range(2))
    return one, [at + later for at in other]


def test_a_tenth_of_the_noise_is_seen_when_it_is_planted() -> None:
    one, other = times(random.Random(7), later=0.00005)
    found = compare(one, other)
    assert found.chance < 1e-4
    assert found.least < 50 < found.most
    assert compare(other, one).chance == pytest.approx(found.chance)


def test_where_there_is_nothing_few_runs_are_improbable() -> None:
    lot = random.Random(3)
    chances = [compare(*times(lot)).chance for _ in range(200)]
    assert sum(chance < 0.05 for chance in chances) <= 20
    assert min(chances) > 1e-4


def test_what_is_seldom_and_slow_is_seen_though_the_middle_is_the_same() -> None:
    one, other = times(random.Random(5))
    other = [at + (0.02 if number % 25 == 0 else 0) for number, at in enumerate(other)]
    assert by_the_slowest(one, other) < 0.001 < by_signed_ranks([b - a for a, b in zip(one, other, strict=True)])


def test_alike_is_never_told() -> None:
    alike = [number * 1e-6 for number in range(100)]
    assert compare(alike, alike) == Told(told=0.5, shift=0.0, least=0.0, most=0.0, chance=1.0)


def test_signed_ranks_are_as_probable_as_all_ways_in_which_the_coins_may_fall() -> None:
    apart = [-1.0, 2.0, 3.0, -4.0, 5.0, 6.0, 7.0, 8.0, -9.0, 10.0, 11.0, 12.0, 13.0, 14.0]
    leans = [
        abs(sum(sign * abs(one) for sign, one in zip(signs, apart, strict=True)))
        for signs in itertools.product((-1, 1), repeat=len(apart))
    ]
    exactly = sum(lean >= sum(apart) for lean in leans) / len(leans)
    assert by_signed_ranks(apart) == pytest.approx(exactly, abs=0.005)


def test_with_ties_and_with_none_the_answers_are_those_of_another_program() -> None:
    """scipy 1.17.1: wilcoxon(apart, correction=False, method="asymptotic"); mannwhitneyu(other, one) of 100 pairs."""
    apart = [0.0, 1, -1, 2, 2, -3, 4.5, 4.5, -4.5, 6, 7, -8, 9, 10, 11, 0, 12, -13, 14, 15, 15, 16, -17, 18]
    assert by_signed_ranks(apart) == pytest.approx(0.034751597841763536, rel=1e-12)
    one, other = (3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3), (5.0, 8, 9, 7, 9, 3, 2, 3, 8, 4)
    assert compare(one, other).told == 0.69


def test_of_many_rows_one_that_is_a_little_improbable_is_not_told() -> None:
    rows = {("door", str(number)): 0.5 for number in range(39)} | {("door", "odd"): 0.004}
    assert improbable(rows) == set()
    assert improbable({("door", "alone"): 0.004}) == {("door", "alone")}
    assert improbable(rows | {("door", "leak"): 1e-6}) == {("door", "leak")}


def test_a_door_where_what_was_planted_was_not_seen_has_shown_nothing() -> None:
    seeing = {"noise": NOTHING, "planted": FOUND, "held": NOTHING}
    said = judged({"part": seeing, "post": seeing | {"planted": NOTHING}})
    assert (said["figure"], said["limit"], said["told"]) == (0, 4, None)
    assert (said["blind"], said["blind_at"]) == (1, "post")


def test_a_row_that_time_told_is_counted_and_named() -> None:
    said = judged({"post": {"noise": NOTHING, "planted": FOUND, "held": FOUND}})
    assert (said["figure"], said["told"], said["blind"]) == (1, "post: held", 0)


def test_a_difference_that_is_known_is_named_and_counts_once_it_is_more() -> None:
    rows = {"noise": NOTHING, "planted": FOUND}
    said = judged({"part": rows | {"held": FOUND}})
    assert (said["figure"], said["known"]) == (0, "part: held")
    said = judged({"part": rows | {"held": replace(FOUND, most=151.0)}})
    assert (said["figure"], said["told"], said["known"]) == (1, "part: held", None)


@pytest.mark.anyio
async def test_every_row_is_measured_beside_noise_and_what_is_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.timing.PAIRS", 2)
    asked: list[str] = []

    def kind(name: str) -> Kind:
        async def ask() -> None:
            asked.append(name)

        return Kind(lambda: ask)

    said: list[str] = []
    found = await measured("door", {"held": (kind("new"), kind("held"))}, 1.0, said.append)
    assert list(found) == ["noise", "planted", "held"]
    assert said == ["door: noise", "door: planted", "door: held"]
    assert asked.count("new") == 5 * asked.count("held")
