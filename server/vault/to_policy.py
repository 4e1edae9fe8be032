"""The vault tells the policy zone of weeks that are over, and of batches; and rings there, where it is known who is on
call. Never asked, so that nobody asks for more."""

from __future__ import annotations

import httpx

from protocol.activity import WEEKS_TOLD, Told, closed_weeks
from server.exchange import ZoneSilent, ask
from server.vault.errors import PolicyUnreachable
from server.vault.keeping.batches import listed_batches
from server.vault.opening.weeks import requests_by_week
from server.vault.world import World


async def told(world: World) -> Told:
    """What there is to tell today: the same on every day of a week, until a list of cards is loaded."""
    weeks = await requests_by_week(world, closed_weeks(world.today(), WEEKS_TOLD))
    return Told(weeks=tuple(weeks), batches=tuple(await listed_batches(world)))


async def tell_policy(world: World) -> None:
    """Raises PolicyUnreachable; it is told again later."""
    await _post(world, "/v1/activity", (await told(world)).to_bytes())


async def ring(world: World, compartment: str) -> None:
    """A compartment's name, and nothing else. Raises PolicyUnreachable; then it is rung again at the next look."""
    await _post(world, f"/v1/alarms?{httpx.QueryParams(compartment=compartment)}")


async def _post(world: World, path: str, body: bytes | None = None) -> None:
    try:
        answer = await ask(world.policy, "POST", path, 0, body)
    except ZoneSilent:
        raise PolicyUnreachable from None
    if answer is None:
        raise PolicyUnreachable
