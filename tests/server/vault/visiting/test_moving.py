"""What is moved, and in which pools: pure. How it is moved is in test_visit.py."""

from __future__ import annotations

import math

from hypothesis import example, given
from hypothesis import strategies as st

from protocol.crossings import Sized
from server.vault.collecting.room import Room, Space
from server.vault.visiting.moving import AT_ONCE, SIZE, in_pools, sure_of_room

sizes = st.lists(st.integers(1, 100), max_size=30)
rooms = st.builds(Room, st.integers(0, 30), st.integers(0, 1500))
spaces = st.builds(Space, rooms, rooms, rooms)


def waiting(sizes: list[int]) -> list[Sized]:
    return [(number.to_bytes(32), size) for number, size in enumerate(sizes)]


@given(sizes=sizes, space=spaces)
def test_what_is_sure_of_room_fits_each_bound_even_if_none_of_it_can_be_used(sizes: list[int], space: Space) -> None:
    sure, left = sure_of_room(waiting(sizes), space)
    bytes_of_it = sum(size for _, size in sure)
    for before, after in ((space.of_round, left.of_round), (space.of_day, left.of_day), (space.of_shut, left.of_shut)):
        assert after == before.less(len(sure), bytes_of_it)
        assert not sure or (after.parts >= 0 and after.size >= 0)


@given(sizes=sizes, space=spaces)
def test_nothing_is_sure_of_room_where_the_day_cannot_hold_all_that_waits(sizes: list[int], space: Space) -> None:
    """Else what cannot be used would take the place of what can."""
    sure, _ = sure_of_room(waiting(sizes), space)
    if len(sizes) > space.of_day.parts or sum(sizes) > space.of_day.size:
        assert sure == []


@given(sizes=sizes, space=spaces)
def test_all_is_sure_where_every_bound_holds_all(sizes: list[int], space: Space) -> None:
    if all(room.holds_all(len(sizes), sum(sizes)) for room in (space.of_round, space.of_day, space.of_shut)):
        assert sure_of_room(waiting(sizes), space)[0] == waiting(sizes)


@given(sizes=st.lists(st.integers(0, SIZE // 100), min_size=1, max_size=400))
@example(sizes=[SIZE // 100] * 200)
def test_pools_are_even_and_the_first_and_the_last_are_half_as_large(sizes: list[int]) -> None:
    """So that two lanes are half a pool apart, and end together."""
    pools = [sum(size for _, size in pool) for pool in in_pools(waiting(sizes))]
    if sum(sizes) <= SIZE:
        assert len(pools) == 1  # judged at once, and so mixed
        return
    turns = math.ceil(sum(sizes) / AT_ONCE / (SIZE - max(sizes)))
    even, slack = sum(sizes) / (turns * AT_ONCE), max(sizes) + 1
    assert len(pools) <= turns * AT_ONCE + 1
    assert max(pools) <= min(SIZE, even + slack)
    assert all(pool >= even for pool in pools[1:-1])
    assert abs(pools[0] - even / 2) <= slack
    assert pools[-1] <= even / 2 + slack


@given(sizes=st.lists(st.integers(0, SIZE) | st.integers(0, SIZE // 20), min_size=1, max_size=40))
def test_pools_have_every_part_once_and_are_no_larger_than_one_may_be(sizes: list[int]) -> None:
    pools = list(in_pools(waiting(sizes)))
    assert [part for pool in pools for part in pool] == waiting(sizes)
    assert all(sum(size for _, size in pool) <= SIZE for pool in pools)


@given(sizes=st.lists(st.integers(SIZE // 2 + 1, 2 * SIZE), min_size=1, max_size=5))
def test_large_parts_have_pools_of_their_own(sizes: list[int]) -> None:
    assert list(in_pools(waiting(sizes))) == [[part] for part in waiting(sizes)]
