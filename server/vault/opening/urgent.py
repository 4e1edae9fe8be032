"""Whether something urgent waits for custodians, and ringing for it. SPEC 18.4.

A request is urgent where every part of it that waits is of a source who asked for the urgent way, and whose consent to
it holds today. Nobody else makes one urgent: neither a curator nor a flag in the request.

What is told is the compartment, at every look while something of the kind waits, however much: the first look and the
last one say that it began and that it was answered or is over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.desk_crossings import PartState
from protocol.errors import ConsentRefused
from server.vault.errors import NotHere, Stopped, TooManyVersions
from server.vault.keeping.parts import PartFacts, load_parts
from server.vault.locks.compartments import inside
from server.vault.opening.openings import check_may_open, load_opening
from server.vault.tables import opening_parts, openings
from server.vault.to_policy import ring
from server.vault.world import World

MOST_REQUESTS = 256
"""Of one compartment in one look: those that end last, which are the newest, come first."""


async def ring_once(world: World) -> None:
    """Ring for every compartment in which something urgent waits. Raises PolicyUnreachable."""
    for compartment in world.pinned.directory.contents.compartments:
        if await urgent_waits(world, compartment.name):
            await ring(world, compartment.name)


async def urgent_waits(world: World, compartment: str) -> bool:
    """Whether a request waits for answers there all of whose parts are urgent."""
    async with inside(world.openings, compartment) as connection:
        for request, parts in (await _waiting(connection, world.now())).items():
            if await _is_urgent(connection, world, compartment, request, parts):
                return True
    return False


async def _waiting(connection: AsyncConnection, now: int) -> dict[bytes, list[bytes]]:
    """By request, its parts that custodians can answer for."""
    same = and_(opening_parts.c.compartment == openings.c.compartment, opening_parts.c.opening == openings.c.id)
    newest = (
        select(openings.c.id)
        .where(openings.c.expires >= now)
        .order_by(openings.c.expires.desc(), openings.c.id)
        .limit(MOST_REQUESTS)
    )
    query = (
        select(openings.c.id, opening_parts.c.part)
        .join(opening_parts, same)
        .where(openings.c.id.in_(newest), opening_parts.c.state == PartState.LOGGED)
    )
    found: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for row in await connection.execute(query):
        found[row.id].append(row.part)
    return found


async def _is_urgent(
    connection: AsyncConnection, world: World, compartment: str, request: bytes, parts: Iterable[bytes]
) -> bool:
    try:
        opening = await load_opening(connection, request)
        facts = await load_parts(connection, compartment, list(parts))
        for part in facts:
            check_may_open(world, part, opening.aim)
        return all(_asks_for_it(part, world.today()) for part in facts)
    except (ConsentRefused, TooManyVersions, NotHere, Stopped):
        return False


def _asks_for_it(part: PartFacts, today: int) -> bool:
    return part.terms(today).urgent
