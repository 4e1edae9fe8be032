"""Keeping sealed parts, and reading what is known of them: never more of a part than the question needs.

A listing reads no envelope, a custodian's slip no payload; only the handing over to a desk reads a whole part, one
at a time, so that opening a thousand parts holds no more memory than opening one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, Subquery, and_, func, select, union
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import Terms
from protocol.ids import PartKind
from protocol.opening import PartSlip
from protocol.sealing import SealedPart
from server.database import among
from server.vault.collecting.collection import KeptPart, ShutPart, whole
from server.vault.counting.sources import Source, told_by
from server.vault.errors import NotHere
from server.vault.keeping.consents import Chain, load_chains, terms_today
from server.vault.keeping.seat_boxes import FindDirectory, boxes_of
from server.vault.tables import cards, cleared_parts, consents, forgotten, parts, shut_parts, withdrawals


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What is known of one part without reading it. `source` is None for what is not testimony."""

    compartment: str
    id: bytes
    kind: PartKind
    chain: Chain
    withdrawn: bool
    source: Source | None

    def terms(self, today: int) -> Terms:
        """What its source allows today. Raises a child of ConsentRefused, or TooManyVersions."""
        return terms_today(self.chain, withdrawn=self.withdrawn, today=today)


async def add_compartment(connection: AsyncConnection, name: str) -> None:
    """Make sure that the tables have a partition for this compartment."""
    await connection.execute(select(func.add_compartment(name)))


async def keep_parts(connection: AsyncConnection, kept: Sequence[KeptPart], today: int) -> None:
    """Insert parts in the order given; one that is there already stays as it is, and one forgotten stays forgotten."""
    kept = await _not_forgotten(connection, kept)
    for compartment in sorted({part.compartment for part in kept}):
        await add_compartment(connection, compartment)
    if kept:
        await connection.execute(insert(parts).on_conflict_do_nothing(), [_row(part, today) for part in kept])
        await connection.execute(insert(consents).on_conflict_do_nothing(), [_first(part, today) for part in kept])


async def _not_forgotten(connection: AsyncConnection, kept: Sequence[KeptPart]) -> list[KeptPart]:
    found = await connection.scalars(select(forgotten.c.id).where(forgotten.c.id.in_([part.id for part in kept])))
    gone = set(found.all())
    return [part for part in kept if part.id not in gone]


async def keep_shut(connection: AsyncConnection, shut: Sequence[ShutPart], today: int) -> None:
    """Insert parts that cannot be used, each under the SHA-256 of its bytes: its own id it may have from another part,
    which comes later and must find its place free."""
    if shut:
        rows = [
            {"id": hashlib.sha256(part.raw).digest(), "raw": part.raw, "why": part.why, "day": today} for part in shut
        ]
        await connection.execute(insert(shut_parts).on_conflict_do_nothing(), rows)


def _row(part: KeptPart, today: int) -> dict[str, object]:
    card = part.control.card
    return {
        "compartment": part.compartment,
        "id": part.id,
        "kind": part.kind,
        "size_class": part.size_class,
        "part_key": part.part_key,
        "envelope": part.envelope,
        "payload_hash": part.payload_hash,
        "payload": part.payload,
        "day": today,
        "period_key": card.period_key if card else None,
        "quarter": card.quarter if card else None,
        "mailbox": part.control.mailbox,
        "reply_key": part.control.reply_key,
        "reply_signature": part.control.reply_signature,
        "mixed": False,
    }


def _first(part: KeptPart, today: int) -> dict[str, object]:
    claimed = part.control.claimed_consent.to_bytes()
    return {
        "compartment": part.compartment,
        "part": part.id,
        "version": 1,
        "claimed": claimed,
        "received": today,
        "mixed": False,
    }


FACTS = (
    select(
        parts.c.compartment,
        parts.c.id,
        parts.c.kind,
        parts.c.part_key,
        withdrawals.c.day.is_not(None).label("withdrawn"),
        cards.c.period_key,
        cards.c.quarter,
        cards.c.partner,
    )
    # A card counts only for the quarter on its list: the part must have been vouched for in that one.
    .outerjoin(cards, and_(cards.c.period_key == parts.c.period_key, cards.c.quarter == parts.c.quarter))
    .outerjoin(withdrawals, and_(withdrawals.c.compartment == parts.c.compartment, withdrawals.c.part == parts.c.id))
)


