"""What a desk sees of the parts that are not open yet: no more than is needed to ask for them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Exists, Select, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import Aim, NotAllowed, Terms, check_opening
from protocol.desk_crossings import PartListing, PartListings, PartState
from protocol.errors import ProtocolError
from protocol.ids import PartKind, from_text
from server.authorization import Action
from server.database import among
from server.vault.errors import TooManyVersions
from server.vault.keeping.parts import FACTS, PartFacts, with_chains
from server.vault.locks.callers import desk_in
from server.vault.locks.compartments import inside
from server.vault.tables import opening_parts, parts
from server.vault.world import World

WAITING = (PartState.REQUESTED, PartState.LOGGED, PartState.APPROVED)
MOST = 50
"""On one page. Every consent's signatures are checked, a fifth of a millisecond each: most of what a page takes."""


@dataclass(frozen=True, slots=True)
class After:
    """The last part of the page before."""

    day: int
    part: bytes

    @classmethod
    def from_text(cls, text: str) -> After:
        """Read `<day>-<id in hexadecimal>`, of that form already."""
        day, _, part = text.partition("-")
        return cls(int(day), from_text(part))


async def listed(world: World, compartment: str, after: After | None, caller: bytes) -> PartListings:
    """A page of a compartment's parts, the last days first, in an order that tells nothing within a day.

    Raises NotADesk.
    """
    desk_in(world.pinned.directory, compartment, caller)
    world.access.check_desk_in(caller, Action.LIST_PARTS, compartment)
    async with inside(world.openings, compartment) as connection:
        page = (await connection.scalars(_page(compartment, after))).all()
        shown = await _shown(connection, compartment, page[:MOST], world.today())
    return PartListings(parts=tuple(shown), more=len(page) > MOST)


def _page(compartment: str, after: After | None) -> Select[bytes]:
    """Ids of one page and of the part after it, from the index alone, however many there are."""
    query = select(parts.c.id).where(parts.c.compartment == compartment)
    if after is not None:
        query = query.where(tuple_(parts.c.day, parts.c.id) < tuple_(after.day, after.part))
    return query.order_by(parts.c.day.desc(), parts.c.id.desc()).limit(MOST + 1)


async def _shown(
    connection: AsyncConnection, compartment: str, page: Sequence[bytes], today: int
) -> Iterator[PartListing]:
    opened, asked = _in_state(PartState.OPENED), _in_state(*WAITING)
    query = (
        FACTS.add_columns(parts.c.size_class, parts.c.day, opened.label("opened"), asked.label("asked"))
        .where(parts.c.compartment == compartment, among(parts.c.id, page))
        .order_by(parts.c.day.desc(), parts.c.id.desc())
    )
    rows = (await connection.execute(query)).mappings().all()
    facts = await with_chains(connection, rows)
    # Away from the loop: other callers wait meanwhile.
    told = await asyncio.to_thread(_all_told, facts, today)
    return (
        PartListing(
            part=part.id,
            kind=part.kind,
            size_class=row["size_class"],
            day=row["day"],
            vouched=part.source is not None and part.source.vouched,
            may_be_opened=consented.may_be_opened,
            opened=row["opened"],
            asked=row["asked"],
            channel=part.chain.channel,
            urgent=consented.urgent,
        )
        for row, part, consented in zip(rows, facts, told, strict=True)
    )


def _in_state(*states: PartState) -> Exists:
    """Whether a request has this part in one of these states."""
    return exists().where(
        opening_parts.c.compartment == parts.c.compartment,
        opening_parts.c.part == parts.c.id,
        opening_parts.c.state.in_(states),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What consent says of one part today."""

    may_be_opened: bool
    urgent: bool


def _all_told(facts: Sequence[PartFacts], today: int) -> list[_Told]:
    return [_told(part, today) for part in facts]


def _told(part: PartFacts, today: int) -> _Told:
    try:
        terms = part.terms(today)
    except (ProtocolError, TooManyVersions):
        return _Told(may_be_opened=False, urgent=False)
    may_be_opened = any(_allows(terms, part.kind, aim) for aim in Aim)
    return _Told(may_be_opened, urgent=may_be_opened and terms.urgent)


def _allows(terms: Terms, kind: PartKind, aim: Aim) -> bool:
    try:
        check_opening(terms, kind, aim)
    except NotAllowed:
        return False
    return True
