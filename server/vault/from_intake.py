"""The vault comes and takes; intake never knocks. The one file in which what strangers sent reaches the vault.

Rules of this file
* Intake forgets nothing before it is told, and is told only what is kept for good.
* Intake is told when a visit is over: its tables are laid anew then, and reports have to wait meanwhile. Where that
  word or its answer was lost, the next visit says it again, also if nothing waits.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing

from protocol.crossings import Collected, Pool, PoolRequest, Sized, Waiting
from protocol.encoding import Message
from protocol.errors import Malformed
from server.exchange import ZoneSilent, ask, ask_for_much
from server.vault.errors import IntakeUnreachable, WrongAnswer
from server.vault.world import World


async def look(world: World) -> Waiting:
    """What waits. Raises IntakeUnreachable or WrongAnswer."""
    try:
        return Waiting.from_bytes(await _tell(world, "GET", "/v1/pool", None, Waiting.BOUND))
    except Malformed:
        raise WrongAnswer from None


async def take_sealed(world: World, parts: Sequence[Sized]) -> AsyncGenerator[bytes, None]:
    """A Pool of so many parts, unread, as it comes. Raises IntakeUnreachable, also where it is longer than these
    parts make it; WrongAnswer if it begins as one of more or fewer, or is too short."""
    asked = PoolRequest(parts=tuple(identifier for identifier, _ in parts), posts=())
    missing = most = Pool.size([size for _, size in parts])
    start = Pool.start(len(parts))  # of these bytes the first: where none is missing, all of it was seen
    try:
        async with aclosing(ask_for_much(world.intake, "/v1/pool/take", most, asked.to_bytes())) as chunks:
            async for chunk in chunks:
                if not chunk.startswith(start[: len(chunk)]):
                    raise WrongAnswer
                start = start[len(chunk) :]
                missing -= len(chunk)
                yield chunk
    except ZoneSilent:
        raise IntakeUnreachable from None
    if missing:
        raise WrongAnswer


async def take(world: World, parts: Iterable[bytes] = (), posts: Iterable[bytes] = ()) -> Pool:
    """Raises IntakeUnreachable or WrongAnswer."""
    asked = PoolRequest(parts=tuple(parts), posts=tuple(posts))
    try:
        return Pool.from_bytes(await _tell(world, "POST", "/v1/pool/take", asked, Pool.BOUND))
    except Malformed:
        raise WrongAnswer from None


async def let_go(world: World, parts: Iterable[bytes] = (), posts: Iterable[bytes] = (), *, last: bool) -> None:
    """These ids are kept; in their own order, which tells nothing. Raises IntakeUnreachable or WrongAnswer."""
    world.visit.ended = False
    told = Collected(parts=tuple(sorted(parts)), posts=tuple(sorted(posts)), last=last)
    await _tell(world, "POST", "/v1/pool/collected", told, 4096)
    world.visit.ended = last


async def _tell(world: World, method: str, path: str, message: Message | None, most: int) -> bytes:
    try:
        answer = await ask(world.intake, method, path, most, message.to_bytes() if message else None)
    except ZoneSilent:
        raise IntakeUnreachable from None
    if answer is None:
        raise WrongAnswer
    return answer
