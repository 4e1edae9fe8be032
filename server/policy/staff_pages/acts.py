"""What is done only with a fresh passkey: shown first, in words, then done. Two doors for all acts.

The first shows the act and asks for an assertion of exactly it; the second does what was shown, or nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from starlette.responses import Response

from server.policy.accounts import recoveries, sessions, step_up
from server.policy.accounts.accounts import kept_passkeys, prefer, remove_passkey
from server.policy.accounts.errors import FormRefused, NoSuchPasskey, NoSuchRecovery, NotForYou
from server.policy.accounts.invitations import OWN_SECONDS, address_of, invite, new_link
from server.policy.accounts.sessions import Session
from server.policy.accounts.step_up import Act, ActKind
from server.policy.staff_pages.bringing import bring_order, in_words, read_order
from server.policy.staff_pages.calls import HOME, Call, field_of, go_to
from server.policy.staff_pages.own_acts import (
    about_address,
    about_being_away,
    about_being_there,
    about_choosing,
    absence_act,
    choosing_act,
    do_be_away,
    do_be_there,
    do_change_address,
    do_choose,
)
from server.policy.staff_pages.people import check_oversees
from server.policy.staff_pages.policy_acts import (
    about_signing,
    about_withdrawing,
    do_approve,
    do_sign,
    do_withdraw,
    signing_act,
)
from server.policy.staff_pages.rota_acts import (
    about_adding_turn,
    about_removing_turn,
    do_add_turn,
    do_remove_turn,
    turn_act,
)
from server.policy.staff_pages.signing_in import registration_page
from server.policy.staff_pages.texts import Texts

PEOPLE, PASSKEYS, ORDERS = "/staff/people", "/staff/passkeys", "/staff/orders"
MOST_SUBJECT = 2100
"""A passkey's id can have 1,023 bytes; a signed order, as text, bears some seven names."""


async def take_act(call: Call) -> Response:
    """Show what is to be approved."""
    session, form = await call.session_form()
    return await _asked(call, session, _act(form))


async def take_signature(call: Call) -> Response:
    """Show what a signature that was brought would be put to."""
    session, form = await call.session_form()
    return await _asked(call, session, signing_act(form))


async def take_notices(call: Call) -> Response:
    """Show how somebody would be told from now on."""
    session, form = await call.session_form()
    return await _asked(call, session, choosing_act(form))


async def take_absences(call: Call) -> Response:
    """Show on which days somebody would be away: their own, nobody says that of another."""
    session, form = await call.session_form()
    return await _asked(call, session, absence_act(form))


async def take_rota(call: Call) -> Response:
    """Show the turn that an administrator would put on a rota."""
    session, form = await call.session_form()
    return await _asked(call, session, turn_act(form))


async def take_preferences(call: Call) -> Response:
    """Keep the language, and show another address for notices, if it is another."""
    session, form = await call.session_form()
    now, wanted = session.account.address or "", field_of(form, "address").strip()
    await prefer(call.world, session.person, field_of(form, "language"), now)
    if wanted == now:
        return go_to(HOME)
    return await _asked(call, session, Act(ActKind.CHANGE_ADDRESS, wanted))


async def _asked(call: Call, session: Session, act: Act) -> Response:
    words = await _WORDS[act.kind](call, session, act)
    asked = await step_up.ask(call.world, session, act)
    return call.page("approve", session, act=act, words=words, nonce=asked.nonce, options=asked.options)


async def take_approved(call: Call) -> Response:
    """Do what was approved."""
    session, form = await call.session_form()
    act = _act(form)
    await _WORDS[act.kind](call, session, act)
    await step_up.approve(call.world, session, act, field_of(form, "nonce"), field_of(form, "response"))
    return await _DOES[act.kind](call, session, act)


def _act(form: Mapping[str, str]) -> Act:
    subject = field_of(form, "subject")
    try:
        kind = ActKind(field_of(form, "kind"))
    except ValueError:
        raise FormRefused from None
    if len(subject) > MOST_SUBJECT:
        raise FormRefused
    return Act(kind, subject)


# What stands on the page that asks, if it may be asked at all


async def _about_oneself(_visit: Call, session: Session, act: Act) -> Mapping[str, str]:
    if act.subject != session.person:
        raise NotForYou
    return {"person": session.person}


