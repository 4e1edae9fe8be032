"""What intake does by itself: it counts what waits, to know how much work to ask for, and lets go of uploads that are
over. It never calls anyone.

What it has accepted goes only when the vault says so.
"""

from __future__ import annotations

from functools import partial

from server.intake.world import IntakeWorld
from server.rounds import Round

SWEEP = 30.0
"""Seconds for which the room of an upload that is over may still be taken."""


def rounds(world: IntakeWorld) -> list[Round]:
    return [world.demands.round(world.collector, world.clock), Round("uploads", lambda: SWEEP, partial(_sweep, world))]


async def _sweep(world: IntakeWorld) -> None:
    world.uploads.sweep(world.uptime())
