"""What the log does by itself: a tick, at the policy's interval, whether or not anything waits."""

from __future__ import annotations

from server.ledger.ticks import tick
from server.ledger.world import World
from server.rounds import Round


def rounds(world: World) -> list[Round]:
    return [Round("tick", lambda: world.pinned.policy.contents.log.tick_seconds, lambda: tick(world))]
