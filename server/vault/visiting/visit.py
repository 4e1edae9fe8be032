"""One visit to intake. What is sure of its room is moved unread and judged at leisure; all else is judged first.

    left unjudged by a visit that broke off ──judged──► kept
    what waits, sure of room ──moved──► unjudged, and forgotten at intake ──judged──► kept
    what else waits ──judged──► kept as far as there is room, and forgotten at intake
    posts ──done──► and forgotten at intake

Rules of this file
* First kept for good, only then confirmed: whatever ends in between, intake still has it, and what comes twice is kept
  once.
* Posts come after the parts that came with them: what they say of a part finds it.
* What finds no room (room.py) is not confirmed: it stays at intake, and comes again.
* Whatever the order of ids is, the vault draws its own: whoever makes ids of their choosing stands before nobody.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from protocol.crossings import MOST_LISTED, Sized, by_size
from server import quiet_log
from server.vault.collecting.room import Full, Room, Space, fit, space_left
from server.vault.errors import ZoneUnreachable
from server.vault.from_intake import let_go, look, take
from server.vault.visiting import unjudged
from server.vault.visiting.judging import Judged, judge_parts, judge_pool, keep
from server.vault.visiting.moving import move, sure_of_room
from server.vault.world import World

MOST_TURNS = 64
"""Pools that are judged first, and lists of posts, in one round: whatever intake says, a round ends."""
JUDGED_AT_ONCE = 32 * 1024 * 1024
"""Bytes of parts, or one larger part: among so many, what can be used goes before what cannot."""
POSTS_AT_ONCE = 4096
"""All of 5 KB."""
LAID_ANEW = 256 * 1024 * 1024
"""Bytes: where more stays, intake cannot lay its tables anew, and has to be told again (migrations/intake)."""


class VaultEvent(quiet_log.Event):
    NOT_PARTS = "intake-handed-over-what-is-no-part"
    NO_ROOM = "parts-stay-at-intake-for-want-of-room"
    NO_ROOM_FOR_CLAIMS = "posts-stay-at-intake-for-want-of-room"


@dataclass(frozen=True, slots=True)
class Rest:
    """What waits and was not moved, in an order of the vault's own; and what is left of this round."""

    parts: Sequence[Sized]
    posts: Sequence[Sized]
    of_round: Room
    missed: ZoneUnreachable | None = None
    """Why intake could not hand over some of what has room: the rest goes on, and then it is said."""


async def collect_once(world: World) -> None:
    """Take what waits at intake, as far as there is room for it, and judge it.

    Raises IntakeUnreachable or WrongAnswer. What was confirmed until then is kept, and judged by the next round if not
    by this: whoever stops the vault does not wait for it.
    """
    await judge_unjudged(world)
    try:
        rest = await bring_in(world)
    except ZoneUnreachable:
        await judge_unjudged(world)
        raise
    await judge_unjudged(world)
    await _judge_first(world, rest)
    await _do_posts(world, rest.posts)
    if not world.visit.ended:
        await let_go(world, last=True)
    world.visit.ended = sum(size for _, size in (*rest.parts, *rest.posts)) <= LAID_ANEW
    if rest.missed is not None:
        raise rest.missed


async def bring_in(world: World) -> Rest:
    """Move what waits and is sure of its room, unread, and let intake forget it."""
    async with world.keeper.connect() as connection:
        space = await space_left(connection, world.bounds, world.today())
    waiting = await look(world)
    parts = world.shuffled(waiting.parts.sized())
    sure, space = sure_of_room(parts, space)
    moved: set[Sized] = set()
    missed = None
    try:
        await move(world, sure, moved)
    except ZoneUnreachable as wrong:
        missed = wrong
    if moved:
        await let_go(world, (identifier for identifier, _ in moved), last=True)
    tried = set(sure)
    rest = [one for one in parts if one not in tried]
    return Rest(rest, world.shuffled(waiting.posts.sized()), space.of_round, missed)


async def judge_unjudged(world: World) -> None:
    """Pool by pool, as of the day it came on."""
    for name in await unjudged.names(world):
        if (pool := await unjudged.load(world, name)) is None:
            continue
        judged = await asyncio.to_thread(judge_pool, world, pool.raw, pool.day)
        await keep(world, judged, unjudged=pool.name)
        _say_what_is_strange(judged)
    await unjudged.leave_no_trace(world)


async def _judge_first(world: World, rest: Rest) -> None:
    """The parts whose room depends on what they are."""
    if not rest.parts:
        return
    async with world.keeper.connect() as connection:
        space = replace(await space_left(connection, world.bounds, world.today()), of_round=rest.of_round)
    full: set[Full] = set()
    for pool in islice(by_size(rest.parts, JUDGED_AT_ONCE), MOST_TURNS):
        if (bound := space.full()) is not None:
            full.add(bound)
            break
        space, kept_out = await _keep_what_fits(world, pool, space)
        full |= kept_out
    # Once a round, and with no number: that would show how much comes.
    for bound in sorted(full, key=lambda one: one.name):
        quiet_log.say(VaultEvent.NO_ROOM, logging.WARNING, bound=bound)


async def _keep_what_fits(world: World, waiting: Sequence[Sized], space: Space) -> tuple[Space, frozenset[Full]]:
    """What is then left of the bounds, and which of them kept something out."""
    asked = [identifier for identifier, _ in waiting]
    pool = await take(world, parts=asked)
    judged = await asyncio.to_thread(judge_parts, world, pool.parts, world.today())
    fitted = fit(judged.kept, judged.shut, space)
    await keep(world, replace(judged, kept=fitted.kept, shut=fitted.shut))
    _say_what_is_strange(judged)
    kept = {part.id for part in fitted.kept} | {part.id for part in fitted.shut}
    if kept:
        await let_go(world, kept, last=False)
    return fitted.space, fitted.full


async def _do_posts(world: World, waiting: Sequence[Sized]) -> None:
    """As long as lists are full: however many posts wait, a withdrawal does not wait behind them for days."""
    all_done = True
    for _ in range(MOST_TURNS):
        all_done &= await _do_listed(world, waiting)
        if len(waiting) < MOST_LISTED:
            break
        waiting = world.shuffled((await look(world)).posts.sized())
    if not all_done:
        quiet_log.say(VaultEvent.NO_ROOM_FOR_CLAIMS, logging.WARNING)


async def _do_listed(world: World, waiting: Sequence[Sized]) -> bool:
    """Also where none wait: what has waited too long for its part goes then. Returns whether all of it is done."""
    all_done = True
    for start in range(0, max(1, len(waiting)), POSTS_AT_ONCE):
        asked = [identifier for identifier, _ in waiting[start : start + POSTS_AT_ONCE]]
        posts = (await take(world, posts=asked)).posts if asked else ()
        done = await keep(world, Judged(world.today()), posts)
        all_done = all_done and len(done) == len(set(posts))
        if done:
            await let_go(world, posts=done, last=False)
    return all_done


def _say_what_is_strange(judged: Judged) -> None:
    if number := judged.strange():
        quiet_log.say(VaultEvent.NOT_PARTS, logging.WARNING, number=number)
