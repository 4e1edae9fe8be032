"""A desk that was given a new key fetches its boxes of older parts, and brings them back sealed to it. SPEC 11.5, 11.6.

Rules of this file
* A desk is shown its own boxes alone, and only of parts that were sealed to another key than the one it has now.
* What was taken back is not shown: it is to go with the old key.
* All boxes of a message are taken, or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.desk_crossings import MOST_BOXES, KeptBox, KeptBoxes, RewrappedBoxes
from protocol.directory import Desk
from protocol.sealing import SealedPart
from server.authorization import Action
from server.database import among
from server.vault.errors import NotHere
from server.vault.keeping.desk_boxes import keep_rewrapped, place_of, rewrapped_of
from server.vault.locks.callers import desk_in
from server.vault.locks.compartments import inside
from server.vault.tables import parts, withdrawals
from server.vault.world import World


async def kept_boxes(world: World, compartment: str, after: bytes | None, caller: bytes) -> KeptBoxes:
    """A page of the caller's boxes in a compartment, by the parts' ids. Raises NotADesk."""
    desk = _desk(world, compartment, caller)
    async with inside(world.openings, compartment) as connection:
        page = (await connection.scalars(_page(compartment, after))).all()
        looked_at = page[:MOST_BOXES]
        envelopes = await _envelopes(connection, compartment, looked_at)
        numbers = {part: number for part in envelopes if (number := _number(world, desk, envelopes[part])) is not None}
        again = await rewrapped_of(connection, compartment, numbers)
    boxes = tuple(
        KeptBox(part=part, number=number, box=envelopes[part].desks[number - 1], again=again.get(part))
        for part, number in sorted(numbers.items())
    )
    return KeptBoxes(boxes=boxes, through=looked_at[-1] if len(page) > MOST_BOXES else None)


async def take_boxes(world: World, brought: RewrappedBoxes, caller: bytes) -> None:
    """Keep what the caller re-wrapped.

    Raises NotADesk, or NotHere for what is no box of this desk's; then none is kept.
    """
    desk = _desk(world, brought.compartment, caller)
    async with inside(world.openings, brought.compartment) as connection:
        envelopes = await _envelopes(connection, brought.compartment, [one.part for one in brought.boxes])
        for one in brought.boxes:
            if one.part not in envelopes or _number(world, desk, envelopes[one.part]) != one.number:
                raise NotHere
        await keep_rewrapped(
            connection,
            brought.compartment,
            list({one.part: (one.part, one.number, one.box) for one in brought.boxes}.values()),
        )


def _desk(world: World, compartment: str, caller: bytes) -> Desk:
    desk = desk_in(world.pinned.directory, compartment, caller)
    world.access.check_desk_in(caller, Action.LIST_PARTS, compartment)
    return desk


def _number(world: World, desk: Desk, envelope: SealedPart) -> int | None:
    """The desk's place in a part that was sealed to another key of it."""
    place = place_of(envelope.header, desk, world.pinned.directory_named)
    return place.number if place is not None and place.seal_key != desk.seal_key else None


def _page(compartment: str, after: bytes | None) -> Select[bytes]:
    query = select(parts.c.id).where(parts.c.compartment == compartment)
    if after is not None:
        query = query.where(parts.c.id > after)
    return query.order_by(parts.c.id).limit(MOST_BOXES + 1)


async def _envelopes(connection: AsyncConnection, compartment: str, ids: Sequence[bytes]) -> Mapping[bytes, SealedPart]:
    taken_back = exists(withdrawals.c.part).where(
        withdrawals.c.compartment == parts.c.compartment, withdrawals.c.part == parts.c.id
    )
    here = and_(parts.c.compartment == compartment, among(parts.c.id, ids))
    query = select(parts.c.id, parts.c.envelope).where(here, ~taken_back)
    return {row.id: SealedPart.from_bytes(row.envelope) for row in await connection.execute(query)}
