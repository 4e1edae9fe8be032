"""Do clearances still hold? Release asks before each epoch, and is told yes or no, never why. SPEC 18, DESIGN §5.

A clearance holds while none of its parts is withdrawn and all their consents still allow that summary, to the readers
and the translators that it was granted for. One that was never granted, or that the log has not heard of, does not
hold: it looks the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import RowMapping, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import check_summary, meet
from protocol.errors import ProtocolError
from protocol.release import Clearance, ClearanceRequest, SignedClearance
from protocol.release_crossings import ClearanceQuery, ClearanceStanding
from server.authorization import Action, Kind
from server.vault.errors import TooManyVersions
from server.vault.keeping.consents import Chain, load_chains, terms_today
from server.vault.locks.callers import check_is_release
from server.vault.locks.compartments import enter, known
from server.vault.tables import clearances, cleared_parts, log_entries, withdrawals
from server.vault.world import World
from server.who_is_who import REGISTER

AT_ONCE = 200


async def standing(world: World, query: ClearanceQuery, caller: bytes) -> ClearanceStanding:
    """In the order asked, whether each clearance holds today. Raises NotRelease."""
    check_is_release(world.pinned.directory, caller)
    world.access.check(caller, Kind.DEVICE, Action.READ_CLEARANCE_STATUS, REGISTER)
    holding: set[bytes] = set()
    async with world.clearances.connect() as connection:
        for start in range(0, len(query.commitments), AT_ONCE):
            holding |= await _holding(connection, query.commitments[start : start + AT_ONCE], world.today())
    return ClearanceStanding(holds=tuple(commitment in holding for commitment in query.commitments))


async def _holding(connection: AsyncConnection, commitments: Sequence[bytes], today: int) -> set[bytes]:
    query = (
        select(clearances.c.compartment, clearances.c.commitment, clearances.c.request, clearances.c.granted)
        .join(log_entries, log_entries.c.commitment == clearances.c.logged)
        .where(clearances.c.commitment.in_(commitments), log_entries.c.sent)
    )
    cleared: set[bytes] = set()
    fallen: set[bytes] = set()
    # Two compartments can have cleared one commitment: then the sources of both must still allow it.
    for compartment in await known(connection):
        await enter(connection, compartment)
        rows = (await connection.execute(query)).mappings().all()
        cleared |= {row["commitment"] for row in rows}
        fallen |= {row["commitment"] for row in rows if not await _holds(connection, row, today)}
    return cleared - fallen


async def _holds(connection: AsyncConnection, clearance: RowMapping, today: int) -> bool:
    query = (
        select(cleared_parts.c.compartment, cleared_parts.c.part, cleared_parts.c.part_key, withdrawals.c.day)
        .outerjoin(
            withdrawals,
            and_(withdrawals.c.compartment == cleared_parts.c.compartment, withdrawals.c.part == cleared_parts.c.part),
        )
        .where(
            cleared_parts.c.compartment == clearance["compartment"],
            cleared_parts.c.commitment == clearance["commitment"],
        )
    )
    parts = (await connection.execute(query)).all()
    chains = await load_chains(connection, {(part.compartment, part.part): part.part_key for part in parts})
    withdrawn = any(part.day is not None for part in parts)
    return not withdrawn and _allows(clearance, [*chains.values()], today)


def _allows(clearance: RowMapping, chains: Sequence[Chain], today: int) -> bool:
    """What an earlier version kept and this one cannot read allows nothing: its release leaves, and the rest stands."""
    try:
        request = ClearanceRequest.from_bytes(clearance["request"])
        granted = Clearance.from_bytes(SignedClearance.from_bytes(clearance["granted"]).body)
        return still_allowed(request, granted, chains, today)
    except ProtocolError:
        return False


def still_allowed(request: ClearanceRequest, granted: Clearance, chains: Sequence[Chain], today: int) -> bool:
    """Whether the consents, as they are today, allow the summary that they allowed when it was cleared.

    Release keeps what the clearance said then of bodies shut out and of translation: one that says too much now falls.
    """
    try:
        terms = meet(*(terms_today(chain, withdrawn=False, today=today) for chain in chains))
        asked = (request.aim, request.place, request.period, request.audience)
        check_summary(terms, *asked, today, sensitive=request.sensitive)
    except (ProtocolError, TooManyVersions):
        return False
    if terms.never_to & ~granted.never_to or (granted.translation and not terms.translation):
        return False
    return not request.urgent or terms.urgent
