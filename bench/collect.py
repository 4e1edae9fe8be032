"""How fast the vault collects what intake took in, beside how fast intake took it in, in one run.

Run as `python -m bench.collect`, or through `leeward bench collect --json`. About a minute.

* figure: parts a second from the first question to the last confirmation. A real intake, over HTTP on loopback; the
  vault's own `collect_once`: take a pool, check every part and open its control block, insert, confirm; intake then
  deletes, lays its table anew and gives up its log of writes.
* limit: parts a second that the same intake took in before, over 64 connections.

Every part is sealed by itself, so that the vault can open its control block. The best of three turns counts, for both.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import httpx
import uvloop
from pydantic import SecretStr

from bench.loaded_intake import WORK_BITS, Ready, consortium_of_benches, sealed_part, serve
from bench.processes import heard, spawned
from bench.senders import send_all
from protocol.directory import DeviceRole
from protocol.primitives import system_random
from protocol.work import prove
from server.database import open_engine
from server.devices import DeviceAuth
from server.embedded_postgres import EmbeddedPostgres
from server.pinned import Pinned
from server.vault.from_intake import collect_once
from server.vault.world import World
from server.zone_databases import prepare_databases
from tests.worlds import NOW

GOAL = 2.0
PARTS = 3000
"""62 MB: two pools, so that what is done for each counts too."""
TURNS = 3


def run(progress: Callable[[str], None] = lambda _said: None) -> dict[str, float | int]:
    """{"figure", "limit"}: parts a second collected, and taken in; "ratio"; "goal"; and how many there were."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start() as postgres:
        pinned = consortium_of_benches().write_pinned(Path(folder))
        urls = asyncio.run(prepare_databases(postgres.url()))
        progress(f"sealing {PARTS} parts")
        with multiprocessing.get_context("spawn").Pool() as pool:
            parts = pool.map(sealed, range(PARTS), chunksize=50)
        with spawned(serve, str(pinned), urls["intake"]) as server:
            port = heard(server)
            turns = []
            for turn in range(1, TURNS + 1):
                progress(f"turn {turn} of {TURNS}")
                turns.append(uvloop.run(_turn(port, parts, pinned, urls["vault"], postgres.url("vault"))))
    figure, limit = (max(rates) for rates in zip(*turns, strict=True))
    return {
        "figure": round(figure, 1),
        "limit": round(limit, 1),
        "ratio": round(figure / limit, 3),
        "goal": GOAL,
        "parts": PARTS,
    }


def sealed(_number: int) -> Ready:
    part, _ = sealed_part(consortium_of_benches())
    return Ready(part.id(), part.to_bytes(), prove(part.id(), WORK_BITS))


async def _turn(
    port: int, parts: list[Ready], pinned: Path, urls: dict[str, SecretStr], administrator: SecretStr
) -> tuple[float, float]:
    """Parts a second collected, and taken in."""
    requests, ids = [part.request() for part in parts], [part.id for part in parts]
    seconds, _ = await send_all(port, requests, ids)
    async with AsyncExitStack() as stack:
        world = await _vault(stack, port, pinned, urls)
        begun = time.perf_counter()
        await collect_once(world)
        collected = time.perf_counter() - begun
    connection = await asyncpg.connect(administrator.get_secret_value())
    kept = await connection.fetchval("SELECT count(*) FROM parts")
    await connection.execute("TRUNCATE parts CASCADE")
    await connection.close()
    if kept != PARTS:
        raise RuntimeError("a part that was taken in is not in the vault")
    return PARTS / collected, PARTS / seconds


async def _vault(stack: AsyncExitStack, port: int, pinned: Path, urls: dict[str, SecretStr]) -> World:
    consortium = consortium_of_benches()
    key = consortium.devices[DeviceRole.VAULT]
    auth = DeviceAuth(key, key.public.hex(), lambda: NOW)
    to_intake = await stack.enter_async_context(
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", auth=auth, timeout=60, trust_env=False)
    )
    engines = {name: open_engine(url) for name, url in urls.items()}
    for engine in engines.values():
        stack.push_async_callback(engine.dispose)
    return World(
        clock=lambda: NOW,
        random=system_random,
        collector=engines["vault_collector"],
        keeper=engines["vault_keeper"],
        openings=engines["vault_openings"],
        clearances=engines["vault_clearances"],
        log=engines["vault_log"],
        pinned=Pinned(pinned, lambda: NOW),
        seal_key=consortium.vault_seal,
        sign_key=key,
        intake=to_intake,
        ledger=to_intake,
        policy=to_intake,
        authorities={"vault"},
    )


if __name__ == "__main__":
    print(json.dumps(run(lambda said: print(said, file=sys.stderr))))
