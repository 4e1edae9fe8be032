"""The pages before anyone is signed in, and the way out: sign in, use an invitation, sign out."""

from __future__ import annotations

from starlette.responses import Response

from server.policy.accounts import sessions, sign_in
from server.policy.accounts.invitations import ask_for_passkey, look_at, register
from server.policy.accounts.organisations import own_sign_in
from server.policy.staff_pages.visits import HOME, SIGN_IN, Visit, field_of, go_to, signed_in_or_not


async def show_sign_in(visit: Visit) -> Response:
    if await signed_in_or_not(visit):
        return go_to(HOME)
    slip, options = sign_in.ask(visit.world, visit.browser)
    return visit.page("sign_in", slip=slip.text, options=options, note=visit.request.query_params.get("registered"))


async def take_sign_in(visit: Visit) -> Response:
    form = await visit.form()
    slip, response = field_of(form, "slip"), field_of(form, "response")
    return signed_in(visit, await sign_in.sign_in(visit.world, slip, visit.browser, response), go_to(HOME))


def signed_in(visit: Visit, cookie: str, response: Response) -> Response:
    """A new browser secret too: what was given out before belongs to nobody."""
    visit.doorway.set_cookie(response, "session", cookie)
    visit.doorway.drop_cookie(response, "browser")
    return response


async def take_sign_out(visit: Visit) -> Response:
    session, _form = await visit.session_form()
    await sessions.end(visit.world, session)
    response = go_to(SIGN_IN)
    visit.doorway.drop_cookie(response, "session")
    return response


async def show_invitation(visit: Visit) -> Response:
    """The code stands behind a `#`, which no server is sent; the page's script fills it in."""
    return visit.page("invitation")


async def take_invitation(visit: Visit) -> Response:
    form = await visit.form()
    visit.world.tries.knock("invitation")
    return await registration_page(visit, field_of(form, "code"))


async def registration_page(visit: Visit, code: str) -> Response:
    """What a link can be used for. Raises InvitationRefused."""
    invited = await look_at(visit.world, code)
    slip, options = await ask_for_passkey(visit.world, invited, visit.browser)
    person = invited.account.person
    return visit.page(
        "register",
        person=person,
        code=code,
        slip=slip.text,
        options=options,
        organisation=await own_sign_in(visit.world, person),
    )


async def take_registration(visit: Visit) -> Response:
    form = await visit.form()
    visit.world.tries.knock("invitation")
    code, slip, response, label = (field_of(form, name) for name in ("code", "slip", "response", "label"))
    await register(visit.world, code, slip, visit.browser, response, label)
    return go_to(f"{SIGN_IN}?registered=1")
