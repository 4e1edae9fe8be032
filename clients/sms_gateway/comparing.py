"""The log's head as intake shows it, held every hour against the one that the gateway keeps: what is to be said of it.

Nothing here stops the gateway. A lie is said, and that for a day nothing came that tells anything: an intake that hides
the log, or shows its past, does it most easily by saying nothing new (SPEC 14.9).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from clients.head_memory import (
    AnotherKey,
    Contradicted,
    ContradictedNotKept,
    HeadMemoryError,
    Held,
    MemoryDamaged,
    MemoryInUse,
    MemoryNotRead,
    NotRemembered,
)
from clients.sms_gateway.errors import GatewayError
from clients.sms_gateway.papers import Papers
from clients.sms_gateway.quiet import Event
from clients.to_intake import IntakeDoorError
from protocol.errors import ProtocolError

PATIENCE = 86_400.0
"""Seconds without news of the log, until it is said: the vault brings intake a head several times a day."""
SAID_OF: dict[type[HeadMemoryError], Event] = {
    Contradicted: Event.LOG_LIED,
    ContradictedNotKept: Event.LOG_LIED_NOT_KEPT,
    MemoryNotRead: Event.HEAD_NOT_READ,
    MemoryInUse: Event.HEAD_IN_USE,
    MemoryDamaged: Event.HEAD_UNUSABLE,
    AnotherKey: Event.HEAD_OF_ANOTHER_KEY,
    NotRemembered: Event.HEAD_NOT_WRITTEN,
}


@dataclass(slots=True)
class LogWatch:
    """Looks at the head when it is told to. `timer` is a monotonic clock in seconds."""

    papers: Papers
    timer: Callable[[], float]
    _heard: float = field(init=False)

    def __post_init__(self) -> None:
        self._heard = self.timer()

    async def look(self) -> Event | None:
        """What is to be said of the log, if anything is."""
        try:
            return await asyncio.to_thread(self._found)
        except OSError:
            return Event.HEAD_NOT_READ

    def _found(self) -> Event | None:
        found = self._compared()
        return Event.LOG_LIED if self.papers.conflicts() else found

    def _compared(self) -> Event | None:
        at = None
        try:
            shown = self.papers.hold_head()
            if shown.held is not Held.OLDER:
                at, self._heard = shown.at, self.timer()
        except HeadMemoryError as refused:
            return SAID_OF[type(refused)]
        except (GatewayError, IntakeDoorError, ProtocolError):
            pass  # An intake that shows no head, or one to be refused, proves nothing.
        return Event.HEAD_LATE if self._is_late(at) else None

    def _is_late(self, at: int | None) -> bool:
        """Whether no news came for a day; `at`: when enough witnesses had co-signed what was shown just now."""
        # What is kept outlasts a restart, and its moments tell an old head that is shown as the newest for ever.
        told = [second for second in (at, self._kept_at()) if second is not None]
        return (self.papers.now() - max(told) if told else self.timer() - self._heard) >= PATIENCE

    def _kept_at(self) -> int | None:
        try:
            kept = self.papers.kept_head()
        except (GatewayError, HeadMemoryError):
            return None
        return kept.at if kept else None
