"""The policy zone's doors: the bundle for those who evaluate it, the staff list for those who oversee. SPEC 18."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import FastAPI, Query, Response

from protocol.activity import Told
from protocol.crossings import CBOR
from protocol.errors import DirectoryRefused, ProtocolError
from protocol.ids import from_text
from protocol.orders import NotYoursToOrder, TooManyOrders
from protocol.policy import PolicyRefused
from server.devices import Caller, signed_by
from server.orders import MOST_BROUGHT
from server.policy.accounts.world import StaffWorld
from server.policy.activity import take_told
from server.policy.bundles import waiting
from server.policy.callers import check_evaluates, check_oversees, known_keys
from server.policy.custody.alarms import check_is_vault
from server.policy.custody.heartbeats import take_heartbeat
from server.policy.errors import (
    LedgerSilent,
    NotForThisKey,
    NotForThisZone,
    NothingWaits,
    NotSimulated,
    PolicyZoneError,
    SimulationsUsedUp,
    VaultSilent,
    WeekNotOver,
)
from server.policy.orders import take_orders
from server.policy.staff import Staff, list_staff
from server.policy.staff_pages.doors import add_staff_pages
from server.policy.world import World
from server.problems import Status
from server.stopping import unless_suspended
from server.zone_app import zone_app

STATUS: Status = {
    PolicyZoneError: 400,
    NotForThisKey: 403,
    NotForThisZone: 403,
    NothingWaits: 404,
    WeekNotOver: 422,
    NotYoursToOrder: 403,
    TooManyOrders: 429,
    LedgerSilent: 503,
    VaultSilent: 503,
    NotSimulated: 409,
    SimulationsUsedUp: 429,
    ProtocolError: 422,
    DirectoryRefused: 503,
    PolicyRefused: 503,
}


Compartment = Annotated[str, Query(min_length=1, max_length=48)]
_BINARY = {"content": {CBOR: {"schema": {"type": "string", "format": "binary"}}}}
TAKES_CBOR: dict[str, Any] = {"openapi_extra": {"requestBody": {"required": True, **_BINARY}}}


def create_app(world: World, staff: StaffWorld | None = None) -> FastAPI:
    """The policy zone's application; its rounds are run beside it (rounds.py). With `staff`, it serves their pages."""
    app = zone_app("Leeward policy", PolicyZoneError, STATUS)
    keys = unless_suspended(world.pinned, known_keys(world.pinned))
    door = signed_by(keys, world.clock, world.authorities)
    for routes in (_policy_routes, _order_routes, _telling_routes):
        routes(app, world, door)
    if staff is not None:
        add_staff_pages(app, staff)
    return app


def _policy_routes(app: FastAPI, world: World, door: Any) -> None:
    nothing = door(0)

    @app.get("/v1/policies", response_class=Response, responses={200: {"content": {CBOR: {}}}})
    async def get_policy(caller: Caller = nothing) -> Response:
        check_evaluates(caller, world.access(), world.pinned.directory)
        return Response(world.pinned.signed_policy.to_bytes(), media_type=CBOR)

    @app.get("/v1/policies/next", response_class=Response, responses={200: {"content": {CBOR: {}}}})
    async def get_waiting(caller: Caller = nothing) -> Response:
        """→ SignedPolicy that cools off, or 404 where none does."""
        check_evaluates(caller, world.access(), world.pinned.directory)
        if (raw := waiting(world)) is None:
            raise NothingWaits
        return Response(raw, media_type=CBOR)

    @app.get("/v1/staff")
    async def get_staff(response: Response, caller: Caller = nothing) -> Staff:
        check_oversees(caller, world.access())
        response.headers["cache-control"] = "no-store"
        return list_staff(world.pinned.policy, world.pinned.directory)


def _order_routes(app: FastAPI, world: World, door: Any) -> None:
    brings, nothing = door(MOST_BROUGHT), door(0)

    @app.get("/v1/orders", response_class=Response, responses={200: {"content": {CBOR: {}}}})
    async def get_orders(_caller: Caller = nothing) -> Response:
        """→ OrderBook, for everyone whose key opens this door."""
        return Response(world.pinned.orders.to_bytes(), media_type=CBOR, headers={"cache-control": "no-store"})

    @app.get("/v1/directory", response_class=Response, responses={200: {"content": {CBOR: {}}}})
    async def get_directory(_caller: Caller = nothing) -> Response:
        """→ SignedDirectory: whoever gives an order looks up there whom or what it names."""
        return Response(world.pinned.signed_directory.to_bytes(), media_type=CBOR)

    @app.post("/v1/orders", status_code=204, response_class=Response, **TAKES_CBOR)
    async def post_orders(caller: Caller = brings) -> None:
        """OrderBook → nothing: all of them were taken, or none."""
        await take_orders(world, caller.body)


def _telling_routes(app: FastAPI, world: World, door: Any) -> None:
    tells, nothing = door(Told.BOUND), door(0)

    @app.post("/v1/activity", status_code=204, response_class=Response, **TAKES_CBOR)
    async def post_activity(caller: Caller = tells) -> None:
        """Told → nothing. From the vault and from release."""
        await take_told(world, caller)

    @app.post("/v1/alarms", status_code=204, response_class=Response)
    async def ring(compartment: Compartment, caller: Caller = nothing) -> None:
        """Something urgent waits there: those on call are told at once. The vault alone; nothing is answered."""
        check_is_vault(world.pinned.directory, from_text(caller.keyid))
        world.alarms.ring(compartment)

    @app.post("/v1/heartbeats", status_code=204, response_class=Response)
    async def beat(caller: Caller = nothing) -> None:
        """The key of a custodian, or of a substitute, was used today."""
        await take_heartbeat(world, from_text(caller.keyid))
