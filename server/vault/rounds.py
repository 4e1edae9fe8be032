"""What the vault does by itself, again and again. Each act can be called once by itself; server/rounds.py repeats them.

How often is asked of the policy in force; where there is none yet, once a minute.
"""

from __future__ import annotations

import asyncio

from protocol.policy import PolicyBundle, PolicyRefused
from server.rounds import Round
from server.vault.boxes import drafts, loosenings, replies
from server.vault.boxes.mailboxes import publish_once, seconds_until_next
from server.vault.from_policy import note_waiting_policy, refresh_policy
from server.vault.keeping.mixing import mix_once
from server.vault.opening.moves import expire, mark_logged
from server.vault.opening.urgent import ring_once
from server.vault.stopping import refresh_orders
from server.vault.succession import batches
from server.vault.to_intake import leave_head
from server.vault.to_ledger import fetch_proofs, send_waiting, shown_head
from server.vault.to_policy import tell_policy
from server.vault.visiting.visit import collect_once
from server.vault.wishes.forgetting import forget_once, judge_shut_again
from server.vault.world import World

WITHOUT_POLICY = 60.0
ORDERS = 15.0
"""Who is to be stopped now, and was ordered so elsewhere, is stopped here so much later."""
HOUR = 3600.0
POLICY = 60.0
EXPIRY = 60.0
RING = 30.0


async def follow_log(world: World) -> None:
    """Tell the log what it has not heard, fetch its proofs, and let the openings go on that it proved."""
    await send_waiting(world)
    await fetch_proofs(world)
    await mark_logged(world)


async def carry_head(world: World) -> None:
    """Bring intake the log's head, so that everyone can compare what they are shown (SPEC 14.9)."""
    note = await shown_head(world)
    if note is not None:
        await leave_head(world, note)


async def tidy(world: World) -> None:
    """What is due by the day: mix what came before, judge again, destroy what was promised to be destroyed."""
    await judge_shut_again(world)
    await forget_once(world)
    await drafts.forget_old(world)
    await replies.forget_old(world)
    await batches.forget_old(world)
    await mix_once(world)
    await asyncio.to_thread(world.journal.settle, world.today())


async def follow_policy(world: World) -> None:
    """Take what is in force, note what waits, and keep in line with both what sources are told."""
    await refresh_policy(world)
    await loosenings.settle(world)
    await note_waiting_policy(world)


def rounds(world: World) -> list[Round]:
    """The vault's rounds, for server/rounds.py."""

    def bundle() -> PolicyBundle | None:
        try:
            return world.pinned.policy.contents
        except PolicyRefused:
            return None

    def collect_seconds() -> float:
        return float(policy.collect_seconds) if (policy := bundle()) else WITHOUT_POLICY

    def tick_seconds() -> float:
        # Half a tick: what was logged at one tick is seen before the next.
        return policy.log.tick_seconds / 2 if (policy := bundle()) else WITHOUT_POLICY

    return [
        Round("collect", collect_seconds, lambda: collect_once(world)),
        Round("publish-mailboxes", lambda: seconds_until_next(world), lambda: publish_once(world)),
        Round("follow-log", tick_seconds, lambda: follow_log(world)),
        Round("carry-head", collect_seconds, lambda: carry_head(world)),
        Round("expire", lambda: EXPIRY, lambda: expire(world)),
        Round("refresh-policy", lambda: POLICY, lambda: follow_policy(world)),
        Round("refresh-orders", lambda: ORDERS, lambda: refresh_orders(world)),
        Round("tell-policy", lambda: HOUR, lambda: tell_policy(world)),
        Round("ring", lambda: RING, lambda: ring_once(world)),
        Round("tidy", lambda: HOUR, lambda: tidy(world)),
    ]
