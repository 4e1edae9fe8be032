"""What a desk does by itself: take back its dead keys, forget what is over or idle, and hear of newer orders and
a newer policy."""

from __future__ import annotations

from server.redaction.from_policy import refresh_policy
from server.redaction.opening.fresh_keys import take_back_keys
from server.redaction.opening.openings import forget_what_is_over
from server.redaction.stopping import refresh_orders
from server.redaction.world import World
from server.rounds import Round

FORGET_SECONDS = 15.0
POLICY_SECONDS = 300.0
ORDERS_SECONDS = 30.0


def rounds(world: World) -> list[Round]:
    return [
        Round("take back keys", lambda: FORGET_SECONDS, lambda: take_back_keys(world)),
        Round("forget", lambda: FORGET_SECONDS, lambda: forget_once(world)),
        Round("orders", lambda: ORDERS_SECONDS, lambda: refresh_orders(world)),
        Round("policy", lambda: POLICY_SECONDS, lambda: refresh_once(world)),
    ]


async def forget_once(world: World) -> None:
    """Drop ended keys, ended openings and idle originals."""
    forget_what_is_over(world)


async def refresh_once(world: World) -> None:
    """Take the newest policy. Raises PolicyUnreachable, Refused, WrongAnswer or PolicyRefused."""
    await refresh_policy(world.policy, world.pinned)
