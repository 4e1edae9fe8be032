"""The log's leaves as files that never change: entry bundles of 256 leaves, C2SP tlog-tiles. SPEC 14.4.

The bundle N has the leaves whose hashes the tile (0, N) has, and is as wide; so it is named by that tile.
"""

from __future__ import annotations

from collections.abc import Iterable

from protocol.errors import Malformed
from protocol.ledger import COMMITMENT
from protocol.tiles import Tile

_TILES, _BUNDLES = "tile/0/", "tile/entries/"
_LENGTH = COMMITMENT.to_bytes(2, "big")
_STEP = len(_LENGTH) + COMMITMENT


def bundle_path(tile: Tile) -> str:
    """Where the bundle beside a tile of level 0 is: as `tile/entries/x001/x234/067.p/112`."""
    return tile.path.replace(_TILES, _BUNDLES, 1)


def tile_beside(path: str) -> Tile:
    """The tile of level 0 beside a bundle's path; raises Malformed for any other spelling."""
    if not path.startswith(_BUNDLES):
        raise Malformed
    return Tile.from_path(path.replace(_BUNDLES, _TILES, 1))


def bundle_bytes(leaves: Iterable[bytes]) -> bytes:
    """A bundle's contents: each leaf of 32 bytes behind its length, 2 bytes, big-endian."""
    return b"".join(_LENGTH + leaf for leaf in leaves)


def leaves_in(tile: Tile, contents: bytes) -> tuple[bytes, ...]:
    """The leaves in the bundle beside a tile; raises Malformed unless there are as many, all of 32 bytes.

    They are believed only where leaf_hash of each is the tile's.
    """
    if len(contents) != tile.width * _STEP or any(
        contents[at : at + len(_LENGTH)] != _LENGTH for at in range(0, len(contents), _STEP)
    ):
        raise Malformed
    return tuple(contents[at + len(_LENGTH) : at + _STEP] for at in range(0, len(contents), _STEP))
