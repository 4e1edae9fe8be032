"""What a desk is told when it starts, and what it holds while it runs.

Rules of this file
* The desk has no database. Fresh keys, openings and reviews are in `DeskMemory` and nowhere else, originals in rooms:
  a desk that stops has forgotten them, by design.
* What stays on disk is in `folder`: drafts, each sealed to this desk's own key. Notes lie there too, and nothing opens
  them but what is in `DeskMemory`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from protocol.directory import Compartment, Desk
from protocol.errors import DirectoryRefused
from protocol.ids import day_of
from protocol.primitives import Randomness, SealKey, SignKey, system_random
from server.pages.origin import Origin
from server.pinned import Pinned
from server.redaction.errors import NoPages, NotOurCompartment
from server.redaction.memory import DeskMemory
from server.redaction.room.asking import Room

IDLE_SECONDS = 900
"""After so long without a look at an opening, its originals are forgotten."""


PAGE_IDLE_SECONDS = 300
"""After so long without a person at the desk's pages, they are locked, and all originals are forgotten."""


@dataclass(frozen=True, slots=True, repr=False)
class World:
    """One person's desk. Built by server/app.py from settings; `vault`, `release` and `policy` sign as this desk."""

    clock: Callable[[], float]
    name: str
    sign_key: SignKey
    seal_key: SealKey
    pinned: Pinned
    vault: httpx.AsyncClient
    release: httpx.AsyncClient
    policy: httpx.AsyncClient
    console_keys: frozenset[str]
    """Ed25519 public keys, lower-case hexadecimal, of this person's own console: all that may call the desk."""
    authorities: frozenset[str]
    """The desk's own loopback names, as `127.0.0.1:8443`."""
    folder: Path
    """Where sealed drafts and notes are kept; mode 0700."""
    begin_room: Callable[[], Awaitable[Room]]
    """Another room for an opening. Raises RoomGone."""
    random: Randomness = system_random
    idle_seconds: int = IDLE_SECONDS
    page_idle_seconds: int = PAGE_IDLE_SECONDS
    memory: DeskMemory = field(default_factory=DeskMemory)

    @property
    def now(self) -> int:
        return int(self.clock())

    @property
    def today(self) -> int:
        return day_of(self.clock())

    @property
    def page_origin(self) -> Origin:
        """Where a browser finds the pages: passkeys are made for names, and `localhost` is the one that means here.

        Raises NoPages where that is no name of this desk.
        """
        host = next((one for one in self.authorities if one.startswith("localhost:")), None)
        if host is None:
            raise NoPages
        return Origin(f"http://{host}")

    def compartment(self, name: str) -> Compartment:
        """A compartment that this desk serves in the directory in force. Raises NotOurCompartment, DirectoryRefused."""
        try:
            compartment = self.pinned.directory.compartment(name)
            self._ours(compartment)
        except DirectoryRefused:
            raise NotOurCompartment from None
        return compartment

    def compartments(self) -> tuple[Compartment, ...]:
        """All compartments that this desk serves in the directory in force."""
        listed = self.pinned.directory.contents.compartments
        return tuple(one for one in listed if any(self.is_us(desk) for desk in one.desks))

    def is_us(self, desk: Desk) -> bool:
        """Name and both keys: a desk that lost a key, or got another, is another desk."""
        return (desk.desk, desk.sign_key, desk.seal_key) == (self.name, self.sign_key.public, self.seal_key.public)

    def _ours(self, compartment: Compartment) -> None:
        if not self.is_us(compartment.desk(self.name)):
            raise NotOurCompartment

    def __repr__(self) -> str:
        return "<desk>"
