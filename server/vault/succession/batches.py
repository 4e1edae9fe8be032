"""Which parts a succession is about, batch after batch, and what everybody in it is shown of them. SPEC 23.4.

Rules of this file
* A batch is made when it is first asked for, and stays as it is: everybody uses the same parts in the same order.
* It goes by ids, which are hashes; what was taken back is left out, and so is what the successor can open already.
* Everybody is shown their own boxes and nobody else's; pieces go to helpers, sums to the successor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, exists, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.custodian_crossings import SuccessionBatch
from protocol.sealing import PartHeader, SealedPart
from protocol.succession import (
    MOST_PARTS,
    Batch,
    CheckedSuccession,
    SeatSlip,
    SignedRepairPieces,
    SignedRepairSum,
    SuccessionKind,
)
from server.database import among
from server.vault.errors import NotHere
from server.vault.keeping.seat_boxes import SeatBox, boxes_of, key_id, sealed_to
from server.vault.succession.begun import Begun, find
from server.vault.tables import handed_shares, parts, repair_rounds, seat_batches, successions, withdrawals
from server.vault.world import World

PIECES, SUMS = 1, 2
"""The two rounds of a repair, as rows name them."""


@dataclass(frozen=True, slots=True)
class Made:
    """A batch as it is kept."""

    batch: Batch
    number: int
    through: bytes | None


async def batch_for(world: World, identifier: bytes, number: int, caller: bytes) -> SuccessionBatch:
    """One batch, for whoever has a part in the succession. Raises NotHere, also for a batch that there is not yet.

    Raises NotYetInLog, or what check_succession raises.
    """
    async with world.openings.begin() as connection:
        begun = await find(connection, world, identifier, caller)
        made = await _made(connection, begun, number) or await _make(connection, world, begun, number)
        slips = await _slips(connection, world, begun, made.batch.parts)
        pieces, sums = await _sent(connection, begun, made)
        more = made.through is not None and bool(
            await connection.scalar(_candidates(begun.checked, made.through).limit(1))
        )
    return SuccessionBatch(parts=made.batch.parts, slips=slips, pieces=pieces, sums=sums, more=more)


async def load_made(connection: AsyncConnection, begun: Begun, batch_hash: bytes) -> Made:
    """The batch of that hash. Raises NotHere."""
    query = select(seat_batches.c.number).where(seat_batches.c.succession == begun.checked.id)
    for number in (await connection.scalars(query.order_by(seat_batches.c.number))).all():
        made = await _made(connection, begun, number)
        if made is not None and made.batch.hash == batch_hash:
            return made
    raise NotHere


async def _made(connection: AsyncConnection, begun: Begun, number: int) -> Made | None:
    query = select(seat_batches.c.parts, seat_batches.c.through).where(
        seat_batches.c.succession == begun.checked.id, seat_batches.c.number == number
    )
    row = (await connection.execute(query)).one_or_none()
    return Made(Batch(begun.checked, tuple(row.parts)), number, row.through) if row else None


async def _make(connection: AsyncConnection, world: World, begun: Begun, number: int) -> Made:
    after: bytes | None = b""
    if number > 0:
        before = await _made(connection, begun, number - 1)
        after = before.through if before else None
    if after is None:
        raise NotHere
    checked = begun.checked
    ids = await _next(connection, checked, after)
    if number > 0 and not ids:
        raise NotHere
    envelopes = await _envelopes(connection, ids)
    chosen = [part for part in ids if _is_about(world, checked, envelopes[part][0].header)]
    await connection.execute(
        insert(seat_batches)
        .values(
            compartment=checked.compartment.name,
            succession=checked.id,
            number=number,
            parts=chosen,
            through=ids[-1] if ids else None,
        )
        .on_conflict_do_nothing()
    )
    # Whoever asked at the same time and was first has made it.
    made = await _made(connection, begun, number)
    if made is None:
        raise NotHere
    return made


async def _next(connection: AsyncConnection, checked: CheckedSuccession, after: bytes) -> list[bytes]:
    return list((await connection.scalars(_candidates(checked, after).limit(MOST_PARTS))).all())


def _candidates(checked: CheckedSuccession, after: bytes) -> Select[Any]:
    """Parts of the compartment, in the order of their ids, of which the successor has no box that will do.

    Whether one that was handed over holds the share, only the successor sees. So a repair makes all shares again that
    the successor has not sealed to itself: nobody can keep a share from it by handing over something else.
    """
    name, seat = checked.compartment.name, checked.succession.seat
    handed = exists().where(
        handed_shares.c.compartment == name,
        handed_shares.c.part == parts.c.id,
        handed_shares.c.seat == seat,
        handed_shares.c.key == key_id(checked.successor.seal_key),
    )
    if checked.succession.kind is SuccessionKind.REPAIR:
        handed = handed.where(handed_shares.c.own)
    # By name: this login may not read every column of it.
    of_it = (withdrawals.c.compartment == name, withdrawals.c.part == parts.c.id)
    taken_back = select(withdrawals.c.part).where(*of_it).exists()
    query = select(parts.c.id).where(parts.c.compartment == name, parts.c.id > after, ~handed, ~taken_back)
    return query.order_by(parts.c.id)


def _is_about(world: World, checked: CheckedSuccession, header: PartHeader) -> bool:
    """Whether the part has a box for that seat, sealed to another key, and as many helpers as its quorum."""
    own = sealed_to(header, checked.succession.seat, world.pinned.directory_named)
    if own is None or own == checked.successor.seal_key:
        return False
    return checked.succession.kind is SuccessionKind.HANDOVER or header.needed <= len(checked.helpers)


async def _envelopes(connection: AsyncConnection, ids: Sequence[bytes]) -> dict[bytes, tuple[SealedPart, bytes]]:
    query = select(parts.c.id, parts.c.envelope, parts.c.payload_hash).where(among(parts.c.id, ids))
    rows = await connection.execute(query)
    return {row.id: (SealedPart.from_bytes(row.envelope), row.payload_hash) for row in rows}


async def _slips(
    connection: AsyncConnection, world: World, begun: Begun, ids: tuple[bytes, ...]
) -> tuple[SeatSlip, ...]:
    found = await _envelopes(connection, ids)
    envelopes = {part: envelope for part, (envelope, _) in found.items()}
    boxes = await boxes_of(connection, world.pinned.directory_named, envelopes, begun.number, begun.keys)
    return tuple(_slip(*found[part], begun.number, boxes) for part in ids if part in found)


def _slip(envelope: SealedPart, payload_hash: bytes, number: int, boxes: Mapping[bytes, SeatBox]) -> SeatSlip:
    blank = SeatSlip(
        header=envelope.header,
        key_commitment=envelope.key_commitment,
        payload_hash=payload_hash,
        number=number,
        seat=None,
        handed_over=False,
    )
    own = boxes.get(blank.id())
    return blank.model_copy(update={"seat": own.box, "handed_over": own.handed_over}) if own else blank


async def _sent(
    connection: AsyncConnection, begun: Begun, made: Made
) -> tuple[tuple[SignedRepairPieces, ...], tuple[SignedRepairSum, ...]]:
    if begun.checked.succession.kind is SuccessionKind.HANDOVER:
        return (), ()
    pieces = () if begun.is_successor else await _of_round(connection, begun, made, PIECES)
    sums = await _of_round(connection, begun, made, SUMS)
    own = {raw for seat, raw in sums if begun.is_successor or seat == begun.number}
    return (
        tuple(SignedRepairPieces.from_bytes(raw) for _, raw in pieces),
        tuple(SignedRepairSum.from_bytes(raw) for seat, raw in sums if raw in own),
    )


async def _of_round(connection: AsyncConnection, begun: Begun, made: Made, which: int) -> list[tuple[int, bytes]]:
    query = select(repair_rounds.c.seat, repair_rounds.c.signed).where(
        repair_rounds.c.succession == begun.checked.id,
        repair_rounds.c.number == made.number,
        repair_rounds.c.round == which,
    )
    return [(row.seat, row.signed) for row in await connection.execute(query.order_by(repair_rounds.c.seat))]


async def seats_of_round(connection: AsyncConnection, begun: Begun, made: Made, which: int) -> set[int]:
    """Which helpers have sent what is due in a round."""
    return {seat for seat, _ in await _of_round(connection, begun, made, which)}


async def forget_old(world: World) -> None:
    """What helpers sent goes when the succession is over: what came of it is beside the parts."""
    over = select(successions.c.compartment, successions.c.id).where(successions.c.expires < world.today())
    async with world.keeper.begin() as connection:
        for table in (repair_rounds, seat_batches):
            await connection.execute(delete(table).where(tuple_(table.c.compartment, table.c.succession).in_(over)))
