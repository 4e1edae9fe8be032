"""A person's own pages: what the papers say they are, their passkeys, language and address."""

from __future__ import annotations

from starlette.responses import Response

from server.policy.accounts.accounts import kept_passkeys
from server.policy.accounts.recoveries import waiting
from server.policy.staff_pages.calls import SIGN_IN, Call, go_to, signed_in_or_not


async def show_home(call: Call) -> Response:
    session = await signed_in_or_not(call)
    if session is None:
        return go_to(SIGN_IN)
    recovery = next((one for one in await waiting(call.world) if one.person == session.person), None)
    return call.page("home", session, recovery=recovery)


async def show_passkeys(call: Call) -> Response:
    session = await call.session()
    async with call.world.database.connect() as connection:
        kept = await kept_passkeys(connection, session.person)
    return call.page("passkeys", session, passkeys=kept)
