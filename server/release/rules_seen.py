"""The release rules of every policy version that was in force here, so that an older clearance can be judged."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.policy import ReleaseRules
from server.release.tables import rules_seen
from server.release.world import World


async def remember_rules(world: World) -> None:
    """Note the rules in force, if they are new. Raises PolicyRefused where there is no policy."""
    contents = world.pinned.policy.contents
    row = {"version": contents.version, "rules": contents.release.to_bytes()}
    async with world.publisher.begin() as connection:
        await connection.execute(insert(rules_seen).values(row).on_conflict_do_nothing())


async def rules_of(connection: AsyncConnection, version: int) -> ReleaseRules | None:
    """The rules of that version; None if it was never in force here."""
    found = await connection.scalar(select(rules_seen.c.rules).where(rules_seen.c.version == version))
    return None if found is None else ReleaseRules.from_bytes(found)
