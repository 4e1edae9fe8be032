"""What somebody has chosen: no notices, or one a day at an hour of their own clock, by mail or by a webhook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.policy.accounts.errors import FormRefused
from server.policy.accounts.tables import accounts
from server.policy.notices.errors import NotAHook
from server.policy.notices.hook_address import checked_hook
from server.policy.notices.tables import notices
from server.policy.rota import UnknownZone, known_zone

HOUR, ZONE = 8, "UTC"
LONG_AGO = 0
MOST_ZONE = 64


class Way(StrEnum):
    """How somebody is told."""

    NONE = "none"
    MAIL = "mail"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Preference:
    """Checked when it is made. Raises FormRefused."""

    way: Way = Way.NONE
    hour: int = HOUR
    zone: str = ZONE
    hook: str | None = None

    def __post_init__(self) -> None:
        try:
            known_zone(self.zone[:MOST_ZONE])
            if self.hook is not None:
                checked_hook(self.hook)
        except (UnknownZone, NotAHook):
            raise FormRefused from None
        if not 0 <= self.hour < 24 or (self.way is Way.WEBHOOK and self.hook is None):
            raise FormRefused


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody's preference, with all that is needed to tell them. `told`: the day of their last notice."""

    person: str
    preference: Preference
    language: str
    address: str | None
    told: int


async def preference_of(database: AsyncEngine, person: str) -> Preference:
    async with database.connect() as connection:
        row = (await connection.execute(select(notices).where(notices.c.person == person))).one_or_none()
    return Preference() if row is None else Preference(Way(row.way), row.hour, row.zone, row.hook)


async def zones_of(connection: AsyncConnection) -> Mapping[str, str]:
    """The clock on the wall of everybody who named one."""
    rows = await connection.execute(select(notices.c.person, notices.c.zone))
    return {row.person: row.zone for row in rows}


async def keep(database: AsyncEngine, person: str, new: Preference) -> None:
    """From now on. Who changes the hour after today's notice gets the next one tomorrow."""
    chosen = {"way": new.way.value, "hour": new.hour, "zone": new.zone, "hook": new.hook}
    row = {"person": person, "told": LONG_AGO, **chosen}
    async with database.begin() as connection:
        await connection.execute(
            insert(notices).values(row).on_conflict_do_update(index_elements=["person"], set_=chosen)
        )


async def all_wanted(database: AsyncEngine) -> list[Wanted]:
    """Everybody who chose to be told, whoever they are now."""
    query = select(notices, accounts.c.language, accounts.c.address).join(accounts)
    async with database.connect() as connection:
        rows = (await connection.execute(query.where(notices.c.way != Way.NONE.value))).all()
    return [
        Wanted(row.person, Preference(Way(row.way), row.hour, row.zone, row.hook), row.language, row.address, row.told)
        for row in rows
    ]


async def claim(database: AsyncEngine, person: str, day: int) -> bool:
    """That the notice of this day is sent now, by us: false where it was sent, or is being sent."""
    change = update(notices).where(notices.c.person == person, notices.c.told < day).values(told=day)
    async with database.begin() as connection:
        return (await connection.execute(change)).rowcount == 1
