"""What is sent for a batch: shares handed over, a helper's pieces, a helper's sums. SPEC 23.4 and 23.5.

Rules of this file
* Each counts only from the device that may send it, signed for this very batch.
* The first of each stays. Sent again it changes nothing: what others have added up already must not change.
* A sum waits until every helper's pieces are here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.encoding import Message
from protocol.succession import (
    Batch,
    HandedOver,
    RepairPieces,
    RepairSum,
    SignedHandedOver,
    SignedRepairPieces,
    SignedRepairSum,
    SuccessionKind,
    check_handed_over,
    check_pieces,
    check_sum,
)
from server.vault.errors import NotACustodian, NotPossibleNow
from server.vault.keeping.seat_boxes import keep_handed
from server.vault.succession.batches import PIECES, SUMS, Made, load_made, seats_of_round
from server.vault.succession.begun import Begun, find
from server.vault.tables import repair_rounds
from server.vault.world import World

_Signed = TypeVar("_Signed", SignedRepairPieces, SignedRepairSum)
_Named = TypeVar("_Named", RepairPieces, RepairSum)


async def take_handed_over(world: World, claimed: SignedHandedOver, caller: bytes) -> None:
    """Keep the shares of a batch beside their parts, for the successor.

    From whoever held the seat before, or after a repair from the successor itself. Raises NotHere, NotACustodian,
    NotYetInLog, or what check_succession and check_handed_over raise.
    """
    named = HandedOver.from_bytes(claimed.body)
    async with world.openings.begin() as connection:
        begun = await find(connection, world, named.succession, caller)
        repairs = begun.checked.succession.kind is SuccessionKind.REPAIR
        if not (begun.is_successor if repairs else begun.hands_over):
            raise NotACustodian
        made = await load_made(connection, begun, named.batch)
        handed = check_handed_over(claimed, made.batch, caller)
        await keep_handed(connection, begun.checked, handed.shares, own=repairs)


async def take_pieces(world: World, claimed: SignedRepairPieces, caller: bytes) -> None:
    """Keep a helper's pieces of a batch for all helpers. Errors as for take_sum, but NotPossibleNow."""
    named = RepairPieces.from_bytes(claimed.body)
    async with world.openings.begin() as connection:
        begun, made = await _for_helper(connection, world, named, caller)
        _check_own(begun, check_pieces, claimed, made.batch)
        await _keep(connection, begun, made, PIECES, claimed)


async def take_sum(world: World, claimed: SignedRepairSum, caller: bytes) -> None:
    """Keep a helper's sums of a batch for the successor.

    Raises NotHere, NotACustodian, NotYetInLog, NotPossibleNow before the pieces of all are here, or what
    check_succession and check_sum raise.
    """
    named = RepairSum.from_bytes(claimed.body)
    async with world.openings.begin() as connection:
        begun, made = await _for_helper(connection, world, named, caller)
        _check_own(begun, check_sum, claimed, made.batch)
        if await seats_of_round(connection, begun, made, PIECES) != set(begun.checked.helpers):
            raise NotPossibleNow
        await _keep(connection, begun, made, SUMS, claimed)


async def _for_helper(
    connection: AsyncConnection, world: World, named: RepairPieces | RepairSum, caller: bytes
) -> tuple[Begun, Made]:
    begun = await find(connection, world, named.succession, caller)
    return begun, await load_made(connection, begun, named.batch)


def _check_own(begun: Begun, check: Callable[[_Signed, Batch], _Named], claimed: _Signed, batch: Batch) -> None:
    """Raise NotACustodian for another helper's, or what `check` raises."""
    if check(claimed, batch).seat != begun.number:
        raise NotACustodian


async def _keep(connection: AsyncConnection, begun: Begun, made: Made, which: int, claimed: Message) -> None:
    await connection.execute(
        insert(repair_rounds)
        .values(
            compartment=begun.checked.compartment.name,
            succession=begun.checked.id,
            number=made.number,
            seat=begun.number,
            round=which,
            signed=claimed.to_bytes(),
        )
        .on_conflict_do_nothing()
    )
