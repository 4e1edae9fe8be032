"""The door for devices: who knocks, and with what body. One door a zone, which remembers nonces.

DoorError
├── NotAddressedHere
└── TooManyRequests

Rules of this file
* The head is checked before the body is read; a stranger's body is never read.
* What was signed for another zone is refused, even if this zone knows the key.
* A nonce counts once. When the memory for a key is full, that key has to wait: nothing is forgotten to make
  room, and no other key has to wait with it.
* Nonces are in memory, so a zone is one process. A restart forgets them; therefore nothing that was signed
  before the door opened is accepted. A device whose clock is ahead could still be replayed once, within the
  tolerance: zones keep their requests idempotent by id.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Generator
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import Depends, Request
from fastapi.openapi.models import APIKey
from fastapi.security.base import SecurityBase

from protocol.primitives import Randomness, SignKey, system_random
from protocol.requests import (
    NONCE,
    TOLERANCE,
    FindKey,
    MalformedRequest,
    Replayed,
    SignedBy,
    Stale,
    Target,
    check_body,
    check_head,
    sign_request,
)
from server.body_bounds import read_body

Clock = Callable[[], float]
"""Seconds since 1970."""
Door = Callable[[int], Any]
"""Takes the most bytes a body may have, gives a FastAPI dependency that yields a Caller."""

NONCES_A_KEY = 20_000
"""At two tolerances of 120 seconds, more than 80 requests a second from one device; about 3 MB."""


class _Signature(SecurityBase):
    """For OpenAPI: this door opens to signed requests. The check is the door's own."""

    model = APIKey.model_validate(
        {"in": "header", "name": "Signature", "description": "An HTTP message signature (RFC 9421); SPEC 18"}
    )
    scheme_name = "signature"

    async def __call__(self) -> None:
        """Nothing: what a signature is worth cannot be said from one header."""


class DoorError(Exception):
    """This request was turned away."""


class NotAddressedHere(DoorError):
    """This request was sent to an address that is not ours."""


class TooManyRequests(DoorError):
    """This device has sent too many requests. Wait a few minutes, then try again."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A device that signed this very request, and the body it signed (empty if there was none)."""

    keyid: str
    body: bytes


class SeenNonces:
    """Which requests were here before, for as long as their signatures would still be accepted."""

    def __init__(self, opened: float, tolerance: int = TOLERANCE, most: int = NONCES_A_KEY) -> None:
        self._opened = int(opened)
        self._latest = opened
        self._tolerance = tolerance
        self._most = most
        self._seen: dict[str, set[bytes]] = {}
        self._leaving: dict[str, list[tuple[int, bytes]]] = {}

    def take(self, signer: SignedBy, now: float) -> None:
        """Remember this request. Raises Replayed, TooManyRequests, or Stale (even if our clock went back)."""
        self._latest = max(self._latest, now)
        if signer.created < max(self._opened, self._latest - self._tolerance):
            raise Stale
        seen = self._still_counting(signer.keyid)
        if signer.nonce in seen:
            raise Replayed
        if len(seen) >= self._most:
            raise TooManyRequests
        seen.add(signer.nonce)
        heapq.heappush(self._leaving[signer.keyid], (signer.created + self._tolerance, signer.nonce))

    def _still_counting(self, keyid: str) -> set[bytes]:
        seen = self._seen.setdefault(keyid, set())
        leaving = self._leaving.setdefault(keyid, [])
        while leaving and leaving[0][0] < self._latest:
            seen.discard(heapq.heappop(leaving)[1])
        return seen


def signed_by(
    find_key: FindKey,
    clock: Clock,
    authorities: Collection[str],
    tolerance: int = TOLERANCE,
    most_nonces: int = NONCES_A_KEY,
) -> Door:
    """The zone's door. Open it once, `door = signed_by(…)`; for each size of body, `small = door(4096)`; in a
    route, `caller: Caller = small`.

    `authorities` are the zone's own names as devices write them in their URLs: `host` or `host:port` in lower
    case, no port if it is the scheme's own. The dependency yields a Caller, or raises a RequestRefused, a
    DoorError or BodyTooLarge.
    """
    nonces = SeenNonces(clock(), tolerance, most_nonces)

    def door(most_body: int) -> Any:
        async def caller(request: Request, _signed: None = Depends(_Signature())) -> Caller:
            target, now = _target(request, authorities), clock()
            head = check_head(_headers(request), target, find_key, now, tolerance)
            nonces.take(head.signer, now)
            body = await read_body(request, most_body if head.digest else 0)
            return Caller(check_body(head, body).keyid, body)

        return Depends(caller)

    return door


def at_door(most_body: int) -> Any:
    """As `signed_by(…)(most_body)`, for routes that are laid before any door is open: the door of the application
    that is asked, which its `state.door` is."""

    async def caller(request: Request, _signed: None = Depends(_Signature())) -> Caller:
        knocked: Caller = await request.app.state.door(most_body).dependency(request)
        return knocked

    return Depends(caller)


def _headers(request: Request) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw]


def _target(request: Request, authorities: Collection[str]) -> Target:
    hosts = request.headers.getlist("host")
    if len(hosts) != 1:
        raise MalformedRequest
    if hosts[0].lower() not in authorities:
        raise NotAddressedHere
    path, query = request.scope["raw_path"], request.scope["query_string"]
    return Target(request.method, hosts[0].lower(), path.decode("latin-1"), query.decode("latin-1"))


class DeviceAuth(httpx.Auth):
    """Signs each request of an httpx client with this zone's key; for the `to_*.py` files."""

    requires_request_body = True

    def __init__(self, key: SignKey, keyid: str, clock: Clock, random: Randomness = system_random) -> None:
        self._key, self._keyid, self._clock, self._random = key, keyid, clock, random

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        target = Target(request.method, request.headers["host"].lower(), path, query)
        content_type = request.headers.get("content-type", "")
        created, nonce = int(self._clock()), self._random(NONCE)
        request.headers.update(
            sign_request(self._key, self._keyid, target, request.content, content_type, created, nonce)
        )
        yield request
