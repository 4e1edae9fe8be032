"""The tree as files that never change: tiles of 256 hashes, C2SP tlog-tiles. SPEC 14.4.

The tile (level L, index N) holds the roots of 256 consecutive perfect subtrees of 256^L leaves. The last tile
of a level is partial, and only full tiles are hashed into the level above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from protocol.errors import Malformed, ProofRefused
from protocol.merkle import HASH, MAX_SIZE, Nodes, node_hash, root_at

WIDTH = 256
_HEIGHT = 8
_PATH = re.compile(r"tile/(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,7}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a tile stands: level 0 to 63, index from 0, and how many of its 256 hashes it has."""

    level: int
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not (0 <= self.level <= 63 and 0 <= self.index < MAX_SIZE and 1 <= self.width <= WIDTH):
            raise Malformed

    @property
    def path(self) -> str:
        """As `tile/0/x001/x234/067`, and `.p/112` after it for a partial tile."""
        groups = f"{self.index:,}".split(",")
        groups[0] = groups[0].zfill(3)
        number = "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
        return f"tile/{self.level}/{number}" + (f".p/{self.width}" if self.width < WIDTH else "")

    @classmethod
    def from_path(cls, path: str) -> Tile:
        """The reverse of path; raises Malformed for any other spelling."""
        found = _PATH.fullmatch(path)
        if found is None:
            raise Malformed
        level, number, width = found.groups()
        tile = cls(int(level), int(re.sub("[x/]", "", number)), int(width or WIDTH))
        if tile.path != path:
            raise Malformed
        return tile


Fetch = Callable[[Tile], bytes]
"""Gives a tile's bytes, from a disk, a table or the network."""


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """The tiles of a tree of `size` leaves that a tree of `since` leaves did not have, lowest level first."""
    level = 0
    while size:
        for index in range(since // WIDTH, size // WIDTH):
            yield Tile(level, index)
        if size % WIDTH and size != since:
            yield Tile(level, size // WIDTH, size % WIDTH)
        level, size, since = level + 1, size // WIDTH, since // WIDTH


def tile_at(size: int, level: int, index: int) -> Tile:
    """The tile, full or partial, that a tree of `size` leaves has there; ProofRefused where it has none."""
    width = min((size >> _HEIGHT * level) - index * WIDTH, WIDTH)
    if width < 1:
        raise ProofRefused
    return Tile(level, index, width)


def tile_bytes(tile: Tile, nodes: Nodes) -> bytes:
    """A tile's contents: 32 bytes for each hash."""
    first = tile.index * WIDTH
    return b"".join(nodes(_HEIGHT * tile.level, first + offset) for offset in range(tile.width))


def hashes_in(tile: Tile, contents: bytes) -> tuple[bytes, ...]:
    """The hashes in a tile's contents; raises Malformed unless there are exactly as many as its path says."""
    if len(contents) != tile.width * HASH:
        raise Malformed
    return tuple(contents[at : at + HASH] for at in range(0, len(contents), HASH))


def parent_hash(contents: bytes) -> bytes:
    """The hash of a full tile, which the level above holds; raises Malformed for a partial one."""
    return _reduced(hashes_in(Tile(0, 0), contents))


def nodes_of_tiles(size: int, fetch: Fetch) -> Nodes:
    """Perfect subtrees of a tree of `size` leaves, read from its tiles; each tile is fetched once.

    Nothing fetched is believed: what is computed from it counts only once it agrees with a checkpoint.
    Raises ProofRefused beyond the tree, Malformed for a tile of another length than its path says.
    """
    fetched: dict[Tile, tuple[bytes, ...]] = {}

    def node(level: int, index: int) -> bytes:
        across = 1 << level % _HEIGHT
        first = index * across
        tile = tile_at(size, level // _HEIGHT, first // WIDTH)
        if tile not in fetched:
            fetched[tile] = hashes_in(tile, fetch(tile))
        hashes = fetched[tile][first % WIDTH : first % WIDTH + across]
        if len(hashes) != across:
            raise ProofRefused
        return _reduced(hashes)

    return node


def root_of_tiles(size: int, fetch: Fetch) -> bytes:
    """The root of a tree of `size` leaves, from the few tiles on its right edge."""
    return root_at(nodes_of_tiles(size, fetch), size)


def _reduced(hashes: Sequence[bytes]) -> bytes:
    """The root over 2^n hashes."""
    while len(hashes) > 1:
        hashes = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]
