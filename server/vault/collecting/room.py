"""How much of what intake gives the vault takes: in one round, in one day, and of what it can only keep shut.

Rules of this file
* Only intake sees the proof of work: one that was taken over can hand over false parts without end. What finds no room
  is neither kept nor confirmed; intake keeps it, and the vault comes again.
* What a day has taken is summed up from the rows themselves: a restart forgets nothing, and no counter can be wrong.
* A withdrawal needs no room: it comes through on the fullest day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.vault.collecting.collection import KeptPart, ShutPart
from server.vault.tables import parts, shut_parts

MIB = 1024 * 1024
SMALLEST = 4096
"""Bytes of the smallest payload there is."""


class Full(Enum):
    """Which bound a part ran into."""

    ROUND = "round"
    DAY = "day"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class Room:
    """For so many parts, of so many bytes together; less than nothing is none."""

    parts: int
    size: int

    def holds(self, size: int) -> bool:
        return self.parts >= 1 and self.size >= size

    def holds_all(self, parts: int, size: int) -> bool:
        return self.parts >= parts and self.size >= size

    def less(self, parts: int, size: int) -> Room:
        return Room(self.parts - parts, self.size - size)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the vault takes at most. `a_day` is the operator's to set, by the disk there is."""

    a_round: Room = Room(4096, 1024 * MIB)
    """A quarter of a day's bytes: what one visit brings shows in the log before the next brings more."""
    a_day: Room = Room(20_000, 4096 * MIB)
    """Some 10,000 reports with their identities: far more than a consortium has; a disk lasts for weeks, not hours."""
    shut: Room = Room(10_000, 1024 * MIB)
    """All that is kept shut at one time. Honest clients make next to none: those who seal under a newer directory."""


@dataclass(frozen=True, slots=True)
class Space:
    """What is left of the bounds."""

    of_round: Room
    of_day: Room
    of_shut: Room

    def full_for(self, part: KeptPart | ShutPart) -> Full | None:
        """The bound that keeps this part out, if one does."""
        size = size_of(part)
        if not self.of_day.holds(size):
            return Full.DAY
        if isinstance(part, ShutPart) and not self.of_shut.holds(size):
            return Full.SHUT
        return None if self.of_round.holds(size) else Full.ROUND

    def holds_all_unread(self, parts: int, size: int) -> bool:
        """Whether so many parts, of so many bytes together, find room whatever they turn out to be."""
        return all(room.holds_all(parts, size) for room in (self.of_round, self.of_day, self.of_shut))

    def less_unread(self, parts: int, size: int) -> Space:
        """What is left after so many parts, of so many bytes together, whatever they turn out to be."""
        return Space(*(room.less(parts, size) for room in (self.of_round, self.of_day, self.of_shut)))

    def full(self) -> Full | None:
        """The bound that keeps out a part that can be used, even if it is as small as they come; if one does."""
        if not self.of_day.holds(SMALLEST):
            return Full.DAY
        return None if self.of_round.holds(SMALLEST) else Full.ROUND

    def less(self, part: KeptPart | ShutPart) -> Space:
        size = size_of(part)
        after = replace(self, of_round=self.of_round.less(1, size), of_day=self.of_day.less(1, size))
        return replace(after, of_shut=self.of_shut.less(1, size)) if isinstance(part, ShutPart) else after


@dataclass(frozen=True, slots=True)
class Fitted:
    """The parts that there was room for, the bounds that kept others out, and what is left."""

    kept: tuple[KeptPart, ...]
    shut: tuple[ShutPart, ...]
    full: frozenset[Full]
    space: Space


def size_of(part: KeptPart | ShutPart) -> int:
    """In bytes, as it lies on the disk."""
    return len(part.raw) if isinstance(part, ShutPart) else len(part.envelope) + len(part.payload)


def fit(kept: Sequence[KeptPart], shut: Sequence[ShutPart], space: Space) -> Fitted:
    """As many as there is room for; what can be used goes before what stays shut, and small ones pass a large one."""
    taken: list[KeptPart | ShutPart] = []
    full: set[Full] = set()
    waiting: list[KeptPart | ShutPart] = [*kept, *shut]
    for part in waiting:
        if (bound := space.full_for(part)) is not None:
            full.add(bound)
        else:
            taken.append(part)
            space = space.less(part)
    return Fitted(
        tuple(part for part in taken if isinstance(part, KeptPart)),
        tuple(part for part in taken if isinstance(part, ShutPart)),
        frozenset(full),
        space,
    )


async def space_left(connection: AsyncConnection, bounds: Bounds, today: int) -> Space:
    """At the beginning of a round."""
    size_kept = func.octet_length(parts.c.envelope) + func.octet_length(parts.c.payload)
    size_shut = func.octet_length(shut_parts.c.raw)
    kept = await _used(connection, _sum(size_kept).where(parts.c.day == today))
    shut = await _used(connection, _sum(size_shut).where(shut_parts.c.day == today))
    all_shut = await _used(connection, _sum(size_shut))
    return Space(bounds.a_round, bounds.a_day.less(*kept).less(*shut), bounds.shut.less(*all_shut))


def _sum(size: ColumnElement[int]) -> Select[int, int]:
    return select(func.count(), func.coalesce(func.sum(size), 0))


async def _used(connection: AsyncConnection, query: Select[int, int]) -> tuple[int, int]:
    count, size = (await connection.execute(query)).one()
    return int(count), int(size)
