"""Holds a zone's doors against its own OpenAPI: schemathesis sends what fits it and what does not, signed and unsigned.

The zone is the real application, served on loopback over real HTTP. Seeded and without a memory of earlier runs, so
that nearly the same examples are sent each time (Hypothesis also tries words that stand in the modules that are
loaded); `LEEWARD_FUZZ_SEED` and `LEEWARD_FUZZ_EXAMPLES` ask for others (`make fuzz`).
"""

from __future__ import annotations

import asyncio
import copy
import json
import os
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any
from urllib.parse import urlsplit

import httpx
import requests
import schemathesis
import uvicorn
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from protocol.crossings import CBOR
from protocol.encoding import encode
from protocol.primitives import SignKey, system_random
from protocol.requests import NONCE, RequestRefused, Target, sign_request
from server.demo.processes import free_port
from tests.fuzz.cbor_trees import cbor_mutator
from tests.fuzz.examples import examples, words

EXAMPLES = int(os.environ.get("LEEWARD_FUZZ_EXAMPLES", "4"))
ASKED = "LEEWARD_FUZZ_EXAMPLES" in os.environ
SEED = int(os.environ.get("LEEWARD_FUZZ_SEED", "1"))
HEADERS = {"host", "signature", "signature-input", "content-digest", "user-agent", "accept-encoding", "connection"}

FRAMING = {"connection", "content-length", "transfer-encoding", "upgrade"}
"""Where a request ends and what it travels on (RFC 9112): what is wrong there never comes to a door, the server ends
it (tests/server/test_bounded_http.py). So these are never an example's."""

ENDING = ("/forget", "/discard", "/freeze")
"""Acts that end what they name: given no example, so that something is left for the others to find."""
BODIES = 60 if ASKED else 20


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


@dataclass
class Held:
    """Every failed check with what was sent, and which statuses each operation answered with."""

    failed: list[str] = field(default_factory=list)
    answered: dict[str, set[int]] = field(default_factory=dict)

    def shut(self) -> set[str]:
        """Operations that never looked at more than the signature."""
        return {label for label, statuses in self.answered.items() if statuses <= {401, 405, 421}}


async def hold_against_openapi(
    app: FastAPI,
    host: str,
    clock: Callable[[], float],
    key: SignKey | None,
    *,
    ruled: Collection[str] = (),
    known: Mapping[str, str] | None = None,
) -> Held:
    """What became of it: nothing failed if the doors keep to their OpenAPI. All checks there are, are made.

    With `key`, that device signs; without, everything is sent unsigned. `ruled` names operations (`POST /v1/drafts`)
    that may refuse what fits their schema, for rules that JSON Schema cannot say. `known` has an example for parameters
    of these names, so that something is found there.
    """
    described, signing = _with_examples(app.openapi(), known or {}), Signing(key, host, clock) if key else None
    async with served(app) as address:
        config = _config(described, address, host, ruled) | ({} if key or ASKED else _AT_A_SHUT_DOOR)
        return await asyncio.to_thread(_checked, described, SchemathesisConfig.from_dict(config), signing)


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """The application at that address, over real HTTP."""
    port = free_port()
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False, lifespan="off", server_header=False)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - it has no event to wait for
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving


def _with_examples(described: dict[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    described = copy.deepcopy(described)
    for path, methods in described["paths"].items():
        if path.endswith(ENDING):
            continue
        for operation in methods.values():
            for parameter in operation.get("parameters", []):
                if parameter["name"] in known:
                    parameter["example"] = known[parameter["name"]]
    return described


def _checked(described: dict[str, Any], config: SchemathesisConfig, signing: Signing | None) -> Held:
    schema = schemathesis.openapi.from_dict(described, config=config)
    if signing is not None:
        schema.auth.set_from_requests(signing)
    held = Held()
    for event in from_schema(schema).execute():
        _take_in(event, held)
    return held


def _config(described: dict[str, Any], address: str, host: str, ruled: Collection[str]) -> dict[str, Any]:
    return {
        "seed": SEED,
        "base-url": address,
        # How long anything takes says more of a busy machine than of the doors.
        "request-timeout": 300,
        "suppress-health-check": ["all"],
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


_OFF = {"enabled": False}
_AT_A_SHUT_DOOR = {"phases": {"coverage": _OFF, "stateful": _OFF}}
"""Nobody sees more than the refusal, of whatever is sent, and nothing that comes of it: a few examples show it."""
_USUAL = ["2xx", "3xx", "401", "403", "404", "409", "429", "5xx"]


def _of_cbor(described: dict[str, Any]) -> list[str]:
    """The operations whose body is CBOR."""
    return [
        f"{method.upper()} {path}"
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if CBOR in operation.get("requestBody", {}).get("content", {})
    ]


def _take_in(event: Any, held: Held) -> None:
    if isinstance(event, events.NonFatalError | events.FatalError):
        held.failed.append(f"{event!r} {getattr(event, 'info', '')}")
    if not isinstance(event, events.ScenarioFinished):
        return
    recorder = event.recorder
    for identifier, one in recorder.interactions.items():
        if one.response is not None and identifier in recorder.cases:
            label = recorder.cases[identifier].value.operation.label
            held.answered.setdefault(label, set()).add(one.response.status_code)
    for identifier, checks in recorder.checks.items():
        held.failed += [_said(event, identifier, check) for check in checks if check.failure_info is not None]


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


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    for name in [name for name in case.headers or () if name.lower() in FRAMING]:
        del case.headers[name]


@schemathesis.serializer("application/cbor")
def _as_it_is(_context: Any, value: Any) -> bytes:
    """Bytes that are a message by nothing but their label."""
    return value if isinstance(value, bytes) else json.dumps(value, default=str).encode()


async def bend_bodies(
    app: FastAPI, client: httpx.AsyncClient, headers: Mapping[str, str], known: Mapping[str, str]
) -> None:
    """Send every door that takes CBOR all manner of messages, whole and bent, by a client that signs.

    Each is answered as the zone's OpenAPI says, never with a fault, never at length, and with nothing of what was sent.
    """
    described = app.openapi()
    for name in _of_cbor(described):
        method, path = name.split(" ")
        documented = described["paths"][path][method.lower()]["responses"]
        for body in _bodies():
            filled = path.format_map(known)
            answer = await client.request(method, filled, content=body, headers={"content-type": CBOR, **headers})
            assert str(answer.status_code) in documented, (name, answer.status_code, body.hex())
            assert answer.status_code != 500, (name, body.hex())
            assert len(answer.content) < 16 * 1024
            assert ECHO.encode() not in answer.content
            if answer.status_code >= 400:
                assert answer.headers["content-type"] == "application/problem+json"


ECHO = "zyqarveth"


@cache
def _bodies() -> list[bytes]:
    """Every message type, and as many bent ones; the same each time."""
    random, mutate = Random(SEED), cbor_mutator((*words(), ECHO))
    whole = [raw for raw in examples().values() if len(raw) < 20_000]
    bent = [mutate(random.choice(whole), 20_000, random.getrandbits(32), _flipped) for _ in range(BODIES)]
    return [b"", b"\xff", b"\x00" * 5000, encode({ECHO: ECHO}), encode([[[ECHO]]] * 100), *whole, *bent]


def _flipped(raw: bytes, most: int) -> bytes:
    return (raw[::-1] + ECHO.encode())[:most]
