from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import ConsistencyRefused, Malformed, ProofRefused
from protocol.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    nodes_of,
    root_at,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from protocol.tiles import (
    Tile,
    hashes_in,
    nodes_of_tiles,
    parent_hash,
    root_of_tiles,
    tile_at,
    tile_bytes,
    tiles_of,
)
from tests.protocol.known_answers import known_answers

EXAMPLES = known_answers("ledger")["tiles"]
LEAVES = [leaf_hash(number.to_bytes(4, "big")) for number in range(70_000)]
NODES = nodes_of(LEAVES)
STORED = {tile.path: tile_bytes(tile, NODES) for tile in tiles_of(len(LEAVES))}
ROOT = root_of(LEAVES)


def _fetch(tile: Tile) -> bytes:
    return STORED[tile.path]


def test_a_tree_has_the_tiles_that_the_specification_counts() -> None:
    tiles = list(tiles_of(EXAMPLES["size"]))
    for level, count in EXAMPLES["full"].items():
        assert len([tile for tile in tiles if tile.level == int(level) and tile.width == 256]) == count
    partial = {str(tile.level): tile.width for tile in tiles if tile.width < 256}
    assert partial == EXAMPLES["partial"]
    assert len(tiles) == sum(EXAMPLES["full"].values()) + len(partial)


def test_a_path_is_the_one_the_specification_shows() -> None:
    path = f"tile/3/{EXAMPLES['path']}"
    assert Tile(3, EXAMPLES["index"]).path == path
    assert Tile(3, EXAMPLES["index"], 7).path == f"{path}.p/7"
    assert Tile.from_path(path) == Tile(3, EXAMPLES["index"])


@given(st.integers(0, 63), st.integers(0, 2**62 - 1), st.integers(1, 256))
def test_every_tile_has_one_path(level: int, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert Tile.from_path(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/000",
        "tile/0/001/234",
        "tile/0/x001/x234",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000\n",
        "/tile/0/000",
        "tile/0/../../000",
        "tile/0/\u0660\u0660\u0660",
        "tile/entries/000",
        "tile/0/" + "x999/" * 7 + "999",
        "tile/0/" + "x001/" * 40 + "000",
    ],
)
def test_any_other_path_is_refused(path: str) -> None:
    with pytest.raises(Malformed):
        Tile.from_path(path)


@given(st.text(max_size=80) | st.from_regex(r"tile/[0-9]{1,2}/[x0-9/]{1,12}(\.p/[0-9]{1,3})?"))
def test_arbitrary_paths_raise_nothing_but_malformed(path: str) -> None:
    try:
        tile = Tile.from_path(path)
    except Malformed:
        return
    assert tile.path == path


@pytest.mark.parametrize(("level", "index", "width"), [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_a_tile_outside_any_tree_is_malformed(level: int, index: int, width: int) -> None:
    with pytest.raises(Malformed):
        Tile(level, index, width)


def test_the_root_follows_from_three_tiles() -> None:
    fetched: list[str] = []

    def fetch(tile: Tile) -> bytes:
        fetched.append(tile.path)
        return _fetch(tile)

    assert root_of_tiles(len(LEAVES), fetch) == ROOT
    assert fetched == ["tile/2/000.p/1", "tile/1/001.p/17", "tile/0/273.p/112"]


@given(st.integers(0, len(LEAVES)))
def test_roots_of_earlier_sizes_follow_from_their_tiles(size: int) -> None:
    stored = set(tiles_of(size))

    def fetch(tile: Tile) -> bytes:
        assert tile in stored
        return tile_bytes(tile, NODES)

    assert root_of_tiles(size, fetch) == root_at(NODES, size)


@given(st.integers(0, len(LEAVES) - 1))
def test_proofs_are_made_from_tiles_alone(index: int) -> None:
    nodes = nodes_of_tiles(len(LEAVES), _fetch)
    proof = inclusion_proof(nodes, index, len(LEAVES))
    verify_inclusion(LEAVES[index], index, len(LEAVES), proof, ROOT)
    proof = consistency_proof(nodes, index, len(LEAVES))
    verify_consistency(index, root_at(NODES, index), len(LEAVES), ROOT, proof)


@pytest.mark.parametrize(("size", "since"), [(256, 0), (512, 256), (512, 511), (65_536, 65_535)])
def test_a_tree_of_full_tiles_alone_has_no_partial_one_at_level_0(size: int, since: int) -> None:
    assert [tile for tile in tiles_of(size, since) if tile.level == 0] == [Tile(0, size // 256 - 1)]


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_a_grown_tree_brings_only_the_tiles_it_did_not_have(since: int, more: int) -> None:
    before, after = set(tiles_of(since)), set(tiles_of(since + more))
    new = list(tiles_of(since + more, since))
    assert len(new) == len(set(new))
    assert set(new) | before >= after
    assert set(new) <= after
    assert not set(new) & before


def test_a_tile_with_one_changed_bit_gives_another_root() -> None:
    for path, contents in (("tile/0/273.p/112", 5), ("tile/1/001.p/17", 0), ("tile/2/000.p/1", 31)):
        spoilt = bytearray(STORED[path])
        spoilt[contents] ^= 1

        def fetch(tile: Tile, path: str = path, spoilt: bytes = bytes(spoilt)) -> bytes:
            return spoilt if tile.path == path else _fetch(tile)

        root = root_of_tiles(len(LEAVES), fetch)
        assert root != ROOT
        with pytest.raises(ConsistencyRefused):
            verify_consistency(len(LEAVES), ROOT, len(LEAVES), root, ())


@pytest.mark.parametrize("change", [b"", bytes(32), b"\0"])
def test_a_tile_of_another_length_is_refused(change: bytes) -> None:
    for contents in (b"", STORED["tile/2/000.p/1"][:-1], STORED["tile/2/000.p/1"] * 2 + change):
        with pytest.raises(Malformed):
            root_of_tiles(len(LEAVES), lambda tile, contents=contents: contents)  # type: ignore[misc]


def test_nothing_beyond_the_tree_is_read() -> None:
    nodes = nodes_of_tiles(300, lambda tile: tile_bytes(tile, NODES))
    for level, index in ((0, 300), (0, 512), (1, 150), (5, 9), (8, 1), (9, 0), (16, 0)):
        with pytest.raises(ProofRefused):
            nodes(level, index)
    with pytest.raises(ProofRefused):
        tile_at(300, 0, 2)


def test_a_full_tile_is_hashed_into_the_level_above() -> None:
    assert parent_hash(STORED["tile/0/007"]) == hashes_in(Tile(1, 0), STORED["tile/1/000"])[7]


def test_a_partial_tile_is_not_hashed_into_the_level_above() -> None:
    with pytest.raises(Malformed):
        parent_hash(STORED["tile/0/273.p/112"])


@given(st.binary(max_size=200), st.integers(1, 256))
def test_arbitrary_contents_raise_nothing_but_malformed(contents: bytes, width: int) -> None:
    try:
        assert len(hashes_in(Tile(0, 0, width), contents)) == width
    except Malformed:
        return
