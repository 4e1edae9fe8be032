"""What is known of a Pool before it is read."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.crossings import Pool, Waiting
from protocol.encoding import Message
from protocol.errors import Malformed

bodies = st.lists(st.binary(max_size=300), max_size=300)


@given(parts=bodies, posts=bodies)
def test_a_pool_begins_as_one_of_so_many_parts_and_is_no_larger_than_was_said(
    parts: list[bytes], posts: list[bytes]
) -> None:
    raw = Pool(parts=tuple(parts), posts=tuple(posts)).to_bytes()
    assert raw.startswith(Pool.start(len(parts)))
    assert len(raw) <= Pool.most_size(len(parts) + len(posts), sum(map(len, parts + posts)))


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
