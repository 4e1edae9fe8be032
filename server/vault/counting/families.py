"""Comparing a summary with its family: what subtracting releases from one another would point at. DESIGN §5.

A family is what a request names (its predecessor, and the releases beside it), what these named, and so on to the first
of each. Release sees to it that nothing is left out, and nothing named that was never released (SPEC 16.8).

The sets of sources that a family of releases stood on cut their union into blocks: a block is everyone who stood
behind exactly the same ones. Whoever reads all of them can tell blocks apart, by adding, intersecting and subtracting,
and nothing smaller. So a new set shows something new only in two ways: it cuts a block in two, or it brings people
who were in no set before.

Rules of this file
* Each half of a block that is cut, and what is brought, must be able to stand behind a release of its own. Comparing
  with each earlier set alone is not enough: with k = 3 and {1..6}, {1, 2, 3, 7, 8, 9}, the set {4..8, 10} is far enough
  from either, and shows 10.
* A block that is too small already (lines that met, the urgent way, a k that has risen since) cannot be halved well
  enough. It is taken whole or not at all, and then shows nothing new.
* The urgent way waives how many stand behind the summary itself, and nothing of this.
* Sources are those that were counted then: readers keep their copies, also of what a source has since taken back.
* Whose cards are shut out today is told apart like everybody, and hides nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, and_, any_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.ids import PartKind
from protocol.policy import ReleaseRules
from protocol.release import ClearanceRequest
from server.database import among
from server.vault.counting.sources import ShutOut, Source, Sources, shortfalls, told_by
from server.vault.tables import cards, clearances, cleared_parts

MOST_COMPARED = 10_000
"""Summaries in one family: some seconds to compare with, and decades of weeks of one region."""


class TooLargeAFamily(Exception):
    """More came before than can be compared with."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What one summary of the family stood on, as it was counted when it was cleared."""

    sources: Sources
    sensitive: bool = False
    """Minors or sexual violence: whoever stood behind it is cut off only with as many as that asks for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """People whom a new set would set apart."""

    sources: Sources
    sensitive: bool


def isolates(new: Earlier, family: Sequence[Earlier], rules: ReleaseRules, shut_out: ShutOut) -> bool:
    """Whether the new set, read beside its family, would set too few people apart."""
    return any(shortfalls(shut_out.left_of(piece.sources), rules, _k(piece, rules)) for piece in pieces(new, family))


def pieces(new: Earlier, family: Sequence[Earlier]) -> Iterator[Piece]:
    """The halves of each block that the new set cuts, and the people whom it brings."""
    met: set[Source] = set()
    for block in blocks(family):
        met |= block.sources
        inside, outside = block.sources & new.sources, block.sources - new.sources
        if inside and outside:
            yield Piece(inside, block.sensitive or new.sensitive)
            yield Piece(outside, block.sensitive or new.sensitive)
    # Who shares nobody with the family shows with it what that summary shows alone: judged for itself, maybe as urgent.
    if new.sources & met and (brought := new.sources - met):
        yield Piece(brought, new.sensitive)


def blocks(family: Sequence[Earlier]) -> list[Piece]:
    """Everyone of the family, together with those who stood behind exactly the same summaries."""
    behind: defaultdict[Source, list[int]] = defaultdict(list)
    for number, earlier in enumerate(family):
        for source in earlier.sources:
            behind[source].append(number)
    alike: defaultdict[tuple[int, ...], set[Source]] = defaultdict(set)
    for source, numbers in behind.items():
        alike[tuple(numbers)].add(source)
    return [
        Piece(frozenset(sources), any(family[number].sensitive for number in numbers))
        for numbers, sources in alike.items()
    ]


def _k(piece: Piece, rules: ReleaseRules) -> int:
    return rules.k_for(sensitive=piece.sensitive)


async def load_family(connection: AsyncConnection, request: ClearanceRequest) -> list[Earlier] | None:
    """All that a request is compared with; None where the compartment never cleared one that it names.

    Raises TooLargeAFamily.
    """
    named = {*request.beside, *([request.predecessor] if request.predecessor else ())}
    if not named:
        return []
    found = {row["commitment"]: row for row in await _lines(connection, request.compartment, named)}
    if len(found) > MOST_COMPARED:
        raise TooLargeAFamily
    if not named <= found.keys():
        return None
    sources = await _counted(connection, request.compartment, found)
    return [Earlier(frozenset(sources[one]), row["sensitive"]) for one, row in found.items()]


async def _lines(connection: AsyncConnection, compartment: str, named: Collection[bytes]) -> Sequence[RowMapping]:
    """These, all that they followed, all that those followed …"""
    columns = (clearances.c.commitment, clearances.c.predecessor, clearances.c.beside, clearances.c.sensitive)
    here = clearances.c.compartment == compartment
    family = select(*columns).where(here, among(clearances.c.commitment, named)).cte("family", recursive=True)
    followed = or_(clearances.c.commitment == family.c.predecessor, clearances.c.commitment == any_(family.c.beside))
    family = family.union(select(*columns).join(family, and_(here, followed)))
    query = select(family.c.commitment, family.c.sensitive).limit(MOST_COMPARED + 1)
    return (await connection.execute(query)).mappings().all()


async def _counted(
    connection: AsyncConnection, compartment: str, commitments: Collection[bytes]
) -> Mapping[bytes, set[Source]]:
    """As they were counted then: a withdrawal since does not shrink what was released."""
    query = (
        select(cleared_parts, cards.c.batch)
        .outerjoin(
            cards,
            and_(cards.c.period_key == cleared_parts.c.period_key, cards.c.quarter == cleared_parts.c.quarter),
        )
        .where(
            cleared_parts.c.compartment == compartment,
            among(cleared_parts.c.commitment, commitments),
            cleared_parts.c.kind == PartKind.TESTIMONY,
        )
    )
    sources: defaultdict[bytes, set[Source]] = defaultdict(set)
    for row in await connection.execute(query):
        sources[row.commitment].add(told_by(row.part, row.period_key, row.quarter, row.partner, row.batch))
    return sources
