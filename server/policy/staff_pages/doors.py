"""The staff's pages as doors of the policy zone: all of them HTML, for browsers, signed by nobody. SPEC 18, 22."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import cache

from fastapi import APIRouter, FastAPI, Request, Response
from starlette.routing import BaseRoute

from server.pages.files import find_file
from server.pages.passkeys import PasskeyRefused
from server.policy.accounts.errors import (
    AccountError,
    AlreadyProposed,
    FormRefused,
    FromElsewhere,
    HasNoPasskey,
    HasPasskeys,
    LastPasskey,
    NobodyOfThatName,
    NoSuchPage,
    NoSuchPasskey,
    NoSuchRecovery,
    NotSignedIn,
    OrderNotTaken,
    TooManyPasskeys,
    TooManyTries,
)
from server.policy.accounts.world import StaffWorld
from server.policy.custody.errors import NoSuchAbsence, NoSuchTurn, NotOnThisRota, TooManyDays, TooManyLines
from server.policy.proposals import errors as refusals
from server.policy.staff_pages.acts import (
    take_absences,
    take_act,
    take_approved,
    take_notices,
    take_preferences,
    take_rota,
    take_signature,
)
from server.policy.staff_pages.by_organisation import show_back, take_binding, take_organisation
from server.policy.staff_pages.calls import SIGN_IN, Call, Doorway, call, go_to, signed_in_or_not
from server.policy.staff_pages.custodians import (
    show_absences,
    show_custodians,
    show_rota,
)
from server.policy.staff_pages.editing import (
    show_entries,
    show_rules,
    show_settings,
    take_entry,
    take_rules,
    take_settings,
)
from server.policy.staff_pages.notices import show_notices
from server.policy.staff_pages.overviews import (
    show_activity,
    show_compartments,
    show_devices,
    show_export,
    show_orders,
    show_partners,
    show_policies,
)
from server.policy.staff_pages.own import show_home, show_passkeys
from server.policy.staff_pages.people import show_people
from server.policy.staff_pages.proposals import send_file, show_policy, show_proposal, show_proposals, take_new
from server.policy.staff_pages.rendering import HEADERS, PREFIX, Renderer
from server.policy.staff_pages.signing_in import (
    show_invitation,
    show_sign_in,
    take_invitation,
    take_registration,
    take_sign_in,
    take_sign_out,
)
from server.problems import Status

STATUS: Status = {
    AccountError: 403,
    PasskeyRefused: 403,
    NotSignedIn: 403,
    FormRefused: 422,
    OrderNotTaken: 422,
    FromElsewhere: 403,
    NobodyOfThatName: 404,
    NoSuchPage: 404,
    NoSuchPasskey: 404,
    NoSuchRecovery: 404,
    HasPasskeys: 409,
    HasNoPasskey: 409,
    LastPasskey: 409,
    TooManyPasskeys: 409,
    AlreadyProposed: 409,
    TooManyTries: 429,
    refusals.ProposalError: 409,
    refusals.NoSuchProposal: 404,
    refusals.NotYourDraft: 403,
    refusals.NoDirectoryKey: 403,
    refusals.ProposerCannotApprove: 403,
    refusals.OfOneOrganisation: 403,
    refusals.SignatureDoesNotHold: 422,
    refusals.FoundWanting: 422,
    NoSuchAbsence: 404,
    NoSuchTurn: 404,
    NotOnThisRota: 422,
    TooManyDays: 422,
    TooManyLines: 409,
}

Act = Callable[[Call], Awaitable[Response]]
SHOWN: dict[str, Act] = {
    "/staff/": show_home,
    "/staff/sign-in": show_sign_in,
    "/staff/invitation": show_invitation,
    "/staff/organisation/back": show_back,
    "/staff/passkeys": show_passkeys,
    "/staff/people": show_people,
    "/staff/policy": show_policy,
    "/staff/proposals": show_proposals,
    "/staff/proposals/one": show_proposal,
    "/staff/proposals/file": send_file,
    "/staff/proposals/settings": show_settings,
    "/staff/proposals/rules": show_rules,
    "/staff/proposals/entries": show_entries,
    "/staff/devices": show_devices,
    "/staff/compartments": show_compartments,
    "/staff/partners": show_partners,
    "/staff/orders": show_orders,
    "/staff/policies": show_policies,
    "/staff/activity": show_activity,
    "/staff/exports/{name}": show_export,
    "/staff/notices": show_notices,
    "/staff/custodians": show_custodians,
    "/staff/rota": show_rota,
    "/staff/absences": show_absences,
}
TAKEN: dict[str, Act] = {
    "/staff/sign-in": take_sign_in,
    "/staff/sign-out": take_sign_out,
    "/staff/invitation": take_invitation,
    "/staff/invitation/passkey": take_registration,
    "/staff/invitation/organisation": take_binding,
    "/staff/organisation": take_organisation,
    "/staff/preferences": take_preferences,
    "/staff/notices": take_notices,
    "/staff/rota": take_rota,
    "/staff/absences": take_absences,
    "/staff/acts": take_act,
    "/staff/acts/approved": take_approved,
    "/staff/proposals/new": take_new,
    "/staff/proposals/settings": take_settings,
    "/staff/proposals/rules": take_rules,
    "/staff/proposals/entry": take_entry,
    "/staff/proposals/sign": take_signature,
}


def add_staff_pages(app: FastAPI, world: StaffWorld) -> None:
    """Add the pages to the zone's application."""
    app.state.staff_doorway = doorway = Doorway(world, Renderer())
    app.router.routes.extend(_routes())
    for kind in (AccountError, PasskeyRefused):
        app.add_exception_handler(kind, _refusing(doorway))


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Laid once in a process: FastAPI takes each of them apart. They hold nothing of any zone that is asked."""
    routes = APIRouter()
    for path, act in SHOWN.items():
        _add(routes, "GET", path, act)
    for path, act in TAKEN.items():
        _add(routes, "POST", path, act)
    _add(routes, "GET", PREFIX + "{name}", _file)
    _add(routes, "GET", "/staff/{rest:path}", _nothing)
    return tuple(routes.routes)


def _add(routes: APIRouter, method: str, path: str, act: Act) -> None:
    async def door(request: Request) -> Response:
        return await act(call(request.app.state.staff_doorway, request))

    routes.add_api_route(path, door, methods=[method], include_in_schema=False, response_class=Response)


async def _file(visit: Call) -> Response:
    served = find_file(visit.doorway.renderer.files, visit.request.url.path)
    if served is None:
        raise NoSuchPage
    served.headers.update(HEADERS)
    return served


async def _nothing(_visit: Call) -> Response:
    raise NoSuchPage


def _refusing(doorway: Doorway) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Every refusal as a page, in the reader's language, with nothing in it of what was sent."""

    async def refuse(request: Request, error: Exception) -> Response:
        here = call(doorway, request)
        if isinstance(error, NotSignedIn) and request.method == "GET":
            return go_to(SIGN_IN)
        return here.page("refused", await signed_in_or_not(here), status_of(type(error)), why=text_of(type(error)))

    return refuse


def status_of(kind: type[Exception]) -> int:
    return next(STATUS[one] for one in kind.__mro__ if one in STATUS)


def text_of(kind: type[Exception]) -> str:
    """The name of what a page says of this error."""
    return "error-" + re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()
