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
import secrets
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import asyncpg
import uvloop
from pydantic import SecretStr

from bench.loaded_intake import WORK_BITS, Ready, consortium_of_benches, sealed_part, serve
from bench.processes import heard, spawned, told
from bench.senders import CONNECTIONS, Round, send_all
from protocol.encoding import Purpose
from protocol.primitives import SignKey, sign
from protocol.sealing import SealedPart
from protocol.work import prove
from server.embedded_postgres import EmbeddedPostgres
from server.zone_databases import prepare_databases

GOAL = 0.6
LATE_GOAL = 3.0
SEALED = 300
PARTS = 4000
TURNS, PACED_TURNS = 5, 3


def run(progress: Callable[[str], None] = lambda _said: None) -> dict[str, float | int]:
    """{"figure", "limit"}: parts a second, the best of five turns each; "ratio"; "goal"; the same for lateness at half
    the pace, in milliseconds; and what was sent."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start() as postgres:
        pinned = consortium_of_benches().write_pinned(Path(folder))
        urls = asyncio.run(prepare_databases(postgres.url()))["intake"]
        administrator = postgres.url("intake")
        progress(f"sealing {SEALED} parts and signing {PARTS} copies")
        with (
            spawned(serve, str(pinned), urls) as server,
            spawned(_load, heard(server)) as load,
            spawned(_insert, administrator) as raw,
        ):
            size = heard(load)
            heard(raw)
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


@dataclass(frozen=True)
class Turn:
    """Parts a second, and the seconds in which 99 of 100 were answered."""

    pace: float
    late: float


def _turn(helper: Connection, administrator: SecretStr, pace: float | None = None) -> Turn:
    """One helper, into an empty table; every part must be there afterwards. No `pace`: as fast as it goes."""
    asyncio.run(_empty(administrator))
    helper.send(pace)
    seconds, waits = heard(helper)
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


def _load(pipe: Connection, port: int) -> None:
    """Sends every part once a turn."""
    parts = _ready_parts()
    requests, ids = [part.request() for part in parts], [part.id for part in parts]
    pipe.send(len(parts[0].body))
    for pace in told(pipe):
        pipe.send(uvloop.run(send_all(port, requests, ids, pace)))


def _insert(pipe: Connection, administrator: SecretStr) -> None:
    """Inserts every part once a turn."""
    rows = [(part.id, part.body) for part in _ready_parts()]
    pipe.send(None)
    for pace in told(pipe):
        pipe.send(uvloop.run(_insert_all(administrator.get_secret_value(), rows, pace)))


def _ready_parts() -> list[Ready]:
    consortium = consortium_of_benches()
    sealed = [sealed_part(consortium) for _ in range(SEALED)]
    return [_copied(*sealed[number % SEALED]) for number in range(PARTS)]


def _copied(part: SealedPart, key: SignKey) -> Ready:
    header = part.header.model_copy(update={"nonce": secrets.token_bytes(32)})
    copy = part.model_copy(update={"header": header})
    identifier = copy.id()
    signature = sign(key, Purpose.PART, copy.envelope(identifier))
    body = copy.model_copy(update={"signature": signature}).to_bytes()
    return Ready(identifier, body, prove(identifier, WORK_BITS))


async def _insert_all(url: str, rows: list[tuple[bytes, bytes]], pace: float | None) -> tuple[float, list[float]]:
    connections = [await asyncpg.connect(url) for _ in range(CONNECTIONS)]
    prepared = [await one.prepare("INSERT INTO parts (id, body) VALUES ($1, $2)") for one in connections]
    turn = Round(rows, pace)
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
