"""All that the vault is given when it starts: nothing in this zone finds a clock, a key or a network by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.directory import DeviceRole
from protocol.ids import day_of
from protocol.orders import TargetKind
from protocol.primitives import Randomness, SealKey, SignKey
from server.pinned import Pinned
from server.vault.collecting.room import Bounds
from server.vault.collecting.shapes import ShapesInUse
from server.vault.collecting.visits import LastVisit
from server.vault.counting.sources import ShutOut
from server.vault.errors import WrongVaultKey
from server.vault.journal import Journal
from server.vault.locks.access import SecondLock

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class World:
    """The engines, `collector` to `log`, each log in as vault_collector to vault_log: one purpose each, and no more.

    `intake`, `ledger` and `policy` are clients with a base URL that sign with the vault's device key.

    Raises WrongVaultKey unless both keys are the vault's in the directory: what it signs would count for nothing, and
    every part would be shut.
    """

    clock: Callable[[], float]
    random: Randomness = field(repr=False)
    collector: AsyncEngine = field(repr=False)
    keeper: AsyncEngine = field(repr=False)
    openings: AsyncEngine = field(repr=False)
    clearances: AsyncEngine = field(repr=False)
    log: AsyncEngine = field(repr=False)
    pinned: Pinned = field(repr=False)
    seal_key: SealKey = field(repr=False)
    sign_key: SignKey = field(repr=False)
    intake: httpx.AsyncClient = field(repr=False)
    ledger: httpx.AsyncClient = field(repr=False)
    policy: httpx.AsyncClient = field(repr=False)
    journal: Journal
    authorities: Collection[str]
    """The vault's own names, `host` or `host:port`, as devices write them."""
    bounds: Bounds = field(default_factory=Bounds)
    mailbox_seconds: int = 6 * 3600
    """A publication comes so often, at multiples of it since 1970; at most a day."""
    shut_out: Callable[[], ShutOut] = field(init=False, repr=False)
    """Whose cards count for nobody at this moment, by the orders that stand."""
    access: SecondLock = field(init=False, repr=False)
    shapes: ShapesInUse = field(init=False, repr=False)
    visit: LastVisit = field(init=False, repr=False, default_factory=LastVisit)

    def __post_init__(self) -> None:
        directory = self.pinned.directory
        if self.sign_key.public != directory.device_key(DeviceRole.VAULT):
            raise WrongVaultKey
        if self.seal_key.public != directory.contents.vault_seal_key:
            raise WrongVaultKey
        object.__setattr__(self, "shut_out", lambda: _shut_out(self.pinned))
        object.__setattr__(self, "access", SecondLock(self.pinned))
        object.__setattr__(self, "shapes", ShapesInUse(self.pinned))

    def today(self) -> int:
        return day_of(self.clock())

    def now(self) -> int:
        """Seconds since 1970: only to judge what ends within hours."""
        return int(self.clock())

    def shuffled(self, things: Iterable[_T]) -> list[_T]:
        """The same things in an order that nobody can foresee or recall."""
        given = list(things)
        drawn = self.random(16 * len(given))
        lots = [drawn[start : start + 16] for start in range(0, len(drawn), 16)]
        return [thing for _, thing in sorted(zip(lots, given, strict=True), key=lambda pair: pair[0])]


def _shut_out(pinned: Pinned) -> ShutOut:
    standing = pinned.standing
    return ShutOut(standing.names(TargetKind.PARTNER), standing.batches())
