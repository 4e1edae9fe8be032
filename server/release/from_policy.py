"""The newest policy, fetched from its zone and checked here: that zone being down stops changes, not decisions."""

from __future__ import annotations

from contextlib import suppress

import httpx

from protocol.cooling_off import CoolingOff
from protocol.policy import SignedPolicy, trust_policy
from server.exchange import ZoneSilent, ask
from server.orders import exchange_orders
from server.policy_taking import note_waiting, take_policy
from server.release.errors import PolicySilent
from server.release.rules_seen import remember_rules
from server.release.world import World
from server.who_is_who import access


async def refresh_policy(world: World) -> None:
    """Take a newer policy if there is one, and has cooled off where it loosens something. One that is refused, or whose
    access rules cannot be used, changes nothing.

    Raises PolicySilent, Malformed, RulesRefused, or a child of PolicyRefused.
    """
    await remember_rules(world)
    raw = await _fetch(world.policy)
    if raw != world.pinned.signed_policy.to_bytes():
        _check_rules(world, SignedPolicy.from_bytes(raw))
        with suppress(CoolingOff):
            await take_policy(world.pinned, raw)
        await remember_rules(world)
    with suppress(CoolingOff):
        await _note_waiting(world)


async def _note_waiting(world: World) -> None:
    try:
        await note_waiting(world.policy, world.pinned)
    except ZoneSilent:
        raise PolicySilent from None


async def refresh_orders(world: World) -> None:
    """Take the orders that the policy zone has. Raises PolicySilent, Malformed or TooManyOrders."""
    try:
        await exchange_orders(world.policy, world.pinned)
    except ZoneSilent:
        raise PolicySilent from None


def _check_rules(world: World, claimed: SignedPolicy) -> None:
    directory = world.pinned.directory
    access(directory, trust_policy(claimed, directory, world.pinned.policy))


async def _fetch(policy: httpx.AsyncClient) -> bytes:
    try:
        raw = await ask(policy, "GET", "/v1/policies", SignedPolicy.BOUND)
    except ZoneSilent:
        raise PolicySilent from None
    if raw is None:
        raise PolicySilent
    return raw
