"""What the log does by itself: a tick, at the policy's interval, whether or not anything waits."""

from __future__ import annotations

from server.ledger.ticks import enter_directory, tick
from server.ledger.world import World
from server.rounds import Round


def rounds(world: World) -> list[Round]:
    return [Round("tick", lambda: world.pinned.policy.contents.log.tick_seconds, lambda: tick_with_directory(world))]


async def tick_with_directory(world: World) -> None:
    """What anyone must be able to find is entered first, however it came to be in force here."""
    await enter_directory(world)
    await tick(world)
