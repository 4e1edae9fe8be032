"""What came before the part it is for, or before the version it follows: it waits, for 30 days at most. SPEC 13.

Rules of this file
* What waits is looked at when a part or a post of its key comes, and no key has more than a few claims waiting: else
  a few thousand posts would hold up everybody's reports.
* All that waits has a bound too: intake, taken over, could fill the disk with claims for parts that never come. What
  finds no room is given back to the caller, whose post then stays at intake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.database import among
from server.vault.tables import early_claims
from server.vault.wishes.claims import Claim, read_claim

WAITING_DAYS = 30
MOST_OF_A_KEY = 16
"""Versions of consent that wait for one part key, and as many withdrawals, of which one would do."""
MOST_AT_ALL = 100_000
"""Some 50 MiB: more than could wait if every report of a full month lost its way for a day."""


async def load_ripe(connection: AsyncConnection, keys: Collection[bytes]) -> list[Claim]:
    """What waits for parts of these keys, or for versions that theirs may have now."""
    ripe = select(early_claims.c.kind, early_claims.c.claimed, early_claims.c.day)
    rows = await connection.execute(ripe.where(among(early_claims.c.part_key, keys)))
    read = [read_claim(row.kind, row.claimed, row.day) for row in rows]
    return [claim for claim in read if claim is not None]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of what came too early: what waits from now on, and what there was no room for."""

    kept: list[Claim]
    no_room: list[Claim]


async def let_wait(connection: AsyncConnection, early: Sequence[Claim]) -> Waiting:
    """Keep claims until what they are for has come.

    What a key has too many of is dropped, and needs none.
    """
    new = await _not_too_many(connection, early)
    if not new:
        return Waiting([], [])
    room = max(0, MOST_AT_ALL - (await connection.scalar(select(func.count()).select_from(early_claims)) or 0))
    if rows := [_row(claim) for claim in new[:room]]:
        await connection.execute(insert(early_claims).on_conflict_do_nothing(), rows)
    return Waiting(new[:room], new[room:])


async def _not_too_many(connection: AsyncConnection, early: Sequence[Claim]) -> list[Claim]:
    """Those that do not wait already, as many of each key and kind as may."""
    of_these = among(early_claims.c.part_key, [claim.part_key for claim in early])
    rows = await connection.execute(
        select(early_claims.c.id, early_claims.c.part_key, early_claims.c.kind).where(of_these)
    )
    waiting = {row.id: (row.part_key, row.kind) for row in rows}
    count, new = Counter(waiting.values()), {}
    for claim in early:
        place = (claim.part_key, claim.kind)
        if claim.id() not in waiting and claim.id() not in new and count[place] < MOST_OF_A_KEY:
            count[place] += 1
            new[claim.id()] = claim
    return list(new.values())


def _row(claim: Claim) -> dict[str, object]:
    return {
        "id": claim.id(),
        "part_key": claim.part_key,
        "kind": claim.kind,
        "claimed": claim.raw,
        "day": claim.day,
    }


async def stop_waiting(connection: AsyncConnection, done: Collection[Claim], today: int) -> None:
    """Forget what is done with, and what has waited for too long."""
    await connection.execute(delete(early_claims).where(among(early_claims.c.id, [claim.id() for claim in done])))
    await connection.execute(delete(early_claims).where(early_claims.c.day < today - WAITING_DAYS))
