"""What the log is told, and how it is hidden in it. SPEC 14.1.

A leaf is 32 bytes: the commitment to an entry, or random bytes that look the same. Leaves come at fixed ticks
in fixed numbers, so that the log shows neither how much happens nor when. Auditors get entries with their r,
and check the commitments; nobody else learns even the kind of an entry.

The tree is in merkle.py, its signed head in checkpoint.py, its files in tiles.py.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from protocol.encoding import Day, Hash, Message, Purpose, digest
from protocol.errors import InclusionRefused
from protocol.primitives import Randomness, same, system_random

COMMITMENT = 32


class EntryKind(StrEnum):
    """What happened."""

    OPENING_REQUESTED = "opening-requested"
    OPENING_ENDED = "opening-ended"
    CLEARANCE = "clearance"
    RELEASE = "release"
    REMOVAL = "removal"
    WITHDRAWAL = "withdrawal"
    DIRECTORY = "directory"
    POLICY = "policy"
    """It is in force."""
    CARDS = "cards"
    PAGE = "page"
    ORDER = "order"
    ACCOUNT = "account"
    SUCCESSION = "succession"
    RETENTION = "retention"
    SIMULATION = "simulation"
    POLICY_PROPOSED = "policy-proposed"
    """It waits."""


class LedgerEntry(Message):
    """One thing that happened, the day, and the hash of what it happened to: no person, place or number."""

    BOUND: ClassVar[int] = 256

    type: Literal["leeward/v1/ledger-entry"] = "leeward/v1/ledger-entry"
    kind: EntryKind
    subject: Hash
    day: Day


def commit(entry: bytes, r: bytes) -> bytes:
    """The leaf's 32 bytes for an encoded entry and 32 random bytes, which only auditors get to see."""
    if len(r) != COMMITMENT:
        raise ValueError("r is 32 random bytes")
    return digest(Purpose.LEDGER_ENTRY, r, entry)


def dummy_leaf(random: Randomness = system_random) -> bytes:
    """A leaf that commits to nothing; only the ledger knows which ones are."""
    return random(COMMITMENT)


def check_commitment(leaf: bytes, entry: bytes, r: bytes) -> LedgerEntry:
    """The entry that a leaf commits to. Raises InclusionRefused for another one, Malformed for a bad one."""
    read = LedgerEntry.from_bytes(entry)
    if len(r) != COMMITMENT or not same(leaf, commit(entry, r)):
        raise InclusionRefused
    return read
