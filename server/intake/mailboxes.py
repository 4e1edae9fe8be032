"""What the vault left for sources to fetch: one publication of sealed buckets at a time, handed out to anyone.

Rules of this file
* Intake keeps bytes under names. It can tell neither a slot that is somebody's from one that is nobody's, nor who asks.
* A reader gets all of one publication: the switch to the next is one transaction, and a bucket is read with the
  publication that it stands in by one statement.
* One publication is out and at most one is being left: a vault that stops half-way again and again fills no disk.
* Reading is bounded in its own right: whoever asks for buckets in thousands keeps no report out.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import asyncpg
from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or_not
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.crossings import NewBuckets, NewPublication
from server.database import AWAY, say_if_a_fault
from server.intake.errors import NoSuchMailboxes, NothingPublished, NotNow, NotWhole
from server.intake.tables import buckets, published

READERS = 2
"""Connections that reading may hold at a time; the others are for what comes in."""
MOST_WAITING = 256
"""Readers that wait for one of them. A bucket is 192 KiB, and not in memory while its reader waits."""

_NAME = re.compile(r"[0-9a-f]{4}")
_NOTICE = "SELECT notice FROM published"
_BUCKET = "SELECT body FROM buckets JOIN published USING (publication) WHERE name = $1"


class Mailboxes:
    """Reads what is out, as intake_writer."""

    def __init__(self, pool: asyncpg.Pool[Any], most_waiting: int = MOST_WAITING) -> None:
        self._pool = pool
        self._turn = asyncio.Semaphore(READERS)
        self._left = READERS + most_waiting

    async def notice(self) -> bytes:
        """A SignedMailboxNotice. Raises NothingPublished or NotNow."""
        if (found := await self._read(_NOTICE)) is None:
            raise NothingPublished
        return found

    async def bucket(self, name: str) -> bytes:
        """A Bucket, named by four lower-case hexadecimal digits. Raises NoSuchMailboxes or NotNow."""
        if not _NAME.fullmatch(name):
            raise NoSuchMailboxes
        if (found := await self._read(_BUCKET, bytes.fromhex(name))) is None:
            raise NoSuchMailboxes
        return found

    async def _read(self, statement: str, *values: bytes) -> bytes | None:
        if self._left <= 0:
            raise NotNow
        self._left -= 1
        try:
            async with self._turn:
                found: bytes | None = await self._pool.fetchval(statement, *values)
                return found
        except AWAY as gone:
            say_if_a_fault(gone)
            raise NotNow from None
        finally:
            self._left += 1


async def leave_buckets(collector: AsyncEngine, some: NewBuckets) -> None:
    """Keep some buckets of a publication that is not out yet; what was left of any other such one goes.

    The same again changes nothing.
    """
    rows = [{"publication": some.publication, "name": one.name, "body": one.bucket} for one in some.buckets]
    out = select(published.c.publication)
    async with collector.begin() as connection:
        others = buckets.c.publication != some.publication
        await connection.execute(delete(buckets).where(others, buckets.c.publication.not_in(out)))
        await connection.execute(insert_or_not(buckets).on_conflict_do_nothing(), rows)


async def publish(collector: AsyncEngine, new: NewPublication) -> None:
    """From now on readers get these buckets, all of them, and no others. The same again changes nothing.

    Raises NotWhole where buckets are missing: then nothing has changed.
    """
    ours = buckets.c.publication == new.publication
    async with collector.begin() as connection:
        count = await connection.scalar(select(func.count()).select_from(buckets).where(ours))
        if count != new.buckets:
            raise NotWhole
        await connection.execute(delete(published))
        row = {"publication": new.publication, "notice": new.notice.to_bytes()}
        await connection.execute(insert(published).values(row))
        await connection.execute(delete(buckets).where(~ours))
