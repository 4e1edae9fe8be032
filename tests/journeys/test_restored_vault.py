"""A vault is backed up, a source takes a part back, the database is lost; restored by commands alone, it is taken back.

Real databases, real commands, the vault's real start; intake and the log are stand-ins.
"""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from typer.testing import CliRunner

from protocol.consent import Terms, withdraw
from protocol.desk_crossings import PartListings
from protocol.directory import DeviceRole
from protocol.ids import day_of
from protocol.post import Post
from server.backup.commands import commands
from server.devices import DeviceAuth
from server.embedded_postgres import EmbeddedPostgres
from server.settings import read_settings
from server.vault.errors import JournalNotWhole
from server.vault.start import Settings, opened
from server.vault.wishes.replaying import catch_up
from tests.server.vault.conftest import BASE_RULES
from tests.server.vault.vault_world import PURPOSES, TESTIMONY, VaultWorld, running_vault
from tests.server.vault.wishes.test_posts import first, next_version
from tests.worlds import Clock, Consortium, make_consortium

PASSPHRASE = "six random words are good"


def write(path: Path, text: str) -> Path:
    path.touch(mode=0o600)
    path.write_text(text)
    return path


def typed(*words: object) -> str:
    told = CliRunner().invoke(commands, [str(word) for word in words])
    assert told.exit_code == 0, (told.output, told.exception)
    return told.output


def toml(path: Path, told: dict[str, object]) -> Path:
    return write(path, "".join(f"{name} = {json.dumps(value)}\n" for name, value in told.items()))


def back_up(folder: Path, consortium: Consortium, databases: Any) -> Path:
    """On the vault's machine; the key was made on another, and only its public half is here."""
    words = write(folder / "words", PASSPHRASE)
    public = typed("key", folder / "offline.key", "--passphrase-file", words).strip()
    settings = {
        "pinned": "pinned",
        "sign_key_file": write(folder / "sign.key", consortium.devices[DeviceRole.VAULT].seed().hex()).name,
        "database_url_file": write(folder / "login", databases.administrator("vault").get_secret_value()).name,
        "recipients": [public],
    }
    typed("vault", "--config", toml(folder / "backup.toml", settings), "--out", folder / "vault.age")
    return folder / "vault.age"


def restore(folder: Path, file: Path, machine: EmbeddedPostgres) -> None:
    told = typed(
        "restore", file, "--zone", "vault", "--identity", folder / "offline.key", "--passphrase-file", folder / "words",
        "--pinned", folder / "pinned", "--administrator", write(folder / "admin", machine.url().get_secret_value()),
        "--into", folder / "restored",
    )  # fmt: skip
    assert "Start it with its journal" in told


def vault_toml(folder: Path, consortium: Consortium) -> Path:
    settings = {
        "port": 0, "pinned": "pinned", "sign_key_file": "sign.key", "journal": "journal", "authorities": ["vault"],
        "seal_key_file": write(folder / "seal.key", consortium.vault_seal.seed().hex()).name,
        **{f"{purpose}_url_file": f"restored/vault_{purpose}.url" for purpose in PURPOSES},
        **{f"{zone}_url": "http://127.0.0.1:1" for zone in ("intake", "ledger", "policy")},
    }  # fmt: skip
    return toml(folder / "vault.toml", settings)


async def may_be_opened(started: Settings, vault: VaultWorld) -> dict[bytes, bool]:
    """What a desk is told by the vault as it starts on the machine that was restored."""
    key = vault.desk().sign_key
    async with opened(started, vault.clock) as app:
        auth = DeviceAuth(key, key.public.hex(), vault.clock)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://vault", auth=auth) as desk:
            answer = await desk.get(f"/v1/parts?compartment={TESTIMONY}")
    assert answer.status_code == 200, answer.text
    return {one.part: one.may_be_opened for one in PartListings.from_bytes(answer.content).parts}


async def test_what_was_taken_back_after_the_backup_is_taken_back_in_what_was_restored(
    databases: Any, tmp_path: Path
) -> None:
    consortium = make_consortium("restored", cedar=BASE_RULES, today=day_of(time.time()))
    with EmbeddedPostgres.start() as machine:
        async with running_vault(consortium, databases, tmp_path / "pinned", Clock(time.time())) as vault:
            await catch_up(vault.world)
            kept, taken, narrowed = await vault.told(None, None, None)
            file = await asyncio.to_thread(back_up, tmp_path, consortium, databases)
            today = vault.world.today()
            vault.post(Post(withdrawals=(withdraw(taken.key(), today),)))
            vault.post(Post(consents=(next_version(narrowed, first(narrowed, vault), Terms(), today),)))
            await vault.collect()
            # Here the machine with the database is lost; its journal was on another disk.
            await asyncio.to_thread(restore, tmp_path, file, machine)
            started = read_settings(Settings, vault_toml(tmp_path, consortium), {})
            assert await may_be_opened(started, vault) == {
                kept.testimony: True,
                taken.testimony: False,
                narrowed.testimony: False,
            }
        connection = await asyncpg.connect(machine.url("vault").get_secret_value())
        assert await connection.fetchval("SELECT count(*) FROM withdrawals") == 1
        assert await connection.fetchval("SELECT count(*) FROM log_entries WHERE NOT sent") == 1
        await connection.close()
        # With an empty folder in the journal's place nothing is opened at all.
        (tmp_path / "journal").rename(tmp_path / "away")
        (tmp_path / "journal").mkdir()
        with pytest.raises(JournalNotWhole):
            await may_be_opened(started, vault)
