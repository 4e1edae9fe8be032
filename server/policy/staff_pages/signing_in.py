"""The pages before anyone is signed in, and the way out: sign in, use an invitation, sign out."""

from __future__ import annotations

from starlette.responses import Response

from server.policy.accounts import sessions, sign_in
from server.policy.accounts.invitations import ask_for_passkey, look_at, register
from server.policy.accounts.organisations import own_sign_in
from server.policy.staff_pages.calls import HOME, SIGN_IN, Call, field_of, go_to, signed_in_or_not


async def show_sign_in(call: Call) -> Response:
    if await signed_in_or_not(call):
        return go_to(HOME)
    ticket, options = sign_in.ask(call.world, call.browser)
    return call.page("sign_in", ticket=ticket.text, options=options, note=call.request.query_params.get("registered"))


async def take_sign_in(call: Call) -> Response:
    form = await call.form()
    ticket, response = field_of(form, "ticket"), field_of(form, "response")
    return signed_in(call, await sign_in.sign_in(call.world, ticket, call.browser, response), go_to(HOME))


def signed_in(call: Call, cookie: str, response: Response) -> Response:
    """A new browser secret too: what was given out before belongs to nobody."""
    call.doorway.set_cookie(response, "session", cookie)
    call.doorway.drop_cookie(response, "browser")
    return response


async def take_sign_out(call: Call) -> Response:
    session, _form = await call.session_form()
    await sessions.end(call.world, session)
    response = go_to(SIGN_IN)
    call.doorway.drop_cookie(response, "session")
    return response


async def show_invitation(call: Call) -> Response:
    """The code stands behind a `#`, which no server is sent; the page's script fills it in."""
    return call.page("invitation")


async def take_invitation(call: Call) -> Response:
    form = await call.form()
    call.world.tries.knock("invitation")
    return await registration_page(call, field_of(form, "code"))


async def registration_page(call: Call, code: str) -> Response:
    """What a link can be used for. Raises InvitationRefused."""
    invited = await look_at(call.world, code)
    ticket, options = await ask_for_passkey(call.world, invited, call.browser)
    person = invited.account.person
    return call.page(
        "register",
        person=person,
        code=code,
        ticket=ticket.text,
        options=options,
        organisation=await own_sign_in(call.world, person),
    )


async def take_registration(call: Call) -> Response:
    form = await call.form()
    call.world.tries.knock("invitation")
    code, ticket, response, label = (field_of(form, name) for name in ("code", "ticket", "response", "label"))
    await register(call.world, code, ticket, call.browser, response, label)
    return go_to(f"{SIGN_IN}?registered=1")
