"""Intake on the wire: who may knock where, and which error is which HTTP status. SPEC 18."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from protocol.crossings import CBOR, WORK_HEADER, Collected
from protocol.errors import DirectoryRefused, Malformed, ProtocolError, TooLarge, TooLittleWork
from protocol.ids import day_of
from protocol.part_shapes import Shapes
from protocol.policy import PolicyRefused
from protocol.post import SEALED
from protocol.sealing import SealedPart
from protocol.uploads import PIECE_TYPE
from protocol.work import MAX_BITS
from server.authorization import AuthorizationError, NotAllowed
from server.intake.arrivals import Arrival, check_bucket, judge_claimed, judge_part, judge_post
from server.intake.coalescer import Coalescer
from server.intake.errors import (
    Busy,
    IntakeError,
    NoHeadYet,
    NoPage,
    NoPageRecord,
    NoSuchBucket,
    NoSuchMailboxes,
    NoSuchPage,
    NoSuchUpload,
    NothingPublished,
    NotKept,
    NotNow,
    NotWhole,
    PiecesMissing,
    TooSlow,
    WorkMissing,
    WrongMediaType,
)
from server.intake.from_anyone import INLINE, OpenDoor, Shortcut
from server.intake.in_pieces import PieceDoor
from server.intake.mailboxes import Mailboxes
from server.intake.one_shape import OneShape
from server.intake.page_door import page_routes
from server.intake.to_vault import vault_routes
from server.intake.world import IntakeWorld
from server.problems import QuietFaults, problem
from server.zone_app import zone_app

STATUS: dict[type[Exception], int] = {
    IntakeError: 400,
    WorkMissing: 400,
    NoSuchBucket: 404,
    NoSuchUpload: 404,
    NoSuchMailboxes: 404,
    NothingPublished: 404,
    NoHeadYet: 404,
    NoPage: 404,
    NoSuchPage: 404,
    NoPageRecord: 404,
    NotWhole: 409,
    PiecesMissing: 409,
    NotNow: 503,
    TooSlow: 408,
    WrongMediaType: 415,
    Busy: 503,
    NotKept: 503,
    ProtocolError: 400,
    Malformed: 400,
    TooLittleWork: 403,
    DirectoryRefused: 409,
    TooLarge: 413,
    PolicyRefused: 503,
    AuthorizationError: 503,
    NotAllowed: 403,
}
_WORK_PARAMETER: dict[str, Any] = {
    "name": WORK_HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
}
_CBOR_BODY: dict[str, Any] = {"content": {CBOR: {"schema": {"type": "string", "format": "binary"}}}}
_UNKEPT = {"cache-control": "no-store"}
_BITS = {"type": "integer", "minimum": 0, "maximum": MAX_BITS}
_WORK_SCHEMA = {"type": "object", "required": ["parts", "posts"], "properties": {"parts": _BITS, "posts": _BITS}}
_WORK_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"description": "Bits of work asked now", "content": {"application/json": {"schema": _WORK_SCHEMA}}}
}
_LEFT_BY_ANYONE: dict[str, Any] = {
    "response_class": Response,
    "openapi_extra": {"parameters": [_WORK_PARAMETER], "requestBody": {"required": True, **_CBOR_BODY}},
    "responses": {200: {"description": "An Acceptance", **_CBOR_BODY}},
}
_BEGUN_BY_ANYONE: dict[str, Any] = {
    **_LEFT_BY_ANYONE,
    "status_code": 201,
    "responses": {201: {"description": "An Upload", **_CBOR_BODY}},
}
_PIECE: dict[str, Any] = {"content": {PIECE_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
_FETCHED_BY_ANYONE: dict[str, Any] = {
    "response_class": Response,
    "responses": {200: {"description": "A message", **_CBOR_BODY}},
}


def create_app(world: IntakeWorld) -> FastAPI:
    """Intake's application. It does nothing by itself: whatever happens, somebody outside asked for it."""
    app = zone_app("Leeward intake", IntakeError, STATUS, most_body=Collected.BOUND)
    parts, posts, mailboxes = _parts_door(world), _posts_door(world), Mailboxes(world.writer)

    @app.post("/v1/parts", **_LEFT_BY_ANYONE)
    async def part(request: Request) -> Response:
        """SealedPart → Acceptance, once the part is durable."""
        return _cbor(await parts.take_in(request.scope, request.receive))

    @app.post("/v1/mailboxes/{bucket}", **_LEFT_BY_ANYONE)
    async def post(bucket: str, request: Request) -> Response:
        """A sealed post → Acceptance of its SHA-256, once the post is durable."""
        check_bucket(bucket)
        return _cbor(await posts.take_in(request.scope, request.receive))

    _upload_routes(app, _pieces_door(world, parts))

    @app.get("/v1/mailboxes", **_FETCHED_BY_ANYONE)
    async def notice() -> Response:
        """→ SignedMailboxNotice: which publication is out, and how deep its buckets are cut."""
        return _cbor(await mailboxes.notice())

    @app.get("/v1/mailboxes/{bucket}", **_FETCHED_BY_ANYONE)
    async def bucket(bucket: str) -> Response:
        """→ Bucket, always of one size."""
        return _cbor(await mailboxes.bucket(bucket))

    @app.get("/v1/directory", response_class=Response)
    async def directory() -> Response:
        """The newest SignedDirectory that intake trusts."""
        return _cbor(world.pinned.signed_directory.to_bytes())

    @app.get("/v1/checkpoint", response_class=Response)
    async def checkpoint() -> Response:
        """The newest co-signed head of the log that the vault brought: to compare with what the log itself shows."""
        return Response(world.log_head.note, media_type="text/plain; charset=utf-8", headers=_UNKEPT)

    @app.get("/v1/work", response_class=Response, responses=_WORK_ANSWER)
    async def work() -> Response:
        """The bits of work that a part and a post cost now."""
        base = world.pinned.directory.contents.work_bits
        bits = {"parts": world.demands.parts.bits(base), "posts": world.demands.posts.bits(base)}
        return JSONResponse(bits, headers={"cache-control": "no-store"})

    vault_routes(app, world)
    page_routes(app, world.page, world.onion)
    app.add_middleware(Shortcut, path="/v1/parts", door=parts, refuse=_refusal)
    app.add_middleware(QuietFaults)
    app.add_middleware(OneShape, asked=lambda path: _asked(world, path))
    return app


