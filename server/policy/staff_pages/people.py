"""Everybody whom the papers name: for administrators, who also invite and recover, and for auditors, who look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from starlette.responses import Response

from protocol.ids import date_of
from server.authorization import Action, AuthorizationError, Kind, Uid
from server.policy.accounts.errors import NotForYou
from server.policy.accounts.people import Held, Named, Role
from server.policy.accounts.recoveries import Recovery, waiting
from server.policy.accounts.sessions import Session
from server.policy.accounts.tables import accounts, invitations, passkeys
from server.policy.accounts.world import StaffWorld
from server.policy.overview.sheets import Column, How, Sheet
from server.policy.staff_pages.calls import Call
from server.who_is_who import BUNDLE

ON_A_PAGE = 100
PEOPLE = (
    Column("person"),
    Column("organisations", How.NAMES),
    Column("roles", How.NAMES),
    Column("account", How.WORD, "state"),
)
_OVERSEEING = {Role.ADMINISTRATOR: Kind.ADMINISTRATOR, Role.AUDITOR: Kind.AUDITOR}


@dataclass(frozen=True, slots=True)
class Shown:
    """One row. `state`: `suspended`, `no-role`, `has-passkey`, `bound`, `invited` or `not-yet`."""

    named: Named
    state: str
    recovery: Recovery | None
    may_invite: bool
    may_propose: bool
    may_confirm: bool


async def show_people(call: Call) -> Response:
    session = await call.session()
    check_oversees(call.world, session)
    find = call.request.query_params.get("find", "").strip().lower()[:48]
    found = [one for one in call.world.named().values() if find in one.person]
    page = _number(call.request.query_params.get("page"), most=max(0, len(found) - 1) // ON_A_PAGE)
    start = page * ON_A_PAGE
    shown = await _shown(call.world, session, found[start : start + ON_A_PAGE])
    more = start + ON_A_PAGE < len(found)
    return call.page("people", session, people=shown, find=find, number=page, more=more, all=len(found))


async def people_sheet(world: StaffWorld, session: Session) -> Sheet:
    """Everybody, as a table."""
    shown = await _shown(world, session, list(world.named().values()))
    rows = [(one.named.person, one.named.organisations, tuple(map(_said, one.named.roles)), one.state) for one in shown]
    return Sheet("people", PEOPLE, rows)


def check_oversees(world: StaffWorld, session: Session) -> None:
    """Both locks: the papers' role, and the access rules in force. Raises NotForYou."""
    for role, kind in _OVERSEEING.items():
        if session.named.holds(role):
            try:
                world.access().rules.decide(Uid(kind, session.person), Action.READ_STAFF, BUNDLE)
            except AuthorizationError:
                raise NotForYou from None
            return
    raise NotForYou


async def _shown(world: StaffWorld, session: Session, people: list[Named]) -> list[Shown]:
    names = [one.person for one in people]
    having = select(passkeys.c.person).where(passkeys.c.person.in_(names))
    binding = select(accounts.c.person).where(accounts.c.person.in_(names), accounts.c.subject.is_not(None))
    invited = select(invitations.c.person).where(invitations.c.person.in_(names), invitations.c.expires > world.now())
    async with world.database.connect() as connection:
        # In this order: who has a passkey too is shown with that.
        with_account = dict.fromkeys(await connection.scalars(invited), "invited")
        with_account |= dict.fromkeys(await connection.scalars(binding), "bound")
        with_account |= dict.fromkeys(await connection.scalars(having), "has-passkey")
    open_now = {one.person: one for one in await waiting(world)}
    states = {one.person: _state(world, one, with_account) for one in people}
    return [_row(session, one, states[one.person], open_now) for one in people]


def _state(world: StaffWorld, one: Named, with_account: Mapping[str, str]) -> str:
    if world.suspended(one.person):
        return "suspended"
    if not one.is_somebody:
        return "no-role"
    return with_account.get(one.person, "not-yet")


def _row(session: Session, one: Named, state: str, open_now: Mapping[str, Recovery]) -> Shown:
    recovery, administers = open_now.get(one.person), session.named.administers
    other = administers and one.person != session.person
    return Shown(
        one,
        state,
        recovery,
        may_invite=administers and state in {"invited", "not-yet"},
        may_propose=other and state in {"has-passkey", "bound"} and recovery is None,
        may_confirm=other and recovery is not None and recovery.proposed_by != session.person,
    )


def _said(held: Held) -> str:
    """`analyst: xa-testimony, xb-testimony; 2026-01-01 to 2026-12-31`, or `not now` where it does not hold today."""
    days = ["" if day is None else date_of(day).isoformat() for day in (held.begins, held.ends)]
    parts = [", ".join(held.places), " to ".join(days) if any(days) else "", "" if held.holds else "not now"]
    return ": ".join([held.role.value, *(one for one in ["; ".join(filter(None, parts))] if one)])


def _number(text: str | None, most: int) -> int:
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
