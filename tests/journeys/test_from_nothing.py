"""The page docs/from-nothing.md, typed: a directory from an empty machine, a lost custodian, a lost database.

Real processes, real command lines, the page's own text. Only ports and the seconds of rounds are others.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from server.demo.processes import free_port
from server.embedded_postgres import EmbeddedPostgres
from server.zone_databases import RUNTIME_ROLES
from tests.journeys.command_host import Shell, bin_folder, hosting
from tests.room import roomy

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "from-nothing.md"
SOONER = {"tick_seconds = 600": "tick_seconds = 1", "collect_seconds = 1800": "collect_seconds = 1"}
SOONER |= {
    "mailbox_seconds = 21600": "mailbox_seconds = 2",
    "sleep 1;": "sleep 0.4;",
    "--language en": "--language en --pause 0.2",
}
FIRST, SECOND = "They burned the market on Tuesday.", "Lorries without plates by the school."


def steps() -> dict[int, str]:
    """What is to be typed at each of the page's steps."""
    text = PAGE.read_text()
    for port in sorted(set(re.findall(r"\b84\d\d\b", text))):
        text = re.sub(rf"\b{port}\b", str(free_port()), text)
    for slow, soon in SOONER.items():
        assert slow in text, slow
        text = text.replace(slow, soon)
    chapters = re.split(r"^## (\d+)\. .*$", text, flags=re.MULTILINE)[1:]
    return {int(number): _typed(body) for number, body in zip(chapters[::2], chapters[1::2], strict=True)}


def _typed(body: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in body.splitlines() if line.startswith("    "))


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """On a machine with nothing on it but the program and an empty PostgreSQL."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "admin.url").touch(mode=0o600)
    monkeypatch.setattr("tempfile.tempdir", str(roomy()))
    path = bin_folder(tmp_path / "bin", tmp_path / "host")
    with EmbeddedPostgres.start() as machine, hosting(tmp_path / "host", tmp_path / "host.log"):
        (home / "admin.url").write_text(machine.url().get_secret_value())
        bash = Shell(home, path, tmp_path / "stderr")
        # Step 0, as it is here.
        bash.types(f"LEEWARD={ROOT}")
        yield bash
        bash.close()


async def cannot_write(backup_login: str) -> bool:
    connection = await asyncpg.connect(backup_login)
    try:
        assert await connection.fetchval("SELECT count(*) FROM parts") > 0
        await connection.execute("DELETE FROM withdrawals")
    except asyncpg.InsufficientPrivilegeError:
        return True
    finally:
        await connection.close()
    return False


async def lose_the_vault(admin: str) -> None:
    """Nothing of the cluster's database and logins is left."""
    connection = await asyncpg.connect(admin)
    await connection.execute("DROP DATABASE vault WITH (FORCE)")
    for role in ("vault_backup", *RUNTIME_ROLES["vault"]):
        await connection.execute(f"DROP ROLE {role}")
    await connection.close()


def test_by_commands_alone_a_compartment_begins_loses_a_custodian_and_its_database_and_still_opens(
    shell: Shell, tmp_path: Path
) -> None:
    typed = steps()
    said = {1: shell.types(typed[1])}
    # There are no settings yet: what waits for a zone ends, and shows what the zone said.
    waited = shell.types("serve ledger 2>&1 || echo ended")
    assert "does not exist" in waited
    assert waited.endswith("ended\n")
    said |= {number: shell.types(typed[number]) for number in (2, 3, 4, 5)}
    assert "Nothing weak was found" in said[3]
    # Both desks read both, with two of three custodians.
    assert said[5].count(FIRST) == said[5].count(SECOND) == 2
    assert "your share of 2 parts." in shell.types(typed[6])
    assert "Its hash is the one beside it." in shell.types(typed[7])
    assert asyncio.run(cannot_write((tmp_path / "home" / "vault_backup.url").read_text()))
    asyncio.run(lose_the_vault((tmp_path / "home" / "admin.url").read_text()))
    back = shell.types(typed[8])
    # The one that was taken back after the backup stays shut; the other opens, with the successor's share.
    assert sorted(re.findall(r": (may be opened|stays shut)", back)) == ["may be opened", "stays shut"]
    assert (back.count(FIRST), back.count(SECOND)) == (1, 0)
