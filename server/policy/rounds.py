"""What the policy zone does by itself: look for a new bundle, tell the log, and end what has run out of accounts."""

from __future__ import annotations

from contextlib import suppress

from protocol.cooling_off import CoolingOff
from server.policy.accounts.sessions import sweep
from server.policy.accounts.world import StaffWorld
from server.policy.bundles import take_newest
from server.policy.log_entries import log_once
from server.policy.proposals.proposals import simulate_open
from server.policy.world import World
from server.rounds import Round

LOOK_SECONDS = 15.0
"""How soon a bundle that tightens something is seen. Zones fetch it at intervals of their own."""


async def _take_newest(world: World) -> None:
    with suppress(CoolingOff):
        await take_newest(world)


def rounds(world: World, staff: StaffWorld | None = None) -> list[Round]:
    """For server/rounds.py."""
    made = [
        Round("bundle", lambda: LOOK_SECONDS, lambda: _take_newest(world)),
        Round("log", lambda: LOOK_SECONDS, lambda: log_once(world)),
    ]
    if staff is None:
        return made
    made.append(Round("accounts", lambda: LOOK_SECONDS, lambda: sweep(staff)))
    return [*made, Round("simulations", lambda: LOOK_SECONDS, lambda: simulate_open(world))]
