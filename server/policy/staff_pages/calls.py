"""One request for a page: who asks, in which browser and language, and whether a form came from a page of ours.

Rules of this file
* A form is taken only from our own origin (`Origin`, and `Sec-Fetch-Site` where the browser says it), in a session with
  its token, before one with its ticket. The cookies are SameSite=Strict besides.
* No address is looked at, and none is kept.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.body_bounds import read_body
from server.devices import NotAddressedHere
from server.pages.forms import NotAForm, fields, is_form
from server.policy.accounts import sessions
from server.policy.accounts.errors import FormRefused, FromElsewhere, NotSignedIn
from server.policy.accounts.sessions import Session
from server.policy.accounts.world import StaffWorld
from server.policy.staff_pages.rendering import HEADERS, Renderer
from server.policy.staff_pages.texts import wanted_language

HOME, SIGN_IN = "/staff/", "/staff/sign-in"
MOST_FORM = 64 * 1024
MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Doorway:
    """What every page's door needs."""

    world: StaffWorld
    renderer: Renderer

    def cookie(self, name: str) -> str:
        """With https under a name that browsers take from this very host alone."""
        return f"__Host-leeward-{name}" if self.world.origin.is_secure else f"leeward-{name}"

    def set_cookie(self, response: Response, name: str, value: str, *, lax: bool = False) -> None:
        secure = self.world.origin.is_secure
        same_site: Any = "lax" if lax else "strict"
        response.set_cookie(self.cookie(name), value, httponly=True, secure=secure, samesite=same_site, path="/")

    def drop_cookie(self, response: Response, name: str) -> None:
        secure = self.world.origin.is_secure
        response.delete_cookie(self.cookie(name), httponly=True, secure=secure, samesite="strict", path="/")


@dataclass(frozen=True, slots=True)
class Call:
    """`browser`: what only this browser has; `new_browser`: whether it is still to be given it."""

    doorway: Doorway
    request: Request
    language: str
    browser: bytes
    new_browser: bool

    @property
    def world(self) -> StaffWorld:
        return self.doorway.world

    def page(self, template: str, session: Session | None = None, status: int = 200, **given: Any) -> Response:
        language = session.account.language if session else self.language
        response = self.doorway.renderer.page(template, language, session, status, **given)
        if self.new_browser:
            self.doorway.set_cookie(response, "browser", _text(self.browser))
        return response

    async def session(self) -> Session:
        """Raises NotSignedIn."""
        return await sessions.find(self.world, self.request.cookies.get(self.doorway.cookie("session")))

    async def form(self, most: int = MOST_FORM, most_fields: int = MOST_FIELDS) -> Mapping[str, str]:
        """What was filled in, from a page of ours. Raises FromElsewhere, FormRefused or BodyTooLarge."""
        headers = self.request.headers
        if headers.get("origin") != self.world.origin.text:
            raise FromElsewhere
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise FromElsewhere
        if not is_form(headers.get("content-type", "")):
            raise FormRefused
        return _fields(await read_body(self.request, most), most_fields)

    async def session_form(
        self, most: int = MOST_FORM, most_fields: int = MOST_FIELDS
    ) -> tuple[Session, Mapping[str, str]]:
        """Who sent a form of their own session. Raises NotSignedIn besides."""
        session, form = await self.session(), await self.form(most, most_fields)
        session.check_form(form.get("token", ""))
        return session, form


def call(doorway: Doorway, request: Request) -> Call:
    """Raises NotAddressedHere: under another name a browser may have been led here by somebody else."""
    if request.headers.getlist("host") != [doorway.world.origin.host]:
        raise NotAddressedHere
    browser = _bytes(request.cookies.get(doorway.cookie("browser")))
    language = wanted_language(request.query_params.get("language"), request.headers.get("accept-language"))
    return Call(doorway, request, language, browser or doorway.world.random(32), browser is None)


def go_to(address: str) -> Response:
    return RedirectResponse(address, 303, HEADERS)


def field_of(form: Mapping[str, str], name: str) -> str:
    """Raises FormRefused where it is not there."""
    if name not in form:
        raise FormRefused
    return form[name]


async def signed_in_or_not(call: Call) -> Session | None:
    try:
        return await call.session()
    except NotSignedIn:
        return None


def _fields(body: bytes, most: int) -> Mapping[str, str]:
    """Each name once, in UTF-8. Raises FormRefused."""
    try:
        return fields(body, most)
    except NotAForm:
        raise FormRefused from None


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(cookie: str | None) -> bytes | None:
    try:
        raw = base64.urlsafe_b64decode(f"{cookie or ''}=".encode("ascii"))
    except ValueError:
        return None
    return raw if len(raw) == 32 else None
