"""Which parts two desks opened together for one purpose: from the vault's own rows, not from a curator's word.

The reviewer is shown those that a summary does not stand on. They may have been needless, or left out on purpose: five
that say one thing, and not the sixth, which was read under an opening that the draft does not mention.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, exists, func, select

from protocol.consent import Aim
from protocol.desk_crossings import MOST_OPENED, OpenedPart, OpenedParts, PartState
from server.authorization import Action
from server.vault.locks.callers import desk_in
from server.vault.locks.compartments import inside
from server.vault.tables import cleared_parts, opening_parts, openings
from server.vault.world import World

READABLE = frozenset({PartState.APPROVED, PartState.OPENED})
"""States in which both desks can read a part, or have."""


def opened_together(compartment: str, desks: Collection[str], aim: str, states: Collection[PartState]) -> Select[Any]:
    """Parts in one of these states under openings of these two desks for this aim, whoever of them asked."""
    return (
        select(opening_parts.c.part)
        .join(
            openings,
            and_(openings.c.compartment == opening_parts.c.compartment, openings.c.id == opening_parts.c.opening),
        )
        .where(
            opening_parts.c.compartment == compartment,
            opening_parts.c.state.in_(states),
            openings.c.aim == aim,
            openings.c.curator.in_(desks),
            openings.c.reviewer.in_(desks),
        )
    )


async def opened_with(world: World, compartment: str, other: str, aim: Aim, caller: bytes) -> OpenedParts:
    """What the caller's desk and another one can read for an aim, the last asked for first. Raises NotADesk."""
    desk = desk_in(world.pinned.directory, compartment, caller)
    world.access.check_desk_in(caller, Action.LIST_PARTS, compartment)
    part = opening_parts.c.part
    stood_on = exists().where(cleared_parts.c.compartment == compartment, cleared_parts.c.part == part)
    query = (
        opened_together(compartment, {desk.desk, other}, aim, READABLE)
        .add_columns(stood_on.label("cleared"))
        .group_by(part)
        .order_by(func.max(openings.c.expires).desc(), part)
        .limit(MOST_OPENED)
    )
    async with inside(world.clearances, compartment) as connection:
        rows = (await connection.execute(query)).all()
    return OpenedParts(parts=tuple(OpenedPart(part=row.part, cleared=row.cleared) for row in rows))
