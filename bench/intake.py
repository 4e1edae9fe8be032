"""How many parts a second intake takes in, accepted and durable, beside raw inserts of the same bytes.

Run as `python -m bench.intake`, or through `leeward bench intake --json`. About half a minute.

What is measured, in turns, on one real PostgreSQL:
* figure: a real intake (uvicorn, uvloop, httptools; every check on) is sent distinct parts over 64 connections by a
  load process; what counts is a 200 with an acceptance, and at the end the rows in the table.
* limit: another process inserts the very same bytes over 64 connections of asyncpg, prepared, one row a commit.

The best of five turns counts, for both alike: whatever else the machine is doing only takes away. Then each is given
half of its own best pace, and what counts is the time in which 99 of 100 are answered, from the moment at which they
were due; again the best of turns, three.

A few hundred parts are sealed; each is then signed again under fresh nonces until there are enough, so that every
part has an id, a signature and a row of its own. Its custodians could not open such a copy; intake cannot tell.
The directory asks for 4 bits of work, so that the load process is not what is measured; work was done beforehand.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import secrets
import socket
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

import asyncpg
import uvicorn
import uvloop
from pydantic import SecretStr

from protocol.consent import Terms, give
from protocol.control import ControlBlock
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import DeviceRole
from protocol.encoding import Purpose
from protocol.ids import MailboxId
from protocol.primitives import SealKey, SignKey, sign, system_random
from protocol.reply import vouch_reply_key
from protocol.sealing import SealedPart, seal_part
from protocol.work import prove
from server.app import collect_less_often
from server.bounded_http import uvicorn_config
from server.database import open_engine, open_pool
from server.embedded_postgres import EmbeddedPostgres
from server.intake.api import create_app
from server.intake.world import IntakeWorld
from server.pinned import Pinned
from server.settings import ConnectionBounds
from server.zone_databases import prepare_databases
from tests.worlds import NOW, TODAY, Consortium, make_consortium

GOAL = 0.6
LATE_GOAL = 3.0
CONNECTIONS = 64
SEALED = 300
PARTS = 4000
TURNS, PACED_TURNS = 5, 3
WORK_BITS = 4
PATIENCE = 60.0
"""Seconds for one turn, or for getting ready."""


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


def run(progress: Callable[[str], None] = lambda _said: None) -> dict[str, float | int]:
    """{"figure", "limit"}: parts a second, the best of five turns each; "ratio"; "goal"; the same for lateness at half
    the pace, in milliseconds; and what was sent."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start() as postgres:
        pinned = _consortium().write_pinned(Path(folder))
        urls = asyncio.run(prepare_databases(postgres.url()))["intake"]
        administrator = postgres.url("intake")
        progress(f"sealing {SEALED} parts and signing {PARTS} copies")
        with (
            _helper(_serve, str(pinned), urls) as server,
            _helper(_load, _heard(server)) as load,
            _helper(_insert, administrator) as raw,
        ):
            size = _heard(load)
            _heard(raw)
            turns = []
            for turn in range(1, TURNS + 1):
                progress(f"turn {turn} of {TURNS}")
                turns.append((_turn(load, administrator).pace, _turn(raw, administrator).pace))
            figure, limit = (max(rates) for rates in zip(*turns, strict=True))
            late = []
            for turn in range(1, PACED_TURNS + 1):
                progress(f"half the pace, turn {turn} of {PACED_TURNS}")
                both = (_turn(load, administrator, figure / 2), _turn(raw, administrator, limit / 2))
                late.append([one.late for one in both])
    p99, raw_p99 = (min(times) * 1000 for times in zip(*late, strict=True))
    return {
        "figure": round(figure, 1),
        "limit": round(limit, 1),
        "ratio": round(figure / limit, 3),
        "goal": GOAL,
        "p99_ms": round(p99, 1),
        "raw_p99_ms": round(raw_p99, 1),
        "p99_ratio": round(p99 / raw_p99, 2),
        "p99_goal": LATE_GOAL,
        "bytes": size,
        "connections": CONNECTIONS,
        "parts": PARTS,
        "work_bits": WORK_BITS,
    }


