"""How fast the vault collects what intake took in, beside how fast intake took it in, in one run.

Run as `python -m bench.collect`, or through `leeward bench collect --json`. About a minute and a half.

* figure: parts a second from the first question to the last confirmation: all parts are then on the vault's disk for
  good and in no file of intake's. A real intake, over HTTP on loopback; the vault's own `bring_in`.
* limit: parts a second that the same intake took in before, over 64 connections.
* judged: parts a second that the vault then checks, opens the control block of, and keeps where desks find them. It
  needs nobody else, and no one waits for it but the desks.

Intake and vault have a PostgreSQL each, as in production. Every part is sealed by itself, so that the vault can open
its control block. The best of five turns counts, for all.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack
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
from server.memory import collect_less_often, keep_what_was_freed
from server.pinned import Pinned
from server.vault.journal import Journal
from server.vault.visiting.visit import bring_in, judge_unjudged
from server.vault.world import World
from server.zone_databases import prepare_databases
from tests.worlds import NOW

GOAL = 2.0
PARTS = 4000
"""83 MB in seven pools: about as many parts as the vault takes in one round."""
TURNS = 5


def run(progress: Callable[[str], None] = lambda _said: None) -> dict[str, float | int]:
    """{"figure", "limit", "judged"}: parts a second collected, taken in, and judged; "ratio"; "goal"; and how many."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        outside, inside = (stack.enter_context(EmbeddedPostgres.start()) for _ in range(2))
        pinned = consortium_of_benches().write_pinned(folder)
        of_intake = asyncio.run(prepare_databases(outside.url()))["intake"]
        of_vault = asyncio.run(prepare_databases(inside.url()))["vault"]
        progress(f"sealing {PARTS} parts")
        with multiprocessing.get_context("spawn").Pool() as pool:
            parts = pool.map(sealed, range(PARTS), chunksize=50)
        # As `leeward serve` does for every zone, and for these two.
        collect_less_often()
        keep_what_was_freed()
        port = heard(stack.enter_context(spawned(serve, str(pinned), of_intake)))
        turns = uvloop.run(_turns(port, parts, pinned, of_vault, inside.url("vault"), progress))
    figure, limit, judged = (max(rates) for rates in zip(*turns, strict=True))
    return {
        "figure": round(figure, 1),
        "limit": round(limit, 1),
        "ratio": round(figure / limit, 3),
        "goal": GOAL,
        "judged": round(judged, 1),
        "parts": PARTS,
    }


def sealed(_number: int) -> Ready:
    part, _ = sealed_part(consortium_of_benches())
    return Ready(part.id(), part.to_bytes(), prove(part.id(), WORK_BITS))


async def _turns(
    port: int,
    parts: list[Ready],
    pinned: Path,
    urls: dict[str, SecretStr],
    administrator: SecretStr,
    progress: Callable[[str], None],
) -> list[tuple[float, float, float]]:
    """One vault for all: as in production, it has its connections when it comes."""
    async with AsyncExitStack() as stack:
        world = await _vault(stack, port, pinned, urls)
        turns = []
        for turn in range(1, TURNS + 1):
            progress(f"turn {turn} of {TURNS}")
            turns.append(await _turn(world, port, parts, administrator))
        return turns


async def _turn(world: World, port: int, parts: list[Ready], administrator: SecretStr) -> tuple[float, float, float]:
    """Parts a second collected, taken in, and judged."""
    requests, ids = [part.request() for part in parts], [part.id for part in parts]
    seconds, _ = await send_all(port, requests, ids)
    begun = time.perf_counter()
    await bring_in(world)
    brought = time.perf_counter()
    await judge_unjudged(world)
    judged = time.perf_counter()
    connection = await asyncpg.connect(administrator.get_secret_value())
    kept = await connection.fetchval("SELECT count(*) FROM parts")
    await connection.execute("TRUNCATE parts CASCADE")
    await connection.execute("CHECKPOINT")
    await connection.close()
    if kept != PARTS:
        raise RuntimeError("a part that was taken in is not in the vault")
    return PARTS / (brought - begun), PARTS / seconds, PARTS / (judged - brought)


async def _vault(stack: AsyncExitStack, port: int, pinned: Path, urls: dict[str, SecretStr]) -> World:
    journal = Path(stack.enter_context(tempfile.TemporaryDirectory()))
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
        journal=Journal((journal,), key, lambda: {key.public}),
        authorities={"vault"},
    )


if __name__ == "__main__":
    print(json.dumps(run(lambda said: print(said, file=sys.stderr))))
