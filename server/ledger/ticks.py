"""Appending: at each tick the same number of leaves, whatever waits. SPEC 14.1.

Rules of this file
* One tick is one transaction: leaves, the hashes over them, the signed checkpoint, and the end of what was pending.
  A crash leaves the tick done or not begun.
* What waits goes in shuffled, dummies fill the rest, and what does not fit waits for the next tick: nobody can tell
  how much happened, or in what order.
* One writer: an advisory lock, so that two processes by mistake do not make two histories.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.errors import DirectoryRefused
from protocol.inclusion import directory_leaf
from protocol.ledger import dummy_leaf
from protocol.merkle import EMPTY_ROOT, GrowingTree, leaf_hash, node_hash
from protocol.primitives import Randomness
from server.ledger.errors import TooManyPending
from server.ledger.log import newest_size, node, read_nodes, take_in
from server.ledger.tables import checkpoints, leaves, nodes, pending, shown
from server.ledger.world import World

_ONE_WRITER = 0x1EE3D1E
Node = tuple[int, int, bytes]
"""Level, index, hash."""


async def tick(world: World) -> int:
    """Append one tick's leaves and sign the new checkpoint; the new size."""
    count = world.pinned.policy.contents.log.leaves_per_tick
    async with world.engine.begin() as db:
        await alone(db)
        size = await newest_size(db)
        waiting = await _take_waiting(db, count, world.random)
        await _append(db, size, fill(waiting, count, world.random))
        await _sign(db, world, size + count)
        if world.shows_at_once():
            await show(db, size + count)
    return size + count


async def enter_directory(world: World) -> None:
    """Let the directory in force wait for a tick, unless it is a leaf: whoever has one looks whether it is there."""
    with suppress(DirectoryRefused, TooManyPending):
        await take_in(world, [directory_leaf(world.pinned.directory)])


async def found(world: World) -> None:
    """Sign the checkpoint of the empty log, once."""
    async with world.engine.begin() as db:
        await alone(db)
        if await db.scalar(sa.select(sa.func.count()).select_from(checkpoints)):
            return
        note = sign_checkpoint(Checkpoint(world.origin, 0, EMPTY_ROOT), world.sign_key)
        await db.execute(checkpoints.insert().values(size=0, note=note))
        # The one head that needs no witness to be shown: every log begins so, and whoever needs one refuses it.
        await show(db, 0)


async def alone(db: AsyncConnection) -> None:
    """Wait until nobody else changes the log, and keep them out until the transaction ends."""
    await db.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_WRITER)))


async def show(db: AsyncConnection, size: int) -> None:
    """Show everyone the checkpoint of that size from now on; what was shown before is begun by it."""
    await db.execute(postgresql.insert(shown).values(size=size).on_conflict_do_nothing())


def fill(waiting: list[bytes], count: int, random: Randomness) -> list[bytes]:
    """Exactly `count` leaves: those that wait (at most as many), the rest dummies, in an order that tells nothing."""
    together = waiting + [dummy_leaf(random) for _ in range(count - len(waiting))]
    return sorted(together, key=lambda _: random(16))


def new_nodes(size: int, peaks: list[bytes], commitments: list[bytes]) -> Iterator[Node]:
    """Every hash that becomes complete when leaves follow a tree of `size` whose perfect subtrees are `peaks`."""
    stack = list(peaks)
    for index, commitment in enumerate(commitments, size):
        hashed, at, level = leaf_hash(commitment), index, 0
        yield 0, index, hashed
        while at & 1:
            hashed = node_hash(stack.pop(), hashed)
            at, level = at >> 1, level + 1
            yield level, at, hashed
        stack.append(hashed)


async def _take_waiting(db: AsyncConnection, count: int, random: Randomness) -> list[bytes]:
    """At most `count` of what waits, drawn by lot and taken out."""
    # What was sent again while the last tick was under way may wait here and be a leaf already.
    await db.execute(sa.delete(pending).where(pending.c.commitment.in_(sa.select(leaves.c.commitment))))
    # By lot, so that nothing waits for ever however much comes; a lot anew at each tick.
    lot = sa.func.sha256(sa.literal(random(32), sa.LargeBinary).op("||")(pending.c.commitment))
    chosen = sa.select(pending.c.commitment).order_by(lot).limit(count)
    waiting = list((await db.scalars(chosen)).all())
    if waiting:
        await db.execute(sa.delete(pending).where(pending.c.commitment.in_(waiting)))
    return waiting


async def _append(db: AsyncConnection, size: int, commitments: list[bytes]) -> None:
    peaks = [await node(db, level, index) for level, index in peak_places(size)]
    rows = [{"index": index, "commitment": one} for index, one in enumerate(commitments, size)]
    await db.execute(leaves.insert(), rows)
    made = [dict(zip(("level", "index", "hash"), one, strict=True)) for one in new_nodes(size, peaks, commitments)]
    await db.execute(nodes.insert(), made)


def peak_places(size: int) -> list[tuple[int, int]]:
    """Where the perfect subtrees of a tree of `size` leaves stand, largest first: (level, index)."""
    places, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            places.append((level, start >> level))
            start += 1 << level
    return places


async def _sign(db: AsyncConnection, world: World, size: int) -> None:
    held = await read_nodes(db, peak_places(size))
    root = GrowingTree(size, [held[place] for place in peak_places(size)]).root()
    note = sign_checkpoint(Checkpoint(world.origin, size, root), world.sign_key)
    await db.execute(checkpoints.insert().values(size=size, note=note))
