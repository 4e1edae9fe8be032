"""The door that is open to the world: where anyone may leave something sealed, and learn only that it is kept.

Rules of this file
* In this order, each step cheaper than the next: announced size, media type, header, body, and then what
  arrivals.py checks, work before signature.
* The answer says that these bytes are durable. It is signed, names no time, and is the same for the same bytes.
* Nothing of the sender is looked at: no address, no other header.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from protocol.acceptance import accept
from protocol.crossings import CBOR, WORK_HEADER
from protocol.errors import ProtocolError, TooLarge
from protocol.primitives import SignKey
from protocol.uploads import PIECE_TYPE
from server.intake.arrivals import Arrival
from server.intake.coalescer import Coalescer
from server.intake.errors import IntakeError, WorkMissing, WrongMediaType, WrongPieceSize
from server.intake.uploads import Rooms, read_upload

Judge = Callable[[bytes, bytes], Arrival]
"""Takes a body and the 8 bytes that prove work for it."""
Refuse = Callable[[Exception], ASGIApp]
"""Makes the problem document of an error; HTTP codes are api.py's."""

INLINE = 128 * 1024
"""Bytes up to which a body is checked at once, in about 0.15 ms; a larger one goes to a thread."""
LARGE_AT_A_TIME = 2
"""How many large bodies are decoded at one time; each takes about five times its size while it is."""

_WORK = re.compile(rb"[0-9a-f]{16}")
_CBOR, _PIECE = CBOR.encode(), PIECE_TYPE.encode()
_WORK_NAME = WORK_HEADER.encode()


@dataclass(frozen=True, slots=True)
class Announced:
    """What the head of a request says about its body."""

    size: int | None
    nonce: bytes


class OpenDoor:
    """One address at which anyone may leave bodies of one kind."""

    def __init__(self, judge: Judge, bound: int, coalescer: Coalescer, key: SignKey, rooms: Rooms) -> None:
        self._judge = judge
        self._bound = bound
        self._coalescer = coalescer
        self._key = key
        self._rooms = rooms
        self._large = asyncio.Semaphore(LARGE_AT_A_TIME)

    async def take_in(self, scope: Scope, receive: Receive) -> bytes:
        """An encoded Acceptance, once what came is durable.

        Raises an IntakeError or a ProtocolError.
        """
        announced = read_head(scope, self._bound)
        with self._rooms.for_body(announced.size).holding() as held:
            body = await read_upload(receive, self._bound, held)
            arrival = await self._check(body, announced.nonce)
            await self._coalescer.keep(arrival)
        return accept(arrival.id, self._key).to_bytes()

    async def take_whole(self, judge: Callable[[], Arrival]) -> bytes:
        """The same for a large body that came already; what it takes to put it together and judge it goes to a thread.

        Raises an IntakeError or a ProtocolError.
        """
        async with self._large:
            arrival = await asyncio.to_thread(judge)
        await self._coalescer.keep(arrival)
        return accept(arrival.id, self._key).to_bytes()

    async def _check(self, body: bytes, nonce: bytes) -> Arrival:
        if len(body) <= INLINE:
            return self._judge(body, nonce)
        async with self._large:
            return await asyncio.to_thread(self._judge, body, nonce)


def read_head(scope: Scope, bound: int) -> Announced:
    """What can be refused before a byte of the body is read. Raises TooLarge, WrongMediaType or WorkMissing."""
    fields = _fields(scope)
    size = _size(fields.get(b"content-length"), bound)
    _check_type(fields, _CBOR)
    work = fields.get(_WORK_NAME, b"")
    if not _WORK.fullmatch(work):
        raise WorkMissing
    return Announced(size, bytes.fromhex(work.decode()))


def check_piece_head(scope: Scope, size: int) -> None:
    """The same of a piece of that size, for which no work is asked. Raises WrongMediaType or WrongPieceSize."""
    fields = _fields(scope)
    _check_type(fields, _PIECE)
    announced = fields.get(b"content-length")
    if announced is not None and announced != b"%d" % size:
        raise WrongPieceSize


def _check_type(fields: dict[bytes, bytes], media_type: bytes) -> None:
    if fields.get(b"content-type") != media_type or b"content-encoding" in fields:
        raise WrongMediaType


def _fields(scope: Scope) -> dict[bytes, bytes]:
    """The header fields; of one that comes twice, nothing that would be accepted."""
    fields: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        fields[name] = b"" if name in fields else value
    return fields


def _size(text: bytes | None, bound: int) -> int | None:
    if text is None:
        return None
    if not text.isdigit() or len(text) > 15 or int(text) > bound:
        raise TooLarge
    return int(text)


class Shortcut:
    """ASGI middleware: takes POSTs of one path straight to a door, past everything that a framework adds to them."""

    def __init__(self, app: ASGIApp, path: str, door: OpenDoor, refuse: Refuse) -> None:
        self._app, self._path, self._door, self._refuse = app, path, door, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        try:
            answer = await self._door.take_in(scope, receive)
        except (IntakeError, ProtocolError) as refused:
            await self._refuse(refused)(scope, receive, send)
        else:
            await send({"type": "http.response.start", "status": 200, "headers": _headers(answer)})
            await send({"type": "http.response.body", "body": answer})


def _headers(answer: bytes) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", _CBOR),
        (b"content-length", str(len(answer)).encode()),
        (b"cache-control", b"no-store"),
    ]
