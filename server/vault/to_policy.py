"""The vault rings at the policy zone, which knows who is on call: a compartment's name, and nothing else."""

from __future__ import annotations

import httpx

from server.exchange import ZoneSilent, ask
from server.vault.errors import PolicyUnreachable
from server.vault.world import World


async def ring(world: World, compartment: str) -> None:
    """Raises PolicyUnreachable; then it is rung again at the next look."""
    path = f"/v1/alarms?{httpx.QueryParams(compartment=compartment)}"
    try:
        rung = await ask(world.policy, "POST", path, 0)
    except ZoneSilent:
        raise PolicyUnreachable from None
    if rung is None:
        raise PolicyUnreachable
