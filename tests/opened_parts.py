"""Parts as those open them for whom they were sealed: two custodians and a desk what is told, the vault its control."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from protocol.contents import Evidence, Identity, Testimony
from protocol.control import Control, open_control
from protocol.ids import PartKind
from protocol.sealing import SealedPart, check_part, open_part, open_seat
from tests.worlds import Consortium

MESSAGES = {PartKind.TESTIMONY: Testimony, PartKind.IDENTITY: Identity, PartKind.EVIDENCE: Evidence}


def opened(part: SealedPart, world: Consortium, today: int) -> tuple[PartKind, Any, Control]:
    compartment = check_part(part, world.directory).compartment
    seats = list(enumerate(zip(world.custodians[compartment.name], part.seats, strict=True), 1))[:2]
    b = part.id()
    held = {number: open_seat(one.seal_key, part.header, b, number, box) for number, (one, box) in seats}
    contents = open_part(part, held, world.desks[compartment.name][1].seal_key, 2)
    kind, key = compartment.kind, part.header.part_key
    control = open_control(world.vault_seal, part.control, b, key, kind, today)
    return kind, MESSAGES[kind].from_bytes(contents), control


def all_opened(parts: Iterable[SealedPart], world: Consortium, today: int) -> dict[PartKind, list[tuple[Any, Control]]]:
    found: dict[PartKind, list[tuple[Any, Control]]] = {kind: [] for kind in PartKind}
    for part in parts:
        kind, contents, control = opened(part, world, today)
        found[kind].append((contents, control))
    return found
