"""The vault comes and takes; intake never knocks. The one file in which what strangers sent reaches the vault.

Rules of this file
* First kept for good (one transaction), only then confirmed: whatever ends in between, intake still has it, and
  what comes twice is kept once.
* What one pool brought is inserted in an order of our own drawing: not intake's, not the senders'.
* Intake is told which pool was the last: its tables are laid anew once a visit, for reports have to wait meanwhile.
  Where that word or its answer was lost, the next visit says it again, also if nothing waits.
* What finds no room (collecting/room.py) is not confirmed: it stays at intake, and comes again.
* Bytes that are no part are left where they are, and said once by their number: intake should not have them.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass, replace

from protocol.crossings import Collected, Pool, PoolRequest
from protocol.encoding import Message
from protocol.errors import Malformed
from server import quiet_log
from server.exchange import ZoneSilent, ask
from server.vault.boxes.replies import mark_seen
from server.vault.collecting.collection import KeptPart, ShutPart, judge
from server.vault.collecting.room import Full, Space, fit, space_left
from server.vault.errors import IntakeUnreachable, WrongAnswer
from server.vault.keeping.parts import keep_parts, keep_shut
from server.vault.wishes.claims import read_posts
from server.vault.wishes.posts import alone, apply_claims
from server.vault.world import World

MOST_TURNS = 64
"""Pools in one round: whatever intake says, a round ends."""


class VaultEvent(quiet_log.Event):
    NOT_PARTS = "intake-handed-over-what-is-no-part"
    NO_ROOM = "parts-stay-at-intake-for-want-of-room"
    NO_ROOM_FOR_CLAIMS = "posts-stay-at-intake-for-want-of-room"


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
            last=False,
        )


async def collect_once(world: World) -> None:
    """Take what waits at intake, pool by pool, as long as there is room for it.

    Raises IntakeUnreachable; what was confirmed until then is kept.
    """
    async with world.keeper.connect() as connection:
        space = await space_left(connection, world.bounds, world.today())
    said: set[Full] = set()
    for turn in range(1, MOST_TURNS + 1):
        pool = await _take(world)
        judged = await asyncio.to_thread(judge_pool, world, pool)
        fitted = fit(judged.kept, judged.shut, space)
        confirmed = await _keep(world, replace(judged, kept=fitted.kept, shut=fitted.shut))
        space = fitted.space
        _say_what_stays(judged, fitted.full - said)
        said |= fitted.full
        last = turn == MOST_TURNS or not _goes_on(pool, judged, confirmed, space)
        nothing_to_end = world.visit.ended and turn == 1 and not (pool.parts or pool.posts)
        if _are_any(confirmed) or (last and not nothing_to_end):
            await _confirm(world, confirmed.model_copy(update={"last": last}))
        if last:
            return


async def _confirm(world: World, confirmed: Collected) -> None:
    world.visit.ended = False
    await _tell(world, "/v1/pool/collected", confirmed, 4096)
    world.visit.ended = confirmed.last


def _are_any(confirmed: Collected) -> bool:
    return bool(confirmed.parts or confirmed.posts)


def _goes_on(pool: Pool, judged: Judged, confirmed: Collected, space: Space) -> bool:
    """Also after a pool of which nothing was kept: each is another choice of what waits, so the next may hold what can.

    Else whoever sends much for which there is no room keeps all that waits among it out.
    """
    parts_stay = bool(judged.kept or judged.shut) and space.has_any()
    posts_stay = len(confirmed.posts) < len(set(pool.posts))
    return pool.more and (_are_any(confirmed) or parts_stay or posts_stay)


async def _keep(world: World, judged: Judged) -> Collected:
    """What intake may forget."""
    staying = await keep(world, judged)
    if staying:
        quiet_log.say(VaultEvent.NO_ROOM_FOR_CLAIMS, logging.WARNING)
    return replace(judged, posts=tuple(post for post in judged.posts if post not in staying)).confirmed()


def _say_what_stays(judged: Judged, full: frozenset[Full]) -> None:
    """What is full once a round, and with no number: that would show how much comes."""
    if judged.not_parts:
        quiet_log.say(VaultEvent.NOT_PARTS, logging.WARNING, number=judged.not_parts)
    for bound in sorted(full, key=lambda one: one.name):
        quiet_log.say(VaultEvent.NO_ROOM, logging.WARNING, bound=bound)


async def _take(world: World) -> Pool:
    try:
        return Pool.from_bytes(await _tell(world, "/v1/pool/take", PoolRequest(), Pool.BOUND))
    except Malformed:
        raise WrongAnswer from None


async def _tell(world: World, path: str, message: Message, most: int) -> bytes:
    try:
        answer = await ask(world.intake, "POST", path, most, message.to_bytes())
    except ZoneSilent:
        raise IntakeUnreachable from None
    if answer is None:
        raise WrongAnswer
    return answer


def judge_pool(world: World, pool: Pool) -> Judged:
    """Every part of a pool with its verdict. Pure but for the directories that are pinned."""
    today, shapes = world.today(), world.shapes()
    verdicts = [judge(raw, world.pinned.directory_named, world.seal_key, today, shapes) for raw in pool.parts]
    return Judged(
        tuple(one for one in verdicts if isinstance(one, KeptPart)),
        tuple(one for one in verdicts if isinstance(one, ShutPart)),
        pool.posts,
        verdicts.count(None),
    )


async def keep(world: World, judged: Judged) -> frozenset[bytes]:
    """All of a pool in one transaction: durable when this returns, or as if it had never come.

    Returns the posts that stay at intake, because something in them found no room.
    """
    today = world.today()
    said = await asyncio.to_thread(read_posts, judged.posts, world.seal_key, today)
    async with world.collector.begin() as connection:
        await alone(connection)
        await keep_parts(connection, world.shuffled(judged.kept), today)
        await keep_shut(connection, world.shuffled(judged.shut), today)
        fresh = [claim for post in said.values() for claim in post.claims]
        no_room = set(await apply_claims(connection, world, fresh, {part.part_key for part in judged.kept}))
        await mark_seen(connection, [name for post in said.values() for name in post.seen], today)
    return frozenset(post for post, of_it in said.items() if no_room.intersection(of_it.claims))