def _upload_routes(app: FastAPI, pieces: PieceDoor) -> None:

    @app.post("/v1/uploads", **_BEGUN_BY_ANYONE)
    async def begin(request: Request) -> Response:
        """NewUpload → Upload: the name under which the pieces of a part may be brought."""
        return _cbor(await pieces.begin(request.scope, request.receive), 201)

    @app.put(
        "/v1/uploads/{name}/{number}",
        status_code=204,
        response_class=Response,
        openapi_extra={"requestBody": {"required": True, **_PIECE}},
    )
    async def bring(name: str, number: str, request: Request) -> None:
        """One piece → nothing."""
        await pieces.bring(name, number, request.scope, request.receive)

    @app.get("/v1/uploads/{name}", **_FETCHED_BY_ANYONE)
    async def progress(name: str) -> Response:
        """→ UploadProgress: which pieces are missing."""
        return _cbor(pieces.progress(name))

    @app.post("/v1/uploads/{name}", **_FETCHED_BY_ANYONE)
    async def end(name: str) -> Response:
        """Nothing → Acceptance, once the part is durable."""
        return _cbor(await pieces.end(name))


def _asked(world: IntakeWorld, path: str) -> int:
    """Bits of work asked at a path now; none by an intake whose directory has ended: it takes nothing."""
    try:
        base = world.pinned.directory.contents.work_bits
    except DirectoryRefused:
        return 0
    return (world.demands.posts if path.startswith("/v1/mailboxes/") else world.demands.parts).bits(base)


def _parts_door(world: IntakeWorld) -> OpenDoor:
    shapes = Shapes(world.pinned.directory, INLINE)

    def judge(body: bytes, nonce: bytes) -> Arrival:
        bits = world.demands.parts.bits(world.pinned.directory.contents.work_bits)
        return judge_part(body, nonce, bits, world.pinned, day_of(world.clock()), shapes)

    coalescer = Coalescer(world.writer, "parts", world.most_waiting)
    return OpenDoor(judge, SealedPart.BOUND, coalescer, world.key, world.rooms)


def _pieces_door(world: IntakeWorld, parts: OpenDoor) -> PieceDoor:
    def judge(body: bytes, claimed: bytes) -> Arrival:
        return judge_claimed(body, claimed, world.pinned, day_of(world.clock()))

    def bits() -> int:
        return world.demands.parts.bits(world.pinned.directory.contents.work_bits)

    return PieceDoor(world, parts, judge, bits)


def _posts_door(world: IntakeWorld) -> OpenDoor:
    def judge(body: bytes, nonce: bytes) -> Arrival:
        return judge_post(body, nonce, world.demands.posts.bits(world.pinned.directory.contents.work_bits))

    coalescer = Coalescer(world.writer, "posts", world.most_waiting)
    return OpenDoor(judge, SEALED, coalescer, world.key, world.rooms)


def _cbor(body: bytes, status: int = 200) -> Response:
    return Response(body, status, media_type=CBOR, headers={"cache-control": "no-store"})


def _refusal(error: Exception) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return problem(type(error), status)
