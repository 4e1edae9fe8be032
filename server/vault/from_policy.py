"""Fetching the newest signed policy. The vault checks it by itself; where the zone is down, the old one holds."""

from __future__ import annotations

from protocol.errors import Malformed
from protocol.policy import PolicyRefused, SignedPolicy
from server.exchange import ZoneSilent, ask
from server.vault.errors import PolicyUnreachable, WrongAnswer
from server.vault.world import World


async def refresh_policy(world: World) -> bool:
    """Take a newer policy if there is one; whether there was. Raises PolicyUnreachable or WrongAnswer; then nothing
    changed."""
    try:
        raw = await ask(world.policy, "GET", "/v1/policies", SignedPolicy.BOUND)
    except ZoneSilent:
        raise PolicyUnreachable from None
    if raw is None:
        raise WrongAnswer
    if raw == _in_force(world):
        return False
    try:
        world.pinned.replace_policy(raw)
    except (PolicyRefused, Malformed):
        raise WrongAnswer from None
    return True


def _in_force(world: World) -> bytes | None:
    try:
        return world.pinned.signed_policy.to_bytes()
    except PolicyRefused:
        return None
