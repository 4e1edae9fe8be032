"""All that a running desk knows, and a stopped one has forgotten."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from protocol.consent import Terms
from protocol.draft import CheckedDraft
from protocol.opening import CheckedRequest, Side, SignedFreshKey, SignedRequest
from protocol.orders import SignedOrder
from protocol.primitives import SealKey
from server.redaction.pages.memory import PageMemory
from server.redaction.room.rooms import Rooms


@dataclass(slots=True, repr=False)
class WaitingKey:
    """A fresh private key of ours that no opening has named yet."""

    compartment: str
    key: SealKey
    expires: int
    unheard: SignedFreshKey | None
    """What is left at the vault, as long as it has not said that it has it."""


@dataclass(frozen=True, slots=True)
class Original:
    """What this desk knows of a part beside what is in it."""

    part_key: bytes
    """What the source signs later versions of this part's consent with."""
    terms: Terms
    """In force on the day it was opened."""


@dataclass(frozen=True, slots=True, repr=False)
class NotesKey:
    """What opens a person's notes on one part as they stand; each time that they are kept there is another."""

    name: bytes
    """Random: what their file is called."""
    secret: bytes
    """It is here alone. Who forgets it forgets them, wherever their bytes are."""


@dataclass(slots=True, repr=False)
class HeldOpening:
    """One opening this desk can read, as long as it holds the fresh key."""

    signed: SignedRequest
    checked: CheckedRequest
    side: Side
    fresh: SealKey
    sent: bool
    """False until the vault has answered: the request may or may not have arrived."""
    touched: float
    """When a person last did something with it, in seconds."""
    originals: dict[bytes, Original] = field(default_factory=dict)
    """By part id: of those that were opened here at least once."""
    notes: dict[bytes, NotesKey] = field(default_factory=dict)
    """By part id: of those on which there are notes."""


@dataclass(slots=True, repr=False)
class DeskMemory:
    waiting_keys: dict[bytes, WaitingKey] = field(default_factory=dict)
    """By public key."""
    taken_back: set[str] = field(default_factory=set)
    """Compartments in which the vault has no key any more that this desk left before it was started."""
    taking_back: asyncio.Lock = field(default_factory=asyncio.Lock)
    openings: dict[bytes, HeldOpening] = field(default_factory=dict)
    """By request id."""
    rooms: Rooms = field(default_factory=Rooms)
    """Where their originals are readable: nothing of those is here."""
    reviews: dict[bytes, CheckedDraft] = field(default_factory=dict)
    """Drafts that wait for this desk's reviewer, by draft id."""
    answered: set[bytes] = field(default_factory=set)
    """Commitments of drafts that this desk's reviewer has answered since it was started."""
    pages: PageMemory = field(default_factory=PageMemory)
    stop_to_write: SignedOrder | None = None
    """By which this desk was stopped here, where its disk did not take it: it holds all the same."""

    def __repr__(self) -> str:
        return "<desk memory>"
