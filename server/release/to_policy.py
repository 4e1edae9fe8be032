"""Release tells the policy zone how much was released in the week that is over, by country and in bands. SPEC 26.

Only the last week: what has left since would be missing in a week that is told late, and missing says that it left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from protocol.activity import Happened, Told, WeekTold, band, closed_weeks
from protocol.ids import PartKind, days_of_week
from server.exchange import ZoneSilent, ask
from server.release.errors import PolicySilent
from server.release.tables import releases
from server.release.world import World


async def told(world: World) -> Told:
    """What there is to tell today. Summaries stand on testimonies, so it is these compartments that are named."""
    [week] = closed_weeks(world.today(), 1)
    first, last = days_of_week(week)
    async with world.publisher.connect() as connection:
        countries = await connection.scalars(
            select(releases.c.country).where(releases.c.published.between(first, last))
        )
    return Told(weeks=_rows(world, week, Counter(countries)))


async def tell_policy(world: World) -> None:
    """Raises PolicySilent; it is told again later."""
    body = (await told(world)).to_bytes()
    try:
        answer = await ask(world.policy, "POST", "/v1/activity", 0, body)
    except ZoneSilent:
        raise PolicySilent from None
    if answer is None:
        raise PolicySilent


def _rows(world: World, week: str, counts: Mapping[str, int]) -> tuple[WeekTold, ...]:
    return tuple(
        WeekTold(week=week, compartment=one.name, what=Happened.RELEASES, band=band(counts.get(one.country, 0)))
        for one in world.pinned.directory.contents.compartments
        if one.kind is PartKind.TESTIMONY
    )
