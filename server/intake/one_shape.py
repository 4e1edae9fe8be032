"""Every refusal has the same fields, the same headers and the same size: who watches the line learns nothing from it.

All of intake's refusals pass here, also those of the framework and those nobody foresaw. Each also says how much work
is asked now, so that nobody has to ask for that apart (SPEC 9.4). What is left: the status and the words, which only
the sender can read; and that an acceptance has another size.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SIZE = 1024
"""Bytes of a refusal, with its status line and headers."""
RETRY_AFTER = b"30"
"""Seconds; in every refusal, though only a 503 is about time."""
_KEPT = (b"allow", b"www-authenticate")
"""What HTTP demands beside a 405 and a 401."""

Asked = Callable[[str], int]
"""Bits of work asked at a path now."""


class OneShape:
    """ASGI middleware, outermost: gives whatever is refused its shape."""

    def __init__(self, app: ASGIApp, asked: Asked) -> None:
        self._app, self._asked = app, asked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal: Message | None = None
        body = b""

        async def shaping(message: Message) -> None:
            nonlocal refusal, body
            if message["type"] == "http.response.start" and message["status"] >= 400:
                refusal = message
            elif refusal is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    start, shaped = _shaped(refusal, body, self._asked(scope["path"]))
                    await send(start)
                    await send({"type": "http.response.body", "body": shaped})

        await self._app(scope, receive, shaping if scope["type"] == "http" else send)


def _shaped(start: Message, body: bytes, asked: int) -> tuple[Message, bytes]:
    status = int(start["status"])
    said = _said(body)
    fields = {
        "type": said.get("type", "about:blank"),
        "title": said.get("title", HTTPStatus(status).phrase),
        "status": status,
        "detail": said.get("detail", ""),
    }
    document = json.dumps(fields | {"work": asked}, ensure_ascii=False, separators=(",", ":")).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"cache-control", b"no-store"),
        (b"retry-after", RETRY_AFTER),
        *((name, value) for name, value in start["headers"] if name in _KEPT),
    ]
    head = len(f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n\r\n")
    head += sum(len(name) + len(value) + 4 for name, value in [*headers, (b"content-length", b"000")])
    # Spaces after a JSON text belong to it (RFC 8259 §2).
    padded = document.ljust(SIZE - head)
    return {**start, "headers": [(b"content-length", b"%d" % len(padded)), *headers]}, padded


def _said(body: bytes) -> dict[str, Any]:
    """A problem document's members; of what is none, nothing."""
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
