"""What release works with: its keys and clock, two ways into its database, and the zones it asks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.ids import day_of
from protocol.primitives import Randomness
from server.access_in_force import AccessInForce
from server.pinned import Pinned


@dataclass(frozen=True, slots=True)
class World:
    """Built by server/app.py from settings, by tests with a clock and randomness of their own.

    The clients have the other zones' addresses as base URL, and sign with release's device key.
    """

    clock: Callable[[], float]
    random: Randomness = field(repr=False)
    pinned: Pinned
    publisher: AsyncEngine
    """As release_publisher: takes in, publishes, removes."""
    reader: AsyncEngine
    """As release_reader: sees what is live, without C and r. The only one that answers analysts."""
    vault: httpx.AsyncClient
    ledger: httpx.AsyncClient
    policy: httpx.AsyncClient
    access: AccessInForce
    """Cedar's rules from the signed policy: the second lock, behind the rules in code."""
    authorities: Collection[str]
    """This zone's own names, as devices write them in their URLs."""

    def today(self) -> int:
        return day_of(self.clock())
