"""An intake that really checks and really signs, small enough to be killed around: parts in memory, by their id.

It stands in for server.intake, which a client's tests need not start a database for; the checks are protocol's own.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI, Request, Response

from protocol.acceptance import accept
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import DeviceRole
from protocol.errors import ProtocolError
from protocol.ids import PartKind
from protocol.primitives import SignKey
from protocol.sealing import SealedPart, check_part, open_part, open_seat
from protocol.work import check_work
from tests.worlds import Consortium


@dataclass
class IntakeDoor:
    """`signing` is the key of its acceptances: another one than the directory's is an intake that lies."""

    consortium: Consortium
    signing: SignKey = field(init=False)
    parts: dict[bytes, bytes] = field(default_factory=dict)
    order: list[bytes] = field(default_factory=list)
    arrivals: int = 0
    head: bytes = b""
    """The note of the log that it shows to everyone, if any."""
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    def __post_init__(self) -> None:
        self.signing = self.consortium.devices[DeviceRole.INTAKE]

    def app(self) -> FastAPI:
        app = FastAPI(telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False})

        @app.get("/v1/directory")
        async def directory() -> Response:
            return Response(self.consortium.signed.to_bytes(), media_type=CBOR)

        @app.get("/v1/checkpoint")
        async def checkpoint() -> Response:
            return Response(self.head) if self.head else Response(status_code=404)

        @app.post("/v1/parts")
        async def part(request: Request) -> Response:
            body = await request.body()
            try:
                checked = check_part(SealedPart.from_bytes(body), self.consortium.directory)
                nonce = bytes.fromhex(request.headers[WORK_HEADER])
                check_work(checked.id, nonce, self.consortium.directory.contents.work_bits)
            except ProtocolError:
                return Response(status_code=400)
            self.arrivals += 1
            self.parts.setdefault(checked.id, body)
            self.order.append(checked.id)
            return Response(accept(checked.id, self.signing).to_bytes(), media_type=CBOR)

        return app

    def open_all(self, kind: PartKind) -> list[bytes]:
        """What the parts of a kind hold, opened with a quorum of custodians and a desk."""
        name = f"xa-{kind}"
        parts = [SealedPart.from_bytes(body) for body in self.parts.values()]
        return [open_with_quorum(part, self.consortium) for part in parts if part.header.compartment == name]

    def start(self, port: int) -> None:
        config = uvicorn.Config(self.app(), host="127.0.0.1", port=port, log_level="critical", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            self._thread.join(0.02)
            assert self._thread.is_alive()

    def stop(self) -> None:
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join(10)
        self._server = self._thread = None


def open_with_quorum(part: SealedPart, consortium: Consortium) -> bytes:
    name, identifier = part.header.compartment, part.id()
    held = {
        number: open_seat(one.seal_key, part.header, identifier, number, part.seats[number - 1])
        for number, one in enumerate(consortium.custodians[name][: part.header.needed], 1)
    }
    return open_part(part, held, consortium.desks[name][0].seal_key, 1)
