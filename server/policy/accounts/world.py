"""What accounts and the staff's pages work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.ids import day_of
from protocol.primitives import Randomness
from server.access_in_force import AccessInForce
from server.pages.origin import Origin
from server.pinned import Pinned
from server.policy.accounts.errors import NobodyOfThatName
from server.policy.accounts.people import Named, PeopleInForce
from server.policy.accounts.tickets import Tickets
from server.policy.accounts.tries import Tries
from server.policy.notices.ways import Ways
from server.policy.world import World

Suspended = Callable[[str], bool]
"""Whether an order suspends this person now."""


@dataclass(frozen=True, slots=True)
class StaffWorld:
    """Built by start.py from settings, by tests with a clock and randomness of their own."""

    clock: Callable[[], float]
    random: Randomness = field(repr=False)
    pinned: Pinned
    access: AccessInForce
    database: AsyncEngine
    """As policy_runtime."""
    origin: Origin
    named: PeopleInForce
    """Everybody whom the papers name, also those whose roles have ended."""
    suspended: Suspended
    tickets: Tickets
    tries: Tries
    issuers: httpx.AsyncClient
    """Reaches organisations' sign-ins; signs nothing."""
    zone: World
    """What the zone itself works with: bundles are proposed in pages, and taken by it."""
    secrets: Callable[[str], SecretStr | None] = field(default=lambda _organisation: None, repr=False)
    """What an organisation's sign-in knows this zone by, if it wants that."""
    ways: Ways = field(default_factory=Ways)
    """How people are told that something may wait."""

    def now(self) -> int:
        return int(self.clock())

    def today(self) -> int:
        return day_of(self.clock())

    def people(self) -> Mapping[str, Named]:
        """Everybody whom the papers give a role today, and no order suspends."""
        named = self.named().items()
        return {name: one for name, one in named if one.is_somebody and not self.suspended(name)}

    def person(self, name: str) -> Named:
        """Raises NobodyOfThatName: also for who has no role today, or is suspended by an order."""
        found = self.named().get(name)
        if found is None or not found.is_somebody or self.suspended(name):
            raise NobodyOfThatName
        return found
