"""Taking parts back: all that a collection brought, in a few statements however many parts it reaches. SPEC 13.

Rules of this file
* A withdrawal stops every opening of the part in the same transaction that keeps it, and has an entry for the log.
* Anyone can send thousands of parts under one key and take them back with one post: what that costs must not hold up
  everybody's reports.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.ledger import EntryKind
from server.vault.keeping.parts import parts_of
from server.vault.log_entries import Entry, new_entry, write_entries
from server.vault.opening.moves import Move, move_all
from server.vault.tables import opening_parts, withdrawals
from server.vault.wishes.claims import Claim, ClaimKind, read_claim
from server.vault.world import World

AT_ONCE = 1000
"""Rows that one statement writes."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A part of a key that was taken back."""

    compartment: str
    part: bytes
    part_key: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken back now and not before, each with what was said; and the claims of which no part is here yet."""

    now: tuple[tuple[Reached, Claim], ...]
    early: tuple[Claim, ...]


async def take_back(connection: AsyncConnection, world: World, claims: Sequence[Claim]) -> Taken:
    """Withdraw every part of these claims' keys, for good."""
    if not claims:
        return Taken((), ())
    said = {claim.part_key: claim for claim in reversed(claims)}
    reached = await _reached(connection, said)
    now = await _keep(connection, world, reached, said)
    await move_all(connection, Move.WITHDRAW, opening_parts.c.part.in_(select(parts_of(said).c.id)))
    here = {one.part_key for one in reached}
    return Taken(tuple(now), tuple(claim for claim in claims if claim.part_key not in here))


async def said_before(connection: AsyncConnection, keys: Collection[bytes]) -> list[Claim]:
    """The withdrawals of these keys that have reached a part of theirs: they hold for whatever comes later, too."""
    theirs = parts_of(keys)
    kept = and_(withdrawals.c.compartment == theirs.c.compartment, withdrawals.c.part == theirs.c.id)
    rows = await connection.execute(select(withdrawals.c.claimed, withdrawals.c.day).join(theirs, kept).distinct())
    read = [read_claim(ClaimKind.WITHDRAWAL, row.claimed, row.day) for row in rows]
    return [claim for claim in read if claim is not None]


async def _reached(connection: AsyncConnection, keys: Iterable[bytes]) -> list[Reached]:
    theirs = parts_of(keys)
    # By id, which is a hash: what lies beside what says nothing of who sent it.
    rows = await connection.execute(select(theirs).order_by(theirs.c.compartment, theirs.c.id))
    return [Reached(*row) for row in rows]


async def _keep(
    connection: AsyncConnection, world: World, reached: Sequence[Reached], said: Mapping[bytes, Claim]
) -> list[tuple[Reached, Claim]]:
    now: list[tuple[Reached, Claim]] = []
    for start in range(0, len(reached), AT_ONCE):
        some = [(one, said[one.part_key]) for one in reached[start : start + AT_ONCE]]
        entries = [new_entry(EntryKind.WITHDRAWAL, one.part, claim.day, world.random) for one, claim in some]
        rows = [_row(one, claim, entry) for (one, claim), entry in zip(some, entries, strict=True)]
        # What was taken back before stays as it was, and is not told to the log again.
        kept = insert(withdrawals).on_conflict_do_nothing().returning(withdrawals.c.logged)
        ours = set((await connection.scalars(kept, rows)).all())
        await write_entries(connection, [entry for entry in entries if entry.commitment in ours])
        now += [one for one, entry in zip(some, entries, strict=True) if entry.commitment in ours]
    return now


def _row(one: Reached, claim: Claim, entry: Entry) -> dict[str, object]:
    return {
        "compartment": one.compartment,
        "part": one.part,
        "claimed": claim.raw,
        "day": claim.day,
        "logged": entry.commitment,
    }
