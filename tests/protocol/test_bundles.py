"""Entry bundles: the leaves beside their tile, in one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.bundles import bundle_bytes, bundle_path, leaves_in, tile_beside
from protocol.errors import Malformed
from protocol.tiles import Tile

TILES = st.builds(Tile, st.just(0), st.integers(0, 10**9), st.integers(1, 256))


def test_a_bundle_is_where_the_specification_says() -> None:
    """C2SP tlog-tiles: `<prefix>/tile/entries/<N>[.p/<W>]`, 2 bytes of length before each entry."""
    assert bundle_path(Tile(0, 1234067)) == "tile/entries/x001/x234/067"
    assert bundle_path(Tile(0, 273, 112)) == "tile/entries/273.p/112"
    assert bundle_bytes([b"\x07" * 32]) == b"\x00\x20" + b"\x07" * 32


@given(TILES)
def test_a_path_read_back_names_the_same_tile(tile: Tile) -> None:
    assert tile_beside(bundle_path(tile)) == tile


@pytest.mark.parametrize(
    "path", ["tile/0/000", "tile/entries/0", "tile/entries/x000/000", "entries/000", "tile/entries/"]
)
def test_another_spelling_names_nothing(path: str) -> None:
    with pytest.raises(Malformed):
        tile_beside(path)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=256))
def test_leaves_read_back_are_those_that_were_written(leaves: list[bytes]) -> None:
    assert leaves_in(Tile(0, 5, len(leaves)), bundle_bytes(leaves)) == tuple(leaves)


@given(st.binary(max_size=200), st.integers(1, 5))
def test_anything_else_is_refused(contents: bytes, width: int) -> None:
    try:
        leaves = leaves_in(Tile(0, 0, width), contents)
    except Malformed:
        return
    assert bundle_bytes(leaves) == contents
    assert len(leaves) == width


def test_a_leaf_of_another_length_is_refused() -> None:
    with pytest.raises(Malformed):
        leaves_in(Tile(0, 0, 1), b"\x00\x1f" + bytes(32))
