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
import hashlib
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

import asyncpg
import httpx
import nacl.signing
import uvloop
from pydantic import SecretStr

from bench.loaded_intake import consortium_of_benches, serve
from bench.processes import heard, spawned
from protocol.consent import ClaimedConsent, Profile, give, profile_terms
from protocol.directory import DeviceRole
from protocol.ids import MailboxId
from protocol.mailbox import (
    MOST_DEPTH,
    SLOTS,
    MailboxNotice,
    SignedMailboxNotice,
    Slot,
    bucket_names,
    depth_for,
    empty_slot,
    make_bucket,
    seal_slot,
)
from protocol.primitives import SignKey, system_random
from server.devices import DeviceAuth
from server.embedded_postgres import EmbeddedPostgres
from server.vault.boxes.mailboxes import AT_ONCE, publish_once
from server.zone_databases import prepare_databases
from tests.server.vault.vault_world import IDENTITY, TESTIMONY, running_vault
from tests.worlds import NOW, PARTNERS, QUARTER, TODAY

MAILBOXES = 100_000
KEYS = 500
CARDS = 5_000
GOAL, MEMORY_GOAL, READERS_GOAL = 6.0, 1.2, 5.0
SAMPLE = 8
"""The limit makes and writes one bucket of so many."""
QUIET = 12.0
"""Seconds."""
A_SECOND, READERS = 25, 4
PATIENCE = 900.0
"""Seconds for one publication."""

_SIGNING = nacl.signing.SigningKey(bytes(range(32)))
_PUBLIC, _SIGNED = _SIGNING.verify_key, _SIGNING.sign(bytes(400))

_CARDS = """
    INSERT INTO cards SELECT sha256(int4send(n)), $1, $2, '\\x00000000000000000000000000000000'
    FROM generate_series(0, $3::int - 1) n
"""
_PARTS = """
    INSERT INTO parts (compartment, id, kind, size_class, part_key, envelope, payload_hash, payload, day, period_key,
                       quarter, mailbox, reply_key, mixed)
    SELECT $1, sha256(int4send(n)), $2, 0, ($3::bytea[])[1 + n % array_length($3, 1)], '', sha256(''), '', $4,
           CASE WHEN vouched THEN sha256(int4send(n % $5::int)) END, CASE WHEN vouched THEN $6 END,
           substr(sha256(int4send(-n)), 1, 16), '', true
    FROM generate_series($7::int, $8::int - 1, 2) n, LATERAL (SELECT $2 = 'testimony' AND n % 3 = 0 AS vouched) cards
"""
_CONSENTS = """
    INSERT INTO consents (compartment, part, version, claimed, received, mixed)
    SELECT $1, sha256(int4send(n)), 1, ($2::bytea[])[1 + n % array_length($2, 1)], $3, true
    FROM generate_series($4::int, $5::int - 1, 2) n
"""


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
        asyncio.run(_make_cards(self._databases.administrator("vault")))

    def publish(self, start: int, end: int) -> Published:
        """Make the mailboxes from `start` to `end` as well, then publish all, in processes that do nothing else."""
        self._say(f"making {end - start} mailboxes")
        asyncio.run(_make(self._databases.administrator("vault"), self._signed, start, end))
        pinned = str(consortium_of_benches().write_pinned(self._folder / "intake"))
        with spawned(_serve, pinned, self._databases.of("intake")) as serving:
            port = heard(serving)
            if not start:
                self._publish(port)  # something to fetch in the quiet
            with spawned(_read, port) as reader, spawned(_by_hand, self._databases, self._signed[0][1], end) as by_hand:
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
        return Published(end, 1 << _depth(end), seconds, limit, vault, held, _p99(quiet), _p99(meanwhile))

    def _publish(self, port: int) -> tuple[float, int]:
        """Seconds, and bytes at the height of a vault's process that did this alone."""
        with spawned(_vault, port, self._databases, str(self._folder / "vault")) as vault:
            found: tuple[float, int] = heard(vault, PATIENCE)
        return found


def _told(told: Connection, what: object) -> Any:
    told.send(what)
    return heard(told, PATIENCE)


async def _make_cards(administrator: SecretStr) -> None:
    connection = await asyncpg.connect(administrator.get_secret_value())
    await connection.execute(_CARDS, PARTNERS[0], QUARTER, CARDS)
    await connection.close()


async def _make(administrator: SecretStr, signed: list[tuple[bytes, ClaimedConsent]], start: int, end: int) -> None:
    """Every second part is testimony, the others are identities."""
    keys, claims = [key for key, _ in signed], [claimed.to_bytes() for _, claimed in signed]
    connection = await asyncpg.connect(administrator.get_secret_value())
    for place, (compartment, kind) in enumerate(((TESTIMONY, "testimony"), (IDENTITY, "identity"))):
        await connection.execute("SELECT add_compartment($1)", compartment)
        await connection.execute(_PARTS, compartment, kind, keys, TODAY, CARDS, QUARTER, start + place, end)
        await connection.execute(_CONSENTS, compartment, claims, TODAY, start + place, end)
    await connection.execute("VACUUM ANALYZE", timeout=600)
    await connection.close()


def _mailbox(number: int) -> bytes:
    """As _PARTS makes it."""
    return hashlib.sha256((-number).to_bytes(4, "big", signed=True)).digest()[:16]


def _depth(mailboxes: int) -> int:
    prefixes = [0] * (1 << MOST_DEPTH)
    for number in range(mailboxes):
        prefixes[int.from_bytes(_mailbox(number)[:2], "big") >> 16 - MOST_DEPTH] += 1
    return depth_for(prefixes)


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


def _by_hand(pipe: Connection, databases: Urls, claimed: ClaimedConsent, mailboxes: int) -> None:
    """Half of the buckets each time it is told."""
    depth = _depth(mailboxes)
    some = bucket_names(depth)[:: 2 * SAMPLE]
    full = mailboxes >> depth
    with suppress(EOFError):
        while True:
            pipe.recv()
            seconds = uvloop.run(_seal_and_write(databases.administrator("intake"), claimed, depth, some, full))
            pipe.send(seconds * SAMPLE)


async def _seal_and_write(
    administrator: SecretStr, claimed: ClaimedConsent, depth: int, names: list[bytes], full: int
) -> float:
    """Buckets with `full` slots that are somebody's, eight a commit; seconds."""
    slot = Slot(consent=claimed, terms=None, settles=None, withdrawn=False, reply=None)
    notice, key = MailboxNotice(number=7, every=3600, depth=depth), SignKey(system_random(32))
    connection = await asyncpg.connect(administrator.get_secret_value())
    await connection.execute("CREATE TABLE by_hand (name bytea, body bytea)")
    begun = time.perf_counter()
    for start in range(0, len(names), AT_ONCE):
        made = [make_bucket(notice, name, _slots(slot, full), key) for name in names[start : start + AT_ONCE]]
        rows = [(one.name, one.to_bytes()) for one in made]
        await connection.executemany("INSERT INTO by_hand VALUES ($1, $2)", rows)
    seconds = time.perf_counter() - begun
    await connection.execute("DROP TABLE by_hand")
    await connection.close()
    return seconds


def _slots(slot: Slot, full: int) -> list[bytes]:
    theirs = [seal_slot(slot, MailboxId(system_random(16)), 7) for _ in range(full)]
    for _ in theirs:
        _PUBLIC.verify(_SIGNED)
    return [*theirs, *(empty_slot() for _ in range(SLOTS - full))]


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
