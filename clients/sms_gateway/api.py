"""The gateway on the wire: one door a source, one answer. Which error is which HTTP status stands here alone."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from clients.sms_gateway import quiet
from clients.sms_gateway.errors import (
    BodyTooLarge,
    GatewayError,
    NoSuchSource,
    NotAMessage,
    NotKept,
    NotSigned,
    Replayed,
    TooSlow,
    WebhookRefused,
)
from clients.sms_gateway.reception import Caller, Reception
from clients.sms_gateway.settings import SourceKind

STATUS: Mapping[type[Exception], int] = {
    WebhookRefused: 400,
    NotSigned: 403,
    NoSuchSource: 404,
    TooSlow: 408,
    Replayed: 409,
    BodyTooLarge: 413,
    NotAMessage: 422,
    GatewayError: 503,
    NotKept: 503,
}
MOST_BODY = 64 * 1024
SECONDS_TO_SEND = 10.0
"""Twilio waits 15 for the whole; sealing and the disk need a part of the rest."""
_RETRY_AFTER = "30"


def create_app(reception: Reception) -> FastAPI:
    """The application; it does nothing by itself."""
    app = FastAPI(
        title="Leeward SMS gateway",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.add_exception_handler(GatewayError, _refused)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, _unforeseen)

    @app.post("/v1/webhooks/{name}")
    async def webhook(name: str, request: Request) -> Response:
        """A signed webhook → 200 once the message is sealed and durable."""
        caller = reception.caller(name)
        await reception.take_in(caller, request.headers, await _read_body(request))
        return _taken(caller)

    @app.get("/v1/ready")
    async def ready() -> Response:
        """204 while messages can be taken, else 503."""
        reception.papers.directory()
        return Response(status_code=204)

    return app


def _taken(caller: Caller) -> Response:
    if caller.source.kind is SourceKind.TWILIO:
        # An empty instruction: no reply goes to the phone.
        return Response("<Response/>", media_type="text/xml")
    return Response(status_code=200)


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS_TO_SEND):
            async for piece in request.stream():
                body += piece
                if len(body) > MOST_BODY:
                    raise BodyTooLarge
    except TimeoutError:
        raise TooSlow from None
    return bytes(body)


async def _refused(_request: Request, error: Exception) -> Response:
    return _problem(type(error))


async def _unforeseen(_request: Request, error: Exception) -> Response:
    quiet.fault(type(error), error.__traceback__)
    return _problem(NotKept)


async def _plain(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _answer(status, {"type": "about:blank", "title": HTTPStatus(status).phrase})


def _problem(kind: type[Exception]) -> Response:
    """The problem document (RFC 9457) of an error's class: nothing of the one that was raised."""
    status = next(STATUS[parent] for parent in kind.__mro__ if parent in STATUS)
    title, _, detail = (kind.__doc__ or "").partition(". ")
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()
    said = {"type": f"urn:leeward:problem:{name}", "title": title.removesuffix(".")}
    return _answer(status, said | ({"detail": detail} if detail else {}))


def _answer(status: int, said: Mapping[str, str]) -> Response:
    later = {"retry-after": _RETRY_AFTER} if status == 503 else {}
    return Response(
        json.dumps(dict(said) | {"status": status}),
        status,
        {"cache-control": "no-store", **later},
        media_type="application/problem+json",
    )
