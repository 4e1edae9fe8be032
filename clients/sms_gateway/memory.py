"""What the gateway remembers of messages it has taken: in memory only, keyed by the day, gone when it stops.

A number has so few possible values that a hash of it on a disk is the number. So nothing here is ever written: each
day has a random key, and a mark is an HMAC under it. A message that comes again after a restart is therefore kept
again: twice is better than never, and the desk sees both.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from clients.sms_gateway.signatures import TOLERANCE
from protocol.encoding import encode
from protocol.primitives import Randomness

DAYS = 3
"""Today and two days before: sms-gate tries again for almost two days."""
MOST_A_DAY = 200_000
"""About 40 MB. Beyond it the oldest marks of the day go."""


@dataclass(slots=True, repr=False)
class _Day:
    number: int
    key: bytes
    marks: OrderedDict[bytes, asyncio.Future[None]] = field(default_factory=OrderedDict)


class Taken:
    """Which messages were taken in the last days."""

    def __init__(self, random: Randomness) -> None:
        self._random = random
        self._days: list[_Day] = []

    async def once(self, today: int, message: tuple[str, ...], keep: Callable[[], Awaitable[None]]) -> None:
        """Run `keep` unless this message was kept already; a double that comes meanwhile waits for the same end.

        Raises what `keep` raises, also to those who waited; then the message counts as not taken.
        """
        self._turn_to(today)
        for day in self._days:
            if (known := day.marks.get(_mark(day, message))) is not None:
                return await asyncio.shield(known)
        return await self._first(self._days[0], message, keep)

    async def _first(self, day: _Day, message: tuple[str, ...], keep: Callable[[], Awaitable[None]]) -> None:
        mark = _mark(day, message)
        ended = day.marks[mark] = asyncio.get_running_loop().create_future()
        try:
            await keep()
        except BaseException as error:
            day.marks.pop(mark, None)
            ended.set_exception(error if isinstance(error, Exception) else asyncio.CancelledError())
            ended.exception()  # looked at, so that nobody complains when no double waited for it
            raise
        ended.set_result(None)
        if len(day.marks) > MOST_A_DAY:
            day.marks.popitem(last=False)

    def _turn_to(self, today: int) -> None:
        if not self._days or self._days[0].number != today:
            self._days.insert(0, _Day(today, self._random(32)))
            del self._days[DAYS:]


def _mark(day: _Day, message: tuple[str, ...]) -> bytes:
    return hmac.digest(day.key, encode(list(message)), hashlib.sha256)


MOST_LONG = 10_000
"""Long texts of which some SMS may still come: 3 MB. Beyond it the oldest is forgotten."""


@dataclass(slots=True, repr=False)
class _Long:
    tag: bytes
    day: int
    places: set[int] = field(default_factory=set)


class LongTexts:
    """Which tag the SMS of one long text share, until all have come or the days are over.

    A carrier's reference is a number of 8 or 16 bits and comes again: where a place of a text was kept already, another
    SMS for it begins another text.
    """

    def __init__(self, random: Randomness) -> None:
        self._random, self._key = random, random(32)
        self._known: OrderedDict[bytes, _Long] = OrderedDict()

    def tag_of(self, today: int, text: tuple[str, ...], place: int) -> bytes:
        """For the SMS at this place: 16 random bytes. `text`: all that SMS of one long text have in common."""
        while self._known and next(iter(self._known.values())).day <= today - DAYS:
            self._known.popitem(last=False)
        mark = self._mark(text)
        known = self._known.get(mark)
        if known is None or place in known.places:
            self._known.pop(mark, None)
            known = self._known[mark] = _Long(self._random(16), today)
        if len(self._known) > MOST_LONG:
            self._known.popitem(last=False)
        return known.tag

    def note_kept(self, text: tuple[str, ...], tag: bytes, place: int, of: int) -> None:
        """The SMS at this place is durable."""
        mark = self._mark(text)
        known = self._known.get(mark)
        if known is None or known.tag != tag:
            return
        known.places.add(place)
        if len(known.places) == of:
            del self._known[mark]

    def _mark(self, text: tuple[str, ...]) -> bytes:
        return hmac.digest(self._key, encode(list(text)), hashlib.sha256)


class Signatures:
    """Signatures of requests that were taken, as long as their timestamp would still be good."""

    def __init__(self) -> None:
        self._until: OrderedDict[bytes, float] = OrderedDict()

    def has(self, signature: bytes, now: float) -> bool:
        while self._until and next(iter(self._until.values())) < now:
            self._until.popitem(last=False)
        return signature in self._until

    def add(self, signature: bytes, now: float) -> None:
        self._until[signature] = now + 2 * TOLERANCE
