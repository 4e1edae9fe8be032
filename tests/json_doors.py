"""Holds a zone's doors against its own OpenAPI: schemathesis sends what fits it and what does not, signed and unsigned.

The zone is the real application, served on loopback over real HTTP. Seeded and without a memory of earlier runs, so
that the same examples are sent each time; `LEEWARD_FUZZ_SEED` and `LEEWARD_FUZZ_EXAMPLES` ask for others (`make fuzz`).
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import requests
import schemathesis
import uvicorn
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from protocol.crossings import CBOR
from protocol.primitives import SignKey, system_random
from protocol.requests import NONCE, RequestRefused, Target, sign_request
from server.demo.processes import free_port

EXAMPLES = int(os.environ.get("LEEWARD_FUZZ_EXAMPLES", "12"))
SEED = int(os.environ.get("LEEWARD_FUZZ_SEED", "1"))
HEADERS = {"host", "signature", "signature-input", "content-digest", "user-agent", "accept-encoding", "connection"}


class Signing(requests.auth.AuthBase):
    """Signs what is really sent, whatever was put into it, as a device does."""

    def __init__(self, key: SignKey, host: str, clock: Callable[[], float]) -> None:
        self._key, self._host, self._clock = key, host, clock

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        parts = urlsplit(request.url or "")
        body = request.body.encode() if isinstance(request.body, str) else bytes(request.body or b"")
        content_type = request.headers.get("content-type", "")
        content_type = content_type.decode("latin-1") if isinstance(content_type, bytes) else content_type
        try:
            target = Target(str(request.method).upper(), self._host, parts.path or "/", parts.query)
            fields = sign_request(
                self._key,
                self._key.public.hex(),
                target,
                body,
                content_type,
                int(self._clock()),
                system_random(NONCE),
            )
        except RequestRefused:
            return request  # what nobody can sign goes unsigned
        request.headers.update(fields)
        return request


async def hold_against_openapi(
    app: FastAPI,
    host: str,
    clock: Callable[[], float],
    key: SignKey | None,
    *,
    ruled: Collection[str] = (),
) -> list[str]:
    """Every failed check with what was sent; none if the doors keep to their OpenAPI. All checks there are, are made.

    With `key`, that device signs; without, everything is sent unsigned. `ruled` names operations (`POST /v1/drafts`)
    that may refuse what fits their schema, for rules that JSON Schema cannot say.
    """
    async with _served(app) as address:
        return await asyncio.to_thread(_checked, app, address, host, clock, key, ruled)


@asynccontextmanager
async def _served(app: FastAPI) -> AsyncIterator[str]:
    port = free_port()
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False, lifespan="off", server_header=False)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - it has no event to wait for
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving


def _checked(
    app: FastAPI,
    address: str,
    host: str,
    clock: Callable[[], float],
    key: SignKey | None,
    ruled: Collection[str],
) -> list[str]:
    described = app.openapi()
    schema = schemathesis.openapi.from_dict(described, config=_config(described, address, host, ruled))
    if key is not None:
        schema.auth.set_from_requests(Signing(key, host, clock))
    said: list[str] = []
    for event in from_schema(schema).execute():
        said += _failures(event)
    return sorted(set(said))


def _config(described: dict[str, Any], address: str, host: str, ruled: Collection[str]) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "base-url": address,
            "headers": {"host": host},
            "generation": {
                "deterministic": "LEEWARD_FUZZ_SEED" not in os.environ,
                "database": "none",
                "max-examples": EXAMPLES,
            },
            # Besides what is usual: of what was forgotten for good, a door says so (410).
            "checks": {"positive_data_acceptance": {"expected-statuses": [*_USUAL, "410"]}},
            # Any bytes fit a body that is CBOR; only a message of its type, signed by the right device, is taken.
            "operations": [
                {"include-name": name, "checks": {"positive_data_acceptance": _OFF}}
                for name in [*_of_cbor(described), *ruled]
            ],
        }
    )


_OFF = {"enabled": False}
_USUAL = ["2xx", "3xx", "401", "403", "404", "409", "429", "5xx"]


def _of_cbor(described: dict[str, Any]) -> list[str]:
    """The operations whose body is CBOR."""
    return [
        f"{method.upper()} {path}"
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if CBOR in operation.get("requestBody", {}).get("content", {})
    ]


def _failures(event: Any) -> list[str]:
    if isinstance(event, events.NonFatalError | events.FatalError):
        return [f"error: {event!r} {getattr(event, 'info', '')}"]
    if not isinstance(event, events.ScenarioFinished):
        return []
    return [
        _said(event, identifier, check)
        for identifier, checks in event.recorder.checks.items()
        for check in checks
        if check.failure_info is not None
    ]


def _said(event: Any, identifier: str, check: Any) -> str:
    """Which check failed, and enough of the request to send it again."""
    sent, answer = event.recorder.interactions[identifier].request, event.recorder.interactions[identifier].response
    failure = check.failure_info.failure
    headers = {name: values for name, values in sent.headers.items() if name.lower() not in HEADERS}
    came = f"{answer.status_code} {answer.content[:200]!r}" if answer else "nothing"
    return (
        f"{event.label}: {check.name}: {failure.title}: {' '.join(failure.message.split())[:300]}\n"
        f"    sent {sent.method} {sent.uri[:300]} {headers} {sent.body!r:.300}\n    came {came}"
    )


@schemathesis.serializer("application/cbor")
def _as_it_is(_context: Any, value: Any) -> bytes:
    """Bytes that are a message by nothing but their label."""
    return value if isinstance(value, bytes) else json.dumps(value, default=str).encode()
