"""What intake hands to the vault, and to nobody else: the vault comes for it. SPEC 18.

Rules of this file
* Two locks. The caller's key must be the vault's in the directory: no other key is even looked up. And the access
  rules of the signed policy must allow it to collect.
* What is handed over is only gone once the vault says that it has it.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from protocol.crossings import CBOR, Collected, PoolRequest
from protocol.directory import DeviceRole
from protocol.errors import DirectoryRefused
from protocol.requests import FindKey
from server.access_in_force import AccessInForce
from server.authorization import Action, Kind
from server.devices import Caller, signed_by
from server.intake import pool
from server.intake.world import IntakeWorld
from server.who_is_who import POOL

_TAKES: dict[str, Any] = {
    "requestBody": {"required": True, "content": {CBOR: {"schema": {"type": "string", "format": "binary"}}}}
}


def vault_routes(world: IntakeWorld) -> APIRouter:
    """`POST /v1/pool/take` and `POST /v1/pool/collected`."""
    routes = APIRouter()
    access_now = AccessInForce(world.pinned)
    door = signed_by(_vault_only(world), world.clock, world.authorities)
    asked, told = door(PoolRequest.BOUND), door(Collected.BOUND)

    def check(caller: Caller) -> None:
        access = access_now()
        access.rules.decide(access.principal(bytes.fromhex(caller.keyid), Kind.DEVICE), Action.COLLECT_POOL, POOL)

    @routes.post("/v1/pool/take", response_class=Response, openapi_extra=_TAKES)
    async def take(caller: Caller = asked) -> Response:
        """PoolRequest → Pool: a shuffled share of what waits."""
        check(caller)
        request = PoolRequest.from_bytes(caller.body)
        taken = await pool.take(world.collector, request.most_bytes, world.random)
        return Response(taken.to_bytes(), media_type=CBOR, headers={"cache-control": "no-store"})

    @routes.post("/v1/pool/collected", status_code=204, response_class=Response, openapi_extra=_TAKES)
    async def collected(caller: Caller = told) -> None:
        """Collected → nothing: intake forgets what the vault has."""
        check(caller)
        parts, posts = await pool.forget(world.collector, Collected.from_bytes(caller.body))
        world.demands.parts.collected(parts)
        world.demands.posts.collected(posts)

    return routes


def _vault_only(world: IntakeWorld) -> FindKey:
    def find_key(keyid: str) -> bytes | None:
        try:
            key = world.pinned.directory.device_key(DeviceRole.VAULT)
        except DirectoryRefused:
            return None
        return key if key.hex() == keyid else None

    return find_key
