"""What the vault and release tell of weeks that are over, and of batches: kept as it was told first. SPEC 26.

Rules of this file
* The vault speaks of openings and refusals, and of batches; release of releases; nobody else of anything.
* What was told first stays. Were it told anew, two copies of one table could be subtracted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import RowMapping, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.activity import WEEKS_TOLD, BatchTold, Happened, Told, WeekTold, closed_weeks
from protocol.directory import DeviceRole
from protocol.encoding import Message, encode
from protocol.errors import Malformed
from server.devices import Caller
from server.policy.errors import NotForThisKey, WeekNotOver
from server.policy.tables import told_batches, told_weeks
from server.policy.world import World

_T = TypeVar("_T", bound=Message)
MOST_BATCHES = 10_000
"""In a table, and so in its file."""
_SPEAKS_OF: Mapping[DeviceRole, frozenset[Happened]] = {
    DeviceRole.VAULT: frozenset({Happened.OPENINGS, Happened.REFUSALS}),
    DeviceRole.RELEASE: frozenset({Happened.RELEASES}),
}


async def take_told(world: World, caller: Caller) -> None:
    """Keep what is new of it. Raises NotForThisKey, WeekNotOver or Malformed; then nothing was kept.

    What this zone's directory does not name yet is left out: it comes again.
    """
    role = _role_of(world, bytes.fromhex(caller.keyid))
    told = Told.from_bytes(caller.body)
    _check(told, role, world.today())
    contents = world.pinned.directory.contents
    weeks = [_week(one) for one in told.weeks if one.compartment in {each.name for each in contents.compartments}]
    batches = [_batch(one) for one in told.batches if one.partner in {each.partner for each in contents.partners}]
    async with world.database.begin() as connection:
        for table, rows in ((told_weeks, weeks), (told_batches, batches)):
            if rows:
                await connection.execute(insert(table).on_conflict_do_nothing(), rows)


async def kept_weeks(database: AsyncEngine, since: str) -> list[WeekTold]:
    """What was told of this week and of those after it. A row that nobody could have told is left out."""
    columns = told_weeks.c
    query = select(columns.week, columns.place.label("compartment"), columns.what, columns.band)
    async with database.connect() as connection:
        rows = (await connection.execute(query.where(columns.week >= since))).mappings().all()
    return list(_read(WeekTold, rows))


async def kept_batches(database: AsyncEngine) -> list[BatchTold]:
    """Batches that were told, the newest quarter first."""
    query = select(told_batches).order_by(told_batches.c.quarter.desc(), told_batches.c.partner, told_batches.c.name)
    async with database.connect() as connection:
        rows = (await connection.execute(query.limit(MOST_BATCHES))).mappings().all()
    return list(_read(BatchTold, rows))


def _read(kind: type[_T], rows: Iterable[RowMapping]) -> Iterator[_T]:
    for row in rows:
        with suppress(Malformed):
            yield kind.from_bytes(encode(dict(row)))


def _role_of(world: World, key: bytes) -> DeviceRole:
    directory = world.pinned.directory
    for role in _SPEAKS_OF:
        if directory.device_key(role) == key:
            return role
    raise NotForThisKey


def _check(told: Told, role: DeviceRole, today: int) -> None:
    if any(one.what not in _SPEAKS_OF[role] for one in told.weeks):
        raise NotForThisKey
    if told.batches and role is not DeviceRole.VAULT:
        raise NotForThisKey
    if not {one.week for one in told.weeks} <= set(closed_weeks(today, WEEKS_TOLD + 1)):
        raise WeekNotOver


def _week(one: WeekTold) -> dict[str, str]:
    return {"week": one.week, "place": one.compartment, "what": one.what.value, "band": one.band.value}


def _batch(one: BatchTold) -> dict[str, str]:
    return {"name": one.name, "partner": one.partner, "quarter": one.quarter, "cards": one.cards.value}
