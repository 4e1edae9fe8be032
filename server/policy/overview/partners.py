"""Partners, and what stops their cards from vouching."""

from __future__ import annotations

from collections.abc import Sequence

from protocol.directory import TrustedDirectory
from protocol.orders import StandingOrders, TargetKind
from server.policy.overview.sheets import Column, How, Sheet, Value

PARTNERS = (
    Column("partner"),
    Column("own-key", How.WORD, "own-key"),
    Column("since", How.DAY),
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
        state = "suspended" if standing.suspended(TargetKind.PARTNER, one.partner) else "in-use"
        rows.append((one.partner, key, since[one.partner], state))
    return Sheet("partners", PARTNERS, rows)
