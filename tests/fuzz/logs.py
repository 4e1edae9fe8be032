"""What comes from a log that nobody trusts: tiles, bundles, notes, checkpoints, proofs."""

from __future__ import annotations

import struct

from protocol.bundles import bundle_bytes, bundle_path, leaves_in, tile_beside
from protocol.checkpoint import (
    Checkpoint,
    check_grown,
    check_logged,
    open_note,
    read_checkpoint,
    sign_checkpoint,
    sign_note,
)
from protocol.cosignature import cosign, cosignatures_on
from protocol.directory import DeviceRole
from protocol.errors import ProtocolError
from protocol.inclusion import check_inclusion
from protocol.ledger_crossings import Inclusion
from protocol.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    nodes_of,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from protocol.tiles import Tile, hashes_in, parent_hash, root_of_tiles
from tests.fuzz.cbor_trees import cbor_mutator
from tests.fuzz.examples import consortium, words
from tests.fuzz.target import Target
from tests.worlds import make_consortium

WORLD = consortium()
KEY = WORLD.devices[DeviceRole.LEDGER]
ORIGIN = WORLD.directory.contents.log_origin
LEAVES = [bytes([number]) * 32 for number in range(8)]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
HEAD = Checkpoint(ORIGIN, 8, root_of(HASHES))
NOTE = sign_checkpoint(HEAD, KEY)
WATCHING = make_consortium(witnesses=(1, 1))
WATCHED = WATCHING.directory
LINE = cosign(HEAD, "kiln", WATCHING.witnesses["kiln"], 1_795_262_400).encode()


def _path(raw: bytes) -> None:
    """Where a tile or a bundle is, as somebody asks for it."""
    text = raw.decode("utf-8", "replace")
    bundle = text.startswith("tile/entries")
    tile = tile_beside(text) if bundle else Tile.from_path(text)
    assert (bundle_path(tile) if bundle else tile.path) == text


def _tile(raw: bytes) -> None:
    """One byte for the width, then the tile's contents; also as a bundle, and as a whole tree."""
    width, contents = 1 + (raw[0] if raw else 0), raw[1:]
    tile = Tile(0, 0, width)
    if len(contents) == width * 34:
        assert bundle_bytes(leaves_in(tile, contents)) == contents
    else:
        assert b"".join(hashes_in(tile, contents)) == contents
        root_of_tiles(width, lambda wanted: parent_hash(contents) if wanted.level else contents)
        parent_hash(contents)


def _note(raw: bytes) -> None:
    """As it came; every note that opens was signed by us."""
    assert open_note(raw, ORIGIN, KEY.public).endswith("\n")
    read_checkpoint(raw, ORIGIN, KEY.public)


def _cosignatures(raw: bytes) -> None:
    """Lines of whoever under a good head: each that counts was signed by that witness."""
    note = sign_checkpoint(HEAD, KEY) + raw
    assert {one.witness for one in cosignatures_on(note, WATCHED, 2**40)} <= {"kiln"}


def _checkpoint(raw: bytes) -> None:
    """A text that the log's own key signed, behind it whatever follows the first form feed."""
    text, _, more = raw.decode("utf-8", "replace").partition("\f")
    head = read_checkpoint(sign_note(text, ORIGIN, KEY) + more.encode(), ORIGIN, KEY.public)
    assert head.text() == text


def _proof(raw: bytes) -> None:
    """Two numbers of eight bytes, then hashes."""
    index, size = struct.unpack(">qq", raw[:16].ljust(16, b"\0"))
    proof = [raw[at : at + 32] for at in range(16, len(raw), 32)]
    for prove in (
        lambda: check_logged(LEAVES[index % 8], index, proof, Checkpoint(ORIGIN, size, HEAD.root)),
        lambda: verify_inclusion(HASHES[index % 8], index, size, proof, HEAD.root),
        lambda: verify_consistency(index, root_of(HASHES[: max(index, 0)]), size, HEAD.root, proof),
        lambda: check_grown(HEAD, Checkpoint(ORIGIN, size, bytes(32)), proof),
    ):
        try:
            prove()
        except ProtocolError:
            continue
        # The tree is HEAD's: nothing else may ever be proven of it.
        assert 8 in {size, index} or index in {0, size}, (index, size)


def _inclusion(raw: bytes) -> None:
    check_inclusion(raw, LEAVES[3], WORLD.directory, 0)


def targets() -> list[Target]:
    nodes = nodes_of(HASHES)
    one, grown = b"".join(inclusion_proof(nodes, 3, 8)), b"".join(consistency_proof(nodes, 3, 8))
    inclusion = Inclusion(index=3, proof=inclusion_proof(nodes, 3, 8), checkpoint=NOTE.decode())
    paths = [b"tile/0/000", b"tile/1/x001/x234/067.p/112", b"tile/entries/x001/067", b"tile/63/x001/x002/003.p/1"]
    refused = (ProtocolError,)
    numbers, origin = struct.pack(">qq", 3, 8), ORIGIN.encode()
    tiles = [b"\0" + HASHES[0], b"\xff" + HASHES[0] * 256, b"\1" + (b"\0\x20" + bytes(32)) * 2]
    return [
        Target("paths", _path, paths, refused, (b"tile/", b"entries/", b"x001/", b".p/", b"000"), most=256),
        Target("tiles", _tile, tiles, refused, most=9000),
        Target("notes", _note, [NOTE], refused, (b"\n\n", "\N{EM DASH} ".encode(), origin), most=2048),
        Target("checkpoints", _checkpoint, [HEAD.text().encode()], refused, (b"\n", origin, b"=\n"), most=1024),
        Target("cosignatures", _cosignatures, [LINE], refused, ("\N{EM DASH} kiln ".encode(), b"="), most=1024),
        Target("proofs", _proof, [numbers + one, numbers + grown], refused, most=2200),
        Target("inclusions", _inclusion, [inclusion.to_bytes()], refused, (), cbor_mutator(words()), most=4096),
    ]
