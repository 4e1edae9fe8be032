"""What a zone does by itself, again and again: collect, tick, publish, expire.

A round that fails is logged (its class and place, no more) and tried again ten seconds later; it never takes the
zone down, and it never skips to a weaker way. How often comes from the signed policy, asked anew before every wait.

Another zone that does not answer is no fault of this one: which it is, is said when it begins and when it is over.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from protocol.directory import DeviceRole
from server.exchange import PeerSilent
from server.quiet_log import Event, fault, say

AFTER_A_FAULT = 10.0
"""Seconds."""


class RoundEvent(Event):
    """What the rounds say of the other zones."""

    ZONE_LOST = "zone-lost"
    ZONE_BACK = "zone-back"


@dataclass(frozen=True, slots=True)
class Round:
    """`act` runs every `seconds()`; both are asked at each turn."""

    name: str
    seconds: Callable[[], float]
    act: Callable[[], Awaitable[object]]


@contextlib.asynccontextmanager
async def running(rounds: Sequence[Round]) -> AsyncIterator[None]:
    """Run the rounds while the block lasts; at its end they are cancelled and waited for."""
    missed: dict[str, DeviceRole] = {}
    tasks = [asyncio.create_task(_repeat(one, missed), name=one.name) for one in rounds]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _repeat(one: Round, missed: dict[str, DeviceRole]) -> None:
    while True:
        try:
            await one.act()
            _note(missed, one.name, None)
            pause = one.seconds()
        except PeerSilent as silent:
            _note(missed, one.name, silent.zone)
            pause = AFTER_A_FAULT
        except Exception as error:  # noqa: BLE001 - whatever it was, the next round must come
            fault(error)
            pause = AFTER_A_FAULT
        await asyncio.sleep(pause)


def _note(missed: dict[str, DeviceRole], name: str, zone: DeviceRole | None) -> None:
    """Keep which zone each round goes without, and say what that changes: several rounds may miss the same one."""
    before = set(missed.values())
    missed.pop(name, None)
    if zone is not None:
        missed[name] = zone
    after = set(missed.values())
    for lost in after - before:
        say(RoundEvent.ZONE_LOST, logging.WARNING, zone=lost)
    for back in before - after:
        say(RoundEvent.ZONE_BACK, zone=back)
