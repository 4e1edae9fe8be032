"""Letting a page of another origin ask: the few doors that a custodian's page needs, for exactly the origins that the
zone's settings name. SPEC 18.3.

A browser asks before it sends what is signed (Fetch, CORS preflight), and shows a page only answers that name its
origin. This lets nobody in who was kept out: whoever is no browser never needed it, and each door checks its signatures
as before. An origin that is not named, a door that is not listed, and everything else is passed on as if this were not
here: the answer is the zone's own, and the same whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = b"content-digest, content-type, signature, signature-input"
_SECONDS = b"600"
"""For which a browser may remember that it asked."""


@dataclass(frozen=True, slots=True)
class PageDoor:
    method: str
    path: str
    """A pattern for the whole path."""


def let_pages_in(app: FastAPI, origins: Collection[str], doors: Sequence[PageDoor]) -> None:
    """Put it around an application; without origins nothing is put there. Called last, so that it is outermost: a page
    must be able to read a refusal too."""
    if origins:
        app.add_middleware(CrossOrigin, origins=origins, doors=doors)


class CrossOrigin:
    """The ASGI application around a zone's."""

    def __init__(self, app: ASGIApp, origins: Collection[str], doors: Sequence[PageDoor]) -> None:
        self._app = app
        self._origins = frozenset(origin.encode() for origin in origins)
        self._doors = tuple((door.method.encode(), re.compile(door.path.encode())) for door in doors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = self._named(scope)
        if origin is None:
            await self._app(scope, receive, send)
        elif scope["method"] != "OPTIONS":
            await self._app(scope, receive, _naming(origin, send) if self._is_door(scope, scope["method"]) else send)
        elif (wanted := _only(scope, b"access-control-request-method")) and self._is_door(
            scope, wanted.decode("latin-1")
        ):
            await _say_yes(origin, wanted, send)
        else:
            await self._app(scope, receive, send)

    def _named(self, scope: Scope) -> bytes | None:
        """The origin, if it is one that the settings name."""
        origin = _only(scope, b"origin") if scope["type"] == "http" else None
        return origin if origin in self._origins else None

    def _is_door(self, scope: Scope, method: str) -> bool:
        path = scope.get("raw_path") or b""
        return any(one == method.encode("latin-1") and pattern.fullmatch(path) for one, pattern in self._doors)


def _only(scope: Scope, name: bytes) -> bytes | None:
    """A header's value, if it stands there once."""
    values = [value for header, value in scope["headers"] if header == name]
    return values[0] if len(values) == 1 else None


def _naming(origin: bytes, send: Send) -> Send:
    async def named(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message.get("headers", ()),
                (b"access-control-allow-origin", origin),
                (b"vary", b"origin"),
            ]
        await send(message)

    return named


async def _say_yes(origin: bytes, method: bytes, send: Send) -> None:
    """The same for every request to that door: nobody was asked who it is, and nothing was looked up."""
    headers = [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-methods", method),
        (b"access-control-allow-headers", _HEADERS),
        (b"access-control-max-age", _SECONDS),
        (b"vary", b"origin"),
        (b"content-length", b"0"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
