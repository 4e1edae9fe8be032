"""What intake hands to the vault and takes from it, and from nobody else: the vault comes. SPEC 13.3 and 18.

Rules of this file
* Two locks. The caller's key must be the vault's in the directory: no other key is even looked up. And the access
  rules of the signed policy must allow it to collect.
* What is handed over is only gone once the vault says that it has it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from protocol.crossings import CBOR, Collected, NewBuckets, NewHead, NewPublication, PoolRequest
from protocol.directory import DeviceRole
from protocol.errors import DirectoryRefused
from protocol.requests import FindKey
from server.access_in_force import AccessInForce
from server.authorization import Action, Kind
from server.devices import Caller, Door, signed_by
from server.intake import mailboxes, pool
from server.intake.world import IntakeWorld
from server.who_is_who import POOL

_UNKEPT = {"cache-control": "no-store"}
_TAKES: dict[str, Any] = {
    "requestBody": {"required": True, "content": {CBOR: {"schema": {"type": "string", "format": "binary"}}}}
}


class InPieces(StreamingResponse):
    """A message of `size` bytes, sent as it is read. At its end, or when the vault breaks off, the reading is closed:
    it holds a connection to the database."""

    def __init__(self, size: int, pieces: AsyncGenerator[bytes, None]) -> None:
        super().__init__(pieces, media_type=CBOR, headers=_UNKEPT | {"content-length": str(size)})
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with aclosing(self._pieces):
            await super().__call__(scope, receive, send)


def vault_routes(app: FastAPI, world: IntakeWorld) -> None:
    """`GET /v1/pool`, `POST /v1/pool/take`, `/v1/pool/collected`, `/head`, `/buckets` and `/publication`."""
    access_now = AccessInForce(world.pinned)
    door = signed_by(_vault_only(world), world.clock, world.authorities)
    knocking, asked, told = door(0), door(PoolRequest.BOUND), door(Collected.BOUND)

    def check(caller: Caller) -> None:
        access = access_now()
        access.rules.decide(access.principal(bytes.fromhex(caller.keyid), Kind.DEVICE), Action.COLLECT_POOL, POOL)

    @app.get("/v1/pool", response_class=Response)
    async def waiting(caller: Caller = knocking) -> Response:
        """→ Waiting: the ids and sizes of what has come."""
        check(caller)
        listed = await pool.waiting(world.collector, world.random)
        return Response(listed.to_bytes(), media_type=CBOR, headers=_UNKEPT)

    @app.post("/v1/pool/take", response_class=Response, openapi_extra=_TAKES)
    async def take(caller: Caller = asked) -> Response:
        """PoolRequest → Pool: what was asked for, or a refusal where that is more than a Pool holds."""
        check(caller)
        size, pieces = await pool.take(world.collector, PoolRequest.from_bytes(caller.body))
        return InPieces(size, pieces)

    @app.post("/v1/pool/collected", status_code=204, response_class=Response, openapi_extra=_TAKES)
    async def collected(caller: Caller = told) -> None:
        """Collected → nothing: intake forgets what the vault has."""
        check(caller)
        parts, posts = await pool.forget(world.collector, Collected.from_bytes(caller.body))
        world.demands.parts.collected(parts)
        world.demands.posts.collected(posts)

    head = door(NewHead.BOUND)

    @app.post("/v1/pool/head", status_code=204, response_class=Response, openapi_extra=_TAKES)
    async def brought(caller: Caller = head) -> None:
        """NewHead → nothing: shown to anyone from now on."""
        check(caller)
        world.log_head.bring(NewHead.from_bytes(caller.body).note, world.pinned.directory, world.clock())

    _mailbox_routes(app, world, door, check)


def _mailbox_routes(app: FastAPI, world: IntakeWorld, door: Door, check: Callable[[Caller], None]) -> None:
    left, finished = door(NewBuckets.BOUND), door(NewPublication.BOUND)

    @app.post("/v1/pool/buckets", status_code=204, response_class=Response, openapi_extra=_TAKES)
    async def buckets(caller: Caller = left) -> None:
        """NewBuckets → nothing: some buckets of the next publication."""
        check(caller)
        await mailboxes.leave_buckets(world.collector, NewBuckets.from_bytes(caller.body))

    @app.post("/v1/pool/publication", status_code=204, response_class=Response, openapi_extra=_TAKES)
    async def publication(caller: Caller = finished) -> None:
        """NewPublication → nothing: it is out, all at once."""
        check(caller)
        await mailboxes.publish(world.collector, NewPublication.from_bytes(caller.body))


def _vault_only(world: IntakeWorld) -> FindKey:
    def find_key(keyid: str) -> bytes | None:
        try:
            key = world.pinned.directory.device_key(DeviceRole.VAULT)
        except DirectoryRefused:
            return None
        return key if key.hex() == keyid else None

    return find_key
