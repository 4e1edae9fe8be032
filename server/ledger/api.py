"""The log on the wire: three zones write to it, everyone may read it. SPEC 14 and 18."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request, Response

from protocol.bundles import bundle_bytes, tile_beside
from protocol.crossings import CBOR
from protocol.directory import DeviceRole
from protocol.errors import DirectoryRefused, Malformed, ProtocolError
from protocol.ids import from_text
from protocol.ledger_crossings import NewEntries
from protocol.merkle import MAX_SIZE
from protocol.policy import PolicyRefused
from protocol.tiles import Tile
from server.access_in_force import AccessInForce
from server.authorization import Action, AuthorizationError, Kind, NotAllowed
from server.body_bounds import read_body
from server.devices import Caller, signed_by
from server.ledger.cosignatures import MOST_WORD, asked_note, take_word
from server.ledger.errors import (
    ClocksApart,
    HeadPassed,
    LedgerError,
    LogDamaged,
    NoSuchRange,
    NotAWitness,
    NotAWriter,
    NotInTheLog,
    NotOurHead,
    OneAtATime,
    TooManyPending,
    WordPassed,
)
from server.ledger.log import bundle, consistency_of, inclusion_of, shown_note, take_in, tile
from server.ledger.world import World
from server.who_is_who import LOG
from server.zone_app import zone_app

STATUS: dict[type[Exception], int] = {
    LedgerError: 400,
    NotAWriter: 403,
    NotInTheLog: 404,
    NoSuchRange: 404,
    TooManyPending: 503,
    NotAWitness: 403,
    NotOurHead: 409,
    HeadPassed: 409,
    WordPassed: 409,
    OneAtATime: 409,
    ClocksApart: 409,
    LogDamaged: 503,
    ProtocolError: 400,
    Malformed: 400,
    DirectoryRefused: 503,
    PolicyRefused: 503,
    AuthorizationError: 503,
    NotAllowed: 403,
}
WRITERS = (DeviceRole.VAULT, DeviceRole.RELEASE, DeviceRole.POLICY)
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
_NEVER = {"cache-control": "no-store"}
_PLAIN = "text/plain; charset=utf-8"
_TAKES: dict[str, Any] = {
    "requestBody": {"required": True, "content": {CBOR: {"schema": {"type": "string", "format": "binary"}}}}
}
_TAKES_NOTE: dict[str, Any] = {"requestBody": {"required": True, "content": {_PLAIN: {"schema": {"type": "string"}}}}}
# For OpenAPI, of every log that there will be. What reads them has errors of its own for what is none.
_INDEX = r"(x(00[1-9]|0[1-9][0-9]|[1-9][0-9]{2})/(x[0-9]{3}/){0,4})?[0-9]{3}"
_WIDTH = r"(\.p/([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?"
_TilePath = Annotated[str, Path(json_schema_extra={"pattern": f"^([0-9]|[1-5][0-9]|6[0-3])/{_INDEX}{_WIDTH}$"})]
_BundlePath = Annotated[str, Path(json_schema_extra={"pattern": f"^{_INDEX}{_WIDTH}$"})]
_Commitment = Annotated[str, Path(json_schema_extra={"pattern": "^[0-9a-f]{64}$"})]
_Size = Annotated[int, Query(ge=0, le=MAX_SIZE)]


def create_app(world: World) -> FastAPI:
    """The log's application; its ticks are in rounds.py."""
    app = zone_app("Leeward log", LedgerError, STATUS, NewEntries.BOUND)
    access_now = AccessInForce(world.pinned)
    door = signed_by(lambda keyid: _device_key(world, keyid), world.clock, world.authorities)
    entries = door(NewEntries.BOUND)

    @app.post("/v1/entries", status_code=202, response_class=Response, openapi_extra=_TAKES)
    async def enter(caller: Caller = entries) -> Response:
        """NewEntries → 202: they are durable, and leaves at one of the next ticks."""
        check_writer(world, caller.keyid)
        access = access_now()
        access.rules.decide(access.principal(from_text(caller.keyid), Kind.DEVICE), Action.APPEND_ENTRY, LOG)
        await take_in(world, NewEntries.from_bytes(caller.body).commitments)
        return Response(status_code=202)

    @app.get("/v1/entries/{commitment}", response_class=Response)
    async def find(commitment: _Commitment) -> Response:
        """→ Inclusion, or 404 until the tick. A commitment is 32 random bytes to all who do not have what it hides."""
        found = await inclusion_of(world, from_text(commitment))
        return Response(found.to_bytes(), media_type=CBOR, headers=_NEVER)

    @app.get("/checkpoint", response_class=Response)
    async def checkpoint() -> Response:
        """The newest signed note (C2SP tlog-checkpoint) that enough witnesses have co-signed (tlog-cosignature)."""
        return _note(await shown_note(world))

    @app.get("/v1/cosignatures", response_class=Response)
    async def asked() -> Response:
        """The signed note that the log asks its witnesses to co-sign."""
        return _note(await asked_note(world))

    @app.post("/v1/cosignatures", status_code=204, response_class=Response, openapi_extra=_TAKES_NOTE)
    async def cosign(request: Request) -> Response:
        """A note with one witness's line → 204: the log keeps it. Whoever brings it, the witness's signature counts."""
        await take_word(world, await read_body(request, MOST_WORD))
        return Response(status_code=204)

    @app.get("/v1/consistency", response_class=Response)
    async def consistency(start: Annotated[int, Query(alias="from", ge=0, le=MAX_SIZE)], to: _Size) -> Response:
        """→ Consistency between two sizes of the log."""
        proof = await consistency_of(world, start, to)
        return Response(proof.to_bytes(), media_type=CBOR, headers=_NEVER)

    @app.get("/tile/entries/{path:path}", response_class=Response)
    async def read_bundle(path: _BundlePath) -> Response:
        """A bundle of leaves (C2SP tlog-tiles); it never changes."""
        held = await bundle(world, tile_beside(f"tile/entries/{path}"))
        return Response(bundle_bytes(held), media_type="application/octet-stream", headers=_FOREVER)

    @app.get("/tile/{path:path}", response_class=Response)
    async def read_tile(path: _TilePath) -> Response:
        """A tile of hashes (C2SP tlog-tiles); it never changes."""
        hashes = await tile(world, Tile.from_path(f"tile/{path}"))
        return Response(hashes, media_type="application/octet-stream", headers=_FOREVER)

    return app


def _note(note: bytes) -> Response:
    return Response(note, media_type=_PLAIN, headers=_NEVER)


def _device_key(world: World, keyid: str) -> bytes | None:
    """Keys of zones only: whoever else signs is a stranger here."""
    try:
        key = from_text(keyid)
        devices = world.pinned.directory.contents.devices
    except (Malformed, DirectoryRefused):
        return None
    return key if key in {one.sign_key for one in devices} else None


def check_writer(world: World, keyid: str) -> None:
    """The first lock, whatever the access rules say: raise NotAWriter unless the caller is one of three zones."""
    devices = world.pinned.directory.contents.devices
    if not any(one.sign_key.hex() == keyid and one.role in WRITERS for one in devices):
        raise NotAWriter
