"""From a source's upload to the vault's tables, through intake as it is."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from protocol.consent import withdraw
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import DeviceRole
from protocol.post import Post, seal_post
from protocol.work import prove
from server.database import open_engine, open_pool
from server.intake.api import create_app
from server.intake.arrivals import BUCKETS
from server.intake.world import IntakeWorld
from tests.server.vault.vault_world import VaultWorld
from tests.worlds import seeded


@pytest.fixture
async def upload(vault: VaultWorld, databases: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A source's way to the real intake, from which the vault collects."""
    urls = databases.of("intake")
    writer = await open_pool(urls["intake_writer"], connections=6)
    collector = open_engine(urls["intake_collector"])
    world = IntakeWorld(
        clock=vault.clock,
        random=seeded("intake"),
        key=vault.consortium.devices[DeviceRole.INTAKE],
        pinned=vault.world.pinned,
        writer=writer,
        collector=collector,
        authorities={"intake"},
    )
    transport = httpx.ASGITransport(create_app(world))
    vault.to_intake.lead_to(transport)
    async with httpx.AsyncClient(transport=transport, base_url="http://intake") as client:
        yield client
    await writer.close()
    await collector.dispose()


async def send(upload: httpx.AsyncClient, vault: VaultWorld, path: str, body: bytes, identifier: bytes) -> None:
    work = prove(identifier, vault.consortium.directory.contents.work_bits)
    answer = await upload.post(path, content=body, headers={"content-type": CBOR, WORK_HEADER: work.hex()})
    assert answer.status_code == 200, answer.text


async def test_what_intake_acknowledged_is_in_the_vault_once_and_gone_from_intake(
    vault: VaultWorld, upload: httpx.AsyncClient, databases: Any
) -> None:
    told = [vault.tell() for _ in range(3)]
    for one in told:
        for part in (one.sealed.testimony, one.sealed.identity):
            for _ in range(2):
                await send(upload, vault, "/v1/parts", part.to_bytes(), part.id())
    post = seal_post(
        Post(withdrawals=(withdraw(told[0].key(), vault.world.today()),)), vault.consortium.vault_seal.public
    )
    await send(upload, vault, f"/v1/mailboxes/{min(BUCKETS)}", post, hashlib.sha256(post).digest())
    await vault.collect()
    await vault.collect()
    assert await vault.count("parts") == 6
    assert [row.part for row in await vault.rows("SELECT part FROM withdrawals")] == [told[0].testimony]
    engine = open_engine(databases.administrator("intake"))
    async with engine.connect() as connection:
        for table in ("parts", "posts"):
            assert (await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")).scalar() == 0
    await engine.dispose()
    asked = await vault.ask_and_log([told[1].testimony])
    await vault.approve(asked)
    assert (await vault.fetch(asked, told[1].testimony)).status_code == 200
