"""Opening what sources post after a report, and doing what it says. SPEC 13, 5.4 and 5.7.

Rules of this file
* What does not open, or is not signed by the part's own key, counts as nothing. Nobody is told: a source that
  checks in always sees the same.
* A withdrawal stops every opening of the part in the same transaction that keeps it.
* A change that came before what it changes waits, for 30 days at most.
* Whatever waits is looked at in every collection, so no key has more than a few versions waiting, and no part more
  versions than anyone could need: else a few thousand posts would hold up everybody's reports.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, exists, func, select, union
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import (
    ClaimedConsent,
    ClaimedWithdrawal,
    claimed_place,
    verify_chain,
    verify_consent,
    verify_withdrawal,
)
from protocol.errors import ProtocolError
from protocol.ledger import EntryKind
from protocol.post import open_post
from protocol.primitives import SealKey
from server.vault.consents import Chain, load_chains
from server.vault.log_entries import new_entry, write_entry
from server.vault.moves import Move, move_all
from server.vault.tables import cleared_parts, consents, early_claims, opening_parts, parts, withdrawals
from server.vault.world import World

WAITING_DAYS = 30
MOST_WAITING = 16
"""Versions of consent that wait for one part key; a withdrawal always finds room."""
MOST_VERSIONS = 32
"""Of one part. From the ninth on it is shut (consents.py); those after this one could not shut it any more."""
Place = tuple[str, bytes]
"""Compartment and part id."""


class ClaimKind(StrEnum):
    WITHDRAWAL = "withdrawal"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a source says about one of its parts, and the day on which the vault first held it."""

    kind: ClaimKind
    part_key: bytes
    version: int
    raw: bytes
    day: int

    def id(self) -> bytes:
        return hashlib.sha256(self.kind.encode() + self.raw).digest()


class Fate(StrEnum):
    """What becomes of a claim."""

    DONE = "done"
    EARLY = "early"
    NOTHING = "nothing"


def read_posts(posts: Iterable[bytes], key: SealKey, today: int) -> list[Claim]:
    """Every claim in these posts that has the form of one; each is checked when it is applied."""
    return [claim for sealed in posts for claim in _read_post(sealed, key, today)]


def _read_post(sealed: bytes, key: SealKey, today: int) -> list[Claim]:
    try:
        post = open_post(key, sealed)
    except ProtocolError:
        return []
    claims = [_read_withdrawal(one.to_bytes(), today) for one in post.withdrawals]
    claims += [_read_consent(one.to_bytes(), today) for one in post.consents]
    return [claim for claim in claims if claim is not None]


def _read_withdrawal(raw: bytes, day: int) -> Claim | None:
    try:
        statement = verify_withdrawal(ClaimedWithdrawal.from_bytes(raw))
    except ProtocolError:
        return None
    return Claim(ClaimKind.WITHDRAWAL, statement.part_key, 0, raw, day)


def _read_consent(raw: bytes, day: int) -> Claim | None:
    try:
        part_key, version = claimed_place(ClaimedConsent.from_bytes(raw))
    except ProtocolError:
        return None
    return Claim(ClaimKind.CONSENT, part_key, version, raw, day)


def judge_consent(claim: Claim, chain: Chain) -> Fate:
    """Whether a version follows the ones that are kept: DONE means that it is to be added to them."""
    if claim.version > MOST_VERSIONS:
        return Fate.NOTHING
    if claim.version > len(chain.claims) + 1:
        return Fate.EARLY
    claimed = ClaimedConsent.from_bytes(claim.raw)
    try:
        before = verify_chain(chain.claims, chain.part_key, claim.day)
        verify_consent(claimed, chain.part_key, claim.day, before[-1])
    except ProtocolError:
        return Fate.NOTHING
    return Fate.DONE


async def apply_claims(connection: AsyncConnection, world: World, fresh: Sequence[Claim]) -> None:
    """Do what these claims say, and those that waited for a part that is here now."""
    waiting = await _load_waiting(connection)
    # Versions in their order; a withdrawal (0) before all of them.
    for claim in sorted([*waiting, *fresh], key=lambda one: (one.version, one.id())):
        if await _apply(connection, world, claim) is Fate.EARLY:
            await _wait(connection, claim)
        else:
            await connection.execute(delete(early_claims).where(early_claims.c.id == claim.id()))
    await connection.execute(delete(early_claims).where(early_claims.c.day < world.today() - WAITING_DAYS))


async def _apply(connection: AsyncConnection, world: World, claim: Claim) -> Fate:
    places = await _places_of(connection, claim.part_key)
    if claim.kind is ClaimKind.WITHDRAWAL:
        for place in places:
            await _withdraw(connection, world, place, claim)
        return Fate.DONE if places else Fate.EARLY
    chains = await load_chains(connection, dict.fromkeys(places, claim.part_key))
    fates = [await _add_version(connection, place, chain, claim) for place, chain in chains.items()]
    return max(fates, key=lambda fate: fate is Fate.EARLY, default=Fate.EARLY)


async def _places_of(connection: AsyncConnection, part_key: bytes) -> list[Place]:
    """Where a key's parts are, also those of which only a clearance is left."""
    query = union(
        select(parts.c.compartment, parts.c.id).where(parts.c.part_key == part_key),
        select(cleared_parts.c.compartment, cleared_parts.c.part).where(cleared_parts.c.part_key == part_key),
    )
    return [(row[0], row[1]) for row in await connection.execute(query)]


async def _withdraw(connection: AsyncConnection, world: World, place: Place, claim: Claim) -> None:
    compartment, part = place
    entry = new_entry(EntryKind.WITHDRAWAL, part, claim.day, world.random)
    new = insert(withdrawals).values(
        compartment=compartment, part=part, claimed=claim.raw, day=claim.day, logged=entry.commitment
    )
    if (await connection.execute(new.on_conflict_do_nothing())).rowcount:
        await write_entry(connection, entry)
    await move_all(connection, Move.WITHDRAW, opening_parts.c.part == part)


async def _add_version(connection: AsyncConnection, place: Place, chain: Chain, claim: Claim) -> Fate:
    fate = judge_consent(claim, chain)
    if fate is Fate.DONE:
        new = insert(consents).values(
            compartment=place[0],
            part=place[1],
            version=claim.version,
            claimed=claim.raw,
            received=claim.day,
            mixed=False,
        )
        await connection.execute(new.on_conflict_do_nothing())
    return fate


async def _wait(connection: AsyncConnection, claim: Claim) -> None:
    if claim.kind is ClaimKind.CONSENT and await _others_waiting(connection, claim) >= MOST_WAITING:
        return
    new = insert(early_claims).values(
        id=claim.id(), part_key=claim.part_key, kind=claim.kind, claimed=claim.raw, day=claim.day
    )
    await connection.execute(new.on_conflict_do_nothing())


async def _others_waiting(connection: AsyncConnection, claim: Claim) -> int:
    query = select(func.count()).where(
        early_claims.c.part_key == claim.part_key,
        early_claims.c.kind == ClaimKind.CONSENT,
        early_claims.c.id != claim.id(),
    )
    return await connection.scalar(query) or 0


async def _load_waiting(connection: AsyncConnection) -> list[Claim]:
    here = exists().where(parts.c.part_key == early_claims.c.part_key)
    rows = await connection.execute(select(early_claims.c.kind, early_claims.c.claimed, early_claims.c.day).where(here))
    read = [
        (_read_withdrawal if row.kind == ClaimKind.WITHDRAWAL else _read_consent)(row.claimed, row.day) for row in rows
    ]
    return [claim for claim in read if claim is not None]
