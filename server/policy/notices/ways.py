"""The ways of telling somebody that are set up here, and telling several people by them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from protocol.primitives import Randomness
from server.policy.notices.errors import NoticeError, NotSent
from server.policy.notices.mail import MailServer, connected, send_mail
from server.policy.notices.preferences import Wanted, Way
from server.policy.notices.webhooks import HookSender, send_hook
from server.policy.notices.words import Occasion, notice

HOOKS_AT_ONCE = 8
URGENT_SECONDS = 300

Claim = Callable[[str], Awaitable[bool]]
"""Whether this person is to be told now, by us: asked when nothing stands in the way any more."""


@dataclass(frozen=True, slots=True)
class Ways:
    """None of them where nothing is said in the settings: then nobody is told anything."""

    mail: MailServer | None = None
    hooks: HookSender | None = None
    urgent_seconds: int = URGENT_SECONDS
    """Nobody is told of urgent things more often."""

    def has(self, way: Way) -> bool:
        return (way is Way.MAIL and self.mail is not None) or (way is Way.WEBHOOK and self.hooks is not None)


async def tell(
    ways: Ways, people: Sequence[Wanted], occasion: Occasion, claim: Claim, now: float, random: Randomness
) -> None:
    """Tell each of them once. Raises NotSent where the mail server is away: whom it was to tell is not claimed.

    What one receiver refuses is their own loss: it is not tried again that day, and nobody else waits for it.
    """
    hooked = [one for one in people if one.preference.way is Way.WEBHOOK]
    mailed = [one for one in people if one.preference.way is Way.MAIL and one.address]
    by_hook = asyncio.ensure_future(_by_hook(ways, hooked, occasion, claim, now, random))
    try:
        await _by_mail(ways, mailed, occasion, claim, now, random)
    finally:
        await by_hook


async def _by_mail(
    ways: Ways, people: Sequence[Wanted], occasion: Occasion, claim: Claim, now: float, random: Randomness
) -> None:
    if ways.mail is None or not people:
        return
    async with connected(ways.mail) as client:
        for one in people:
            if not client.is_connected:
                raise NotSent
            if one.address and await claim(one.person):
                with suppress(NotSent):
                    await send_mail(client, ways.mail, one.address, notice(occasion, one.language), now, random)


async def _by_hook(
    ways: Ways, people: Sequence[Wanted], occasion: Occasion, claim: Claim, now: float, random: Randomness
) -> None:
    sender, room = ways.hooks, asyncio.Semaphore(HOOKS_AT_ONCE)
    if sender is None:
        return

    async def tell_one(one: Wanted, hook: str) -> None:
        async with room:
            if await claim(one.person):
                with suppress(NoticeError):
                    await send_hook(sender, one.person, hook, notice(occasion, one.language), now, random)

    await asyncio.gather(*(tell_one(one, one.preference.hook) for one in people if one.preference.hook))
