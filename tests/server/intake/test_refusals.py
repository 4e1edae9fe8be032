"""Every refusal of every door of intake has one shape: the same members, the same headers, the same size."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any, cast

import asyncpg
import httpx
import pytest

from protocol.crossings import CBOR, WORK_HEADER, PoolRequest
from protocol.directory import DeviceRole
from protocol.post import SEALED, Post, seal_post
from protocol.sealing import SealedPart
from protocol.uploads import PIECE, PIECE_TYPE, NewUpload, Upload
from server.intake import pool
from server.intake.api import create_app
from server.intake.one_shape import SIZE
from server.intake.pieces import Uploads
from server.intake.uploads import Room, Rooms
from server.intake.world import IntakeWorld
from tests.server.intake.conftest import HOST, Intake, Sealed

pytestmark = pytest.mark.anyio

Send = Callable[[Intake, Sealed], Awaitable[httpx.Response]]
NO_WORK = {WORK_HEADER: "0" * 16}
POST, UPLOADS = "/v1/mailboxes/a7", "/v1/uploads"
NO_UPLOAD = f"{UPLOADS}/{'0' * 64}"
NOTHING = PoolRequest(parts=(), posts=())


def sending(method: str, path: str, body: bytes = b"", **headers: str) -> Send:
    async def send(intake: Intake, _one: Sealed) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await intake.client.request(method, path, content=body, headers={"content-type": CBOR} | named)

    return send


async def bad_signature(intake: Intake, one: Sealed) -> httpx.Response:
    return await intake.send_part(one.part.model_copy(update={"signature": bytes(64)}))


async def unknown_directory(intake: Intake, one: Sealed) -> httpx.Response:
    return await intake.send_part(one.with_header(directory=bytes(32)).part)


async def wrong_compartment(intake: Intake, one: Sealed) -> httpx.Response:
    return await intake.send_part(one.with_header(needed=1).part)


async def too_little_work(intake: Intake, one: Sealed) -> httpx.Response:
    begun = hashlib.sha256(b"leeward/v1/work" + one.id)
    worthless = next(n for n in range(100) if _first_byte(begun, n) >= 16)
    headers = intake.headers | {WORK_HEADER: f"{worthless:016x}"}
    return await intake.client.post("/v1/parts", content=one.raw, headers=headers)


def _first_byte(begun: hashlib._Hash, number: int) -> int:
    tried = begun.copy()
    tried.update(number.to_bytes(8, "big"))
    return tried.digest()[0]


def full(path: str) -> Send:
    async def send(intake: Intake, one: Sealed) -> httpx.Response:
        world = replace(intake.world, rooms=Rooms(Room(10), Room(10)))
        headers = {"content-type": CBOR} | NO_WORK
        return await client_of(world).post(path, content=one.raw[:SEALED], headers=headers)

    return send


def backed_up(path: str) -> Send:
    async def send(intake: Intake, one: Sealed) -> httpx.Response:
        stuck = replace(intake, client=client_of(replace(intake.world, most_waiting=0)))
        if path == "/v1/parts":
            return await stuck.send_part(one.part)
        return await stuck.send_post(seal_post(Post(), intake.consortium.vault_seal.public))

    return send


def client_of(world: IntakeWorld) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(create_app(world), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}")


def away(path: str) -> Send:
    """From a pool that was closed: whoever reads is told to come again."""

    async def send(intake: Intake, _one: Sealed) -> httpx.Response:
        class Gone:
            async def fetchval(self, *_asked: object) -> None:
                raise OSError

        return await client_of(replace(intake.world, writer=cast("asyncpg.Pool[Any]", Gone()))).get(path)

    return send


def begun(then: Callable[[Intake, str], Awaitable[httpx.Response]]) -> Send:
    """What is asked of an upload that has begun; it is of two pieces."""

    async def send(intake: Intake, one: Sealed) -> httpx.Response:
        answer = await intake.begin(one.id, PIECE + 1)
        return await then(intake, Upload.from_bytes(answer.content).upload.hex())

    return send


async def whole(intake: Intake, name: str) -> httpx.Response:
    """Ended with bytes that are no part."""
    for number, size in enumerate((PIECE, 1)):
        assert (await intake.bring(name, number, bytes(size))).status_code == 204
    return await intake.end(name)


async def another_part(intake: Intake, one: Sealed) -> httpx.Response:
    answer = await intake.begin(bytes(32), len(one.raw))
    name = Upload.from_bytes(answer.content).upload.hex()
    await intake.bring_all(name, one)
    return await intake.end(name)


async def no_room_for_a_piece(intake: Intake, one: Sealed) -> httpx.Response:
    world = replace(intake.world, rooms=Rooms(Room(1000), Room(10)))
    tight = replace(intake, client=client_of(world))
    return await tight.bring(await tight.begun(one), 0, one.raw[:PIECE])


async def no_place(intake: Intake, one: Sealed) -> httpx.Response:
    full = replace(intake, client=client_of(replace(intake.world, uploads=Uploads(0))))
    return await full.begin(one.id, PIECE)


async def too_little_work_to_begin(intake: Intake, one: Sealed) -> httpx.Response:
    begun = hashlib.sha256(b"leeward/v1/work" + one.id)
    worthless = next(n for n in range(100) if _first_byte(begun, n) >= 16)
    return await intake.begin(one.id, PIECE, worthless.to_bytes(8, "big"))


async def strange_device(intake: Intake, _one: Sealed) -> httpx.Response:
    return await intake.as_device(DeviceRole.RELEASE, "/v1/pool/take", NOTHING)


async def more_than_a_pool_holds(intake: Intake, _one: Sealed) -> httpx.Response:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "MOST_BYTES", -1)
        return await intake.as_device(DeviceRole.VAULT, "/v1/pool/take", NOTHING)


REFUSALS: dict[str, tuple[int, Send]] = {
    "a part that is none": (400, sending("POST", "/v1/parts", b"hello", **NO_WORK)),
    "a part without work": (400, sending("POST", "/v1/parts", b"hello")),
    "a part of another type": (415, sending("POST", "/v1/parts", b"{}", content_type="application/json", **NO_WORK)),
    "a part too large": (413, sending("POST", "/v1/parts", b"", content_length=str(SealedPart.BOUND + 1), **NO_WORK)),
    "a part with too little work": (403, too_little_work),
    "a part of an unknown directory": (409, unknown_directory),
    "a part that does not fit": (409, wrong_compartment),
    "a part with a bad signature": (400, bad_signature),
    "a part for which there is no room": (503, full("/v1/parts")),
    "a part before a full queue": (503, backed_up("/v1/parts")),
    "a post of another size": (400, sending("POST", POST, b"hello", **NO_WORK)),
    "a post without work": (400, sending("POST", POST, b"hello")),
    "a post too large": (413, sending("POST", POST, bytes(SEALED + 1), **NO_WORK)),
    "a post with too little work": (403, sending("POST", POST, bytes(SEALED), **NO_WORK)),
    "a post for which there is no room": (503, full(POST)),
    "a post before a full queue": (503, backed_up(POST)),
    "a post to no bucket": (404, sending("POST", "/v1/mailboxes/zz", bytes(SEALED), **NO_WORK)),
    "an upload without work": (400, sending("POST", UPLOADS, b"hello")),
    "an upload that is none": (400, sending("POST", UPLOADS, b"hello", **NO_WORK)),
    "an upload too large": (413, sending("POST", UPLOADS, bytes(NewUpload.BOUND + 1), **NO_WORK)),
    "an upload with too little work": (403, too_little_work_to_begin),
    "an upload for which there is no place": (503, no_place),
    "progress of no upload": (404, sending("GET", NO_UPLOAD)),
    "a piece of no upload": (404, sending("PUT", f"{NO_UPLOAD}/0", b"hello", content_type=PIECE_TYPE)),
    "a piece of another type": (415, begun(lambda intake, name: intake.client.put(f"{UPLOADS}/{name}/0"))),
    "a piece of another size": (400, begun(lambda intake, name: intake.bring(name, 0, b"hello"))),
    "a piece of no number": (400, begun(lambda intake, name: intake.bring(name, 2, b"hello"))),
    "a piece for which there is no room": (503, no_room_for_a_piece),
    "the end of no upload": (404, sending("POST", NO_UPLOAD)),
    "the end with pieces missing": (409, begun(lambda intake, name: intake.end(name))),
    "the end of what is no part": (400, begun(whole)),
    "the end of another part": (400, another_part),
    "an upload that is not to be changed": (405, sending("DELETE", NO_UPLOAD)),
    "a notice before the first publication": (404, sending("GET", "/v1/mailboxes")),
    "a notice from a database that is away": (503, away("/v1/mailboxes")),
    "a bucket that is none": (404, sending("GET", "/v1/mailboxes/ffff")),
    "a bucket before the first publication": (404, sending("GET", "/v1/mailboxes/0000")),
    "a bucket from a database that is away": (503, away("/v1/mailboxes/0000")),
    "mailboxes that are not to be changed": (405, sending("DELETE", "/v1/mailboxes/0000")),
    "a page where there is none": (404, sending("GET", "/")),
    "a page in a language where there is none": (404, sending("GET", "/en")),
    "a page that is sent something": (405, sending("POST", "/en", b"name=x")),
    "a record of a page where there is none": (404, sending("GET", "/v1/page")),
    "no such door": (404, sending("GET", "/v1/nothing")),
    "another method": (405, sending("DELETE", "/v1/directory")),
    "a list of what waits without a signature": (401, sending("GET", "/v1/pool")),
    "more than a pool holds": (400, more_than_a_pool_holds),
    "a pool without a signature": (401, sending("POST", "/v1/pool/take")),
    "a pool for a stranger": (401, strange_device),
}
DEMANDED_BY_HTTP = {401: {"www-authenticate"}, 405: {"allow"}}


@pytest.mark.parametrize("what", REFUSALS)
async def test_every_refusal_has_one_shape_and_one_size(intake: Intake, sealed: tuple[Sealed, ...], what: str) -> None:
    status, send = REFUSALS[what]
    answer = await send(intake, sealed[0])
    assert answer.status_code == status, answer.text
    assert list(answer.json()) == ["type", "title", "status", "detail", "work"]
    expected = {"content-length", "content-type", "cache-control", "retry-after"} | DEMANDED_BY_HTTP.get(status, set())
    assert set(answer.headers) == expected
    assert answer.json()["work"] == 4
    line = len(f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n")
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)
    assert line + head + 2 + len(answer.content) == SIZE
    assert not await intake.rows()


async def test_what_is_accepted_twice_is_answered_with_the_very_same_bytes(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    first, again = await intake.send_part(sealed[0].part), await intake.send_part(sealed[0].part)
    assert (first.status_code, first.content, first.headers) == (again.status_code, again.content, again.headers)
