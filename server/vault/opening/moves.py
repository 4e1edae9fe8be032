"""The life of one part of one request: a table, and the few ways in which the database moves along it. SPEC 15.

Rules of this file
* `NEXT` is all that can happen; whatever is not in it raises NotPossibleNow.
* The quorum is the part's own, from the header that its key signed; each seat counts once.
* Withdrawing and freezing reach every request at once, also one that was opened: its desks fetch nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.desk_crossings import PartState
from server.vault.errors import NotPossibleNow
from server.vault.locks.compartments import inside, known
from server.vault.tables import log_entries, opening_parts, openings
from server.vault.world import World


class Move(StrEnum):
    """What can happen to one part of one request."""

    LOG = "log"
    APPROVE = "approve"
    """The quorum is reached."""
    REFUSE = "refuse"
    """So many have refused that the quorum cannot be reached."""
    OPEN = "open"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    FREEZE = "freeze"


NEXT: Mapping[tuple[PartState, Move], PartState] = MappingProxyType(
    {
        (PartState.REQUESTED, Move.LOG): PartState.LOGGED,
        (PartState.LOGGED, Move.APPROVE): PartState.APPROVED,
        (PartState.LOGGED, Move.REFUSE): PartState.REFUSED,
        (PartState.APPROVED, Move.OPEN): PartState.OPENED,
        # Both desks fetch, each for itself, and again after a fall of the line.
        (PartState.OPENED, Move.OPEN): PartState.OPENED,
        **{
            (state, Move.EXPIRE): PartState.EXPIRED
            for state in (PartState.REQUESTED, PartState.LOGGED, PartState.APPROVED)
        },
        **{
            (state, move): end
            for state in (PartState.REQUESTED, PartState.LOGGED, PartState.APPROVED, PartState.OPENED)
            for move, end in ((Move.WITHDRAW, PartState.WITHDRAWN), (Move.FREEZE, PartState.FROZEN))
        },
    }
)


def after(state: PartState, move: Move) -> PartState:
    """Where a part stands after a move. Raises NotPossibleNow."""
    if (state, move) not in NEXT:
        raise NotPossibleNow
    return NEXT[state, move]


def tally(state: PartState, approvals: int, refusals: int, needed: int, seats: int) -> PartState:
    """Where a part stands once so many of its seats have answered."""
    if state is PartState.LOGGED and approvals >= needed:
        return after(state, Move.APPROVE)
    if state is PartState.LOGGED and refusals > seats - needed:
        return after(state, Move.REFUSE)
    return state


async def lock_states(connection: AsyncConnection, opening: bytes) -> dict[bytes, PartState]:
    """The states of all parts of a request; nobody else moves them until this transaction ends."""
    query = (
        select(opening_parts.c.part, opening_parts.c.state)
        .where(opening_parts.c.opening == opening)
        .order_by(opening_parts.c.part)
        .with_for_update()
    )
    return {row.part: PartState(row.state) for row in await connection.execute(query)}


async def set_state(connection: AsyncConnection, opening: bytes, part: bytes, state: PartState) -> None:
    await connection.execute(
        update(opening_parts)
        .where(opening_parts.c.opening == opening, opening_parts.c.part == part)
        .values(state=state)
    )


async def move_all(connection: AsyncConnection, move: Move, which: ColumnElement[bool]) -> None:
    """Move all parts of requests that `which` picks and that can go that way; the others stay as they are."""
    for (state, how), end in NEXT.items():
        if how is move:
            await connection.execute(
                update(opening_parts).where(opening_parts.c.state == state, which).values(state=end)
            )


async def mark_logged(world: World) -> None:
    """Let go on what the log has proved."""
    proved = select(openings.c.id).join(log_entries, log_entries.c.commitment == openings.c.logged)
    await _move_everywhere(
        world, Move.LOG, opening_parts.c.opening.in_(proved.where(log_entries.c.inclusion.is_not(None)))
    )


async def expire(world: World) -> None:
    """End what was not opened in time."""
    over = select(openings.c.id).where(openings.c.expires < world.now())
    await _move_everywhere(world, Move.EXPIRE, opening_parts.c.opening.in_(over))


async def _move_everywhere(world: World, move: Move, which: ColumnElement[bool]) -> None:
    """One compartment after the other: none is seen from within another."""
    async with world.openings.connect() as connection:
        compartments = await known(connection)
    for compartment in compartments:
        async with inside(world.openings, compartment) as connection:
            await move_all(connection, move, which)
