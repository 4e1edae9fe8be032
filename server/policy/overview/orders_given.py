"""Every order that holds, and what is stopped now: by whom, why, and what it takes to go on. SPEC 21."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from protocol.orders import Given, Office, StandingOrders
from server.policy.overview.sheets import Column, How, Sheet, Value

STOPPED = (
    Column("target", How.WORD, "target"),
    Column("name"),
    Column("act", How.WORD, "order"),
    Column("since", How.DAY),
    Column("reason", How.WORD, "reason"),
    Column("by", How.SIGNERS),
    Column("lifting", How.WORD, "lifting"),
    Column("number"),
)
ORDERS = (
    Column("day", How.DAY),
    Column("act", How.WORD, "order"),
    Column("target", How.WORD, "target"),
    Column("name"),
    Column("reason", How.WORD, "reason"),
    Column("by", How.SIGNERS),
    Column("state", How.WORD, "is"),
    Column("number"),
)


def stopped_sheet(standing: StandingOrders) -> Sheet:
    """What stands now, the newest first."""
    given = sorted(standing.stopped.values(), key=_by_day, reverse=True)
    rows = [
        (
            *_target(one),
            one.order.act.value,
            one.order.day,
            one.order.reason.value,
            _by(one),
            lifting(one),
            one.id.hex(),
        )
        for one in given
    ]
    return Sheet("stopped", STOPPED, rows)


def orders_sheet(given: Iterable[Given], standing: StandingOrders) -> Sheet:
    """All of them, the newest first. A lift shows what it is to lift."""
    known = {one.id: one for one in given}
    rows = [_row(one, known, standing) for one in sorted(known.values(), key=_by_day, reverse=True)]
    return Sheet("orders", ORDERS, rows)


def lifting(one: Given) -> str:
    """What it takes to lift this: `two`, `quorum` or `both` (SPEC 21.4)."""
    offices = {who.office for who in one.signers}
    if Office.CUSTODIAN not in offices:
        return "two"
    return "quorum" if offices == {Office.CUSTODIAN} else "both"


def _row(one: Given, known: Mapping[bytes, Given], standing: StandingOrders) -> tuple[Value, ...]:
    order = one.order
    about = known.get(order.lifts, one) if order.lifts is not None else one
    stands = one.id if order.lifts is None else order.lifts
    state = ("stands" if stands in standing.stopped else "lifted") if order.lifts is None else "said"
    return (order.day, order.act.value, *_target(about), order.reason.value, _by(one), state, one.id.hex())


def _target(one: Given) -> tuple[Value, Value]:
    target = one.order.target
    return (None, None) if target is None else (target.kind.value, target.name)


def _by(one: Given) -> tuple[str, ...]:
    return tuple(f"{who.name} ({who.office.value})" for who in sorted(one.signers))


def _by_day(one: Given) -> tuple[int, bytes]:
    return one.order.day, one.id
