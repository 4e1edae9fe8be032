"""A real intake in a process of its own, and parts that it accepts.

Every check is on. The directory asks for 4 bits of work, so that whoever loads intake is not what is measured.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import uvicorn
import uvloop
from pydantic import SecretStr

from bench.senders import CONNECTIONS
from protocol.consent import Terms, give
from protocol.control import ControlBlock
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import DeviceRole
from protocol.ids import MailboxId
from protocol.primitives import SealKey, SignKey, system_random
from protocol.reply import vouch_reply_key
from protocol.sealing import SealedPart, seal_part
from server.bounded_http import uvicorn_config
from server.database import open_engine, open_pool
from server.intake.api import create_app
from server.intake.world import IntakeWorld
from server.memory import collect_less_often, keep_what_was_freed
from server.pinned import Pinned
from server.settings import ConnectionBounds
from tests.worlds import NOW, TODAY, Consortium, make_consortium

WORK_BITS = 4


@dataclass(frozen=True)
class Ready:
    """One part as it is sent and as it is inserted."""

    id: bytes
    body: bytes
    work: bytes

    def request(self) -> bytes:
        head = (
            f"POST /v1/parts HTTP/1.1\r\nHost: intake\r\nContent-Type: {CBOR}\r\n"
            f"{WORK_HEADER}: {self.work.hex()}\r\nContent-Length: {len(self.body)}\r\n\r\n"
        )
        return head.encode() + self.body


def consortium_of_benches() -> Consortium:
    cedar = Path(__file__).parents[1] / "server/policy/cedar"
    rules = ((cedar / "schema.cedarschema").read_text(), (cedar / "base.cedar").read_text())
    return make_consortium("bench", work_bits=WORK_BITS, cedar=rules)


def sealed_part(consortium: Consortium) -> tuple[SealedPart, SignKey]:
    key, reply = SignKey.new(), SealKey.new().public
    control = ControlBlock(
        consent=give(key, Terms(), TODAY),
        card=None,
        mailbox=MailboxId(secrets.token_bytes(16)),
        reply_key=reply,
        reply_signature=vouch_reply_key(key, reply),
    )
    directory = consortium.directory
    return seal_part(b"They came at night.", directory, directory.compartment("xa-testimony"), key, control), key


def serve(pipe: Connection, pinned: str, urls: Mapping[str, SecretStr]) -> None:
    """The intake that is measured: as in production, but for the clock that stands in the made-up consortium's day."""
    uvloop.run(_serve_until_told(pipe, Path(pinned), urls))


async def _serve_until_told(pipe: Connection, folder: Path, urls: Mapping[str, SecretStr]) -> None:
    writer, collector = await open_pool(urls["intake_writer"], connections=6), open_engine(urls["intake_collector"])
    pinned = Pinned(folder, lambda: NOW)
    key = consortium_of_benches().devices[DeviceRole.INTAKE]
    listening = socket.create_server(("127.0.0.1", 0), backlog=CONNECTIONS)
    name = f"127.0.0.1:{listening.getsockname()[1]}"
    app = create_app(IntakeWorld(lambda: NOW, system_random, key, pinned, writer, collector, {name}))
    server = uvicorn.Server(uvicorn_config(app, "127.0.0.1", 0, ConnectionBounds()))

    def stop() -> None:
        server.should_exit = True

    asyncio.get_running_loop().add_reader(pipe.fileno(), stop)
    pipe.send(listening.getsockname()[1])
    collect_less_often()
    keep_what_was_freed()
    await server.serve([listening])
    await writer.close()
    await collector.dispose()
