"""The log as it is served: a process of its own that can be killed at any moment."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from protocol.checkpoint import Checkpoint, check_grown, check_logged, read_checkpoint
from protocol.crossings import CBOR
from protocol.directory import DeviceRole
from protocol.ids import day_of
from protocol.ledger_crossings import Consistency, Inclusion, NewEntries
from protocol.policy import LogRules
from server.devices import DeviceAuth
from tests.conftest import Databases
from tests.served import Zone, free_port, served, until_it_answers, write_settings
from tests.server.ledger.conftest import BASE_RULES
from tests.worlds import Consortium, make_consortium

pytestmark = pytest.mark.anyio
KILLS = 3


@dataclass
class Served:
    """A log that can be started and killed, and a zone that writes to it."""

    consortium: Consortium
    settings: Path
    vault: httpx.AsyncClient

    async def enter(self, commitment: bytes) -> bool:
        """Whether the log said that it has it."""
        body = NewEntries(commitments=(commitment,)).to_bytes()
        try:
            answer = await self.vault.post("/v1/entries", content=body, headers={"content-type": CBOR})
        except httpx.TransportError:
            return False
        return answer.status_code == 202

    async def checkpoint(self) -> Checkpoint:
        return self.read((await self.vault.get("/checkpoint")).content)

    def read(self, note: bytes) -> Checkpoint:
        key = self.consortium.devices[DeviceRole.LEDGER].public
        return read_checkpoint(note, self.consortium.directory.contents.log_origin, key)


@pytest.fixture
async def log(databases: Databases, tmp_path: Path) -> AsyncIterator[Served]:
    rules = LogRules(tick_seconds=1, leaves_per_tick=16)
    consortium = make_consortium("real log", log=rules, cedar=BASE_RULES, today=day_of(time.time()))
    consortium.write_pinned(tmp_path / "pinned")
    port = free_port()
    held = {
        "sign_key": consortium.devices[DeviceRole.LEDGER].seed().hex(),
        "database_url": databases.of("ledger")["ledger_runtime"].get_secret_value(),
    }
    key = consortium.devices[DeviceRole.VAULT]
    auth = DeviceAuth(key, key.public.hex(), time.time)
    url = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=url, auth=auth, trust_env=False, timeout=30) as vault:
        yield Served(consortium, write_settings(tmp_path / "ledger.toml", port, held), vault)


async def test_killed_at_any_moment_the_log_only_grows_and_keeps_every_entry_it_took(log: Served) -> None:
    taken: list[bytes] = []
    heads: list[Checkpoint] = []
    for turn in range(KILLS):
        with served(Zone.LEDGER, log.settings):
            await until_it_answers(log.vault, "/checkpoint")
            heads.append(await log.checkpoint())
            # Each turn ends at another place of a tick, with entries under way.
            ends = time.monotonic() + 1.3 + turn / KILLS
            while time.monotonic() < ends:
                commitment = secrets.token_bytes(32)
                if await log.enter(commitment):
                    taken.append(commitment)
                await asyncio.sleep(0.05)
    with served(Zone.LEDGER, log.settings):
        await until_it_answers(log.vault, "/checkpoint")
        await _until_all_are_leaves(log, taken)
        heads.append(await log.checkpoint())
        assert [head.size for head in heads] == sorted(head.size for head in heads)
        for old, new in itertools.pairwise(heads):
            answer = await log.vault.get("/v1/consistency", params={"from": old.size, "to": new.size})
            check_grown(old, new, Consistency.from_bytes(answer.content).proof)
    assert len(taken) > KILLS


async def _until_all_are_leaves(log: Served, taken: list[bytes]) -> None:
    """Sixteen a second: sooner or later every one is there, with a proof."""
    left, ends = list(taken), time.monotonic() + 60
    while left and time.monotonic() < ends:
        answer = await log.vault.get(f"/v1/entries/{left[-1].hex()}")
        if answer.status_code == 404:
            await asyncio.sleep(0.3)
            continue
        found = Inclusion.from_bytes(answer.content)
        check_logged(left.pop(), found.index, found.proof, log.read(found.checkpoint.encode()))
    assert not left
