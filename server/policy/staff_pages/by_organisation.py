"""Signing in by one's organisation, and binding it to an account: the way there, and the way back.

The way there is a link on a page and not a redirect, so that no other origin has to stand in the pages' policy, and
whoever follows it sees where to. On the way back the browser comes from elsewhere, and brings none of our strict
cookies: one of its own, for this one way, says what was begun; the ticket in `state` says that it was begun here.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from starlette.responses import Response

from protocol.encoding import decode, encode
from protocol.errors import ProtocolError
from server.policy.accounts.errors import OrganisationRefused, TicketRefused
from server.policy.accounts.from_organisation import address_at, discover, subject_of
from server.policy.accounts.invitations import look_at
from server.policy.accounts.organisations import bind, find_organisation, own_sign_in, sign_in_by
from server.policy.accounts.tickets import Ticket
from server.policy.staff_pages.calls import HOME, SIGN_IN, Call, field_of
from server.policy.staff_pages.signing_in import signed_in

BY_ORGANISATION = "organisation"
_COOKIE = "way"
_MOST = 400


@dataclass(frozen=True, slots=True)
class Way:
    """What was begun: by which organisation; with an invitation's hash where it is to be bound."""

    organisation: str
    invitation: bytes
    random: bytes

    def to_text(self) -> str:
        raw = encode([self.organisation, self.invitation, self.random])
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")


async def take_organisation(call: Call) -> Response:
    """From the page of the sign-in: to the organisation that was typed."""
    form = await call.form()
    return await _send_there(call, field_of(form, "organisation").strip()[:48], b"")


async def take_binding(call: Call) -> Response:
    """With an invitation: to the organisation that the papers say."""
    form = await call.form()
    invited = await look_at(call.world, field_of(form, "code"))
    organisation = await own_sign_in(call.world, invited.account.person)
    return await _send_there(call, organisation or "", invited.hash)


async def show_back(call: Call) -> Response:
    """Where the organisation sends the browser back to."""
    call.world.tries.knock(BY_ORGANISATION)
    way, ticket = _begun(call)
    organisation = await find_organisation(call.world, way.organisation)
    asked = call.request.query_params
    if asked.get("iss", organisation.issuer) != organisation.issuer or not asked.get("code"):
        raise OrganisationRefused
    provider = await discover(call.world, organisation)
    subject = await subject_of(call.world, provider, ticket, asked["code"])
    if way.invitation:
        await bind(call.world, organisation, way.invitation, subject)
        response = call.page("back", address=SIGN_IN, bound=True)
    else:
        cookie = await sign_in_by(call.world, organisation, subject)
        response = signed_in(call, cookie, call.page("back", address=HOME, bound=False))
    call.doorway.drop_cookie(response, _COOKIE)
    return response


async def _send_there(call: Call, name: str, invitation: bytes) -> Response:
    call.world.tries.knock(BY_ORGANISATION)
    organisation = await find_organisation(call.world, name)
    provider = await discover(call.world, organisation)
    way = Way(name, invitation, call.world.random(32)).to_text()
    ticket = call.world.tickets.give(BY_ORGANISATION, b"", way.encode())
    address = address_at(call.world, provider, ticket)
    response = call.page("go_there", organisation=name, address=address, issuer=organisation.issuer)
    call.doorway.set_cookie(response, _COOKIE, way, lax=True)
    return response


def _begun(call: Call) -> tuple[Way, Ticket]:
    """Raises OrganisationRefused for a way that was not begun here, in this browser, or was gone already."""
    cookie = call.request.cookies.get(call.doorway.cookie(_COOKIE), "")
    try:
        ticket = call.world.tickets.take(
            call.request.query_params.get("state", ""), BY_ORGANISATION, b"", cookie.encode()
        )
        name, invitation, random = decode(base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4)), _MOST)
    except (TicketRefused, ProtocolError, ValueError):
        raise OrganisationRefused from None
    return Way(name, invitation, random), ticket
