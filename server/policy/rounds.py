"""What the policy zone does by itself: look for a new bundle, tell the log, end what has run out of accounts, and tell
people at their hour that something may wait."""

from __future__ import annotations

from contextlib import suppress

from protocol.cooling_off import CoolingOff
from server.policy.accounts.sessions import sweep
from server.policy.accounts.world import StaffWorld
from server.policy.bundles import take_newest
from server.policy.custody.alarms import sound
from server.policy.custody.stopped_desks import tell_of_stopped_desks
from server.policy.log_entries import log_once
from server.policy.notices.daily import send_daily
from server.policy.proposals.proposals import simulate_open
from server.policy.world import World
from server.rounds import Round

LOOK_SECONDS = 15.0
"""How soon a bundle that tightens something is seen. Zones fetch it at intervals of their own."""
NOTICE_SECONDS = 60.0
ALARM_SECONDS = 5.0


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
    return [
        *made,
        Round("accounts", lambda: LOOK_SECONDS, lambda: sweep(staff)),
        Round("simulations", lambda: LOOK_SECONDS, lambda: simulate_open(world)),
        Round("notices", lambda: NOTICE_SECONDS, lambda: send_daily(staff)),
        Round("alarms", lambda: ALARM_SECONDS, lambda: sound(staff, world.alarms)),
        Round("stopped desks", lambda: ALARM_SECONDS, lambda: tell_of_stopped_desks(staff, world.alarms)),
    ]