async def _about_own_passkey(call: Call, session: Session, act: Act) -> Mapping[str, str]:
    async with call.world.database.connect() as connection:
        for one in await kept_passkeys(connection, session.person):
            if one.credential.hex() == act.subject:
                return {"label": one.label}
    raise NoSuchPasskey


async def _about_person(call: Call, session: Session, act: Act) -> Mapping[str, str]:
    _check_administers(call, session)
    return {"person": call.world.person(act.subject).person}


async def _about_recovery(call: Call, session: Session, act: Act) -> Mapping[str, str]:
    _check_administers(call, session)
    for one in await recoveries.waiting(call.world):
        if one.id.hex() == act.subject:
            return {"person": one.person, "by": one.proposed_by}
    raise NoSuchRecovery


async def _about_order(call: Call, session: Session, act: Act) -> Mapping[str, str]:
    _check_administers(call, session)
    return in_words(call.world, read_order(call.world, act.subject), Texts(session.account.language))


def _check_administers(call: Call, session: Session) -> None:
    check_oversees(call.world, session)
    if not session.named.administers:
        raise NotForYou


# What is done then


async def _add_passkey(call: Call, session: Session, _act: Act) -> Response:
    async with call.world.database.begin() as connection:
        await sessions.hold(connection, session)
        code = await new_link(connection, call.world, session.person, OWN_SECONDS)
    return await registration_page(call, code)


async def _remove_passkey(call: Call, session: Session, act: Act) -> Response:
    await remove_passkey(call.world, session.person, bytes.fromhex(act.subject), session.hash)
    return go_to(PASSKEYS)


async def _invite(call: Call, session: Session, act: Act) -> Response:
    return _link_page(call, session, act.subject, await invite(call.world, act.subject))


async def _propose(call: Call, session: Session, act: Act) -> Response:
    await recoveries.propose(call.world, session.named, act.subject)
    return go_to(PEOPLE)


async def _confirm(call: Call, session: Session, act: Act) -> Response:
    person, code = await recoveries.confirm(call.world, session.named, bytes.fromhex(act.subject))
    return _link_page(call, session, person, code)


async def _bring_order(call: Call, _session: Session, act: Act) -> Response:
    await bring_order(call.world, act.subject)
    return go_to(ORDERS)


def _link_page(call: Call, session: Session, person: str, code: str) -> Response:
    return call.page("link", session, person=person, link=address_of(call.world, code))


_Words = Callable[[Call, Session, Act], Awaitable[Mapping[str, str]]]
_Does = Callable[[Call, Session, Act], Awaitable[Response]]
_WORDS: Mapping[ActKind, _Words] = {
    ActKind.ADD_PASSKEY: _about_oneself,
    ActKind.REMOVE_PASSKEY: _about_own_passkey,
    ActKind.INVITE: _about_person,
    ActKind.PROPOSE_RECOVERY: _about_person,
    ActKind.CONFIRM_RECOVERY: _about_recovery,
    ActKind.SIGN_POLICY: about_signing,
    ActKind.APPROVE_POLICY: about_signing,
    ActKind.WITHDRAW_POLICY: about_withdrawing,
    ActKind.BRING_ORDER: _about_order,
    ActKind.CHOOSE_NOTICES: about_choosing,
    ActKind.CHANGE_ADDRESS: about_address,
    ActKind.ADD_ABSENCE: about_being_away,
    ActKind.REMOVE_ABSENCE: about_being_there,
    ActKind.ADD_TURN: about_adding_turn,
    ActKind.REMOVE_TURN: about_removing_turn,
}
_DOES: Mapping[ActKind, _Does] = {
    ActKind.ADD_PASSKEY: _add_passkey,
    ActKind.REMOVE_PASSKEY: _remove_passkey,
    ActKind.INVITE: _invite,
    ActKind.PROPOSE_RECOVERY: _propose,
    ActKind.CONFIRM_RECOVERY: _confirm,
    ActKind.SIGN_POLICY: do_sign,
    ActKind.APPROVE_POLICY: do_approve,
    ActKind.WITHDRAW_POLICY: do_withdraw,
    ActKind.BRING_ORDER: _bring_order,
    ActKind.CHOOSE_NOTICES: do_choose,
    ActKind.CHANGE_ADDRESS: do_change_address,
    ActKind.ADD_ABSENCE: do_be_away,
    ActKind.REMOVE_ABSENCE: do_be_there,
    ActKind.ADD_TURN: do_add_turn,
    ActKind.REMOVE_TURN: do_remove_turn,
}
