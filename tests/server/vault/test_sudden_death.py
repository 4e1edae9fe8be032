"""kill -9 while the vault collects: nothing acknowledged is lost, nothing is doubled.

A real process collects from a real HTTP server and is killed at moments that nobody chose, again and again.
"""

from __future__ import annotations

import json
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from protocol.consent import withdraw
from protocol.directory import DeviceRole
from protocol.post import Post
from tests.server.vault.stand_ins import IntakeStandIn, door_for
from tests.server.vault.vault_world import PURPOSES, VaultWorld
from tests.worlds import NOW

REPORTS = 20
KILLS = 5

COLLECTOR = """
import asyncio, json, sys, time
from pathlib import Path
import httpx
from pydantic import SecretStr
from protocol.primitives import SealKey, SignKey, system_random
from server.database import open_engine
from server.devices import DeviceAuth
from server.pinned import Pinned
from server.vault.journal import Journal
from server.vault.visiting import moving, visit
from server.vault.world import World

given = json.loads(sys.stdin.readline())
clock = lambda: given["now"] + time.monotonic() - given["since"]
key = SignKey(bytes.fromhex(given["sign_key"]))
intake = httpx.AsyncClient(base_url=given["intake"], auth=DeviceAuth(key, key.public.hex(), clock))
world = World(
    clock=clock, random=system_random,
    **{purpose: open_engine(SecretStr(url)) for purpose, url in given["databases"].items()},
    pinned=Pinned(Path(given["pinned"]), clock), seal_key=SealKey(bytes.fromhex(given["seal_key"])), sign_key=key,
    intake=intake, ledger=intake, policy=intake, journal=Journal((Path(given["journal"]),), key, lambda: {key.public}),
    authorities=(),
)

moving.SIZE = 1

async def collect():
    await visit.collect_once(world)
    print("done", flush=True)

print("ready", flush=True)
asyncio.run(collect())
"""


@contextmanager
def served(intake_of: Any) -> Iterator[tuple[IntakeStandIn, str]]:
    """Intake's stand-in on a port of its own, in a thread."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"127.0.0.1:{listening.getsockname()[1]}"
    stand_in = intake_of(address)
    server = uvicorn.Server(uvicorn.Config(stand_in.app(), log_level="critical", lifespan="off"))
    thread = threading.Thread(target=lambda: server.run([listening]), daemon=True)
    thread.start()
    try:
        yield stand_in, f"http://{address}"
    finally:
        server.should_exit = True
        thread.join(10)


async def test_killed_again_and_again_it_loses_and_doubles_nothing(vault: VaultWorld, databases: Any) -> None:
    since = time.monotonic()
    key = vault.consortium.devices[DeviceRole.VAULT]

    def intake_of(address: str) -> IntakeStandIn:
        return IntakeStandIn(door_for(key.public, lambda: NOW + time.monotonic() - since, address))

    told = [vault.tell() for _ in range(REPORTS)]
    for one in told[:5]:
        vault.post(Post(withdrawals=(withdraw(one.key(), vault.world.today()),)))
    with served(intake_of) as (intake, url):
        intake.parts, intake.posts = dict(vault.intake.parts), dict(vault.intake.posts)
        given = {
            "now": NOW,
            "since": since,
            "sign_key": key.seed().hex(),
            "seal_key": vault.consortium.vault_seal.seed().hex(),
            "databases": {one: databases.of("vault")[f"vault_{one}"].get_secret_value() for one in PURPOSES},
            "pinned": str(vault.folder / "pinned"),
            "intake": url,
            "journal": str(vault.world.journal.folders[0]),
        }
        killed = sum(_collect_and_kill(given, intake) for _ in range(KILLS))
        for _ in range(2):  # as many turns as one round has may be too few for what is left
            _collect(given)
        assert (intake.parts, intake.posts) == ({}, {})
    assert killed > 2
    kept = {row.id for row in await vault.rows("SELECT id FROM parts")}
    assert kept == {part for one in told for part in (one.testimony, one.identity)}
    assert await vault.count("parts") == 2 * REPORTS
    assert await vault.count("consents") == 2 * REPORTS
    assert (await vault.count("withdrawals"), await vault.count("log_entries")) == (5, 5)


def _start(given: dict[str, object]) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", COLLECTOR],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(given) + "\n")
    process.stdin.flush()
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def _collect_and_kill(given: dict[str, object], intake: IntakeStandIn) -> bool:
    """Whether it was still at work when it was killed: a little after it has come for its first, second or third part,
    for a time after its start would be too late on one machine and too early on another."""
    process, turns = _start(given), len(intake.taken) + secrets.randbelow(3)
    while len(intake.taken) <= turns and process.poll() is None:
        time.sleep(0.001)
    time.sleep(secrets.randbelow(25) / 1000)
    process.kill()
    out, _ = process.communicate(timeout=30)
    return process.returncode == -signal.SIGKILL and "done" not in out


def _collect(given: dict[str, object]) -> None:
    process = _start(given)
    out, _ = process.communicate(timeout=120)
    assert out == "done\n"
