"""What the vault has to say to the log, kept until the log has proved that it is there.

An entry is written in the same transaction as what it speaks of; the log is told its commitment afterwards, as
often as it takes. So nothing happens that the log will not hear of, however the vault ends.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.custodian_crossings import LogEvidence
from protocol.ledger import EntryKind, LedgerEntry, commit
from protocol.ledger_crossings import Inclusion
from protocol.primitives import Randomness
from server.vault.tables import log_entries, withdrawals

_IS_WITHDRAWAL = log_entries.c.commitment.in_(select(withdrawals.c.logged))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry, and the randomness that hides it behind its commitment."""

    commitment: bytes
    body: bytes
    r: bytes


def new_entry(kind: EntryKind, subject: bytes, day: int, random: Randomness) -> Entry:
    """`subject` is the 32 bytes that it is about; the log sees only a commitment to it."""
    body, r = LedgerEntry(kind=kind, subject=subject, day=day).to_bytes(), random(32)
    return Entry(commit(body, r), body, r)


async def write_entry(connection: AsyncConnection, entry: Entry) -> None:
    await write_entries(connection, [entry])


async def write_entries(connection: AsyncConnection, entries: Sequence[Entry]) -> None:
    rows = [{"commitment": one.commitment, "entry": one.body, "r": one.r, "sent": False} for one in entries]
    if rows:
        await connection.execute(insert(log_entries), rows)


async def unsent(connection: AsyncConnection, most: int, most_withdrawals: int) -> list[bytes]:
    """Commitments that the log may not have heard of, those of withdrawals only while few of them wait at the log.

    Anyone can take back thousands of parts in one day. At the log they would wait beside the openings, by lot, and no
    opening would be proved before it ends. What waits here instead is in force here already.
    """
    silent = select(log_entries.c.commitment).where(~log_entries.c.sent, log_entries.c.inclusion.is_(None))
    at_the_log = await connection.scalar(
        select(func.count()).where(_IS_WITHDRAWAL, log_entries.c.sent, log_entries.c.inclusion.is_(None))
    )
    room = max(0, most_withdrawals - (at_the_log or 0))
    withdrawn = silent.where(_IS_WITHDRAWAL).order_by(func.random()).limit(room)
    others = silent.where(~_IS_WITHDRAWAL).limit(most)
    return [*(await connection.scalars(others)).all(), *(await connection.scalars(withdrawn)).all()]


async def awaited(connection: AsyncConnection, most: int) -> list[bytes]:
    """Some of the commitments that the log has heard of and not yet proved; others at the next asking."""
    query = select(log_entries.c.commitment).where(log_entries.c.sent, log_entries.c.inclusion.is_(None))
    return list((await connection.scalars(query.order_by(func.random()).limit(most))).all())


async def is_sent(connection: AsyncConnection, commitment: bytes) -> bool:
    return bool(await connection.scalar(select(log_entries.c.sent).where(log_entries.c.commitment == commitment)))


async def mark_sent(connection: AsyncConnection, commitments: Collection[bytes]) -> None:
    await connection.execute(
        update(log_entries).where(log_entries.c.commitment.in_(list(commitments))).values(sent=True)
    )


async def mark_included(connection: AsyncConnection, commitment: bytes, inclusion: Inclusion) -> None:
    """Keep a proof that was checked."""
    await connection.execute(
        update(log_entries)
        .where(log_entries.c.commitment == commitment)
        .values(sent=True, inclusion=inclusion.to_bytes())
    )


async def load_evidence(connection: AsyncConnection, commitments: Collection[bytes]) -> dict[bytes, LogEvidence]:
    """The evidence for those of these entries that the log has proved."""
    query = select(log_entries).where(
        log_entries.c.commitment.in_(list(commitments)), log_entries.c.inclusion.is_not(None)
    )
    return {row.commitment: _evidence(row.entry, row.r, row.inclusion) for row in await connection.execute(query)}


def _evidence(entry: bytes, r: bytes, raw: bytes) -> LogEvidence:
    inclusion = Inclusion.from_bytes(raw)
    return LogEvidence(entry=entry, r=r, index=inclusion.index, proof=inclusion.proof, checkpoint=inclusion.checkpoint)
