"""Doing what sources post after a report. SPEC 13, 5.4 and 5.7.

Rules of this file
* A withdrawal goes before every version, and holds whatever comes after it.
* A change that came before what it changes waits (early_claims.py).
* No part has more versions than anyone could need: else a few thousand posts would hold up everybody's reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import ClaimedConsent, verify_chain, verify_consent
from protocol.errors import ProtocolError
from server.vault.claims import Claim, ClaimKind
from server.vault.consents import Chain, load_chains
from server.vault.early_claims import let_wait, load_ripe, stop_waiting
from server.vault.parts import parts_of
from server.vault.tables import consents
from server.vault.withdrawing import take_back
from server.vault.world import World

MOST_VERSIONS = 32
"""Of one part. From the ninth on it is shut (consents.py); those after this one could not shut it any more."""
Place = tuple[str, bytes]
"""Compartment and part id."""


class Fate(StrEnum):
    """What becomes of a claim."""

    DONE = "done"
    EARLY = "early"
    NOTHING = "nothing"


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


async def apply_claims(connection: AsyncConnection, world: World, fresh: Sequence[Claim]) -> list[Claim]:
    """Do what these claims say, and those that waited for a part that is here now.

    Returns those of which nothing is done or kept, for want of room.
    """
    claims = sorted([*await load_ripe(connection), *fresh], key=lambda one: (one.version, one.id()))
    early = await take_back(connection, world, [one for one in claims if one.kind is ClaimKind.WITHDRAWAL])
    for claim in claims:
        if claim.kind is ClaimKind.CONSENT and await _change(connection, claim) is Fate.EARLY:
            early.append(claim)
    await stop_waiting(connection, set(claims) - set(early), world.today())
    return await let_wait(connection, early)


async def _change(connection: AsyncConnection, claim: Claim) -> Fate:
    theirs = await connection.execute(select(parts_of([claim.part_key])))
    chains = await load_chains(connection, {(row.compartment, row.id): row.part_key for row in theirs})
    fates = [await _add_version(connection, place, chain, claim) for place, chain in chains.items()]
    return max(fates, key=lambda fate: fate is Fate.EARLY, default=Fate.EARLY)


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
