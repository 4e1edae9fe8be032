"""Every error over HTTP is a problem document (RFC 9457): it says what is wrong, and nothing of what came in.

The first sentence of an error's docstring is the `title`, the rest the `detail`, its name the `type`. What
nobody foresaw is a bare 500, and one quiet line: its class, and where in the code. HTTP codes live in a
zone's STATUS table, and in the one here for what happens before a zone is asked.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping
from enum import Enum
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from protocol.requests import (
    MalformedRequest,
    NotSigned,
    Replayed,
    RequestRefused,
    Stale,
    WrongSignature,
)
from server import quiet_log
from server.authorization import AuthorizationError, NotAllowed
from server.body_bounds import BodyBounds, BodyRefused, BodyTooDeep, BodyTooLarge
from server.devices import DoorError, NotAddressedHere, TooManyRequests

Status = Mapping[type[Exception], int]
"""Which error is which HTTP status; an error without a line of its own takes its parent's."""

AT_THE_DOOR: Status = {
    RequestRefused: 400,
    MalformedRequest: 400,
    NotSigned: 401,
    WrongSignature: 401,
    Stale: 401,
    Replayed: 409,
    DoorError: 400,
    NotAddressedHere: 421,
    TooManyRequests: 429,
    BodyRefused: 400,
    BodyTooLarge: 413,
    BodyTooDeep: 400,
    AuthorizationError: 503,
    NotAllowed: 403,
}

_CHALLENGE = "Signature"
MOST_BODY = 1024 * 1024
MOST_DEPTH = 32

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {
            "type": "string",
            "pattern": "^(about:blank|urn:leeward:problem:[a-z-]+)$",
            "description": "A URN that ends in the error's name",
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "reason": {"type": "string", "description": "The coded word of another zone that refused"},
        "reasons": {"type": "array", "items": {"type": "string"}, "description": "Coded reasons, where there are any"},
        "rules": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Names of access rules that forbid this, for administrators and auditors",
        },
        "work": {"type": "integer", "description": "Bits of work that intake asks for now (SPEC 9.4)"},
    },
    "additionalProperties": False,
}


_ANYWHERE = (404, 405, 422, 500)
"""What an address, a method or a form that is none, and a fault of ours, are answered with in every zone."""


class NotValid(Exception):
    """Something in this request is not as the interface describes."""


class UnexpectedFault(Exception):
    """Something went wrong here. It was noted without a word of your request."""


class ProblemResponse(JSONResponse):
    """A problem document; nobody may keep it."""

    media_type = "application/problem+json"


def install(
    app: FastAPI,
    errors_base: type[Exception],
    status: Status,
    most_body: int = MOST_BODY,
    most_depth: int = MOST_DEPTH,
) -> None:
    """Make every error of `app` a problem document, and bound its bodies. Call it before adding routes.

    `errors_base` is the root of the zone's error tree. Raises LookupError if one of the tree has no status
    (its own or a parent's) or no docstring.
    """
    table = {**AT_THE_DOOR, **status}
    for kind in _tree(errors_base):
        _check_complete(kind, table)
    for kind in {errors_base, *table}:
        app.add_exception_handler(kind, _answering(table))
    app.add_exception_handler(NotAllowed, _not_allowed(table))
    app.add_exception_handler(HTTPException, _plain_http)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_middleware(
        BodyBounds,
        most_body=most_body,
        most_depth=most_depth,
        answer=lambda refused: problem(type(refused), _status_of(type(refused), table)),
    )
    app.add_middleware(QuietFaults)
    app.router.responses |= described(status)


def described(status: Status) -> dict[int | str, dict[str, Any]]:
    """For OpenAPI: what any route of a zone may answer besides its own. A router that a zone lays apart is given it."""
    statuses = {*{**AT_THE_DOOR, **status}.values(), *_ANYWHERE}
    return {number: _described(number) for number in sorted(statuses)}


