"""A log and its witnesses as processes of their own: two of three are enough, and a log that begins anew is caught."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from click.testing import Result
from typer.testing import CliRunner

from clients.kept_notes import kept_files, notes_in
from clients.witness.cli import witness
from protocol.cosignature import cosignatures_on, read_head
from protocol.crossings import CBOR
from protocol.directory import DeviceRole
from protocol.ids import day_of
from protocol.inclusion import check_inclusion
from protocol.ledger_crossings import NewEntries
from protocol.policy import LogRules
from server.devices import DeviceAuth
from tests.conftest import Databases, execute
from tests.served import Zone, free_port, served, until_it_answers, write_settings
from tests.server.ledger.conftest import BASE_RULES
from tests.worlds import Consortium, make_consortium

pytestmark = pytest.mark.anyio
WITNESSES = ("kiln", "mill")
"""The third of the directory is away all the time."""
WIPED = "SET session_replication_role = replica; " + "; ".join(
    f"DELETE FROM {table}" for table in ("pending", "leaves", "nodes", "checkpoints", "cosignatures", "shown")
)


@dataclass
class Scene:
    consortium: Consortium
    settings: Path
    vault: httpx.AsyncClient
    witnesses: dict[str, Path]

    def run(self, name: str) -> list[str]:
        return [sys.executable, "-m", "clients.witness.cli", "run", "--config", str(self.witnesses[name])]

    async def says(self, name: str, act: str) -> Result:
        """What a person at that witness's machine is told, and with which status it ends."""
        typed = [act, "--config", str(self.witnesses[name])]
        return await asyncio.to_thread(CliRunner().invoke, witness, typed)

    @contextmanager
    def watching(self) -> Iterator[list[subprocess.Popen[bytes]]]:
        running = [subprocess.Popen(self.run(name)) for name in WITNESSES]
        try:
            yield running
        finally:
            for one in running:
                one.kill()
                one.wait()

    async def proved(self, commitment: bytes) -> bytes:
        """The log's proof of an entry, once it gives one."""
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            answer = await self.vault.get(f"/v1/entries/{commitment.hex()}")
            if answer.status_code == 200:
                return answer.content
            await asyncio.sleep(0.1)
        raise AssertionError("nothing was proved")


@pytest.fixture
async def scene(databases: Databases, tmp_path: Path) -> AsyncIterator[Scene]:
    rules = LogRules(tick_seconds=1, leaves_per_tick=4)
    today = day_of(time.time())
    consortium = make_consortium("watched", log=rules, cedar=BASE_RULES, today=today, witnesses=(3, 2))
    consortium.write_pinned(tmp_path / "pinned")
    port = free_port()
    held = {
        "sign_key": consortium.devices[DeviceRole.LEDGER].seed().hex(),
        "database_url": databases.of("ledger")["ledger_runtime"].get_secret_value(),
    }
    url = f"http://127.0.0.1:{port}"
    key = consortium.devices[DeviceRole.VAULT]
    auth = DeviceAuth(key, key.public.hex(), time.time)
    witnesses = {name: _witness(tmp_path / name, name, consortium, url) for name in WITNESSES}
    async with httpx.AsyncClient(base_url=url, auth=auth, trust_env=False, timeout=30) as vault:
        yield Scene(consortium, write_settings(tmp_path / "ledger.toml", port, held), vault, witnesses)


def _witness(folder: Path, name: str, consortium: Consortium, url: str) -> Path:
    folder.mkdir()
    (folder / "roots.cbor").write_bytes(consortium.root_set.to_bytes())
    (folder / "directory.cbor").write_bytes(consortium.signed.to_bytes())
    (folder / "sign.key").touch(mode=0o600)
    (folder / "sign.key").write_text(consortium.witnesses[name].seed().hex())
    config = folder / "witness.toml"
    config.write_text(f'name = "{name}"\nfolder = "."\nsign_key = "sign.key"\nledger = "{url}"\nevery = 1\n')
    return config


async def test_two_of_three_are_enough_and_a_log_that_begins_anew_is_caught(scene: Scene, databases: Databases) -> None:
    entry = bytes(range(32))
    with served(Zone.LEDGER, scene.settings):
        await until_it_answers(scene.vault, "/checkpoint")
        for name in WITNESSES:
            assert (await scene.says(name, "begin")).exit_code == 0
        with scene.watching() as running:
            body = NewEntries(commitments=(entry,)).to_bytes()
            assert (await scene.vault.post("/v1/entries", content=body, headers={"content-type": CBOR})).is_success
            raw = await scene.proved(entry)
            found = check_inclusion(raw, entry, scene.consortium.directory, time.time())
            said = cosignatures_on(found.checkpoint.encode(), scene.consortium.directory, time.time())
            assert {one.witness for one in said} == set(WITNESSES)
            assert [one.poll() for one in running] == [None, None]
    await execute(databases.administrator("ledger"), WIPED)
    with served(Zone.LEDGER, scene.settings):
        await until_it_answers(scene.vault, "/checkpoint")
        for name in WITNESSES:
            caught = await scene.says(name, "once")
            assert (caught.exit_code, "rolled back" in caught.output) == (3, True)
            assert [(await scene.says(name, act)).exit_code for act in ("run", "status")] == [3, 3]
            (kept,) = kept_files(scene.witnesses[name].parent)
            heads = [read_head(note, scene.consortium.directory) for note in notes_in(kept.read_bytes())]
            assert len(heads) == 2
        assert read_head((await scene.vault.get("/checkpoint")).content, scene.consortium.directory).size == 0
