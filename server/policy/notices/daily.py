"""The daily notice: at the hour that somebody chose, whether anything waits or not.

This zone does not know whether anything waits, and asks nobody. A day whose hour went by while the zone was down has
no notice, and none is sent twice: that a notice comes, or does not, says nothing but that.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, time, timedelta
from functools import partial

from server.policy.accounts.world import StaffWorld
from server.policy.notices.errors import NotSent
from server.policy.notices.preferences import Preference, Wanted, all_wanted, claim
from server.policy.notices.ways import tell
from server.policy.notices.words import Occasion
from server.policy.rota import first_moment, known_zone
from server.quiet_log import Event, say

HOUR = timedelta(hours=1)
_FIRST_DAY = datetime(1970, 1, 1, tzinfo=UTC).date()


class NoticeEvent(Event):
    """What notices say: never of whom, and nothing of urgent ones."""

    MAIL_LOST = "mail-server-lost"


def due_day(preference: Preference, told: int, now: float) -> int | None:
    """The day, counted from 1970 by the clock on their wall, of which a notice is due at this moment.

    An hour that their clock skips is the moment at which it skips; of an hour that comes twice it is the first.
    """
    moment, zone = datetime.fromtimestamp(now, UTC), known_zone(preference.zone)
    today = moment.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        begins, number = first_moment(day, time(preference.hour), zone), (day - _FIRST_DAY).days
        if begins <= moment < begins + HOUR and number > told:
            return number
    return None


async def send_daily(world: StaffWorld) -> None:
    """Tell everybody whose hour it is, once. For a round that comes several times in an hour."""
    now, people = world.clock(), world.people()
    due: dict[int, list[Wanted]] = {}
    for one in await all_wanted(world.database):
        day = due_day(one.preference, one.told, now) if one.person in people else None
        if day is not None and world.ways.has(one.preference.way):
            due.setdefault(day, []).append(one)
    for day, told in due.items():
        claim_of = partial(_claim, world, day)
        try:
            await tell(world.ways, told, Occasion.DAILY, claim_of, now, world.random)
        except NotSent:
            say(NoticeEvent.MAIL_LOST, logging.WARNING)


async def _claim(world: StaffWorld, day: int, person: str) -> bool:
    return await claim(world.database, person, day)
