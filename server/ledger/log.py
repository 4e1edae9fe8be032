"""Reading the log: checkpoints, tiles and proofs, each in O(log n) rows. SPEC 14.2 to 14.4."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.errors import ProofRefused
from protocol.ledger_crossings import Consistency, Inclusion
from protocol.merkle import Nodes, consistency_proof, inclusion_proof
from protocol.tiles import WIDTH, Tile, tile_at
from server.ledger.errors import LogDamaged, NoSuchRange, NotInTheLog, TooManyPending
from server.ledger.tables import checkpoints, cosignatures, leaves, nodes, pending, shown
from server.ledger.world import World

Place = tuple[int, int]
"""Level and index of a hash."""


async def take_in(world: World, commitments: Sequence[bytes]) -> None:
    """Keep commitments for the next ticks; those already there or in the log are kept once. Raises TooManyPending."""
    async with world.engine.begin() as db:
        waiting = await db.scalar(sa.select(sa.func.count()).select_from(pending)) or 0
        if waiting + len(commitments) > world.most_pending:
            raise TooManyPending
        there = sa.select(leaves.c.commitment).where(leaves.c.commitment.in_(commitments))
        known = set((await db.scalars(there)).all())
        new = [{"commitment": one} for one in dict.fromkeys(commitments) if one not in known]
        if new:
            insert = postgresql.insert(pending).on_conflict_do_nothing()
            await db.execute(insert, new)


async def shown_note(world: World) -> bytes:
    """The checkpoint that everyone is shown, with the words of the witnesses there are (SPEC 14.8)."""
    async with world.engine.connect() as db:
        return await cosigned_note(db, world, await shown_size(db))


async def inclusion_of(world: World, commitment: bytes) -> Inclusion:
    """Where a commitment stands, with its proof under the checkpoint that everyone is shown. Raises NotInTheLog."""
    async with world.engine.connect() as db:
        index = await db.scalar(sa.select(leaves.c.index).where(leaves.c.commitment == commitment))
        size = await shown_size(db)
        if index is None or index >= size:
            raise NotInTheLog
        proof = await _proof(db, lambda read: inclusion_proof(read, index, size))
        return Inclusion(index=index, proof=proof, checkpoint=(await cosigned_note(db, world, size)).decode())


async def consistency_of(world: World, old: int, new: int) -> Consistency:
    """That the first `old` leaves are the beginning of the first `new`. Raises NoSuchRange."""
    async with world.engine.connect() as db:
        if not 0 <= old <= new <= await newest_size(db):
            raise NoSuchRange
        proof = await _proof(db, lambda read: consistency_proof(read, old, new))
        note = await cosigned_note(db, world, await shown_size(db))
        return Consistency(proof=proof, checkpoint=note.decode())


async def tile(world: World, asked: Tile) -> bytes:
    """A tile's hashes. Raises NotInTheLog for one the log does not have (yet)."""
    async with world.engine.connect() as db:
        size = await newest_size(db)
        if asked.width > _width_there(size, asked):
            raise NotInTheLog
        first = asked.index * WIDTH
        level = 8 * asked.level
        places = [(level, index) for index in range(first, first + asked.width)]
        held = await read_nodes(db, places)
        return b"".join(held[place] for place in places)


async def bundle(world: World, beside: Tile) -> tuple[bytes, ...]:
    """The leaves whose hashes a tile of level 0 has. Raises NotInTheLog for one the log does not have (yet)."""
    async with world.engine.connect() as db:
        if beside.width > _width_there(await newest_size(db), beside):
            raise NotInTheLog
        first = beside.index * WIDTH
        there = leaves.c.index.between(first, first + beside.width - 1)
        found = (await db.scalars(sa.select(leaves.c.commitment).where(there).order_by(leaves.c.index))).all()
    if len(found) != beside.width:
        raise LogDamaged
    return tuple(found)


def _width_there(size: int, asked: Tile) -> int:
    try:
        return tile_at(size, asked.level, asked.index).width
    except ProofRefused:
        return 0


async def newest_size(db: AsyncConnection) -> int:
    """How many leaves are signed for. Raises LogDamaged where there is no checkpoint at all."""
    size = await db.scalar(sa.select(sa.func.max(checkpoints.c.size)))
    if size is None:
        raise LogDamaged
    return int(size)


async def node(db: AsyncConnection, level: int, index: int) -> bytes:
    """One stored hash. Raises LogDamaged where it is missing."""
    return (await read_nodes(db, [(level, index)]))[level, index]


async def read_nodes(db: AsyncConnection, places: Iterable[Place]) -> dict[Place, bytes]:
    """Stored hashes by place. Raises LogDamaged where one is missing."""
    wanted = list(places)
    if not wanted:
        return {}
    there = sa.tuple_(nodes.c.level, nodes.c.index).in_(wanted)
    rows = await db.execute(sa.select(nodes.c.level, nodes.c.index, nodes.c.hash).where(there))
    held: dict[Place, bytes] = {(level, index): hashed for level, index, hashed in rows}
    if len(held) != len(set(wanted)):
        raise LogDamaged
    return held


async def _proof(db: AsyncConnection, make: Callable[[Nodes], tuple[bytes, ...]]) -> tuple[bytes, ...]:
    """Make a proof twice: once to learn which hashes it needs, once with them."""
    needed: list[Place] = []

    def note(level: int, index: int) -> bytes:
        needed.append((level, index))
        return bytes(32)

    make(note)
    held = await read_nodes(db, needed)
    return make(lambda level, index: held[level, index])


async def shown_size(db: AsyncConnection) -> int:
    """How many leaves the checkpoint has that everyone is shown. Raises LogDamaged where there is none."""
    size = await db.scalar(sa.select(sa.func.max(shown.c.size)))
    if size is None:
        raise LogDamaged
    return int(size)


async def cosigned_note(db: AsyncConnection, world: World, size: int) -> bytes:
    """The checkpoint of a size, and behind it the lines of the directory's witnesses. Raises LogDamaged."""
    here = sa.and_(cosignatures.c.size == size, cosignatures.c.witness.in_(world.witnesses()))
    lines = await db.scalars(sa.select(cosignatures.c.line).where(here).order_by(cosignatures.c.line))
    return await note_of(db, size) + "".join(lines).encode()


async def note_of(db: AsyncConnection, size: int) -> bytes:
    """The checkpoint that was signed at a size. Raises LogDamaged where there is none."""
    note = await db.scalar(sa.select(checkpoints.c.note).where(checkpoints.c.size == size))
    if note is None:
        raise LogDamaged
    return bytes(note)
