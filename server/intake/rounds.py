"""What intake does by itself: it counts what waits, to know how much work to ask for. It never calls anyone.

What it holds goes only when the vault says so.
"""

from __future__ import annotations

from server.intake.world import IntakeWorld
from server.rounds import Round


def rounds(world: IntakeWorld) -> list[Round]:
    return [world.demands.round(world.collector, world.clock)]
