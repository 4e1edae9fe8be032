"""The policy zone's doors: the bundle for those who evaluate it, the staff list for those who oversee. SPEC 18."""

from __future__ import annotations

from fastapi import FastAPI, Response

from protocol.crossings import CBOR
from protocol.errors import DirectoryRefused, ProtocolError
from protocol.policy import PolicyRefused
from server.devices import Caller, signed_by
from server.policy.callers import check_evaluates, check_oversees, known_keys
from server.policy.errors import LedgerSilent, NotForThisKey, PolicyZoneError
from server.policy.staff import Staff, list_staff
from server.policy.world import World
from server.problems import Status
from server.zone_app import zone_app

STATUS: Status = {
    PolicyZoneError: 400,
    NotForThisKey: 403,
    LedgerSilent: 503,
    ProtocolError: 422,
    DirectoryRefused: 503,
    PolicyRefused: 503,
}


def create_app(world: World) -> FastAPI:
    """The policy zone's application; its rounds are run beside it (rounds.py)."""
    app = zone_app("Leeward policy", PolicyZoneError, STATUS)
    nothing = signed_by(known_keys(world.pinned), world.clock, world.authorities)(0)

    @app.get("/v1/policies", response_class=Response, responses={200: {"content": {CBOR: {}}}})
    async def get_policy(caller: Caller = nothing) -> Response:
        check_evaluates(caller, world.access())
        return Response(world.pinned.signed_policy.to_bytes(), media_type=CBOR)

    @app.get("/v1/staff")
    async def get_staff(response: Response, caller: Caller = nothing) -> Staff:
        check_oversees(caller, world.access())
        response.headers["cache-control"] = "no-store"
        return list_staff(world.pinned.policy, world.pinned.directory)

    return app
