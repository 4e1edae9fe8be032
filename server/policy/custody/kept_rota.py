"""The rota of a compartment, as it is kept: turns that administrators write, absences that people write themselves.

Whom the directory no longer names there is left out, without a word to anybody: papers change under a rota.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import Row, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from protocol.directory import Compartment, TrustedDirectory
from protocol.ids import date_of, day_of_date
from protocol.primitives import Randomness
from server.policy.custody.errors import NotOnThisRota, TooManyDays, TooManyLines
from server.policy.custody.tables import absences, rota_turns
from server.policy.notices.preferences import ZONE, zones_of
from server.policy.rota import EVERY_DAY, Absence, OnCall, Rota, Turn, known_zone

ID = 16
MOST_TURNS = 128
MOST_ABSENCES = 32
LONGEST = 365
MOST_WEEKS = 8


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """One line of the rota: the person, the seat for which they answer, and when."""

    id: bytes
    seat: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class KeptAbsence:
    id: bytes
    person: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept of one compartment's rota."""

    turns: tuple[KeptTurn, ...]
    absences: tuple[KeptAbsence, ...]
    zones: Mapping[str, str]


async def load(database: AsyncEngine, compartment: str) -> Kept:
    query = select(rota_turns).where(rota_turns.c.place == compartment).order_by(rota_turns.c.id)
    async with database.connect() as connection:
        rows = (await connection.execute(query)).all()
        away = await load_absences(connection)
        zones = await zones_of(connection)
    return Kept(tuple(KeptTurn(row.id, row.seat, _turn(row)) for row in rows), away, zones)


async def load_absences(connection: AsyncConnection, person: str | None = None) -> tuple[KeptAbsence, ...]:
    query = select(absences).order_by(absences.c.first, absences.c.id)
    if person is not None:
        query = query.where(absences.c.person == person)
    return tuple(KeptAbsence(row.id, row.person, row.first, row.last) for row in await connection.execute(query))


def rota_of(kept: Kept, compartment: Compartment, directory: TrustedDirectory) -> Rota:
    """What holds of it by this directory. A person without a clock of their own goes by UTC."""
    lines = [one for one in kept.turns if _may_stand(one.turn.name, one.seat, compartment, directory)]
    seats: dict[str, str] = {}
    for one in lines:
        seats.setdefault(one.turn.name, one.seat)
    people = tuple(OnCall(name, seat, known_zone(kept.zones.get(name, ZONE))) for name, seat in seats.items())
    turns = tuple(one.turn for one in lines if seats[one.turn.name] == one.seat)
    away = tuple(Absence(one.person, date_of(one.first), date_of(one.last)) for one in kept.absences)
    return Rota(people, turns, tuple(one for one in away if one.name in seats))


def check_line(compartment: Compartment, directory: TrustedDirectory, seat: str, turn: Turn) -> None:
    """Raises NotOnThisRota."""
    if not _may_stand(turn.name, seat, compartment, directory) or turn.weeks > MOST_WEEKS:
        raise NotOnThisRota


async def add_turn(
    database: AsyncEngine, compartment: Compartment, directory: TrustedDirectory, seat: str, turn: Turn, name: bytes
) -> None:
    """Raises NotOnThisRota or TooManyLines. `name` is the id of the new line."""
    check_line(compartment, directory, seat, turn)
    here = rota_turns.c.place == compartment.name
    async with database.begin() as connection:
        held = set(await connection.scalars(select(rota_turns.c.seat).where(here, rota_turns.c.person == turn.name)))
        if held - {seat}:
            raise NotOnThisRota
        if (await connection.scalar(select(func.count()).select_from(rota_turns).where(here)) or 0) >= MOST_TURNS:
            raise TooManyLines
        await connection.execute(insert(rota_turns).values(_row(name, compartment.name, seat, turn)))


async def remove_turn(database: AsyncEngine, compartment: str, name: bytes) -> None:
    """One that is not there is gone already."""
    async with database.begin() as connection:
        await connection.execute(delete(rota_turns).where(rota_turns.c.id == name, rota_turns.c.place == compartment))


def check_days(first: int, last: int, today: int) -> None:
    """Raises TooManyDays."""
    # Somewhere on earth it is still yesterday.
    if not first <= last <= first + LONGEST or not today - 1 <= last <= today + 2 * LONGEST:
        raise TooManyDays


async def add_absence(
    database: AsyncEngine, person: str, first: int, last: int, today: int, random: Randomness
) -> None:
    """What is over is forgotten on the way. Raises TooManyDays or TooManyLines."""
    check_days(first, last, today)
    mine = absences.c.person == person
    async with database.begin() as connection:
        await connection.execute(delete(absences).where(absences.c.last < today - 1))
        if (await connection.scalar(select(func.count()).select_from(absences).where(mine)) or 0) >= MOST_ABSENCES:
            raise TooManyLines
        row = {"id": random(ID), "person": person, "first": first, "last": last}
        await connection.execute(insert(absences).values(row))


async def remove_absence(database: AsyncEngine, person: str, name: bytes) -> None:
    """One's own, and nobody else's."""
    async with database.begin() as connection:
        await connection.execute(delete(absences).where(absences.c.id == name, absences.c.person == person))


def away_on(day: int, kept: Iterable[KeptAbsence]) -> set[str]:
    return {one.person for one in kept if one.first <= day <= one.last}


def short_days(compartment: Compartment, kept: Sequence[KeptAbsence], first: int, last: int) -> list[int]:
    """The days on which fewer custodians than the quorum are there. Who sits in for them is not known here."""
    return [
        day
        for day in range(first, last + 1)
        if sum(seat.custodian not in away_on(day, kept) for seat in compartment.seats) < compartment.needed
    ]


def _may_stand(person: str, seat: str, compartment: Compartment, directory: TrustedDirectory) -> bool:
    custodians = {one.custodian for one in compartment.seats}
    sitting_in = {(one.substitute, one.custodian) for one in directory.contents.substitutes}
    return seat in custodians and (person == seat or (person, seat) in sitting_in)


def _turn(row: Row[Any]) -> Turn:
    weekdays = frozenset(day for day in EVERY_DAY if row.weekdays >> day & 1)
    hours = (_clock(row.begins), _clock(row.ends))
    return Turn(row.person, weekdays, *hours, first=date_of(row.first), weeks=row.weeks)


def _row(name: bytes, place: str, seat: str, turn: Turn) -> dict[str, object]:
    return {
        "id": name,
        "place": place,
        "person": turn.name,
        "seat": seat,
        "weekdays": sum(1 << day for day in turn.weekdays),
        "begins": turn.begins.hour * 60 + turn.begins.minute,
        "ends": turn.ends.hour * 60 + turn.ends.minute,
        "first": day_of_date(turn.first),
        "weeks": turn.weeks,
    }


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
