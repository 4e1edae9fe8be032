"""What sources allow, version by version, and what they have taken back. SPEC 5 and 13.

Rules of this file
* Every use of a consent checks its signatures again, from the first version on: a row that somebody changed in the
  database allows nothing.
* A version counts from the day the vault first held it. A withdrawal counts at once, and cannot be undone.
* A change may come before the part it is for, or before the version it follows: it waits, for 30 days at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise, takewhile

from sqlalchemy import ARRAY, LargeBinary, Text, and_, column, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import (
    AssertedBy,
    ClaimedConsent,
    Terms,
    Withdrawn,
    in_force,
    verify_chain,
    whose_word,
)
from protocol.desk_crossings import Channel
from server.vault.errors import TooManyVersions
from server.vault.tables import consents

VERSIONS_SHOWN = 8
"""As many as a PartSlip carries. A ninth is kept, and shuts the part: its custodians could not check it."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Every version of one part's consent as it was signed, and the day on which the vault first held each."""

    part_key: bytes
    claims: tuple[ClaimedConsent, ...]
    received: tuple[int, ...]

    @property
    def channel(self) -> Channel:
        """By which way its part came. Unchecked: whoever lies in a first version lies about their own report."""
        return Channel.SMS if whose_word(self.claims[0]) is AssertedBy.GATEWAY else Channel.WEB

    def terms(self, today: int) -> Terms:
        """What is allowed today. Raises TooManyVersions, ConsentExpired, or what verify_chain raises."""
        if len(self.claims) > VERSIONS_SHOWN:
            raise TooManyVersions
        return in_force(verify_chain(self.claims, self.part_key, today), self.received, today)

    def known_before(self, day: int) -> Chain:
        """As it was when this day began: up to the first version that the vault did not hold yet."""
        held = tuple(takewhile(lambda received: received < day, self.received))
        return Chain(self.part_key, self.claims[: len(held)], held)

    def expires(self, today: int) -> int:
        """The last day of the newest version. Raises what verify_chain raises."""
        return verify_chain(self.claims, self.part_key, today)[-1].expires

    def kept_until(self, came: int, today: int) -> int:
        """The day on which the part is destroyed, also once its consent has ended (SPEC 5.8); `came`: its own day.

        Raises what verify_chain raises.
        """
        statements = verify_chain(self.claims, self.part_key, today)
        later = zip(pairwise(statements), self.received[1:], strict=True)
        renewed = [received for (before, after), received in later if after.expires > before.expires]
        return (
            max([came, *renewed]) + in_force(statements, self.received, min(today, statements[-1].expires)).forget_after
        )


def terms_today(chain: Chain, *, withdrawn: bool, today: int) -> Terms:
    """What a part's source allows today. Raises Withdrawn, and what Chain.terms raises."""
    if withdrawn:
        raise Withdrawn
    return chain.terms(today)


async def load_chains(
    connection: AsyncConnection, part_keys: Mapping[tuple[str, bytes], bytes]
) -> dict[tuple[str, bytes], Chain]:
    """The chains of some parts, each named by compartment and id, with its part key."""
    found: defaultdict[tuple[str, bytes], list[tuple[ClaimedConsent, int]]] = defaultdict(list)
    # Two arrays, however many parts there are: the statement is always the same, so it is read and planned once. Anyone
    # can send thousands of parts under one key, and PostgreSQL refuses a statement that names them all.
    compartments, ids = ([place[at] for place in part_keys] for at in (0, 1))
    named = (
        func.unnest(literal(compartments, ARRAY(Text)), literal(ids, ARRAY(LargeBinary)))
        .table_valued(column("compartment", Text), column("part", LargeBinary))
        .render_derived(name="named")
    )
    rows = await connection.execute(
        select(consents.c.compartment, consents.c.part, consents.c.claimed, consents.c.received)
        .join(named, and_(consents.c.compartment == named.c.compartment, consents.c.part == named.c.part))
        .order_by(consents.c.version)
    )
    for compartment, part, claimed, received in rows:
        found[compartment, part].append((ClaimedConsent.from_bytes(claimed), received))
    return {
        place: Chain(key, tuple(claim for claim, _ in found[place]), tuple(day for _, day in found[place]))
        for place, key in part_keys.items()
    }
