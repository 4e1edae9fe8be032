"""The vault tells the log commitments, and fetches their proofs. Nothing else crosses here.

Rules of this file
* Commitments are sent in an order that tells nothing, and may be sent twice: the log takes each once.
* A proof is believed only under a checkpoint that the directory's log signed and enough of its witnesses co-signed.
"""

from __future__ import annotations

from protocol.cosignature import read_witnessed
from protocol.errors import CheckpointRefused, TooFewWitnesses
from protocol.ledger_crossings import Inclusion
from protocol.policy import PolicyRefused
from server.exchange import ZoneSilent, ask
from server.to_ledger import fetch_proof, hand_over
from server.vault.errors import LogUnreachable
from server.vault.log_entries import awaited, is_sent, mark_included, mark_sent, unsent
from server.vault.world import World

AT_ONCE = 1024
"""Besides withdrawals, of which at most half a tick's leaves wait at the log."""
PROOFS_AT_ONCE = 128
MOST_NOTE = 8192


async def tell_log(world: World, commitment: bytes) -> None:
    """Return only once the log has taken this commitment. Raises LogUnreachable; the entry then waits."""
    async with world.log.connect() as connection:
        if await is_sent(connection, commitment):
            return
    await _send(world, [commitment])


async def send_waiting(world: World) -> None:
    """Tell the log what it may not have heard of: of withdrawals, as many as leave room. Raises LogUnreachable."""
    while True:
        async with world.log.connect() as connection:
            commitments = await unsent(connection, AT_ONCE, _half_a_tick(world))
        if not commitments:
            return
        await _send(world, world.shuffled(commitments))


def _half_a_tick(world: World) -> int:
    try:
        return max(1, world.pinned.policy.contents.log.leaves_per_tick // 2)
    except PolicyRefused:
        return 1  # nothing is opened before there is a policy; nothing is in a hurry either


async def fetch_proofs(world: World) -> int:
    """Fetch and check the proofs of what the log has not proved yet; how many came. Raises LogUnreachable."""
    async with world.log.connect() as connection:
        commitments = await awaited(connection, PROOFS_AT_ONCE)
    came = 0
    for commitment in world.shuffled(commitments):
        inclusion = await _fetch(world, commitment)
        if inclusion is not None:
            async with world.log.begin() as connection:
                await mark_included(connection, commitment, inclusion)
            came += 1
    return came


async def shown_head(world: World) -> bytes | None:
    """The note that the log shows; None where too few have co-signed it. Raises LogUnreachable, also for no note."""
    try:
        # A log without a checkpoint has none that could be read.
        note = await ask(world.ledger, "GET", "/checkpoint", MOST_NOTE) or b""
        read_witnessed(note, world.pinned.directory, world.clock())
    except TooFewWitnesses:
        return None
    except (ZoneSilent, CheckpointRefused):
        raise LogUnreachable from None
    return note


async def _send(world: World, commitments: list[bytes]) -> None:
    try:
        await hand_over(world.ledger, commitments)
    except ZoneSilent:
        raise LogUnreachable from None
    async with world.log.begin() as connection:
        await mark_sent(connection, commitments)


async def _fetch(world: World, commitment: bytes) -> Inclusion | None:
    try:
        return await fetch_proof(world.ledger, commitment, world.pinned.directory, world.clock())
    except ZoneSilent:
        raise LogUnreachable from None
