"""Partners, their batches of cards, and what stops these from vouching. Which cards are in use is not known here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from protocol.activity import BatchTold
from protocol.directory import TrustedDirectory
from protocol.orders import StandingOrders, TargetKind
from server.policy.overview.sheets import Column, How, Sheet, Value

PARTNERS = (
    Column("partner"),
    Column("own-key", How.WORD, "own-key"),
    Column("since", How.DAY),
    Column("state", How.WORD, "is"),
)
BATCHES = (
    Column("partner"),
    Column("quarter"),
    Column("batch"),
    Column("cards", How.WORD, "pile"),
    Column("state", How.WORD, "is"),
)


def partners_sheet(directories: Sequence[TrustedDirectory], standing: StandingOrders) -> Sheet:
    """`directories`: every one that was trusted, the oldest first."""
    since: dict[str, int] = {}
    for directory in directories:
        for one in directory.contents.partners:
            since.setdefault(one.partner, directory.contents.issued)
    rows: list[tuple[Value, ...]] = []
    for one in directories[-1].contents.partners:
        key = "no" if one.sign_key is None else "yes"
        state = "suspended" if standing.suspended(TargetKind.PARTNER, one.partner) else "active"
        rows.append((one.partner, key, since[one.partner], state))
    return Sheet("partners", PARTNERS, rows)


def batches_sheet(told: Iterable[BatchTold], standing: StandingOrders) -> Sheet:
    rows = [(one.partner, one.quarter, one.name, one.cards.value, _of_batch(one, standing)) for one in told]
    return Sheet("batches", BATCHES, rows)


def _of_batch(one: BatchTold, standing: StandingOrders) -> str:
    """A partner revokes its own batches alone; an administrator's word is enough for each (SPEC 21.3)."""
    if standing.batches() & {(one.name, None), (one.name, one.partner)}:
        return "revoked"
    return "partner-suspended" if standing.suspended(TargetKind.PARTNER, one.partner) else "in-use"
