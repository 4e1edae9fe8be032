"""The custodians of each compartment, for whoever oversees: heard of lately, away, on call, and where that is too few.

Nothing is said of what they answer: this zone does not know it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.responses import Response

from protocol.directory import Compartment, Substitute
from server.policy.accounts.errors import NoSuchPage, NotForYou
from server.policy.accounts.sessions import Session
from server.policy.custody.heartbeats import Seen, heard, seen, too_few_seen
from server.policy.custody.kept_rota import (
    Kept,
    KeptAbsence,
    away_on,
    load,
    load_absences,
    rota_of,
    short_days,
)
from server.policy.rota import Hole, Turn, holes
from server.policy.staff_pages.calls import Call
from server.policy.staff_pages.people import check_oversees

ABSENCES, ROTA = "/staff/absences", "/staff/rota"
AHEAD = timedelta(days=14)
DAYS_AHEAD = 31
MOST_HOLES = 40


@dataclass(frozen=True, slots=True)
class ShownSeat:
    custodian: str
    organisation: str
    seen: Seen
    away: bool


@dataclass(frozen=True, slots=True)
class ShownCompartment:
    """`few`: fewer than the quorum and one were heard of. `short`: days on which fewer than the quorum are there."""

    name: str
    needed: int
    seats: tuple[ShownSeat, ...]
    few: bool
    short: tuple[int, ...]


async def show_custodians(call: Call) -> Response:
    session = await call.session()
    check_oversees(call.world, session)
    async with call.world.database.connect() as connection:
        days, away = await heard(connection), await load_absences(connection)
    compartments = call.world.pinned.directory.contents.compartments
    today = call.world.today()
    shown = [_shown(one, days, away, today) for one in compartments]
    return call.page("custodians", session, compartments=shown)


def _shown(one: Compartment, days: Mapping[bytes, int], away: Sequence[KeptAbsence], today: int) -> ShownCompartment:
    out = away_on(today, away)
    seats = tuple(
        ShownSeat(seat.custodian, seat.organisation, seen(seat.sign_key, days, today), seat.custodian in out)
        for seat in one.seats
    )
    short = tuple(short_days(one, away, today, today + DAYS_AHEAD))
    return ShownCompartment(one.name, one.needed, seats, too_few_seen(one, days, today), short)


async def show_rota(call: Call) -> Response:
    """For whoever oversees, and those whom it may call."""
    session = await call.session()
    compartment = compartment_named(call, call.request.query_params.get("compartment", ""))
    _check_may_see(call, session, compartment)
    kept = await load(call.world.database, compartment.name)
    return call.page(
        "rota",
        session,
        compartment=compartment,
        turns=[(one, _weekdays(one.turn)) for one in kept.turns],
        zones=kept.zones,
        substitutes=_sitting_in(call, compartment),
        holes=_holes(call, kept, compartment),
        today=datetime.fromtimestamp(call.world.clock(), UTC).date().isoformat(),
    )


def _holes(call: Call, kept: Kept, compartment: Compartment) -> list[Hole]:
    """Without any turn there is no rota, and everybody is called: no hole is named then."""
    if not kept.turns:
        return []
    rota = rota_of(kept, compartment, call.world.pinned.directory)
    begins = datetime.fromtimestamp(call.world.clock() // 3600 * 3600, UTC)
    return list(holes(rota, compartment.needed, begins, begins + AHEAD))[:MOST_HOLES]


async def show_absences(call: Call) -> Response:
    session = await call.session()
    if not session.named.in_custody:
        raise NotForYou
    async with call.world.database.connect() as connection:
        away = await load_absences(connection)
    mine = [one for one in away if one.person == session.person]
    today = call.world.today()
    short = {
        one.name: short_days(one, away, today, today + DAYS_AHEAD)
        for one in call.world.pinned.directory.contents.compartments
        if any(seat.custodian == session.person for seat in one.seats)
    }
    return call.page("absences", session, absences=mine, short=short)


def _check_may_see(call: Call, session: Session, compartment: Compartment) -> None:
    on_it = {seat.custodian for seat in compartment.seats}
    if session.person not in on_it | {one.substitute for one in _sitting_in(call, compartment)}:
        check_oversees(call.world, session)


def _sitting_in(call: Call, compartment: Compartment) -> list[Substitute]:
    custodians = {seat.custodian for seat in compartment.seats}
    return [one for one in call.world.pinned.directory.contents.substitutes if one.custodian in custodians]


def compartment_named(call: Call, name: str) -> Compartment:
    """Raises NoSuchPage."""
    for one in call.world.pinned.directory.contents.compartments:
        if one.name == name:
            return one
    raise NoSuchPage


def _weekdays(turn: Turn) -> list[int]:
    return sorted(turn.weekdays)
