"""What release does by itself: hold epochs, tell the log, ask for the newest policy."""

from __future__ import annotations

from server.release.epochs import clear_away, hold_epoch
from server.release.from_policy import refresh_orders, refresh_policy
from server.release.log_entries import log_once
from server.release.to_policy import tell_policy
from server.release.world import World
from server.rounds import Round

LOOK_SECONDS = 60.0
"""The timetable's longest pause: so soon it notices a policy with shorter epochs, or asks a silent vault again."""
POLICY_SECONDS = 30.0
TELL_SECONDS = 3600.0
ORDERS_SECONDS = 15.0
"""A reader who is suspended reads nothing more after so long."""


class Timetable:
    """Which epoch comes next. Epochs begin at whole multiples of their length since 1970, whenever release started."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._next = self._boundary()
        self._cleared = False

    async def turn(self) -> None:
        """Hold the epoch if its moment has come. An epoch that was missed clears away, and releases nothing."""
        if self._world.clock() >= self._next:
            self._next, self._cleared = self._boundary(), False
            await hold_epoch(self._world)
        elif not self._cleared:
            await clear_away(self._world)
        self._cleared = True

    def pause(self) -> float:
        """Seconds until the next turn."""
        self._next = min(self._next, self._boundary())
        return min(LOOK_SECONDS, max(0.05, self._next - self._world.clock()))

    def _boundary(self) -> float:
        length, now = self._world.pinned.policy.contents.release.epoch_seconds, self._world.clock()
        return (now // length + 1) * length


def rounds(world: World) -> list[Round]:
    """For server/rounds.py."""
    timetable = Timetable(world)
    return [
        Round("policy", lambda: POLICY_SECONDS, lambda: refresh_policy(world)),
        Round("orders", lambda: ORDERS_SECONDS, lambda: refresh_orders(world)),
        Round("log", lambda: float(world.pinned.policy.contents.log.tick_seconds), lambda: log_once(world)),
        Round("tell-policy", lambda: TELL_SECONDS, lambda: tell_policy(world)),
        Round("epoch", timetable.pause, timetable.turn),
    ]
