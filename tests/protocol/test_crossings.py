"""A Pool in pieces, what is known of one before it is read, and what waits in lists by size."""

from __future__ import annotations

import itertools
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.crossings import Pool, Waiting, by_size
from protocol.encoding import Message, encode
from protocol.errors import Malformed

bodies = st.lists(st.binary(max_size=300), max_size=300)


@given(parts=bodies, posts=bodies)
def test_a_pool_in_pieces_is_the_pool_and_as_large_as_was_said(parts: list[bytes], posts: list[bytes]) -> None:
    raw = Pool(parts=tuple(parts), posts=tuple(posts)).to_bytes()
    framed = [b"".join(Pool.frame(len(body)) + body for body in bodies) for bodies in (parts, posts)]
    assert raw == Pool.start(len(parts)) + framed[0] + Pool.turn(len(posts)) + framed[1]
    assert len(raw) == Pool.size([len(body) for body in parts], [len(body) for body in posts])


@given(size=st.sampled_from((0, 23, 24, 255, 256, 65535, 65536)) | st.integers(0, 200_000))
def test_what_stands_before_a_body_says_its_size(size: int) -> None:
    assert Pool.frame(size) + bytes(size) == encode(bytes(size))


@given(sizes=st.lists(st.integers(1, 100), max_size=30), most=st.integers(1, 250))
def test_lists_by_size_have_everything_once_and_keep_to_their_bytes(sizes: list[int], most: int) -> None:
    waiting = [(number.to_bytes(32), size) for number, size in enumerate(sizes)]
    lists = list(by_size(waiting, most))
    assert [one for together in lists for one in together] == waiting
    assert all(len(together) == 1 or sum(size for _, size in together) <= most for together in lists)
    assert all(sum(size for _, size in one) + next_one[0][1] > most for one, next_one in itertools.pairwise(lists))


@given(one=st.integers(0, 20_000), other=st.integers(0, 20_000))
def test_no_pool_begins_as_one_of_another_number_of_parts(one: int, other: int) -> None:
    assert one == other or not Pool.start(one).startswith(Pool.start(other))


@pytest.mark.parametrize(("message", "most"), [(Pool, 900_000), (Waiting, 900_000)])
def test_what_is_no_list_of_bodies_costs_no_more_than_its_bytes(message: type[Message], most: int) -> None:
    """Each of a million empty arrays would be an error of its own: of one megabyte, nine hundred."""
    raw = b"\xa2\x65parts\x9a" + most.to_bytes(4) + b"\x80" * most + b"\x65posts\x80"
    tracemalloc.start()
    with pytest.raises(Malformed):
        message.from_bytes(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * most