def problem(
    kind: type[Exception], status: int, reasons: Collection[Enum] = (), rules: Collection[str] = ()
) -> ProblemResponse:
    """The problem document of an error's class: nothing of the one that was raised.

    `reasons` are members of an enum in the code, so that no text can become one. `rules` are names that two
    administrators signed, for those alone who oversee them.
    """
    title, _, detail = " ".join((kind.__doc__ or "").split()).partition(". ")
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()
    body: dict[str, object] = {
        "type": f"urn:leeward:problem:{name}",
        "title": title.removesuffix("."),
        "status": status,
    }
    body |= {"detail": detail} if detail else {}
    body |= {"reasons": sorted(str(reason.value) for reason in reasons)} if reasons else {}
    body |= {"rules": sorted(rules)} if rules else {}
    return _response(body, status)


class QuietFaults:
    """ASGI middleware, outermost: what nobody foresaw becomes a bare 500 here, and goes no further.

    If the answer had begun, the connection is cut: half an answer must not look whole.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answered = False

        async def answer(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self._app(scope, receive, answer)
        except Exception as error:
            quiet_log.fault(error)
            if scope["type"] != "http":
                raise  # a start that failed must not look like one that went well
            if not answered:
                await problem(UnexpectedFault, 500)(scope, receive, send)


def _answering(table: Status) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(_request: Request, error: Exception) -> Response:
        return problem(type(error), _status_of(type(error), table))

    return answer


def _not_allowed(table: Status) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(_request: Request, error: Exception) -> Response:
        told = error if isinstance(error, NotAllowed) else NotAllowed()
        status = _status_of(NotAllowed, table)
        return problem(NotAllowed, status, reasons=told.shown_reasons, rules=told.shown_rules)

    return answer


async def _plain_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    allowed = {"allow": ", ".join(_methods_at(request))} if status == 405 else {}
    title = HTTPStatus(status).phrase
    return _response({"type": "about:blank", "title": title, "status": status}, status, allowed)


def _methods_at(request: Request) -> list[str]:
    """The methods of every route at this address: the framework names those of the first alone (RFC 9110 §15.5.6)."""
    found: set[str] = set()
    for route in _each_of(request.app.routes):
        match, _ = route.matches(request.scope)
        found |= (getattr(route, "methods", None) or set()) if match is not Match.NONE else set()
    return sorted(found)


def _each_of(routes: Iterable[Any]) -> Iterator[Any]:
    """Also those of an included router, which stands among them as one that has no methods. None has a prefix here."""
    for one in routes:
        included = getattr(one, "original_router", None)
        yield from (one,) if included is None else _each_of(included.routes)


async def _not_valid(_request: Request, _error: Exception) -> Response:
    return problem(NotValid, 422)


def _response(body: Mapping[str, object], status: int, headers: Mapping[str, str] | None = None) -> ProblemResponse:
    # RFC 9110 §11.6.1 wants a challenge with each 401; RFC 9421 has none, so this only names what is used.
    challenge = {"www-authenticate": _CHALLENGE} if status == 401 else {}
    return ProblemResponse(body, status, {"cache-control": "no-store", **challenge, **(headers or {})})


def _described(status: int) -> dict[str, Any]:
    """For OpenAPI: the problem documents of one status."""
    headers = {"Cache-Control": _always("no-store")}
    headers |= {"WWW-Authenticate": _always(_CHALLENGE)} if status == 401 else {}
    schema = PROBLEM_SCHEMA | {"properties": PROBLEM_SCHEMA["properties"] | {"status": {"const": status}}}
    return {
        "description": f"{HTTPStatus(status).phrase}: a problem document (RFC 9457)",
        "headers": headers,
        "content": {ProblemResponse.media_type: {"schema": schema}},
    }


def _always(value: str) -> dict[str, Any]:
    return {"required": True, "schema": {"const": value}}


def _status_of(kind: type[Exception], table: Status) -> int:
    for parent in kind.__mro__:
        if parent in table:
            return table[parent]
    raise LookupError(f"{kind.__name__} has no HTTP status")


def _check_complete(kind: type[Exception], table: Status) -> None:
    _status_of(kind, table)
    if not kind.__doc__:
        raise LookupError(f"{kind.__name__} has no docstring to show to a person")


def _tree(kind: type[Exception]) -> list[type[Exception]]:
    return [kind, *(each for child in kind.__subclasses__() for each in _tree(child))]
