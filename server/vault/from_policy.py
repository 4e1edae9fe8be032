"""Fetching the newest signed policy. The vault checks it by itself; where the zone is down, the old one holds."""

from __future__ import annotations

from protocol.cooling_off import CoolingOff
from protocol.errors import Malformed
from protocol.policy import PolicyRefused, SignedPolicy
from server.exchange import ZoneSilent, ask
from server.policy_taking import note_waiting, take_policy
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
        await take_policy(world.pinned, raw)
    except CoolingOff:
        return False
    except (PolicyRefused, Malformed):
        raise WrongAnswer from None
    return True


async def note_waiting_policy(world: World) -> None:
    """Let the days of a policy that waits count here too. Raises PolicyUnreachable or WrongAnswer."""
    try:
        await note_waiting(world.policy, world.pinned)
    except CoolingOff:
        return
    except ZoneSilent:
        raise PolicyUnreachable from None
    except (PolicyRefused, Malformed):
        raise WrongAnswer from None


def _in_force(world: World) -> bytes | None:
    try:
        return world.pinned.signed_policy.to_bytes()
    except PolicyRefused:
        return None
