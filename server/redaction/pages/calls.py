"""One request for a page: whether it may be answered at all, who is there, and what was filled in.

Rules of this file
* Asked by the name `localhost` and this desk's port alone. What says that it comes from another place, by `Origin` or
  `Sec-Fetch-Site`, is refused before a cookie is looked at; another port of this machine is another place.
* A form says where it comes from, and in a session it carries its token.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.body_bounds import read_body
from server.pages.forms import NotAForm, all_fields, is_form
from server.redaction.errors import NotALoopbackCaller
from server.redaction.pages import sessions
from server.redaction.pages.errors import FormRefused, FromElsewhere, NoSuchPage, PageError
from server.redaction.pages.memory import Session
from server.redaction.pages.rendering import CATALOGUES, HEADERS, Renderer
from server.redaction.world import World

START, HOME, LOCKED = "/", "/desk/", "/desk/locked"
COOKIE = "leeward-desk"
MOST_FORM = 64 * 1024
MOST_FIELDS = 256
"""A summary may stand on 200 parts, each a box that is ticked."""


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in. A name may stand there more than once: boxes that were ticked."""

    pairs: Sequence[tuple[str, str]] = ()

    def one(self, name: str) -> str:
        """Raises FormRefused where it does not stand there once."""
        found = self.all(name)
        if len(found) != 1:
            raise FormRefused
        return found[0]

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.pairs if key == name]

    def number(self, name: str) -> int:
        """Raises FormRefused."""
        return _number(self.one(name), FormRefused)

    def numbers(self, name: str) -> list[int]:
        """Raises FormRefused."""
        return [_number(one, FormRefused) for one in self.all(name)]


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody asks for a page, whoever it is."""

    world: World
    renderer: Renderer
    request: Request

    @property
    def language(self) -> str:
        """Chosen on a page, or what the browser says."""
        chosen = self.world.memory.pages.language
        return CATALOGUES.wanted(chosen, self.request.headers.get("accept-language"))

    @property
    def cookie(self) -> str | None:
        return self.request.cookies.get(COOKIE)

    def page(self, template: str, session: Session | None = None, status: int = 200, **given: Any) -> Response:
        return self.renderer.page(template, self.language, session, status, **given)

    def number(self, name: str) -> int:
        """Of the address. Raises NoSuchPage."""
        return _number(str(self.request.path_params.get(name, "")), NoSuchPage)

    def asked(self, name: str, otherwise: str = "") -> str:
        """What stands behind the address's question mark."""
        return self.request.query_params.get(name, otherwise)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who is in asks for a page, or has sent a form of their session."""

    call: Call
    session: Session = field(repr=False)
    form: Form = field(default_factory=Form, repr=False)

    @property
    def world(self) -> World:
        return self.call.world

    def page(self, template: str, status: int = 200, **given: Any) -> Response:
        return self.call.page(template, self.session, status, **given)


def check_place(world: World, request: Request) -> None:
    """Raises NotALoopbackCaller or FromElsewhere."""
    origin = world.page_origin
    if request.headers.getlist("host") != [origin.host]:
        raise NotALoopbackCaller
    if request.headers.get("origin", origin.text) != origin.text:
        raise FromElsewhere
    # `none`: typed, or opened from a terminal. A form is never that.
    allowed = {"same-origin", "none"} if request.method == "GET" else {"same-origin"}
    if request.headers.get("sec-fetch-site", "same-origin") not in allowed:
        raise FromElsewhere


async def read_form(call: Call) -> Form:
    """A form from a page of ours. Raises FromElsewhere, FormRefused or BodyTooLarge."""
    if call.request.headers.get("origin") != call.world.page_origin.text:
        raise FromElsewhere
    if not is_form(call.request.headers.get("content-type", "")):
        raise FormRefused
    body = await read_body(call.request, MOST_FORM)
    try:
        return Form(all_fields(body, MOST_FIELDS))
    except NotAForm:
        raise FormRefused from None


def visited(call: Call) -> Visit:
    """Who asks for a page. Raises NotIn or Locked."""
    session = sessions.find_open(call.world, call.cookie)
    sessions.note_seen(call.world, session)
    return Visit(call, session)


def watched(call: Call) -> Visit:
    """The same for a page's script that only looks whether something has changed: that is no sign of a person."""
    return Visit(call, sessions.find_open(call.world, call.cookie))


async def filled(call: Call) -> Visit:
    """Who sends a form. Raises NotIn, Locked, FromElsewhere, FormRefused or BodyTooLarge."""
    sessions.find_open(call.world, call.cookie)
    form = await read_form(call)
    session = sessions.find_open(call.world, call.cookie)  # a form takes its time, and a lock does not wait for it
    check_token(session, form)
    sessions.note_seen(call.world, session)
    return Visit(call, session, form)


def check_token(session: Session, form: Form) -> None:
    """Raises FromElsewhere."""
    if not sessions.check_token(session, form.one("token")):
        raise FromElsewhere


def go_to(address: str) -> Response:
    return RedirectResponse(address, 303, HEADERS)


def set_cookie(response: Response, value: str) -> Response:
    # No `Secure`: some browsers take none from http, though it never leaves this machine.
    response.set_cookie(COOKIE, value, httponly=True, samesite="strict", path="/")
    return response


def drop_cookie(response: Response) -> Response:
    response.delete_cookie(COOKIE, httponly=True, samesite="strict", path="/")
    return response


def _number(text: str, wrong: type[PageError]) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise wrong
    return int(text)
