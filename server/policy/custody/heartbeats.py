"""Whether a custodian's key is still in use somewhere: the day of the last signed word from it, and no more.

A signed request is the heartbeat (SPEC 18.1): nothing is in it but who, and the zone keeps the day. A seat of which
nothing was heard for a month may be lost, and that is better found before the quorum needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.directory import Compartment, TrustedDirectory
from server.policy.custody.tables import heartbeats
from server.policy.errors import NotForThisKey
from server.policy.world import World

WEEK, MONTH = 7, 30


class Seen(StrEnum):
    """How long ago: three bands, and no day."""

    WEEK = "week"
    MONTH = "month"
    LONGER = "longer"


async def take_heartbeat(world: World, key: bytes) -> None:
    """Keep that this key was used today. Raises NotForThisKey for whoever holds no seat and sits in for nobody."""
    if key not in _keys(world.pinned.directory):
        raise NotForThisKey
    row = {"key": key, "day": world.today()}
    newer = insert(heartbeats).values(row)
    newer = newer.on_conflict_do_update(
        index_elements=["key"], set_={"day": world.today()}, where=heartbeats.c.day < world.today()
    )
    async with world.database.begin() as connection:
        await connection.execute(newer)


async def heard(connection: AsyncConnection) -> Mapping[bytes, int]:
    """By key, the day."""
    return {row.key: row.day for row in await connection.execute(select(heartbeats))}


def seen(key: bytes, days: Mapping[bytes, int], today: int) -> Seen:
    """A key that was never heard of counts as lost."""
    age = today - days.get(key, -MONTH)
    if age < WEEK:
        return Seen.WEEK
    return Seen.MONTH if age < MONTH else Seen.LONGER


def too_few_seen(compartment: Compartment, days: Mapping[bytes, int], today: int) -> bool:
    """Whether one seat more could not be lost: fewer than the quorum and one were heard of within 30 days."""
    there = [seat for seat in compartment.seats if seen(seat.sign_key, days, today) is not Seen.LONGER]
    return len(there) < compartment.needed + 1


def _keys(directory: TrustedDirectory) -> set[bytes]:
    contents = directory.contents
    seats = {seat.sign_key for one in contents.compartments for seat in one.seats}
    return seats | {one.sign_key for one in contents.substitutes}
