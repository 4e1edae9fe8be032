"""`leeward cards load`, as it is typed: with the real clock, so that the directory is one of today."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from protocol.cards import new_batch
from protocol.directory import DeviceRole
from protocol.ids import day_of
from protocol.primitives import SignKey
from server.vault.errors import WrongVaultKey
from server.vault.journal import Journal, JournalFile
from tests.conftest import execute
from tests.server.vault.collecting.test_room import put_broken
from tests.server.vault.vault_world import PURPOSES, VaultWorld
from tests.worlds import PARTNERS, QUARTER, Consortium, make_consortium


@pytest.fixture
def today() -> Consortium:
    return make_consortium("commands", today=day_of(time.time()))


def leeward(*typed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "server.cli", *typed],
        cwd=Path(__file__).parents[3],
        env={"PATH": os.environ["PATH"], "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def load(today: Consortium, databases: Any, folder: Path, cards: bytes) -> subprocess.CompletedProcess[str]:
    (folder / "url").touch(0o600)
    (folder / "url").write_text(databases.of("vault")["vault_card_loader"].get_secret_value())
    config = folder / "cards.toml"
    config.write_text(f'pinned = "{today.write_pinned(folder / "pinned")}"\ndatabase_url_file = "url"\n')
    (folder / "cards.cbor").write_bytes(cards)
    return leeward("cards", "load", str(folder / "cards.cbor"), "--config", str(config))


def vault_settings(today: Consortium, databases: Any, folder: Path) -> Path:
    secrets = {
        "sign_key": today.devices[DeviceRole.VAULT].seed().hex(),
        "seal_key": today.vault_seal.seed().hex(),
        **{f"{one}_url": databases.of("vault")[f"vault_{one}"].get_secret_value() for one in PURPOSES},
    }
    config = folder / "vault.toml"
    lines = [f'pinned = "{today.write_pinned(folder / "papers")}"', 'journal = "journal"']
    lines += ["port = 8450", "most_parts_a_day = 100"]
    lines += [f'{zone}_url = "http://127.0.0.1:1"' for zone in ("intake", "ledger", "policy")]
    for name, secret in secrets.items():
        (folder / name).touch(0o600)
        (folder / name).write_text(secret)
        lines.append(f'{name}_file = "{name}"')
    config.write_text("\n".join(lines))
    return config


async def test_the_journal_is_signed_anew_under_the_key_of_the_directory_alone(
    today: Consortium, databases: Any, tmp_path: Path
) -> None:
    before, now = SignKey.new(), today.devices[DeviceRole.VAULT]
    (tmp_path / "journal").mkdir()
    Journal((tmp_path / "journal",), now, set).write(JournalFile(day=1, names=(bytes(16),), entries=()))
    (file,) = (tmp_path / "journal").iterdir()
    signed = file.read_bytes()
    config = vault_settings(today, databases, tmp_path)
    done = leeward("vault-journal", "--config", str(config))
    assert (done.returncode, done.stdout) == (0, "0 files were signed with a key of before, and are signed anew.\n")
    (tmp_path / "sign_key").write_text(before.seed().hex())
    done = leeward("vault-journal", "--config", str(config))
    assert (done.returncode, done.stderr.strip()) == (1, str(WrongVaultKey()))
    assert file.read_bytes() == signed


async def kept(databases: Any) -> int:
    connection = await asyncpg.connect(databases.of("vault")["vault_card_loader"].get_secret_value())
    try:
        return int(await connection.fetchval("SELECT count(*) FROM cards"))
    finally:
        await connection.close()


async def test_a_list_is_loaded_and_said_in_one_line(today: Consortium, databases: Any, tmp_path: Path) -> None:
    listed = new_batch(PARTNERS[0], QUARTER, 3)[1].to_bytes()
    for new in (3, 0):
        done = load(today, databases, tmp_path, listed)
        assert (done.returncode, done.stdout) == (0, f"{new} new cards of {PARTNERS[0]}, {QUARTER}.\n"), done.stderr
    assert await kept(databases) == 3


async def test_a_list_that_is_refused_is_one_plain_sentence(today: Consortium, databases: Any, tmp_path: Path) -> None:
    done = load(today, databases, tmp_path, new_batch("nobody", QUARTER, 1)[1].to_bytes())
    assert done.returncode == 1
    assert done.stderr.strip() == "These cards are for a partner that is not in the directory."
    assert await kept(databases) == 0


async def test_codes_in_the_place_of_their_list_are_not_repeated(
    today: Consortium, databases: Any, tmp_path: Path
) -> None:
    codes = "".join(f"{code.printed()}\n" for code in new_batch(PARTNERS[0], QUARTER, 3)[0])
    done = load(today, databases, tmp_path, codes.encode())
    assert done.returncode == 1
    assert done.stderr.startswith("This file is not a list of cards.")
    assert not any(code in done.stderr for code in codes.splitlines())


async def test_the_operator_is_told_how_much_more_the_vault_takes(
    today: Consortium, vault: VaultWorld, databases: Any, tmp_path: Path
) -> None:
    await vault.told(None)
    put_broken(vault, 1)
    await vault.collect()
    day = day_of(time.time())
    for table in ("parts", "shut_parts"):
        await execute(databases.administrator("vault"), f"UPDATE {table} SET day = {day}")
    config = vault_settings(today, databases, tmp_path)
    done = leeward("room", "--config", str(config))
    said = "Today: room for 97 more, 4095 MiB.\nParts that are kept shut: room for 9999 more, 1023 MiB.\n"
    assert (done.returncode, done.stdout) == (0, said), done.stderr
