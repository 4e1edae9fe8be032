"""Signing in by one's organisation, and binding it to an account: the way there, and the way back.

The way there is a link on a page and not a redirect, so that no other origin has to stand in the pages' policy, and
whoever follows it sees where to. On the way back the browser comes from elsewhere, and brings none of our strict
cookies: one of its own, for this one way, says what was begun; the slip in `state` says that it was begun here.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from starlette.responses import Response

from protocol.encoding import decode, encode
from protocol.errors import ProtocolError
from server.policy.accounts.errors import OrganisationRefused, SlipRefused
from server.policy.accounts.from_organisation import address_at, discover, subject_of
from server.policy.accounts.invitations import look_at
from server.policy.accounts.organisations import bind, find_organisation, own_sign_in, sign_in_by
from server.policy.accounts.slips import Slip
from server.policy.staff_pages.signing_in import signed_in
from server.policy.staff_pages.visits import HOME, SIGN_IN, Visit, field_of

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


async def take_organisation(visit: Visit) -> Response:
    """From the page of the sign-in: to the organisation that was typed."""
    form = await visit.form()
    return await _send_there(visit, field_of(form, "organisation").strip()[:48], b"")


async def take_binding(visit: Visit) -> Response:
    """With an invitation: to the organisation that the papers say."""
    form = await visit.form()
    invited = await look_at(visit.world, field_of(form, "code"))
    organisation = await own_sign_in(visit.world, invited.account.person)
    return await _send_there(visit, organisation or "", invited.hash)


async def show_back(visit: Visit) -> Response:
    """Where the organisation sends the browser back to."""
    visit.world.tries.knock(BY_ORGANISATION)
    way, slip = _begun(visit)
    organisation = await find_organisation(visit.world, way.organisation)
    asked = visit.request.query_params
    if asked.get("iss", organisation.issuer) != organisation.issuer or not asked.get("code"):
        raise OrganisationRefused
    provider = await discover(visit.world, organisation)
    subject = await subject_of(visit.world, provider, slip, asked["code"])
    if way.invitation:
        await bind(visit.world, organisation, way.invitation, subject)
        response = visit.page("back", address=SIGN_IN, bound=True)
    else:
        cookie = await sign_in_by(visit.world, organisation, subject)
        response = signed_in(visit, cookie, visit.page("back", address=HOME, bound=False))
    visit.doorway.drop_cookie(response, _COOKIE)
    return response


async def _send_there(visit: Visit, name: str, invitation: bytes) -> Response:
    visit.world.tries.knock(BY_ORGANISATION)
    organisation = await find_organisation(visit.world, name)
    provider = await discover(visit.world, organisation)
    way = Way(name, invitation, visit.world.random(32)).to_text()
    slip = visit.world.slips.give(BY_ORGANISATION, b"", way.encode())
    address = address_at(visit.world, provider, slip)
    response = visit.page("go_there", organisation=name, address=address, issuer=organisation.issuer)
    visit.doorway.set_cookie(response, _COOKIE, way, lax=True)
    return response


def _begun(visit: Visit) -> tuple[Way, Slip]:
    """Raises OrganisationRefused for a way that was not begun here, in this browser, or was gone already."""
    cookie = visit.request.cookies.get(visit.doorway.cookie(_COOKIE), "")
    try:
        slip = visit.world.slips.take(
            visit.request.query_params.get("state", ""), BY_ORGANISATION, b"", cookie.encode()
        )
        name, invitation, random = decode(base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4)), _MOST)
    except (SlipRefused, ProtocolError, ValueError):
        raise OrganisationRefused from None
    return Way(name, invitation, random), slip
