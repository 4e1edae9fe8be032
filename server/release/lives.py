"""The life of one summary at release, by its C: a table. SPEC 16.6.

Rules of this file
* `NEXT` is all that can happen; whatever is not in it raises NotPossibleNow. Nothing comes back that has left.
* No column says where a summary stands: the table that its row is in does, and the log's entry of its removal.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.ledger import EntryKind
from server.release.errors import NotPossibleNow
from server.release.log_entries import has_entry
from server.release.tables import releases, waiting


class Life(StrEnum):
    UNKNOWN = "unknown"
    WAITING = "waiting"
    RELEASED = "released"
    LEFT = "left"


class Turn(StrEnum):
    """What can happen to a summary."""

    HAND_OVER = "hand-over"
    """Every rule of the gate passed."""
    RELEASE = "release"
    """At an epoch, once its entry is logged."""
    DROP = "drop"
    """A rule did not pass again at its epoch, or its clearance fell before."""
    LEAVE = "leave"
    """It ended, its clearance fell, or another took its place: nothing tells which."""


NEXT: Mapping[tuple[Life, Turn], Life] = MappingProxyType(
    {
        (Life.UNKNOWN, Turn.HAND_OVER): Life.WAITING,
        # Under a later clearance.
        (Life.WAITING, Turn.HAND_OVER): Life.WAITING,
        (Life.WAITING, Turn.RELEASE): Life.RELEASED,
        (Life.WAITING, Turn.DROP): Life.UNKNOWN,
        (Life.RELEASED, Turn.LEAVE): Life.LEFT,
    }
)


def after(life: Life, turn: Turn) -> Life:
    """Where a summary stands after a turn. Raises NotPossibleNow."""
    if (life, turn) not in NEXT:
        raise NotPossibleNow
    return NEXT[life, turn]


async def life_of(connection: AsyncConnection, commitment: bytes) -> Life:
    """Where a summary stands. One that was released while it was handed over again is released."""
    if await connection.scalar(select(releases.c.commitment).where(releases.c.commitment == commitment)):
        return Life.RELEASED
    if await has_entry(connection, EntryKind.REMOVAL, commitment):
        return Life.LEFT
    if await connection.scalar(select(waiting.c.commitment).where(waiting.c.commitment == commitment)):
        return Life.WAITING
    return Life.UNKNOWN
