"""What a zone does by itself, again and again: collect, tick, publish, expire.

A round that fails is logged by its name and tried again at its next time; it never takes the zone down, and it
never skips to a weaker way. How often comes from the signed policy, asked anew before every wait.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

Failed = Callable[[str, Exception], None]
"""Told the name of a round and its error; must log neither message nor value of it."""


@dataclass(frozen=True, slots=True)
class Round:
    """`act` runs every `seconds()`; both are asked at each turn."""

    name: str
    seconds: Callable[[], float]
    act: Callable[[], Awaitable[object]]


@contextlib.asynccontextmanager
async def running(rounds: Sequence[Round], failed: Failed) -> AsyncIterator[None]:
    """Run the rounds while the block lasts; at its end they are cancelled and waited for."""
    tasks = [asyncio.create_task(_repeat(one, failed), name=one.name) for one in rounds]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _repeat(one: Round, failed: Failed) -> None:
    while True:
        try:
            await one.act()
        except Exception as error:  # noqa: BLE001 - whatever it was, the next round must come
            failed(one.name, error)
        await asyncio.sleep(one.seconds())
