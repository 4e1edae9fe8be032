"""Who is on call, as administrators write it: a turn more, or one less. Each with a fresh passkey.

Without one, a session that was stolen would put turns on a rota that nobody keeps: fewer are called then for what is
urgent, and none who hears it.

An act's subject carries every word of the turn, so that the passkey confirms exactly this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from urllib.parse import urlencode

from starlette.responses import Response

from protocol.directory import Compartment
from server.policy.accounts.errors import FormRefused
from server.policy.accounts.sessions import Session
from server.policy.accounts.step_up import Act, ActKind
from server.policy.custody.errors import NoSuchTurn
from server.policy.custody.kept_rota import ID, KeptTurn, add_turn, check_line, load, remove_turn
from server.policy.rota import EVERY_DAY, EmptyTurn, Turn
from server.policy.staff_pages.calls import Call, go_to
from server.policy.staff_pages.custodians import ROTA, compartment_named
from server.policy.staff_pages.proposals import check_administers
from server.policy.staff_pages.texts import Texts


def turn_act(form: Mapping[str, str]) -> Act:
    """Whatever was filled in; what cannot be a turn is refused when it is read."""
    days = "".join(str(day) for day in sorted(EVERY_DAY) if f"day-{day}" in form)
    place, person, seat, *when = (form.get(name, "") for name in _FIELDS)
    return Act(ActKind.ADD_TURN, " ".join([place, person, seat, days, *when]))


async def about_adding_turn(call: Call, session: Session, act: Act) -> Mapping[str, str]:
    check_administers(call, session)
    place, seat, turn = _turn(call, act)
    check_line(place, call.world.pinned.directory, seat, turn)
    return _words(session, place, seat, turn)


async def about_removing_turn(call: Call, session: Session, act: Act) -> Mapping[str, str]:
    check_administers(call, session)
    place, kept = await _kept(call, act)
    return _words(session, place, kept.seat, kept.turn)


async def do_add_turn(call: Call, _session: Session, act: Act) -> Response:
    place, seat, turn = _turn(call, act)
    await add_turn(call.world.database, place, call.world.pinned.directory, seat, turn, call.world.random(ID))
    return _back(place)


async def do_remove_turn(call: Call, _session: Session, act: Act) -> Response:
    place, kept = await _kept(call, act)
    await remove_turn(call.world.database, place.name, kept.id)
    return _back(place)


_FIELDS = ("compartment", "person", "seat", "begins", "ends", "first", "weeks")


def _turn(call: Call, act: Act) -> tuple[Compartment, str, Turn]:
    """Raises FormRefused or NoSuchPage."""
    try:
        place, person, seat, days, begins, ends, first, weeks = act.subject.split(" ")
        hours = (time.fromisoformat(begins), time.fromisoformat(ends))
        weekdays = frozenset(map(int, days))
        turn = Turn(person, weekdays, *hours, date.fromisoformat(first), weeks=int(weeks[:2]))
    except (ValueError, EmptyTurn):
        raise FormRefused from None
    return compartment_named(call, place), seat, turn


async def _kept(call: Call, act: Act) -> tuple[Compartment, KeptTurn]:
    """Raises NoSuchPage or NoSuchTurn."""
    name, _, identifier = act.subject.partition(" ")
    place = compartment_named(call, name)
    for one in (await load(call.world.database, place.name)).turns:
        if one.id.hex() == identifier:
            return place, one
    raise NoSuchTurn


def _words(session: Session, place: Compartment, seat: str, turn: Turn) -> Mapping[str, str]:
    texts = Texts(session.account.language)
    days = ", ".join(texts.say(f"day-{day}") for day in sorted(turn.weekdays))
    often = [texts.say("rota-every", weeks=turn.weeks)] if turn.weeks > 1 else []
    return {
        "compartment": place.name,
        "person": turn.name,
        "seat": seat,
        "days": " · ".join([days, *often]),
        "begins": turn.begins.strftime("%H:%M"),
        "ends": turn.ends.strftime("%H:%M"),
        "first": turn.first.isoformat(),
    }


def _back(place: Compartment) -> Response:
    return go_to(f"{ROTA}?{urlencode({'compartment': place.name})}")
