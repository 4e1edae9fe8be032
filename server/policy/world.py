"""What the policy zone works with."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.ids import day_of
from protocol.primitives import Randomness
from server.access_in_force import AccessInForce
from server.pinned import Pinned
from server.policy.custody.rung import Alarms


@dataclass(frozen=True, slots=True)
class World:
    """Built by server/app.py from settings, by tests with a clock and randomness of their own."""

    clock: Callable[[], float]
    random: Randomness = field(repr=False)
    pinned: Pinned
    database: AsyncEngine
    """As policy_runtime."""
    ledger: httpx.AsyncClient
    """Has the log's address as base URL, and signs with the policy zone's device key."""
    access: AccessInForce
    """Cedar's rules from the bundle in force: the second lock, behind the rules in code."""
    incoming: Path
    """Where the administrators' newest signed bundle is put: a SignedPolicy, or no file yet."""
    authorities: Collection[str]
    """This zone's own names, as devices write them in their URLs."""
    vault: httpx.AsyncClient | None = None
    """As `ledger`, for the vault, where its address is known: it says what a proposal would newly let pass."""
    alarms: Alarms = field(default_factory=Alarms)
    """What the vault rang of, until those on call are told."""

    def today(self) -> int:
        return day_of(self.clock())
