"""No body costs more memory than its bound, and no JSON is nested deeper than anyone needs.

BodyRefused
├── BodyTooLarge
└── BodyTooDeep

Two guards: `read_body` for a route that reads its body itself, with the route's own bound; `BodyBounds`
around the whole application, for every route nobody thought of.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MARKS = re.compile(rb'[\\"\[\]{}]')


class BodyRefused(Exception):
    """The body of this request was not accepted."""


class BodyTooLarge(BodyRefused):
    """This request is larger than may be sent here."""


class BodyTooDeep(BodyRefused):
    """The JSON in this request is nested deeper than is accepted here."""


async def read_body(request: Request, most: int) -> bytes:
    """The whole body, with at most `most` bytes of it in memory. Raises BodyTooLarge."""
    if announced(request.scope) > most:
        raise BodyTooLarge
    body = bytearray()
    async for chunk in request.stream():
        if len(body) + len(chunk) > most:
            raise BodyTooLarge
        body += chunk
    return bytes(body)


def announced(scope: Scope) -> int:
    """What Content-Length says, in bytes; 0 if it says nothing. Raises BodyTooLarge if it is no number."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            if not value.isdigit() or len(value) > 15:
                raise BodyTooLarge
            return int(value)
    return 0


class JsonDepth:
    """Counts how deep arrays and objects are nested, chunk by chunk, without building anything."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._depth = 0
        self._in_string = False
        self._escaping = False

    def feed(self, chunk: bytes) -> None:
        """Raises BodyTooDeep as soon as a bracket opens more than `most` levels."""
        unread = 1 if self._escaping and chunk else 0
        self._escaping = self._escaping and not chunk
        for mark in _MARKS.finditer(chunk):
            if mark.start() < unread:
                continue
            if mark[0] == b"\\":
                unread = mark.start() + 2
                self._escaping = unread > len(chunk)
            else:
                self._read(mark[0])

    def _read(self, mark: bytes) -> None:
        if mark == b'"':
            self._in_string = not self._in_string
        elif not self._in_string:
            self._depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(mark, 0)
            if self._depth > self._most:
                raise BodyTooDeep


class BodyBounds:
    """ASGI middleware: turns a request away over `most_body` bytes, and JSON over `most_depth` levels.

    `answer` makes the response; it replaces what the application would say about a body it could not read.
    """

    def __init__(self, app: ASGIApp, most_body: int, most_depth: int, answer: Callable[[BodyRefused], ASGIApp]) -> None:
        self._app, self._most_body, self._most_depth, self._answer = app, most_body, most_depth, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passage = _Passage(self._most_body, JsonDepth(self._most_depth) if _is_json(scope) else None)
        try:
            if announced(scope) > self._most_body:
                raise BodyTooLarge
            await self._app(scope, passage.reading(receive), passage.answering(send))
        except BodyRefused as refused:
            passage.refused = refused
        if passage.refused is not None and not passage.answered:
            await self._answer(passage.refused)(scope, receive, send)


class _Passage:
    """One request on its way through: what was read, and whether anything was said."""

    def __init__(self, most_body: int, depth: JsonDepth | None) -> None:
        self._left = most_body
        self._depth = depth
        self.refused: BodyRefused | None = None
        self.answered = False

    def reading(self, receive: Receive) -> Receive:
        async def read() -> Message:
            message = await receive()
            if message["type"] == "http.request":
                self._check(message.get("body", b""))
            return message

        return read

    def answering(self, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if self.refused is None:
                self.answered = True
                await send(message)

        return answer

    def _check(self, chunk: bytes) -> None:
        self._left -= len(chunk)
        try:
            if self._left < 0:
                raise BodyTooLarge
            if self._depth is not None:
                self._depth.feed(chunk)
        except BodyRefused as refused:
            # Frameworks wrap what goes wrong while they read; so remember it, besides raising it.
            self.refused = refused
            raise


def _is_json(scope: Scope) -> bool:
    return any(name == b"content-type" and b"json" in value.lower() for name, value in scope["headers"])
