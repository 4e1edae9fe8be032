"""Compartments and their seats: how many of how many open, whose they are, and what is frozen or held."""

from __future__ import annotations

from collections.abc import Sequence

from protocol.directory import Compartment, TrustedDirectory
from protocol.orders import OrderAct, StandingOrders, TargetKind
from server.policy.overview.devices import first_seen
from server.policy.overview.sheets import Column, How, Sheet, Value

COMPARTMENTS = (
    Column("compartment"),
    Column("kind", How.WORD, "kind"),
    Column("needed", How.NUMBER),
    Column("seats", How.NUMBER),
    Column("organisations", How.NAMES),
    Column("desks", How.NAMES),
    Column("state", How.WORD, "is"),
)
SEATS = (
    Column("compartment"),
    Column("seat", How.NUMBER),
    Column("custodian"),
    Column("organisation"),
    Column("since", How.DAY),
    Column("state", How.WORD, "is"),
)


def compartments_sheet(directory: TrustedDirectory, standing: StandingOrders) -> Sheet:
    rows = [_row(one, state_of(one.name, standing)) for one in directory.contents.compartments]
    return Sheet("compartments", COMPARTMENTS, rows)


def seats_sheet(directories: Sequence[TrustedDirectory], standing: StandingOrders) -> Sheet:
    """`directories`: every one that was trusted, the oldest first."""
    since = first_seen(directories)
    rows: list[tuple[Value, ...]] = []
    for one in directories[-1].contents.compartments:
        for number, seat in enumerate(one.seats, 1):
            state = "suspended" if standing.suspended(TargetKind.PERSON, seat.custodian) else "active"
            rows.append((one.name, number, seat.custodian, seat.organisation, since[seat.sign_key], state))
    return Sheet("seats", SEATS, rows)


def state_of(compartment: str, standing: StandingOrders) -> str:
    """`open`, `frozen`, `held` or `frozen-and-held`."""
    frozen = standing.suspended(TargetKind.COMPARTMENT, compartment)
    held = compartment in standing.names(TargetKind.COMPARTMENT, OrderAct.HOLD)
    return {(True, True): "frozen-and-held", (True, False): "frozen", (False, True): "held"}.get((frozen, held), "open")


def _row(one: Compartment, state: str) -> tuple[Value, ...]:
    organisations = tuple(sorted({seat.organisation for seat in one.seats}))
    desks = tuple(desk.desk for desk in one.desks)
    return one.name, one.kind.value, one.needed, len(one.seats), organisations, desks, state
