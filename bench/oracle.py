"""Whether the time of an answer tells what intake already has, or what is inside. `leeward bench oracle`, a minute.

Two kinds of requests are sent in turns of random order, each by itself, to the real application before a real
PostgreSQL; what counts is how often one of the second kind took longer than one of the first, over all pairs
(Mann and Whitney): 0.5 where time tells nothing, 1 where it tells all. Beside every answer, from the same run:

* noise: the same for two kinds that are alike. What is not clearly above it says nothing.
* planted: one kind is made to take 1 ms longer. Where even that is not seen, the run has shown nothing.

Kinds: a part that intake holds already, beside a new one; a part whose control block the vault will not be able to
open, so that no card in it can count, beside one that it can; a bucket that was never published, beside another.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
from pydantic import SecretStr

from bench import intake
from bench.intake import Ready
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import DeviceRole
from protocol.encoding import Purpose
from protocol.primitives import SignKey, sign, system_random
from protocol.sealing import SealedPart
from protocol.work import prove
from server.database import open_engine, open_pool
from server.embedded_postgres import EmbeddedPostgres
from server.intake.api import create_app
from server.intake.world import IntakeWorld
from server.pinned import Pinned
from server.zone_databases import prepare_databases
from tests.worlds import NOW

PAIRS = 500
PLANTED = 0.001
"""Seconds."""

Ask = Callable[[], Awaitable[None]]


def run(progress: Callable[[str], None] = lambda _said: None) -> dict[str, dict[str, float]]:
    """By question: `told`, from 0 to 1, and the difference of the medians in microseconds."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start() as postgres:
        pinned = intake._consortium().write_pinned(Path(folder))  # noqa: SLF001 - the same made-up consortium
        urls = asyncio.run(prepare_databases(postgres.url()))["intake"]
        progress("sealing")
        return asyncio.run(_measure(pinned, urls, progress))


async def _measure(
    pinned: Path, urls: dict[str, SecretStr], progress: Callable[[str], None]
) -> dict[str, dict[str, float]]:
    async with AsyncExitStack() as stack:
        client = await _client(stack, pinned, urls)
        part, key = intake._sealed(intake._consortium())  # noqa: SLF001
        fresh = _fresh(part, key)
        closed = _fresh(part.model_copy(update={"control": system_random(len(part.control))}), key)
        held = next(fresh)
        await _send(client, held)()
        kinds: dict[str, tuple[Callable[[], Ask], Callable[[], Ask]]] = {
            "noise": (lambda: _send(client, next(fresh)), lambda: _send(client, next(fresh))),
            "planted": (lambda: _send(client, next(fresh)), lambda: _late(_send(client, next(fresh)))),
            "held": (lambda: _send(client, next(fresh)), lambda: _send(client, held)),
            "control-block": (lambda: _send(client, next(fresh)), lambda: _send(client, next(closed))),
            "bucket": (lambda: _fetch(client, "0000"), lambda: _fetch(client, "ffff")),
        }
        found = {}
        for name, (one, other) in kinds.items():
            progress(name)
            found[name] = told(*await _times(one, other))
        return found


def told(first: list[float], second: list[float]) -> dict[str, float]:
    """How often one of `second` is above one of `first`, over all pairs; ties count half."""
    above = sum((b > a) + (b == a) / 2 for a in first for b in second)
    apart = (statistics.median(second) - statistics.median(first)) * 1e6
    return {"told": round(above / (len(first) * len(second)), 3), "microseconds": round(apart, 1)}


async def _times(one: Callable[[], Ask], other: Callable[[], Ask]) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(PAIRS):
        for which in random.sample((0, 1), 2):
            ask = (one, other)[which]()
            begun = time.perf_counter()
            await ask()
            times[which].append(time.perf_counter() - begun)
    return times


async def _client(stack: AsyncExitStack, pinned: Path, urls: dict[str, SecretStr]) -> httpx.AsyncClient:
    writer, collector = await open_pool(urls["intake_writer"], connections=6), open_engine(urls["intake_collector"])
    stack.push_async_callback(writer.close)
    stack.push_async_callback(collector.dispose)
    key = intake._consortium().devices[DeviceRole.INTAKE]  # noqa: SLF001
    world = IntakeWorld(lambda: NOW, system_random, key, Pinned(pinned, lambda: NOW), writer, collector, {"intake"})
    transport = httpx.ASGITransport(create_app(world))
    return await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://intake"))


def _fresh(part: SealedPart, key: SignKey) -> Iterator[Ready]:
    """The same part under ever new nonces: to intake, a new part each time."""
    while True:
        copy = part.model_copy(update={"header": part.header.model_copy(update={"nonce": system_random(32)})})
        identifier = copy.id()
        signature = sign(key, Purpose.PART, copy.envelope(identifier))
        body = copy.model_copy(update={"signature": signature}).to_bytes()
        yield Ready(identifier, body, prove(identifier, intake.WORK_BITS))


def _send(client: httpx.AsyncClient, part: Ready) -> Ask:
    async def ask() -> None:
        headers = {"content-type": CBOR, WORK_HEADER: part.work.hex()}
        (await client.post("/v1/parts", content=part.body, headers=headers)).raise_for_status()

    return ask


def _fetch(client: httpx.AsyncClient, name: str) -> Ask:
    async def ask() -> None:
        await client.get(f"/v1/mailboxes/{name}")

    return ask


def _late(ask: Ask) -> Ask:
    async def later() -> None:
        end = time.perf_counter() + PLANTED
        while time.perf_counter() < end:
            continue
        await ask()

    return later


if __name__ == "__main__":
    print(json.dumps(run(lambda said: print(said, file=sys.stderr)), indent=2))
