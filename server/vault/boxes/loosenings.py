"""Policies that loosen something: kept from the day on which the vault first sees one, so that sources hear of it.

    seen, cools off ──in force──► told for some weeks more ──► gone
                    ──another of its version or a newer one in force──► gone

Rules of this file
* What was once seen is told of until it is in force or cannot be any more: whoever hands it out cannot take that back.
* The vault compares by itself, and takes nobody's word for what is loosened: what waits with what is in force, and what
  is in force with what was before. So what was tightened again meanwhile is not told of.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import Terms
from protocol.errors import Malformed
from protocol.mailbox import PolicyLoosening
from protocol.policy import PolicyBundle, SignedPolicy, TrustedPolicy
from protocol.policy_directions import Direction
from server.vault.boxes.concerning import NOTHING, Loosened, loosened
from server.vault.tables import loosenings
from server.vault.world import World

TOLD_DAYS = 28
"""After it is in force: most sources come seldom."""
MOST_WAITING = 16
"""As many as this zone remembers the first days of (protocol/cooling_off.py)."""


@dataclass(frozen=True, slots=True)
class Told:
    """One such policy, as sources are told of it."""

    counts: int
    waits: bool
    loosened: Loosened


@dataclass(frozen=True, slots=True)
class Telling:
    """What to say to whom, for one publication."""

    country_of: Mapping[str, str]
    told: Sequence[Told] = ()

    def to(self, compartment: str, terms: Iterable[Terms]) -> PolicyLoosening | None:
        """The soonest day of what waits for this report, with all kinds; else what came into force lately."""
        country, several = self.country_of.get(compartment), tuple(terms)
        found = [(one, one.loosened.kinds(country, several)) for one in self.told]
        concerning = [(one, kinds) for one, kinds in found if kinds]
        waiting = [(one, kinds) for one, kinds in concerning if one.waits]
        if not concerning:
            return None
        days = [one.counts for one, _ in waiting or concerning]
        kinds = NOTHING
        for _, one in waiting or concerning:
            kinds |= one
        return PolicyLoosening(counts=min(days) if waiting else max(days), kinds=int(kinds))


NOBODY = Telling({})


async def note(world: World, raw: bytes, new: TrustedPolicy, cedar: Direction, counts: int) -> None:
    """Keep a policy that loosens something, checked by whoever calls; it counts from that day on at the earliest."""
    row = {
        "before": world.pinned.signed_policy.to_bytes(),
        "cedar": cedar.value,
        "counts": counts,
    }
    async with world.keeper.begin() as connection:
        known = (await connection.execute(select(loosenings).where(loosenings.c.policy == new.hash))).one_or_none()
        if known is not None and (known.in_force or known.before == row["before"]):
            return
        added = {"policy": new.hash, "version": new.contents.version, "signed": raw, "in_force": False} | row
        await connection.execute(
            insert(loosenings).values(added).on_conflict_do_update(index_elements=["policy"], set_=row)
        )
        await _keep_few(connection, new.hash)


async def settle(world: World) -> None:
    """Note which of them is in force by now, and let go of those that are over. The one in force was judged before."""
    policy, today = world.pinned.policy, world.today()
    counts_now = and_(loosenings.c.policy == policy.hash, ~loosenings.c.in_force)
    overtaken = and_(
        ~loosenings.c.in_force, loosenings.c.version <= policy.contents.version, loosenings.c.policy != policy.hash
    )
    told = and_(loosenings.c.in_force, loosenings.c.counts < today - TOLD_DAYS)
    async with world.keeper.begin() as connection:
        await connection.execute(update(loosenings).where(counts_now).values(in_force=True, counts=today))
        await connection.execute(delete(loosenings).where(or_(overtaken, told)))


async def telling(world: World) -> Telling:
    """What is to be told at the next publication."""
    # Also of a directory that ended, and of compartments that left it: their sources still look.
    known = (one for directory in world.pinned.directories for one in directory.contents.compartments)
    country_of = {one.name: one.country for one in known}
    async with world.keeper.connect() as connection:
        rows = (await connection.execute(select(loosenings).order_by(loosenings.c.counts))).all()
    # Away from the loop: bundles of up to a megabyte each.
    told = [await asyncio.to_thread(_told, row, world.pinned.policy.contents, country_of) for row in rows]
    return Telling(country_of, [one for one in told if one is not None])


def _told(row: Row[Any], now: PolicyBundle, country_of: Mapping[str, str]) -> Told | None:
    """None for what cannot be read any more."""
    try:
        other = PolicyBundle.from_bytes(SignedPolicy.from_bytes(row.before if row.in_force else row.signed).bundle)
    except Malformed:
        return None
    old, new = (other, now) if row.in_force else (now, other)
    return Told(row.counts, not row.in_force, loosened(old, new, Direction(row.cedar), country_of))


async def _keep_few(connection: AsyncConnection, just_noted: bytes) -> None:
    """Let go of the surplus, but never of the one that was noted now: it may be about to come into force, and whoever
    signs many at once must not crowd it out."""
    waiting = select(loosenings.c.policy).where(~loosenings.c.in_force, loosenings.c.policy != just_noted)
    surplus = waiting.order_by(loosenings.c.counts.desc(), loosenings.c.policy).offset(MOST_WAITING - 1)
    await connection.execute(delete(loosenings).where(loosenings.c.policy.in_(surplus)))
