"""Rows that came while the last commit was under way are committed together by the next.

Rules of this file
* Nobody waits on purpose: with a writer free, a row is sent at once. Under load the batches grow by themselves,
  but no writer takes more than its share: while one commits, the next is already being filled.
* `keep` returns only after COMMIT came back, with synchronous_commit on and nothing said against it. An unknown
  commit (a connection lost, or a warning that the standby was not waited for) is a failure: the same id is sent
  again, and counts once.
* One row that the database refuses must not take its batch along: then each row is tried alone.
* Rows go in sorted by id, which is a hash: their order in the table says nothing about the order of arrival
  within a batch, and two writers never wait for each other in a circle.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from server.database import AWAY, say_if_a_fault
from server.intake.arrivals import Arrival
from server.intake.errors import Busy, DatabaseNotDurable, NotKept
from server.quiet_log import Event, say

WRITERS = 3
LINGER = 0.5
"""Seconds that a writer with nothing to write keeps its connection: to give it back and to make another one ready
costs three answers of the database, as long as a commit."""
SMALL_BATCH = 16
"""Rows that a writer takes even where its share is less: 320 KB of small parts, about what a socket holds at once."""
MOST_ROWS = 256
MOST_BYTES = 8 * 1024 * 1024
"""A batch ends at so many rows or bytes; a larger row goes alone."""

_ROW_IS_AT_FAULT = ("22", "23", "54", "P0")
"""SQLSTATE classes of data, constraints, limits and triggers; all others are about the database."""
_WARNING = "01"

_INSERT = """
    WITH new AS (INSERT INTO {table} (id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING true)
    SELECT count(pg_logical_emit_message(true, '', substr($2::bytea, n, 1996))),
           count(pg_logical_emit_message(true, '', sha256(substr($2::bytea, n, 1996))))
    FROM generate_series(1, octet_length($2::bytea), 1996) n WHERE NOT EXISTS (SELECT FROM new)
"""
"""A row that is there already must not be answered sooner for want of anything to write. So it goes into the log of
writes as messages that nobody reads: in pieces as long as those in which a table keeps it, and for each a little one,
as its index would; then its commit waits for the disk with as much to write. 1996 is the piece of a page of 8 KB."""

_Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"


class IntakeEvent(Event):
    DATABASE_LOST = "database-lost"
    DATABASE_BACK = "database-back"


_LOST = (IntakeEvent.DATABASE_LOST, logging.WARNING)
_BACK = (IntakeEvent.DATABASE_BACK, logging.INFO)


@dataclass(slots=True)
class _Waiting:
    arrival: Arrival
    kept: asyncio.Future[None]

    def succeed(self) -> None:
        if not self.kept.done():
            self.kept.set_result(None)

    def fail(self) -> None:
        if not self.kept.done():
            self.kept.set_exception(NotKept())


class Coalescer:
    """Keeps arrivals in one table, `parts` or `posts`."""

    def __init__(self, pool: asyncpg.Pool[Any], table: str, most_waiting: int, writers: int = WRITERS) -> None:
        """`most_waiting`: rows that may wait for a writer; above it `keep` raises Busy."""
        # An INSERT-only role cannot name a conflict target: that would let it ask what is there.
        self._insert = _INSERT.format(table=table)
        self._pool = pool
        self._most_waiting = most_waiting
        self._writers = self._free_writers = writers
        self._waiting: deque[_Waiting] = deque()
        self._lingering: list[asyncio.Event] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._lost = False

    async def keep(self, arrival: Arrival) -> None:
        """Return once it is durable, also where it was already there. Raises Busy or NotKept."""
        if len(self._waiting) >= self._most_waiting:
            raise Busy
        one = _Waiting(arrival, asyncio.get_running_loop().create_future())
        self._waiting.append(one)
        self._call_writer()
        await one.kept

    def _call_writer(self) -> None:
        if self._lingering:
            self._lingering.pop().set()
        elif self._free_writers:
            self._free_writers -= 1
            task = asyncio.create_task(self._write())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _write(self) -> None:
        """One writer's turn: it ends when nothing has come for a while."""
        batch: list[_Waiting] = []
        ended = False
        try:
            async with self._durable_connection() as (connection, doubts):
                while batch := await self._next_batch():
                    await self._commit(connection, doubts, batch)
                    self._say(lost=False)
                # Free before the connection is given back: whoever comes meanwhile starts another turn.
                self._free_writers, ended = self._free_writers + 1, True
        except (*AWAY, NotKept) as gone:
            say_if_a_fault(gone)
            self._say(lost=True)
        finally:
            if not ended:
                self._free_writers += 1
                self._give_up(batch)

    def _give_up(self, batch: list[_Waiting]) -> None:
        """Nothing here was committed for certain. All who wait are told now, rather than one batch after another."""
        for one in (*batch, *self._waiting):
            one.fail()
        self._waiting.clear()

    async def _next_batch(self) -> list[_Waiting]:
        """What waits, or what comes within LINGER; empty where nothing does."""
        while not self._waiting and await self._is_called():
            continue  # another writer was quicker
        # Also where nobody called in time: a row may have come in that very moment.
        return self._share()

    async def _is_called(self) -> bool:
        called = asyncio.Event()
        self._lingering.append(called)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(LINGER):
                    await called.wait()
        finally:
            # Whoever is gone must not be called: the row would wait for nobody.
            if called in self._lingering:
                self._lingering.remove(called)
        return called.is_set()

    def _share(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        size = 0
        most = min(MOST_ROWS, max(SMALL_BATCH, len(self._waiting) // self._writers))
        while self._waiting and len(batch) < most:
            size += len(self._waiting[0].arrival.body)
            if batch and size > MOST_BYTES:
                break
            batch.append(self._waiting.popleft())
        return batch

    async def _commit(self, connection: _Connection, doubts: list[str], batch: Sequence[_Waiting]) -> None:
        try:
            await self._insert_and_commit(connection, doubts, batch)
        except asyncpg.PostgresError as error:
            if not (error.sqlstate or "").startswith(_ROW_IS_AT_FAULT):
                raise
            if len(batch) == 1:
                batch[0].fail()
                return
            for one in batch:
                await self._commit(connection, doubts, [one])

    async def _insert_and_commit(self, connection: _Connection, doubts: list[str], batch: Sequence[_Waiting]) -> None:
        rows = sorted((one.arrival.id, one.arrival.body) for one in batch)
        # One statement prepared once, one transaction, one COMMIT: with rows of 20 KB this costs a third less than
        # arrays for unnest(), which are copied three times on their way.
        await connection.executemany(self._insert, rows)
        if doubts:
            raise NotKept
        for one in batch:
            one.succeed()

    @asynccontextmanager
    async def _durable_connection(self) -> AsyncIterator[tuple[_Connection, list[str]]]:
        """A connection whose commits are on disk when they return, and the warnings that were given on it."""
        doubts: list[str] = []

        def listen(_connection: object, message: asyncpg.PostgresLogMessage) -> None:
            # "Canceled the wait for the standby" comes as a warning beside an INSERT that looks like a success.
            if message.sqlstate.startswith(_WARNING):
                doubts.append(message.sqlstate)

        async with self._pool.acquire() as connection:
            await _demand_durability(connection)
            connection.add_log_listener(listen)
            try:
                yield connection, doubts
            finally:
                connection.remove_log_listener(listen)

    def _say(self, *, lost: bool) -> None:
        # At each change, not at each upload: a line in a journal is a moment.
        if lost != self._lost:
            say(*_LOST if lost else _BACK)
        self._lost = lost


async def demand_durable_database(pool: asyncpg.Pool[Any]) -> None:
    """For intake's start, so that who runs it is told, and not only its senders. Raises DatabaseNotDurable."""
    async with pool.acquire() as connection:
        try:
            await _demand_durability(connection)
        except NotKept:
            raise DatabaseNotDurable from None


async def _demand_durability(connection: _Connection) -> None:
    """Raise NotKept where a commit may come back before it is on disk."""
    settings = await connection.fetchrow(
        "SELECT set_config('synchronous_commit', 'on', false), current_setting('fsync')"
    )
    if tuple(settings or ()) != ("on", "on"):
        raise NotKept
