"""A Pool in pieces, what is known of one before it is read, and what waits in lists by size."""

from __future__ import annotations

import itertools
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.crossings import Listed, Pool, Sized, Waiting, by_size
from protocol.encoding import Message, encode
from protocol.errors import Malformed
from protocol.sealing import SealedPart

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


@given(
    sizes=st.lists(st.integers(1, 100), max_size=30),
    most=st.integers(1, 250),
    first=st.none() | st.integers(1, 250),
)
def test_lists_by_size_have_everything_once_and_keep_to_their_bytes(
    sizes: list[int], most: int, first: int | None
) -> None:
    waiting = [(number.to_bytes(32), size) for number, size in enumerate(sizes)]
    lists = list(by_size(waiting, most, first))
    bounds = [most if first is None else first, *itertools.repeat(most, len(lists))]
    assert [one for together in lists for one in together] == waiting
    for together, bound in zip(lists, bounds, strict=False):
        assert len(together) == 1 or sum(size for _, size in together) <= bound
    for (one, following), bound in zip(itertools.pairwise(lists), bounds, strict=False):
        assert sum(size for _, size in one) + following[0][1] > bound


@given(one=st.integers(0, 20_000), other=st.integers(0, 20_000))
def test_no_pool_begins_as_one_of_another_number_of_parts(one: int, other: int) -> None:
    assert one == other or not Pool.start(one).startswith(Pool.start(other))


EMPTY_ARRAYS = b"\x9a" + (900_000).to_bytes(4) + b"\x80" * 900_000


@pytest.mark.parametrize(
    ("message", "raw"),
    [
        (Pool, b"\xa2\x65parts" + EMPTY_ARRAYS + b"\x65posts\x80"),
        (Waiting, b"\xa2\x65parts\xa2\x63ids" + EMPTY_ARRAYS + b"\x65sizes\x80\x65posts\xa2\x63ids\x80\x65sizes\x80"),
    ],
    ids=["Pool", "Waiting"],
)
def test_what_is_no_list_of_bodies_costs_no_more_than_its_bytes(message: type[Message], raw: bytes) -> None:
    """Each of a million empty arrays would be an error of its own: of one megabyte, nine hundred."""
    tracemalloc.start()
    with pytest.raises(Malformed):
        message.from_bytes(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * len(raw)


@given(waiting=st.lists(st.tuples(st.binary(min_size=32, max_size=32), st.integers(0, SealedPart.BOUND)), max_size=20))
def test_a_list_has_each_id_with_its_size_in_the_order_given(waiting: list[Sized]) -> None:
    assert Listed.from_bytes(Listed.of(waiting).to_bytes()).sized() == waiting


@pytest.mark.parametrize(("ids", "sizes"), [(1, 0), (0, 1), (2, 3)])
def test_a_list_with_more_or_fewer_sizes_than_ids_is_refused(ids: int, sizes: int) -> None:
    listed = {"ids": [bytes(32)] * ids, "sizes": [7] * sizes}
    with pytest.raises(Malformed):
        Waiting.from_bytes(encode({"parts": listed, "posts": {"ids": [], "sizes": []}}))
