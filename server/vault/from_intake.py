"""The vault comes and takes; intake never knocks. The one file in which what strangers sent reaches the vault.

Rules of this file
* First kept for good (one transaction), only then confirmed: whatever ends in between, intake still has it, and
  what comes twice is kept once.
* What one pool brought is inserted in an order of our own drawing: not intake's, not the senders'.
* Bytes that are no part are left where they are, and said once by their number: intake should not have them.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass

from protocol.crossings import Collected, Pool, PoolRequest
from protocol.encoding import Message
from protocol.errors import Malformed
from server import quiet_log
from server.exchange import ZoneSilent, ask
from server.vault.collection import KeptPart, ShutPart, judge
from server.vault.errors import WrongAnswer, ZoneUnreachable
from server.vault.parts import keep_parts, keep_shut
from server.vault.posts import apply_claims, read_posts
from server.vault.world import World

MOST_TURNS = 64
"""Pools in one round: whatever intake says, a round ends."""


class VaultEvent(quiet_log.Event):
    NOT_PARTS = "intake-handed-over-what-is-no-part"


@dataclass(frozen=True, slots=True)
class Judged:
    """A pool after judging: what to keep, and what intake may forget once it is kept."""

    kept: tuple[KeptPart, ...]
    shut: tuple[ShutPart, ...]
    posts: tuple[bytes, ...]
    not_parts: int

    def confirmed(self) -> Collected:
        """In the order of the ids, which tells nothing."""
        return Collected(
            parts=tuple(sorted({part.id for part in self.kept} | {part.id for part in self.shut})),
            posts=tuple(sorted({hashlib.sha256(post).digest() for post in self.posts})),
        )


async def collect_once(world: World) -> None:
    """Take all that waits at intake, pool by pool. Raises ZoneUnreachable; what was confirmed until then is kept."""
    for _ in range(MOST_TURNS):
        pool = await _take(world)
        judged = await asyncio.to_thread(judge_pool, world, pool)
        await keep(world, judged)
        confirmed = judged.confirmed()
        if confirmed.parts or confirmed.posts:
            await _tell(world, "/v1/pool/collected", confirmed, 4096)
        if judged.not_parts:
            quiet_log.say(VaultEvent.NOT_PARTS, logging.WARNING, number=judged.not_parts)
        # A pool of which nothing could be kept would come back for ever.
        if not pool.more or not (confirmed.parts or confirmed.posts):
            return


async def _take(world: World) -> Pool:
    try:
        return Pool.from_bytes(await _tell(world, "/v1/pool/take", PoolRequest(), Pool.BOUND))
    except Malformed:
        raise WrongAnswer from None


async def _tell(world: World, path: str, message: Message, most: int) -> bytes:
    try:
        answer = await ask(world.intake, "POST", path, most, message.to_bytes())
    except ZoneSilent:
        raise ZoneUnreachable from None
    if answer is None:
        raise WrongAnswer
    return answer


def judge_pool(world: World, pool: Pool) -> Judged:
    """Every part of a pool with its verdict. Pure but for the directories that are pinned."""
    today = world.today()
    verdicts = [judge(raw, world.pinned.directory_named, world.seal_key, today) for raw in pool.parts]
    return Judged(
        tuple(one for one in verdicts if isinstance(one, KeptPart)),
        tuple(one for one in verdicts if isinstance(one, ShutPart)),
        pool.posts,
        verdicts.count(None),
    )


async def keep(world: World, judged: Judged) -> None:
    """All of a pool in one transaction: durable when this returns, or as if it had never come."""
    today = world.today()
    claims = await asyncio.to_thread(read_posts, judged.posts, world.seal_key, today)
    async with world.engine.begin() as connection:
        await keep_parts(connection, world.shuffled(judged.kept), today)
        await keep_shut(connection, world.shuffled(judged.shut), today)
        await apply_claims(connection, world, claims)
