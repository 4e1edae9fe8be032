"""What a zone does by itself, again and again: collect, tick, publish, expire.

A round that fails is logged (its class and place, no more) and tried again ten seconds later; it never takes the
zone down, and it never skips to a weaker way. How often comes from the signed policy, asked anew before every wait.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from server.quiet_log import fault

AFTER_A_FAULT = 10.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Round:
    """`act` runs every `seconds()`; both are asked at each turn."""

    name: str
    seconds: Callable[[], float]
    act: Callable[[], Awaitable[object]]


@contextlib.asynccontextmanager
async def running(rounds: Sequence[Round]) -> AsyncIterator[None]:
    """Run the rounds while the block lasts; at its end they are cancelled and waited for."""
    tasks = [asyncio.create_task(_repeat(one), name=one.name) for one in rounds]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _repeat(one: Round) -> None:
    while True:
        try:
            await one.act()
            pause = one.seconds()
        except Exception as error:  # noqa: BLE001 - whatever it was, the next round must come
            fault(error)
            pause = AFTER_A_FAULT
        await asyncio.sleep(pause)
