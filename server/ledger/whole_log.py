"""Is what is stored what was signed? Asked before anything is served. SPEC 14.2 and 14.3.

Rules of this file
* Everything is computed anew from the leaves: every stored hash, and the root that the newest checkpoint names.
* One batch of leaves is in memory at a time. A million leaves take some ten seconds.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.checkpoint import Checkpoint, read_checkpoint
from protocol.cosignature import cosignatures_on, read_head
from protocol.directory import DeviceRole
from protocol.errors import CheckpointRefused
from protocol.merkle import GrowingTree, leaf_hash
from server.ledger.errors import LogDamaged
from server.ledger.log import cosigned_note, newest_size, note_of, shown_size
from server.ledger.tables import leaves, nodes
from server.ledger.ticks import new_nodes
from server.ledger.world import World

LEAVES_AT_ONCE = 8192


async def check_whole_log(world: World) -> int:
    """The number of leaves, if every stored leaf, hash and signature agree. Raises LogDamaged."""
    async with world.engine.connect() as db:
        signed = await _newest_signed(db, world)
        tree = GrowingTree()
        while tree.size < signed.size:
            await _check_next(db, tree, min(tree.size + LEAVES_AT_ONCE, signed.size))
        await _check_nothing_beside(db, signed.size)
        await _check_shown(db, world, signed.size)
    if tree.root() != signed.root:
        raise LogDamaged
    return signed.size


async def _newest_signed(db: AsyncConnection, world: World) -> Checkpoint:
    size = await newest_size(db)
    note, key = await note_of(db, size), world.pinned.directory.device_key(DeviceRole.LEDGER)
    try:
        return read_checkpoint(note, world.origin, key)
    except CheckpointRefused:
        raise LogDamaged from None


async def _check_next(db: AsyncConnection, tree: GrowingTree, end: int) -> None:
    """Let the tree grow to `end` leaves, and compare every hash that becomes complete with the stored one."""
    start = tree.size
    there = leaves.c.index.between(start, end - 1)
    commitments = list((await db.scalars(sa.select(leaves.c.commitment).where(there).order_by(leaves.c.index))).all())
    if len(commitments) != end - start:
        raise LogDamaged
    computed = {(level, index): hashed for level, index, hashed in new_nodes(start, list(tree.peaks()), commitments)}
    stored: dict[tuple[int, int], bytes] = {}
    for level in range(end.bit_length()):
        stored |= await _completed(db, level, start >> level, end >> level)
    if stored != computed:
        raise LogDamaged
    for commitment in commitments:
        tree.append(leaf_hash(commitment))


async def _completed(db: AsyncConnection, level: int, first: int, end: int) -> dict[tuple[int, int], bytes]:
    """The stored hashes of one level, from `first` up to before `end`."""
    if first == end:
        return {}
    there = sa.and_(nodes.c.level == level, nodes.c.index.between(first, end - 1))
    rows = await db.execute(sa.select(nodes.c.index, nodes.c.hash).where(there))
    return {(level, index): hashed for index, hashed in rows}


async def _check_nothing_beside(db: AsyncConnection, size: int) -> None:
    """No leaf and no hash beyond what was signed."""
    stored = [await db.scalar(sa.select(sa.func.count()).select_from(table)) for table in (leaves, nodes)]
    if stored != [size, sum(size >> level for level in range(size.bit_length()))]:
        raise LogDamaged


async def _check_shown(db: AsyncConnection, world: World, size: int) -> None:
    """What everyone is shown is a head that the log signed, and each witness's line under it holds."""
    shown = await shown_size(db)
    try:
        head = read_head(await cosigned_note(db, world, shown), world.pinned.directory)
        cosignatures_on(await cosigned_note(db, world, shown), world.pinned.directory, float("inf"))
    except CheckpointRefused:
        raise LogDamaged from None
    if head.size != shown or shown > size:
        raise LogDamaged
