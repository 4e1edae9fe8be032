"""Changing consents: all that a collection brought, in a few statements however many parts it reaches. SPEC 5.4.

Rules of this file
* `judge` is pure: what is to be added to which part, and what came before the version it follows.
* No part has more versions than anyone could need, and no key has more of them judged at a time: anyone can send
  thousands of parts under one key, and hold thousands of versions against each.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import ClaimedConsent, ConsentStatement, verify_chain, verify_consent
from protocol.errors import ProtocolError
from server.vault.keeping.consents import Chain, load_chains
from server.vault.keeping.parts import parts_of
from server.vault.tables import consents
from server.vault.wishes.claims import Claim
from server.vault.world import World

MOST_VERSIONS = 32
"""Of one part. From the ninth on it is shut (keeping/consents.py); those after this one could not shut it any more."""
Place = tuple[str, bytes]
"""Compartment and part id."""


@dataclass(slots=True)
class Growing:
    """One part's versions, while those of a collection are added to them. `today` is a day number."""

    chain: Chain
    today: int
    added: list[Claim] = field(default_factory=list)
    _last: ConsentStatement | None = None

    @property
    def next(self) -> int:
        return len(self.chain.claims) + len(self.added) + 1

    def add(self, claim: Claim) -> None:
        """Add a version if it follows the last one; else it is nothing."""
        try:
            last = self._last or verify_chain(self.chain.claims, self.chain.part_key, self.today)[-1]
            claimed = ClaimedConsent.from_bytes(claim.raw)
            self._last = verify_consent(claimed, self.chain.part_key, claim.day, last)
        except ProtocolError:
            return
        self.added.append(claim)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a collection adds, by part, and what of it came too early."""

    added: tuple[tuple[Place, Claim], ...]
    early: tuple[Claim, ...]


def judge(claims: Sequence[Claim], chains: Mapping[Place, Chain], today: int) -> Changes:
    """Hold versions, lowest first, against the chains of all parts of their keys."""
    growing = {place: Growing(chain, today) for place, chain in chains.items()}
    theirs: defaultdict[bytes, list[Growing]] = defaultdict(list)
    for one in growing.values():
        theirs[one.chain.part_key].append(one)
    early = [claim for claim in _few_of_each(claims) if _hold_against(claim, theirs[claim.part_key])]
    return Changes(tuple((place, claim) for place, one in growing.items() for claim in one.added), tuple(early))


def _few_of_each(claims: Sequence[Claim]) -> list[Claim]:
    few: defaultdict[bytes, dict[bytes, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.version <= MOST_VERSIONS and len(few[claim.part_key]) < MOST_VERSIONS:
            few[claim.part_key].setdefault(claim.id(), claim)
    return [claim for of_key in few.values() for claim in of_key.values()]


def _hold_against(claim: Claim, parts: Sequence[Growing]) -> bool:
    """Whether it came too early for one of these parts, or for all that there will be."""
    early = not parts or any(claim.version > part.next for part in parts)
    for part in parts:
        if claim.version == part.next:
            part.add(claim)
    return early


async def change(connection: AsyncConnection, world: World, claims: Sequence[Claim]) -> Changes:
    """Add every version that follows what is kept."""
    if not claims:
        return Changes((), ())
    theirs = await connection.execute(select(parts_of({claim.part_key for claim in claims})))
    chains = await load_chains(connection, {(row.compartment, row.id): row.part_key for row in theirs})
    # Away from the loop: thousands of signatures must not keep custodians and desks waiting.
    changes = await asyncio.to_thread(judge, claims, chains, world.today())
    if rows := [_row(place, claim) for place, claim in changes.added]:
        await connection.execute(insert(consents).on_conflict_do_nothing(), rows)
    return changes


def _row(place: Place, claim: Claim) -> dict[str, object]:
    return {
        "compartment": place[0],
        "part": place[1],
        "version": claim.version,
        "claimed": claim.raw,
        "received": claim.day,
        "mixed": False,
    }
