"""A desk's boxes of parts that were sealed to an earlier key of it, and what it re-wrapped of them. SPEC 11.5.

What a desk brings lies beside the part and is believed by nobody: a false one opens nothing. It goes with its part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.directory import Desk
from protocol.sealing import PartHeader
from server.database import among
from server.vault.keeping.seat_boxes import FindDirectory
from server.vault.tables import desk_boxes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a desk stands in the directory that a part names, from 1, and the key that it had then."""

    number: int
    seal_key: bytes


def place_of(header: PartHeader, desk: Desk, find_directory: FindDirectory) -> Place | None:
    """The place of the desk of that name and holder, whatever keys it had; None where it came later.

    Raises DirectoryRefused.
    """
    then = find_directory(header.directory).compartment(header.compartment)
    for number, one in enumerate(then.desks, 1):
        if (one.desk, one.holder) == (desk.desk, desk.holder):
            return Place(number, one.seal_key)
    return None


async def rewrapped_of(
    connection: AsyncConnection, compartment: str, numbers: Mapping[bytes, int]
) -> dict[bytes, bytes]:
    """By part, the box that was brought for this place among its desks; parts without one are left out."""
    query = select(desk_boxes.c.part, desk_boxes.c.number, desk_boxes.c.box).where(
        desk_boxes.c.compartment == compartment, among(desk_boxes.c.part, list(numbers))
    )
    return {row.part: row.box for row in await connection.execute(query) if numbers[row.part] == row.number}


async def keep_rewrapped(
    connection: AsyncConnection, compartment: str, boxes: Sequence[tuple[bytes, int, bytes]]
) -> None:
    """Keep boxes, each by part and place; one that lies there already is replaced."""
    rows = [
        {"compartment": compartment, "part": part, "number": number, "box": box}
        for part, number, box in sorted(boxes, key=lambda one: one[0])
    ]
    query = insert(desk_boxes)
    there = [desk_boxes.c.compartment, desk_boxes.c.part, desk_boxes.c.number]
    await connection.execute(query.on_conflict_do_update(index_elements=there, set_={"box": query.excluded.box}), rows)
