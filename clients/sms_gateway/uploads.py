"""From the journal to intake: each record alone, at a time of its own, deleted only once intake has signed for it.

    waiting ──its time comes──► sent ──acceptance checked──► forgotten
       ▲                          │
       └──────── intake away, or it did not sign ──────┘

Rules of this file
* A record waits a random time up to `spread`, drawn for it alone: a text and its number do not leave as a pair.
* After hours offline many are due at once: a random pause around `gap` lies between any two, so there is no burst.
* Sending one twice does no harm: intake keeps a part once, by its id.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from clients.sms_gateway import quiet
from clients.sms_gateway.comparing import LogWatch
from clients.sms_gateway.errors import GatewayError, NoDirectory
from clients.sms_gateway.journal import Journal
from clients.sms_gateway.papers import Papers
from clients.to_intake import CannotReach, Intake, IntakeDoorError
from protocol.errors import ProtocolError
from protocol.primitives import Randomness
from protocol.sealing import SealedPart

_LONGEST_PAUSE = 600.0
_SHORTEST_CAP = 5.0
_REFRESH = 3600.0
"""Seconds between looks for a newer directory."""
_AGAIN = 60.0
"""The same after intake could not be asked, or handed out one that has nobody to seal to here."""
_FIRST_REFRESH = 1.0
"""The same while none is held: nothing can be taken in until there is one."""

_Look = Callable[[], Awaitable[quiet.Event | None]]
"""What is to be said after it, if anything is."""


@dataclass(slots=True)
class Uploader:
    """Sends what the journal holds. `timer` is a monotonic clock in seconds."""

    journal: Journal
    papers: Papers
    intake: Intake
    spread: float
    gap: float
    timer: Callable[[], float]
    random: Randomness
    _due: dict[str, float] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _failures: int = 0

    def told(self, names: tuple[str, ...]) -> None:
        """There are new records."""
        for name in names:
            self._due[name] = self.timer() + self.spread * self._fraction()
        self._news.set()

    async def run(self) -> None:
        """Never ends by itself; cancel it."""
        self.told(tuple(self.journal.names()))
        while True:
            await self._wait_for_one()
            if await self.send_one():
                await asyncio.sleep(2 * self.gap * self._fraction())
            else:
                await asyncio.sleep(self._pause())

    async def send_one(self) -> bool:
        """Send the record that has been due the longest. False where intake did not take it; it stays."""
        name = min(self._due, key=self._due.__getitem__)
        try:
            await asyncio.to_thread(self._send, name)
        except (GatewayError, IntakeDoorError, ProtocolError, OSError) as failed:
            self._keep_for_later(name, failed)
            return False
        del self._due[name]
        self._say_reached()
        return True

    def _send(self, name: str) -> None:
        part = SealedPart.from_bytes(self.journal.read(name))
        self.intake.send_part(part, self.papers.directory(), lambda: None)
        self.journal.forget(name)

    async def _wait_for_one(self) -> None:
        while not self._due or (pause := min(self._due.values()) - self.timer()) > 0:
            self._news.clear()
            wait = pause if self._due else None
            try:
                await asyncio.wait_for(self._news.wait(), wait)
            except TimeoutError:
                return

    def _keep_for_later(self, name: str, failed: Exception) -> None:
        # One that intake refuses must not hold up the others: it goes to the back.
        self._due[name] = self.timer() + self._cap() * self._fraction()
        self._failures += 1
        if self._failures == 1:
            away = isinstance(failed, (CannotReach, NoDirectory))
            quiet.say(quiet.Event.INTAKE_AWAY if away else quiet.Event.INTAKE_REFUSES)

    def _say_reached(self) -> None:
        if self._failures:
            quiet.say(quiet.Event.INTAKE_BACK)
        self._failures = 0

    def _pause(self) -> float:
        """Doubles with each failure, up to the cap; then a random share of it."""
        longest = min(self._cap(), max(self.gap, 0.25) * 2.0 ** min(self._failures, 16))
        return longest * (0.5 + self._fraction() / 2)

    def _cap(self) -> float:
        return min(_LONGEST_PAUSE, max(_SHORTEST_CAP, self.spread))

    def _fraction(self) -> float:
        """A random number from 0 up to 1."""
        return int.from_bytes(self.random(6), "big") / 2**48


async def keep_directory_fresh(papers: Papers, timer: Callable[[], float]) -> None:
    """Look for a newer directory now and then, and often while there is none; and compare the log's head each time.

    Neither waits for the other to go well. Never ends by itself. `timer` is a monotonic clock in seconds.
    """
    looks: list[_Look] = [partial(_refresh, papers), LogWatch(papers, timer).look]
    said: list[quiet.Event | None] = [None for _ in looks]
    while True:
        for at, look in enumerate(looks):
            before, said[at] = said[at], await look()
            if (now := said[at]) is not None and now is not before:
                quiet.say(now)
        await asyncio.sleep(_until_the_next(said[0], held=papers.usable()))


def _until_the_next(came_of_it: quiet.Event | None, *, held: bool) -> float:
    if came_of_it is quiet.Event.NOBODY_THERE:
        return _AGAIN  # somebody has to change the settings or the directory
    if not held:
        return _FIRST_REFRESH
    return _AGAIN if came_of_it is quiet.Event.DIRECTORY_NOT_FETCHED else _REFRESH


async def _refresh(papers: Papers) -> quiet.Event | None:
    """What is to be said, if it did not go well."""
    try:
        newest = await asyncio.to_thread(papers.refresh)
    except ProtocolError:
        return quiet.Event.DIRECTORY_REFUSED
    except (IntakeDoorError, OSError):
        return quiet.Event.DIRECTORY_NOT_FETCHED
    return None if papers.serves(newest) else quiet.Event.NOBODY_THERE