def parts_of(keys: Iterable[bytes]) -> Subquery:
    """Compartment, id and part_key of every part of these keys, also where only a clearance is left of it."""
    named = list(keys)
    return union(
        select(parts.c.compartment, parts.c.id, parts.c.part_key).where(among(parts.c.part_key, named)),
        select(cleared_parts.c.compartment, cleared_parts.c.part, cleared_parts.c.part_key).where(
            among(cleared_parts.c.part_key, named)
        ),
    ).subquery()


async def load_parts(connection: AsyncConnection, compartment: str, ids: Collection[bytes]) -> list[PartFacts]:
    """What is known of these parts, in the order asked. Raises NotHere unless the compartment has all of them."""
    return await _load(connection, FACTS, compartment, ids)


async def load_to_count(connection: AsyncConnection, compartment: str, ids: Collection[bytes]) -> list[PartFacts]:
    """The same, with the batch that each card is of: only whoever counts may see it. Raises NotHere."""
    return await _load(connection, FACTS.add_columns(cards.c.batch), compartment, ids)


async def _load(
    connection: AsyncConnection, facts: Select[Any], compartment: str, ids: Collection[bytes]
) -> list[PartFacts]:
    rows = await connection.execute(facts.where(parts.c.compartment == compartment, parts.c.id.in_(list(ids))))
    found = {part.id: part for part in await with_chains(connection, rows.mappings())}
    if found.keys() != set(ids):
        raise NotHere
    return [found[identifier] for identifier in ids]


async def with_chains(connection: AsyncConnection, rows: Iterable[RowMapping]) -> list[PartFacts]:
    """Rows of FACTS with their consents."""
    read = list(rows)
    chains = await load_chains(connection, {(row["compartment"], row["id"]): row["part_key"] for row in read})
    return [
        PartFacts(
            row["compartment"],
            row["id"],
            PartKind(row["kind"]),
            chains[row["compartment"], row["id"]],
            row["withdrawn"],
            _source(row),
        )
        for row in read
    ]


def _source(row: RowMapping) -> Source | None:
    if row["kind"] != PartKind.TESTIMONY:
        return None
    return told_by(row["id"], row["period_key"], row["quarter"], row["partner"], row.get("batch"))


async def load_envelope(connection: AsyncConnection, compartment: str, part: bytes) -> tuple[SealedPart, bytes]:
    """A part without its payload, and the payload's hash. Raises NotHere."""
    query = select(parts.c.envelope, parts.c.payload_hash).where(parts.c.compartment == compartment, parts.c.id == part)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise NotHere
    return SealedPart.from_bytes(row.envelope), row.payload_hash


async def load_slip(
    connection: AsyncConnection, facts: PartFacts, seat: int, seal_key: bytes, find_directory: FindDirectory
) -> PartSlip:
    """What the custodian of one seat is shown of a part. Raises NotHere, also where no box is sealed to that key."""
    envelope, payload_hash = await load_envelope(connection, facts.compartment, facts.id)
    boxes = await boxes_of(connection, find_directory, {facts.id: envelope}, seat, [seal_key])
    if facts.id not in boxes:
        raise NotHere
    return PartSlip(
        header=envelope.header,
        key_commitment=envelope.key_commitment,
        payload_hash=payload_hash,
        number=seat,
        seat=boxes[facts.id].box,
        handed_over=boxes[facts.id].handed_over,
        consents=facts.chain.claims,
        received=facts.chain.received,
    )


async def load_whole(connection: AsyncConnection, compartment: str, part: bytes) -> SealedPart:
    """A part as it came, up to 16 MiB of it. Raises NotHere."""
    query = select(parts.c.envelope, parts.c.payload).where(parts.c.compartment == compartment, parts.c.id == part)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise NotHere
    return whole(row.envelope, row.payload)
