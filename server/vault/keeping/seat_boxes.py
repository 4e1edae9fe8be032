"""Which box of a part a seat's holder is shown: the part's own, or the one that was handed over to that key. SPEC 23.2.

A seat's box is sealed to one key. Whoever holds the seat under another one is shown what was handed over to it, or
nothing: somebody else's box would only be one more thing to fail on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.directory import TrustedDirectory
from protocol.sealing import PartHeader, SealedPart
from protocol.succession import CheckedSuccession, HandedShare
from server.database import among
from server.vault.tables import handed_shares

FindDirectory = Callable[[bytes], TrustedDirectory]
"""The trusted directory of a hash; raises DirectoryRefused."""


@dataclass(frozen=True, slots=True)
class SeatBox:
    box: bytes
    handed_over: bool


def key_id(seal_key: bytes) -> bytes:
    """How a row names the key that its box is sealed to."""
    return hashlib.sha256(seal_key).digest()


def sealed_to(header: PartHeader, number: int, find_directory: FindDirectory) -> bytes | None:
    """The key to which the part's own box of a seat was sealed; None where that seat came later.

    Raises DirectoryRefused.
    """
    compartment = find_directory(header.directory).compartment(header.compartment)
    return compartment.seats[number - 1].seal_key if number <= len(compartment.seats) else None


async def boxes_of(
    connection: AsyncConnection,
    find_directory: FindDirectory,
    envelopes: Mapping[bytes, SealedPart],
    number: int,
    seal_keys: Collection[bytes],
) -> dict[bytes, SeatBox]:
    """For each part, the box of a seat that one of these keys opens; parts without one are left out."""
    handed = await _handed(connection, list(envelopes), number, seal_keys)
    found = {}
    for part, envelope in envelopes.items():
        if part in handed:
            found[part] = SeatBox(handed[part], handed_over=True)
        elif number <= len(envelope.seats) and sealed_to(envelope.header, number, find_directory) in seal_keys:
            found[part] = SeatBox(envelope.seats[number - 1], handed_over=False)
    return found


async def _handed(
    connection: AsyncConnection, parts: Sequence[bytes], number: int, seal_keys: Collection[bytes]
) -> dict[bytes, bytes]:
    query = select(handed_shares.c.part, handed_shares.c.box).where(
        among(handed_shares.c.part, parts),
        handed_shares.c.seat == number,
        handed_shares.c.key.in_([key_id(key) for key in seal_keys]),
    )
    # What the key's holder sealed to itself, after it had looked at it, is last and counts.
    return {row.part: row.box for row in await connection.execute(query.order_by(handed_shares.c.own))}


async def keep_handed(
    connection: AsyncConnection, checked: CheckedSuccession, shares: Sequence[HandedShare], *, own: bool
) -> None:
    """Keep boxes for the successor beside their parts; of its own and of others' the first for a part stays."""
    to = {"seat": checked.succession.seat, "key": key_id(checked.successor.seal_key), "own": own}
    rows = [
        {"compartment": checked.compartment.name, "part": one.part, "box": one.box} | to
        for one in sorted(shares, key=lambda one: one.part)
    ]
    if rows:
        await connection.execute(insert(handed_shares).on_conflict_do_nothing(), rows)
