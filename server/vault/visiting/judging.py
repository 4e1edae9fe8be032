"""Judging a pool, and keeping it for good.

Rules of this file
* All of a pool in one transaction: it is durable then, or as if it had never come.
* What one pool brought is inserted in an order of our own drawing: not intake's, not the senders'.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from protocol.crossings import Pool
from protocol.errors import Malformed
from server.vault.boxes.replies import mark_seen
from server.vault.collecting.collection import KeptPart, Shut, ShutPart, judge, no_part
from server.vault.keeping.parts import keep_parts, keep_shut
from server.vault.keeping.recording import record
from server.vault.visiting.unjudged import remove
from server.vault.wishes.claims import read_posts
from server.vault.wishes.posts import alone, apply_claims
from server.vault.world import World


@dataclass(frozen=True, slots=True)
class Judged:
    """What came on one day, after judging."""

    day: int
    kept: tuple[KeptPart, ...] = ()
    shut: tuple[ShutPart, ...] = ()

    def strange(self) -> int:
        """How many of them intake should not have taken."""
        return sum(part.why is Shut.NOT_WHOLE for part in self.shut)


def judge_pool(world: World, raw: bytes, day: int) -> Judged:
    """A Pool as it came; one that cannot be read is kept shut as a whole."""
    try:
        return judge_parts(world, Pool.from_bytes(raw).parts, day)
    except Malformed:
        return Judged(day, shut=(no_part(raw),))


def judge_parts(world: World, parts: Sequence[bytes], day: int) -> Judged:
    """Each with its verdict. Pure but for the directories that are pinned."""
    shapes = world.shapes()
    verdicts = [judge(raw, world.pinned.directory_named, world.seal_key, day, shapes) for raw in parts]
    return Judged(
        day,
        tuple(one for one in verdicts if isinstance(one, KeptPart)),
        tuple(one for one in verdicts if isinstance(one, ShutPart)),
    )


async def keep(
    world: World, judged: Judged, posts: Sequence[bytes] = (), unjudged: bytes | None = None
) -> frozenset[bytes]:
    """Durable when this returns, or as if it had never come; of the pool `unjudged`, if it is named, nothing is left.

    Returns the ids of the posts that are done with; the others stay at intake, for something in them found no room.
    """
    said = await asyncio.to_thread(read_posts, posts, world.seal_key, world.today())
    async with world.collector.begin() as connection:
        await alone(connection)
        if unjudged is not None and not await remove(connection, unjudged):
            return frozenset()  # Another process kept it, and what became of it since then must not be undone.
        await keep_parts(connection, world.shuffled(judged.kept), judged.day)
        await keep_shut(connection, world.shuffled(judged.shut), judged.day)
        fresh = [claim for post in said.values() for claim in post.claims]
        done = await apply_claims(connection, world, fresh, {part.part_key for part in judged.kept})
        await mark_seen(connection, [name for post in said.values() for name in post.seen], world.today())
        await record(connection, world, done.entries(world.today()))
    no_room = set(done.no_room)
    staying = {post for post, of_it in said.items() if no_room.intersection(of_it.claims)}
    return frozenset(hashlib.sha256(post).digest() for post in posts if post not in staying)
