"""A whole publication of 100,000 mailboxes, beside sealing and writing its buckets alone. `leeward bench mailboxes`.

Two minutes where nothing else runs; `--quick`, a tenth of the mailboxes, 40 seconds. A real vault makes every bucket
and leaves it with a real intake, each a process of its own, over HTTP on loopback, while readers fetch buckets.

* figure: seconds of the publication, from its first look to the word that it is whole.
* limit: what no publication can do without: seconds in which another process verifies one signature and seals one slot
  for each mailbox, draws the random slots, signs the buckets and inserts their bytes by hand, eight a commit. It makes
  one of sixteen buckets before the publication, and as many after it.
* memory: what the vault's process, and intake's, held at their height for 100,000 mailboxes, beside 10,000; each in a
  process that did nothing else. A publication is made bucket by bucket, so what it holds must not grow with it.
* readers: the time in which 99 of 100 fetches are answered, from the moment at which they were due, meanwhile and in
  the quiet before.

The mailboxes are made by the database; every part has a consent that its key signed, and every third testimony a card.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
import uvloop
from pydantic import SecretStr

from bench.loaded_intake import consortium_of_benches, serve
from bench.made_mailboxes import depth_of, make_cards, make_mailboxes
from bench.processes import heard, spawned
from bench.publication_by_hand import publish_by_hand
from protocol.consent import Profile, give, profile_terms
from protocol.directory import DeviceRole
from protocol.mailbox import MailboxNotice, SignedMailboxNotice, bucket_names
from protocol.primitives import SignKey, system_random
from server.devices import DeviceAuth
from server.embedded_postgres import EmbeddedPostgres
from server.vault.boxes.mailboxes import publish_once
from server.zone_databases import prepare_databases
from tests.server.vault.vault_world import running_vault
from tests.worlds import NOW, TODAY

MAILBOXES = 100_000
KEYS = 500
GOAL, MEMORY_GOAL, READERS_GOAL = 6.0, 1.2, 5.0
QUIET = 12.0
"""Seconds."""
A_SECOND, READERS = 25, 4
PATIENCE = 900.0
"""Seconds for one publication."""


@dataclass(frozen=True, slots=True)
class Urls:
    """What a process is given of the databases."""

    logins: Mapping[str, Mapping[str, SecretStr]]
    administrators: Mapping[str, SecretStr]

    def of(self, zone: str) -> Mapping[str, SecretStr]:
        return self.logins[zone]

    def administrator(self, zone: str) -> SecretStr:
        return self.administrators[zone]


@dataclass(frozen=True, slots=True)
class Published:
    """Seconds of a publication and of its limit, bytes at their height, and seconds of a fetch (99 of 100)."""

    mailboxes: int
    buckets: int
    seconds: float
    limit: float
    vault: int
    intake: int
    quiet: float
    meanwhile: float


def run(progress: Callable[[str], None] = lambda _said: None, *, quick: bool = False) -> dict[str, object]:
    """`figure` and `limit` in seconds; `goal` is of their ratio. Memory in MiB, fetches in milliseconds."""
    most = MAILBOXES // 10 if quick else MAILBOXES
    with EmbeddedPostgres.start() as postgres, tempfile.TemporaryDirectory() as folder:
        bench = _Bench(postgres, folder, progress)
        few, many = bench.publish(0, most // 10), bench.publish(most // 10, most)
    return {
        "figure": round(many.seconds, 2),
        "limit": round(many.limit, 2),
        "ratio": round(many.seconds / many.limit, 3),
        "goal": GOAL,
        "unit": "s a publication",
        "mailboxes": many.mailboxes,
        "buckets": many.buckets,
        "vault_mib": _mib(many.vault),
        "vault_mib_of_a_tenth": _mib(few.vault),
        "vault_memory_ratio": round(many.vault / few.vault, 3),
        "intake_mib": _mib(many.intake),
        "intake_mib_of_a_tenth": _mib(few.intake),
        "intake_memory_ratio": round(many.intake / few.intake, 3),
        "memory_goal": MEMORY_GOAL,
        "fetch_p99_ms": round(many.meanwhile * 1000, 2),
        "fetch_quiet_p99_ms": round(many.quiet * 1000, 2),
        "fetch_ratio": round(many.meanwhile / many.quiet, 2),
        "fetch_goal": READERS_GOAL,
        "seconds_of_a_tenth": round(few.seconds, 2),
        "ratio_of_a_tenth": round(few.seconds / few.limit, 3),
    }


class _Bench:
    def __init__(self, postgres: EmbeddedPostgres, folder: str, say: Callable[[str], None]) -> None:
        administrators = {zone: postgres.url(zone) for zone in ("intake", "vault")}
        self._databases = Urls(asyncio.run(prepare_databases(postgres.url())), administrators)
        self._folder, self._say = Path(folder), say
        keys = [SignKey(system_random(32)) for _ in range(KEYS)]
        terms = profile_terms(Profile.SUMMARY_COARSE, TODAY)
        self._signed = [(key.public, give(key, terms, TODAY)) for key in keys]
        asyncio.run(make_cards(self._databases.administrator("vault")))

    def publish(self, start: int, end: int) -> Published:
        """Make the mailboxes from `start` to `end` as well, then publish all, in processes that do nothing else."""
        self._say(f"making {end - start} mailboxes")
        asyncio.run(make_mailboxes(self._databases.administrator("vault"), self._signed, start, end))
        pinned = str(consortium_of_benches().write_pinned(self._folder / "intake"))
        with spawned(_serve, pinned, self._databases.of("intake")) as serving:
            port = heard(serving)
            if not start:
                self._publish(port)  # something to fetch in the quiet
            administrator, claimed = self._databases.administrator("intake"), self._signed[0][1]
            with spawned(_read, port) as reader, spawned(publish_by_hand, administrator, claimed, end) as by_hand:
                self._say("fetching in the quiet")
                quiet = _told(reader, QUIET)
                limit = _told(by_hand, None)
                self._say(f"publishing {end} mailboxes")
                reader.send(PATIENCE)
                seconds, vault = self._publish(port)
                meanwhile = _told(reader, None)
                self._say("sealing and writing by hand")
                limit += _told(by_hand, None)
            held = _told(serving, None)
        return Published(end, 1 << depth_of(end), seconds, limit, vault, held, _p99(quiet), _p99(meanwhile))

    def _publish(self, port: int) -> tuple[float, int]:
        """Seconds, and bytes at the height of a vault's process that did this alone."""
        with spawned(_vault, port, self._databases, str(self._folder / "vault")) as vault:
            found: tuple[float, int] = heard(vault, PATIENCE)
        return found


