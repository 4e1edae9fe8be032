"""The page's manifest goes into the real log by hand, and comes out with a proof that anyone can check."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from clients.auditor.page_checks import Outcome, check_entry, check_proof
from protocol.built_page import read_built
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.page import PageManifest, manifest_of, page_trust, write_block
from protocol.policy import LogRules
from server.access_in_force import AccessInForce
from server.database import open_engine
from server.devices import DeviceAuth
from server.ledger.api import create_app
from server.ledger.ticks import found, tick
from server.ledger.world import World as LogWorld
from server.pinned import Pinned
from server.policy.errors import LogDoesNotAnswer, NotAManifest, NotGiven, NotProvedYet
from server.policy.log_entries import log_once
from server.policy.pages import note_page, read_manifest, record_of
from server.policy.world import World
from tests.built_pages import built_page
from tests.conftest import Databases
from tests.server.ledger.conftest import BASE_RULES
from tests.worlds import TODAY, Clock, make_consortium, seeded

pytestmark = pytest.mark.anyio
CONSORTIUM = make_consortium("pages", log=LogRules(tick_seconds=1, leaves_per_tick=4), cedar=BASE_RULES)
BLOCK = write_block(page_trust(CONSORTIUM.directory, CONSORTIUM.root_set))
MANIFEST = manifest_of({"en": read_built(built_page())}, BLOCK)


@dataclass
class Zones:
    """A policy zone's database, the round that tells the log, and the log."""

    policy: World
    log: LogWorld
    databases: Databases

    @property
    def database(self) -> AsyncEngine:
        return self.policy.database

    @property
    def directory(self) -> TrustedDirectory:
        return self.policy.pinned.directory

    async def entries(self) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.databases.administrator("policy").get_secret_value())
        try:
            return list(await connection.fetch("SELECT * FROM log_entries"))
        finally:
            await connection.close()


@pytest.fixture
async def zones(databases: Databases, tmp_path: Path) -> AsyncIterator[Zones]:
    clock, consortium = Clock(), CONSORTIUM
    pinned = Pinned(consortium.write_pinned(tmp_path / "pinned"), clock)
    log = LogWorld(
        clock=clock,
        random=seeded("log"),
        engine=open_engine(databases.of("ledger")["ledger_runtime"]),
        pinned=pinned,
        sign_key=consortium.devices[DeviceRole.LEDGER],
        authorities={"log"},
    )
    await found(log)
    app, key = create_app(log), consortium.devices[DeviceRole.POLICY]
    clock.now += 1
    policy = World(
        clock=clock,
        random=seeded("policy"),
        pinned=pinned,
        database=open_engine(databases.of("policy")["policy_runtime"]),
        ledger=httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://log",
            auth=DeviceAuth(key, key.public.hex(), clock),
        ),
        access=AccessInForce(pinned),
        incoming=tmp_path / "newest.cbor",
        authorities={"policy"},
    )
    yield Zones(policy, log, databases)
    await policy.ledger.aclose()
    await policy.database.dispose()
    await log.engine.dispose()


async def give(zones: Zones, manifest: PageManifest = MANIFEST) -> None:
    await note_page(zones.database, manifest, TODAY, zones.policy.random)


async def test_a_manifest_that_was_given_is_proved_after_the_next_tick(zones: Zones) -> None:
    await give(zones)
    await log_once(zones.policy)
    with pytest.raises(NotProvedYet):
        await record_of(zones.database, zones.policy.ledger, zones.directory, MANIFEST, time.time())
    await tick(zones.log)
    record = await record_of(zones.database, zones.policy.ledger, zones.directory, MANIFEST, time.time())
    assert record.manifest == MANIFEST.to_bytes()
    proof, head = check_proof(record.evidence, zones.directory)
    assert head is not None
    assert {one.outcome for one in (*check_entry(record.manifest, record.evidence), *proof)} == {Outcome.HOLDS}


async def test_the_same_manifest_again_is_one_entry(zones: Zones) -> None:
    await give(zones)
    await give(zones)
    assert len(await zones.entries()) == 1
    other = MANIFEST.model_copy(update={"trust": bytes(32)})
    await give(zones, other)
    assert len(await zones.entries()) == 2


async def test_a_manifest_that_was_never_given_has_no_record(zones: Zones) -> None:
    await give(zones, MANIFEST.model_copy(update={"trust": bytes(32)}))
    with pytest.raises(NotGiven):
        await record_of(zones.database, zones.policy.ledger, zones.directory, MANIFEST, time.time())


async def test_a_log_that_is_silent_or_lies_gives_no_record(zones: Zones) -> None:
    await give(zones)
    for answer in (httpx.Response(503), httpx.Response(200, content=b"\0")):
        transport = httpx.MockTransport(lambda _, answer=answer: answer)
        async with httpx.AsyncClient(transport=transport, base_url="http://log") as log:
            with pytest.raises(LogDoesNotAnswer):
                await record_of(zones.database, log, zones.directory, MANIFEST, time.time())


async def test_the_proof_of_another_entry_is_not_taken_for_this_one(zones: Zones) -> None:
    """Else a record could be published that nobody can check."""
    await give(zones, MANIFEST.model_copy(update={"trust": bytes(32)}))
    await log_once(zones.policy)
    await tick(zones.log)
    (other,) = await zones.entries()
    proof = await zones.policy.ledger.get(f"/v1/entries/{other['leaf'].hex()}")
    await give(zones)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=proof.content))
    async with httpx.AsyncClient(transport=transport, base_url="http://log") as log:
        with pytest.raises(LogDoesNotAnswer):
            await record_of(zones.database, log, zones.directory, MANIFEST, time.time())


@pytest.mark.parametrize("raw", [b"", b"\0", CONSORTIUM.signed.to_bytes(), MANIFEST.to_bytes() + b"\0"])
def test_what_is_no_manifest_is_not_logged(raw: bytes) -> None:
    with pytest.raises(NotAManifest):
        read_manifest(raw)


def test_every_error_is_what_a_person_reads() -> None:
    assert str(NotProvedYet()).startswith("The log has not proved this yet.")
    assert str(NotAManifest()).startswith("This file is not a manifest")
