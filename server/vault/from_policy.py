"""Fetching the newest signed policy. The vault checks it by itself; where the zone is down, the old one holds."""

from __future__ import annotations

from protocol.cooling_off import CoolingOff, must_wait
from protocol.errors import Malformed
from protocol.policy import PolicyRefused, SignedPolicy, trust_policy
from server.exchange import ZoneSilent, ask
from server.policy_taking import ask_waiting, cedar_of, notice_policy, take_policy
from server.vault.boxes import loosenings
from server.vault.errors import PolicyUnreachable, WrongAnswer
from server.vault.world import World


async def refresh_policy(world: World) -> bool:
    """Take a newer policy if there is one; whether there was. One that has to cool off is not taken yet. Raises
    PolicyUnreachable or WrongAnswer; then nothing changed."""
    try:
        raw = await ask(world.policy, "GET", "/v1/policies", SignedPolicy.BOUND)
    except ZoneSilent:
        raise PolicyUnreachable from None
    if raw is None:
        raise WrongAnswer
    if raw == _in_force(world):
        return False
    try:
        await _tell_of(world, raw)
        await take_policy(world.pinned, raw)
    except CoolingOff:
        return False
    except (PolicyRefused, Malformed):
        raise WrongAnswer from None
    return True


async def note_waiting_policy(world: World) -> None:
    """Let the days of a policy that waits count here too, and sources be told. Raises PolicyUnreachable or
    WrongAnswer."""
    try:
        raw = await ask_waiting(world.policy)
        if raw is not None:
            await _tell_of(world, raw)
    except ZoneSilent:
        raise PolicyUnreachable from None
    except (PolicyRefused, Malformed):
        raise WrongAnswer from None


async def _tell_of(world: World, raw: bytes) -> None:
    """Keep one that loosens something, so that sources are told, whichever door it came by. Raises PolicyRefused or
    Malformed for one that does not hold; not CoolingOff."""
    if _in_force(world) is None:
        return
    counts = world.today()
    try:
        await notice_policy(world.pinned, raw)
    except CoolingOff as waits:
        counts = waits.from_day
    known, cedar = world.pinned.policy, await cedar_of(world.pinned, raw)
    new = trust_policy(SignedPolicy.from_bytes(raw), world.pinned.directory, known)
    if must_wait(known, new, cedar):
        await loosenings.note(world, raw, new, cedar, counts)


def _in_force(world: World) -> bytes | None:
    try:
        return world.pinned.signed_policy.to_bytes()
    except PolicyRefused:
        return None
