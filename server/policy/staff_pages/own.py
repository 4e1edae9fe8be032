"""A person's own pages: what the papers say they are, their passkeys, language and address."""

from __future__ import annotations

from starlette.responses import Response

from server.policy.accounts.accounts import kept_passkeys, prefer
from server.policy.accounts.recoveries import waiting
from server.policy.staff_pages.visits import HOME, SIGN_IN, Visit, field_of, go_to, signed_in_or_not


async def show_home(visit: Visit) -> Response:
    session = await signed_in_or_not(visit)
    if session is None:
        return go_to(SIGN_IN)
    recovery = next((one for one in await waiting(visit.world) if one.person == session.person), None)
    return visit.page("home", session, recovery=recovery)


async def show_passkeys(visit: Visit) -> Response:
    session = await visit.session()
    async with visit.world.database.connect() as connection:
        kept = await kept_passkeys(connection, session.person)
    return visit.page("passkeys", session, passkeys=kept)


async def take_preferences(visit: Visit) -> Response:
    session, form = await visit.session_form()
    await prefer(visit.world, session.person, field_of(form, "language"), field_of(form, "address").strip())
    return go_to(HOME)
