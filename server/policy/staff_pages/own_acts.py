"""How somebody is called, as they say themselves: notices, the address for them, absences. Each with a fresh passkey.

Without one, a session that was stolen would turn a custodian's notices off, or say that they are away: nobody is called
then for what is urgent, and nobody sees why.

An act's subject carries every word of the choice, so that the passkey confirms exactly this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from starlette.responses import Response

from protocol.ids import date_of, day_of_date
from server.policy.accounts.accounts import check_address, prefer
from server.policy.accounts.errors import FormRefused, NotForYou
from server.policy.accounts.sessions import Session
from server.policy.accounts.step_up import Act, ActKind
from server.policy.custody.errors import NoSuchAbsence
from server.policy.custody.kept_rota import KeptAbsence, add_absence, check_days, load_absences, remove_absence
from server.policy.notices.preferences import Preference, Way, keep
from server.policy.staff_pages.calls import HOME, Call, field_of, go_to
from server.policy.staff_pages.custodians import ABSENCES
from server.policy.staff_pages.notices import NOTICES
from server.policy.staff_pages.texts import Texts


def choosing_act(form: Mapping[str, str]) -> Act:
    """Raises FormRefused."""
    words = [field_of(form, name).strip() for name in ("way", "hour", "zone", "hook")]
    return Act(ActKind.CHOOSE_NOTICES, " ".join(words))


def absence_act(form: Mapping[str, str]) -> Act:
    """Raises FormRefused."""
    return Act(ActKind.ADD_ABSENCE, " ".join(field_of(form, name) for name in ("first", "last")))


async def about_choosing(_visit: Call, session: Session, act: Act) -> Mapping[str, str]:
    chosen, texts = _chosen(act), Texts(session.account.language)
    hook = chosen.hook or texts.say("nothing")
    way = texts.say(f"way-{chosen.way.value}")
    return {"way": way, "hour": f"{chosen.hour:02d}:00", "zone": chosen.zone, "hook": hook}


async def about_address(_visit: Call, session: Session, act: Act) -> Mapping[str, str]:
    check_address(act.subject)
    return {"address": act.subject or Texts(session.account.language).say("nothing")}


async def about_being_away(call: Call, session: Session, act: Act) -> Mapping[str, str]:
    check_custody(session)
    first, last = _days(act)
    check_days(day_of_date(first), day_of_date(last), call.world.today())
    return {"first": first.isoformat(), "last": last.isoformat()}


async def about_being_there(call: Call, session: Session, act: Act) -> Mapping[str, str]:
    kept = await _own_absence(call, session, act)
    return {"first": date_of(kept.first).isoformat(), "last": date_of(kept.last).isoformat()}


async def do_choose(call: Call, session: Session, act: Act) -> Response:
    await keep(call.world.database, session.person, _chosen(act))
    return go_to(NOTICES)


async def do_change_address(call: Call, session: Session, act: Act) -> Response:
    await prefer(call.world, session.person, session.account.language, act.subject)
    return go_to(HOME)


async def do_be_away(call: Call, session: Session, act: Act) -> Response:
    world = call.world
    first, last = map(day_of_date, _days(act))
    await add_absence(world.database, session.person, first, last, world.today(), world.random)
    return go_to(ABSENCES)


async def do_be_there(call: Call, session: Session, act: Act) -> Response:
    kept = await _own_absence(call, session, act)
    await remove_absence(call.world.database, session.person, kept.id)
    return go_to(ABSENCES)


def check_custody(session: Session) -> None:
    """Absences are of custodians and substitutes. Raises NotForYou."""
    if not session.named.in_custody:
        raise NotForYou


def _chosen(act: Act) -> Preference:
    """Raises FormRefused."""
    try:
        way, hour, zone, hook = act.subject.split(" ")
        return Preference(Way(way), int(hour[:2]), zone, hook or None)
    except ValueError:
        raise FormRefused from None


def _days(act: Act) -> tuple[date, date]:
    """Raises FormRefused."""
    try:
        first, last = map(date.fromisoformat, act.subject.split(" "))
    except ValueError:
        raise FormRefused from None
    return first, last


async def _own_absence(call: Call, session: Session, act: Act) -> KeptAbsence:
    """Nobody takes back the absence of another. Raises NotForYou or NoSuchAbsence."""
    check_custody(session)
    async with call.world.database.connect() as connection:
        for one in await load_absences(connection, session.person):
            if one.id.hex() == act.subject:
                return one
    raise NoSuchAbsence
