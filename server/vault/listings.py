"""What a desk sees of the parts that are not open yet: no more than is needed to ask for them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sqlalchemy import exists

from protocol.consent import Aim, NotAllowed, Terms, check_opening
from protocol.crossings import PartListing, PartListings, PartState
from protocol.errors import ProtocolError
from protocol.ids import PartKind
from server.authorization import Action
from server.vault.callers import desk_in
from server.vault.compartments import inside
from server.vault.errors import TooManyVersions
from server.vault.parts import FACTS, PartFacts, with_chains
from server.vault.tables import opening_parts, parts
from server.vault.world import World

MOST = 20_000
AT_ONCE = 500


async def listed(world: World, compartment: str, caller: bytes) -> PartListings:
    """The parts of a compartment, the last days first, in an order that tells nothing within a day. Raises NotADesk.

    At most 20,000: older ones appear as newer ones are forgotten.
    """
    desk_in(world.pinned.directory, compartment, caller)
    world.access.check_desk_in(caller, Action.LIST_PARTS, compartment)
    opened = exists().where(
        opening_parts.c.compartment == parts.c.compartment,
        opening_parts.c.part == parts.c.id,
        opening_parts.c.state == PartState.OPENED,
    )
    query = (
        FACTS.add_columns(parts.c.size_class, parts.c.day, opened.label("opened"))
        .where(parts.c.compartment == compartment)
        .order_by(parts.c.day.desc(), parts.c.id)
        .limit(MOST)
    )
    shown: list[PartListing] = []
    async with inside(world.openings, compartment) as connection:
        rows = (await connection.execute(query)).mappings().all()
        for start in range(0, len(rows), AT_ONCE):
            chunk = rows[start : start + AT_ONCE]
            facts = await with_chains(connection, chunk)
            # Every consent's signatures are checked: a fifth of a millisecond each, and other callers wait meanwhile.
            may = await asyncio.to_thread(_may_open, facts, world.today())
            shown += [
                PartListing(
                    part=part.id,
                    kind=part.kind,
                    size_class=row["size_class"],
                    day=row["day"],
                    vouched=part.source is not None and part.source.vouched,
                    may_be_opened=allowed,
                    opened=row["opened"],
                )
                for row, part, allowed in zip(chunk, facts, may, strict=True)
            ]
    return PartListings(parts=tuple(shown))


def _may_open(facts: Sequence[PartFacts], today: int) -> list[bool]:
    return [_for_any_aim(part, today) for part in facts]


def _for_any_aim(part: PartFacts, today: int) -> bool:
    try:
        terms = part.terms(today)
    except (ProtocolError, TooManyVersions):
        return False
    return any(_allows(terms, part.kind, aim) for aim in Aim)


def _allows(terms: Terms, kind: PartKind, aim: Aim) -> bool:
    try:
        check_opening(terms, kind, aim)
    except NotAllowed:
        return False
    return True
