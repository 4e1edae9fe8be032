"""Releases and removals in the log: noted here with the change itself, sent by a round, seen there by its proof.

A release is not published before its entry is logged. A removal does not wait for the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.ledger import COMMITMENT, EntryKind, LedgerEntry, commit
from server.release.tables import log_entries
from server.release.to_ledger import is_logged, send
from server.release.world import World

MOST_AT_ONCE = 256


class LogState(StrEnum):
    NOTED = "noted"
    SENT = "sent"
    LOGGED = "logged"


class LogAct(StrEnum):
    SEND = "send"
    PROVE = "prove"


NEXT: Mapping[tuple[LogState, LogAct], LogState] = MappingProxyType(
    {
        (LogState.NOTED, LogAct.SEND): LogState.SENT,
        (LogState.SENT, LogAct.PROVE): LogState.LOGGED,
    }
)
"""All that can happen to an entry: it never goes back."""


async def note(connection: AsyncConnection, world: World, kind: EntryKind, subjects: Iterable[bytes]) -> None:
    """Keep entries for the log, in the transaction of what they tell. Once for each kind and subject."""
    if rows := [_row(world, kind, subject) for subject in subjects]:
        await connection.execute(insert(log_entries).on_conflict_do_nothing(), rows)


def _row(world: World, kind: EntryKind, subject: bytes) -> dict[str, object]:
    entry, r = LedgerEntry(kind=kind, subject=subject, day=world.today()).to_bytes(), world.random(COMMITMENT)
    state = LogState.NOTED.value
    return {"leaf": commit(entry, r), "kind": kind.value, "subject": subject, "entry": entry, "r": r, "state": state}


async def has_entry(connection: AsyncConnection, kind: EntryKind, subject: bytes) -> bool:
    """Whether such an entry was ever noted."""
    return await _state(connection, kind, subject) is not None


async def stands_in_log(connection: AsyncConnection, kind: EntryKind, subject: bytes) -> bool:
    """Whether the log has proven such an entry."""
    return await _state(connection, kind, subject) == LogState.LOGGED.value


async def log_once(world: World) -> None:
    """Send what was noted, and look for what was sent. Raises LedgerSilent; then all stays as it was."""
    if noted := await _in_state(world, LogState.NOTED):
        await send(world.ledger, noted)
        await _move(world, noted, LogState.NOTED, LogAct.SEND)
    for leaf in await _in_state(world, LogState.SENT):
        if await is_logged(world.ledger, leaf, world.pinned.directory, world.clock()):
            await _move(world, [leaf], LogState.SENT, LogAct.PROVE)


async def _in_state(world: World, state: LogState) -> list[bytes]:
    # By leaf, which is a hash: the log is not told in which order things were noted.
    found = select(log_entries.c.leaf).where(log_entries.c.state == state.value)
    async with world.publisher.connect() as connection:
        return list(await connection.scalars(found.order_by(log_entries.c.leaf).limit(MOST_AT_ONCE)))


async def _move(world: World, leaves: list[bytes], state: LogState, act: LogAct) -> None:
    there = log_entries.c.leaf.in_(leaves), log_entries.c.state == state.value
    moved = update(log_entries).where(*there).values(state=NEXT[state, act].value)
    async with world.publisher.begin() as connection:
        await connection.execute(moved)


async def _state(connection: AsyncConnection, kind: EntryKind, subject: bytes) -> str | None:
    found = select(log_entries.c.state).where(log_entries.c.kind == kind.value, log_entries.c.subject == subject)
    state: str | None = await connection.scalar(found)
    return state