def _heard(helper: Connection, patience: float = PATIENCE) -> Any:
    if not helper.poll(patience):
        raise RuntimeError("a process of the benchmark does not answer")
    return helper.recv()


@dataclass(frozen=True)
class Turn:
    """Parts a second, and the seconds in which 99 of 100 were answered."""

    pace: float
    late: float


def _turn(helper: Connection, administrator: SecretStr, pace: float | None = None) -> Turn:
    """One helper, into an empty table; every part must be there afterwards. No `pace`: as fast as it goes."""
    asyncio.run(_empty(administrator))
    helper.send(pace)
    seconds, waits = _heard(helper)
    if asyncio.run(_count(administrator)) != PARTS:
        raise RuntimeError("an accepted part is not in the table")
    return Turn(PARTS / seconds, sorted(waits)[PARTS * 99 // 100])


async def _empty(administrator: SecretStr) -> None:
    connection = await asyncpg.connect(administrator.get_secret_value())
    await connection.execute("TRUNCATE parts")
    await connection.execute("CHECKPOINT")
    await connection.close()


async def _count(administrator: SecretStr) -> int:
    connection = await asyncpg.connect(administrator.get_secret_value())
    count: int = await connection.fetchval("SELECT count(*) FROM parts")
    await connection.close()
    return count


@contextmanager
def _helper(work: Callable[..., None], *given: object) -> Iterator[Connection]:
    """A process of its own, and a pipe to it; it ends with the block."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=work, args=(theirs, *given), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join(PATIENCE)
        process.kill()


def _consortium() -> Consortium:
    cedar = Path(__file__).parents[1] / "server/policy/cedar"
    rules = ((cedar / "schema.cedarschema").read_text(), (cedar / "base.cedar").read_text())
    return make_consortium("bench", work_bits=WORK_BITS, cedar=rules)


def _serve(pipe: Connection, pinned: str, urls: dict[str, SecretStr]) -> None:
    """The intake that is measured: as in production, but for the clock that stands in the made-up consortium's day."""
    uvloop.run(_serve_until_told(pipe, Path(pinned), urls))


async def _serve_until_told(pipe: Connection, folder: Path, urls: dict[str, SecretStr]) -> None:
    writer, collector = await open_pool(urls["intake_writer"], connections=6), open_engine(urls["intake_collector"])
    pinned = Pinned(folder, lambda: NOW)
    key = _consortium().devices[DeviceRole.INTAKE]
    listening = socket.create_server(("127.0.0.1", 0), backlog=CONNECTIONS)
    name = f"127.0.0.1:{listening.getsockname()[1]}"
    app = create_app(IntakeWorld(lambda: NOW, system_random, key, pinned, writer, collector, {name}))
    server = uvicorn.Server(uvicorn_config(app, "127.0.0.1", 0, ConnectionBounds()))

    def stop() -> None:
        server.should_exit = True

    asyncio.get_running_loop().add_reader(pipe.fileno(), stop)
    pipe.send(listening.getsockname()[1])
    collect_less_often()
    await server.serve([listening])
    await writer.close()
    await collector.dispose()


def _load(pipe: Connection, port: int) -> None:
    """Sends every part once a turn."""
    parts = _ready_parts()
    requests, ids = [part.request() for part in parts], [part.id for part in parts]
    pipe.send(len(parts[0].body))
    for pace in _told(pipe):
        pipe.send(uvloop.run(_send_all(port, requests, ids, pace)))


def _insert(pipe: Connection, administrator: SecretStr) -> None:
    """Inserts every part once a turn."""
    rows = [(part.id, part.body) for part in _ready_parts()]
    pipe.send(None)
    for pace in _told(pipe):
        pipe.send(uvloop.run(_insert_all(administrator.get_secret_value(), rows, pace)))


def _told(pipe: Connection) -> Iterator[float | None]:
    """The pace of each turn, until nobody tells one any more."""
    with suppress(EOFError):
        while True:
            yield pipe.recv()


def _ready_parts() -> list[Ready]:
    consortium = _consortium()
    sealed = [_sealed(consortium) for _ in range(SEALED)]
    return [_copied(*sealed[number % SEALED]) for number in range(PARTS)]


def _sealed(consortium: Consortium) -> tuple[SealedPart, SignKey]:
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


def _copied(part: SealedPart, key: SignKey) -> Ready:
    header = part.header.model_copy(update={"nonce": secrets.token_bytes(32)})
    copy = part.model_copy(update={"header": header})
    identifier = copy.id()
    signature = sign(key, Purpose.PART, copy.envelope(identifier))
    body = copy.model_copy(update={"signature": signature}).to_bytes()
    return Ready(identifier, body, prove(identifier, WORK_BITS))


class _Round:
    """One turn's parts, each due at its time; and how long each was waited for."""

    def __init__(self, parts: Iterable[tuple[bytes, bytes]], pace: float | None) -> None:
        self.loop = asyncio.get_running_loop()
        self.begun = self.loop.time()
        self._left = enumerate(parts)
        self._pace = pace
        self.waits: list[float] = []

    def __iter__(self) -> Iterator[tuple[float, tuple[bytes, bytes]]]:
        """When each is due, and what it is."""
        for number, part in self._left:
            yield self.begun + number / self._pace if self._pace else self.loop.time(), part

    def answered(self, due: float) -> None:
        self.waits.append(self.loop.time() - due)


class _Sender(asyncio.Protocol):
    """One connection: sends the next part when the last one is accepted, and not before it is due."""

    def __init__(self, turn: _Round, left: Iterator[tuple[float, tuple[bytes, bytes]]]) -> None:
        self._turn, self._left = turn, left
        self.ended = turn.loop.create_future()
        self._id = self._answer = b""
        self._due = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._next()

    def _next(self) -> None:
        self._due, (request, self._id) = next(self._left, (0.0, (b"", b"")))
        if request:
            self._answer = b""
            if self._due > self._turn.loop.time():
                self._turn.loop.call_at(self._due, self._transport.write, request)
            else:
                self._transport.write(request)
        else:
            self.ended.set_result(None)
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, found, body = self._answer.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return
        if not head.startswith(b"HTTP/1.1 200") or self._id not in body:
            self.ended.set_exception(RuntimeError("a part was not accepted"))
            self._transport.close()
        else:
            self._turn.answered(self._due)
            self._next()


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length: ")
    return int(rest.partition(b"\r\n")[0])


async def _send_all(
    port: int, requests: list[bytes], ids: list[bytes], pace: float | None = None
) -> tuple[float, list[float]]:
    """Seconds, and how long each part was waited for."""
    turn = _Round(zip(requests, ids, strict=True), pace)
    left = iter(turn)
    senders = [
        (await turn.loop.create_connection(lambda: _Sender(turn, left), "127.0.0.1", port))[1]
        for _ in range(CONNECTIONS)
    ]
    await asyncio.gather(*(one.ended for one in senders))
    return turn.loop.time() - turn.begun, turn.waits


async def _insert_all(url: str, rows: list[tuple[bytes, bytes]], pace: float | None) -> tuple[float, list[float]]:
    connections = [await asyncpg.connect(url) for _ in range(CONNECTIONS)]
    prepared = [await one.prepare("INSERT INTO parts (id, body) VALUES ($1, $2)") for one in connections]
    turn = _Round(rows, pace)
    left = iter(turn)

    async def insert(statement: asyncpg.prepared_stmt.PreparedStatement[asyncpg.Record]) -> None:
        for due, (identifier, body) in left:
            if due > turn.loop.time():
                await asyncio.sleep(due - turn.loop.time())
            await statement.fetch(identifier, body)
            turn.answered(due)

    await asyncio.gather(*map(insert, prepared))
    seconds = turn.loop.time() - turn.begun
    for one in connections:
        await one.close()
    return seconds, turn.waits


if __name__ == "__main__":
    print(json.dumps(run(lambda said: print(said, file=sys.stderr))))