def _told(told: Connection, what: object) -> Any:
    told.send(what)
    return heard(told, PATIENCE)


def _serve(pipe: Connection, pinned: str, urls: Mapping[str, SecretStr]) -> None:
    """Intake, until it is told to end; then what it held at its height."""
    serve(pipe, pinned, urls)
    pipe.recv()
    pipe.send(_height())


def _vault(pipe: Connection, port: int, databases: Urls, folder: str) -> None:
    pipe.send((uvloop.run(_publish(port, databases, Path(folder))), _height()))


async def _publish(port: int, databases: Urls, folder: Path) -> float:
    consortium = consortium_of_benches()
    key = consortium.devices[DeviceRole.VAULT]
    auth = DeviceAuth(key, key.public.hex(), lambda: NOW)
    async with (
        running_vault(consortium, databases, folder) as vault,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", auth=auth, timeout=60, trust_env=False) as to_intake,
    ):
        world = replace(vault.world, intake=to_intake, random=system_random)
        begun = time.perf_counter()
        await publish_once(world)
        return time.perf_counter() - begun


def _read(pipe: Connection, port: int) -> None:
    """For so many seconds, or until it is told to stop: how long each fetch was waited for, in seconds."""
    with suppress(EOFError):
        while True:
            pipe.send(uvloop.run(_fetch_all(port, pipe.recv(), pipe)))


async def _fetch_all(port: int, seconds: float, pipe: Connection) -> list[float]:
    loop = asyncio.get_running_loop()
    begun, waits = loop.time(), list[float]()
    due = itertools.count()

    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as client:
        answer = await client.get("/v1/mailboxes")
        notice = MailboxNotice.from_bytes(SignedMailboxNotice.from_bytes(answer.content).body)
        names = bucket_names(notice.depth)  # deeper publications have these names as well

        async def reader() -> None:
            while (moment := begun + next(due) / A_SECOND) < begun + seconds and not pipe.poll():
                await asyncio.sleep(max(0.0, moment - loop.time()))
                got = await client.get(f"/v1/mailboxes/{random.choice(names).hex()}")
                got.raise_for_status()
                waits.append(loop.time() - moment)

        await asyncio.gather(*(reader() for _ in range(READERS)))
    if pipe.poll():
        pipe.recv()
    return waits


def _p99(waits: list[float]) -> float:
    return sorted(waits)[len(waits) * 99 // 100]


def _height() -> int:
    """Bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _mib(held: int) -> float:
    return round(held / (1 << 20), 1)


if __name__ == "__main__":
    print(json.dumps(run(lambda said: print(said, file=sys.stderr), quick="--quick" in sys.argv), indent=2))
