"""A vault's backup made from a real database, and restored into another, by what an operator types."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pyrage
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.directory import DeviceRole
from protocol.ids import day_of
from protocol.primitives import SignKey
from server.backup import errors, making, restoring
from server.backup.age import recipients_of, seal
from server.backup.commands import commands
from server.backup.contents import BackupHead, packed
from server.embedded_postgres import EmbeddedPostgres
from server.revisions import known_revisions
from server.zone_databases import url_for
from tests.conftest import execute, finish
from tests.server.vault.vault_world import running_vault
from tests.worlds import Clock, Consortium, make_consortium

TODAY = day_of(time.time())
KEY, OTHER = (pyrage.x25519.Identity.generate() for _ in range(2))
LOGIN = "CREATE ROLE the_backup LOGIN BYPASSRLS PASSWORD 'read' IN ROLE pg_read_all_data"
"""As docs/operating.md says it."""


@pytest.fixture(scope="module")
def consortium() -> Consortium:
    return make_consortium("backup", today=TODAY)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[EmbeddedPostgres]:
    """The machine that a backup is restored on."""
    with EmbeddedPostgres.start() as postgres:
        yield postgres


@dataclass
class Site:
    """An operator's folder, with what is typed there."""

    folder: Path
    consortium: Consortium
    databases: Any

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text)
        return path

    def settings(self, zone: str = "vault", **change: Any) -> Path:
        told = {
            "pinned": str(self.folder / "pinned"),
            "sign_key_file": str(self.file("sign.key", self.consortium.devices[DeviceRole(zone)].seed().hex())),
            "database_url_file": str(self.file("login.url", self.databases.administrator(zone).get_secret_value())),
            "recipients": [str(KEY.to_public())],
        } | change
        return self.file("backup.toml", "".join(f"{name} = {json.dumps(value)}\n" for name, value in told.items()))

    def type(self, *words: object) -> Result:
        return CliRunner().invoke(commands, [str(word) for word in words])

    def made(self, zone: str = "vault", **change: Any) -> Path:
        out = self.folder / f"{zone}.age"
        told = self.type(zone, "--config", self.settings(zone, **change), "--out", out)
        assert told.exit_code == 0, (told.output, told.exception)
        return out

    def identity(self, key: Any = KEY) -> Path:
        return self.file("key", str(key))

    def verify(self, file: Path, *more: object) -> Result:
        return self.type("verify", file, "--identity", self.identity(), "--pinned", self.folder / "pinned", *more)

    def restore(self, file: Path, postgres: EmbeddedPostgres, zone: str = "vault", *more: object) -> Result:
        return self.type(
            "restore", file, "--zone", zone, "--identity", self.identity(), "--pinned", self.folder / "pinned",
            "--administrator", self.file("admin.url", postgres.url().get_secret_value()),
            "--into", self.folder / "restored", *more,
        )  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, consortium: Consortium, databases: Any) -> Site:
    consortium.write_pinned(tmp_path / "pinned")
    return Site(tmp_path, consortium, databases)


@pytest.fixture
def empty(elsewhere: EmbeddedPostgres) -> Iterator[EmbeddedPostgres]:
    yield elsewhere
    finish(execute(elsewhere.url(), "DROP DATABASE IF EXISTS vault WITH (FORCE)"))
    finish(execute(elsewhere.url(), "DROP DATABASE IF EXISTS ledger WITH (FORCE)"))


def refused(told: Result) -> type[BaseException]:
    assert told.exit_code != 0, told.output
    return type(told.exception)


async def rows(url: SecretStr) -> dict[str, list[Any]]:
    connection = await asyncpg.connect(url.get_secret_value())
    try:
        tables = await connection.fetch(
            "SELECT c.oid::regclass::text AS name FROM pg_class c WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'p') AND NOT relispartition"
        )
        return {
            row["name"]: sorted(map(tuple, await connection.fetch(f"SELECT * FROM {row['name']}")), key=repr)
            for row in tables
        }
    finally:
        await connection.close()


async def fill(site: Site) -> None:
    async with running_vault(site.consortium, site.databases, site.folder / "pinned", Clock(time.time())) as vault:
        await vault.told(None, None)


@pytest.fixture
def login(site: Site) -> Iterator[SecretStr]:
    """Of a role that may read everything and change nothing."""
    administrator = site.databases.administrator("vault")
    name = administrator.get_secret_value().split("@/")[1].split("?")[0]
    finish(execute(administrator, f"{LOGIN}; GRANT CONNECT ON DATABASE {name} TO the_backup"))
    yield url_for(administrator, name, "the_backup", "read")
    finish(execute(administrator, f"REVOKE ALL ON DATABASE {name} FROM the_backup; DROP ROLE the_backup"))


async def test_what_was_in_it_is_in_it_again_under_this_programs_roles_and_rights(
    site: Site, empty: EmbeddedPostgres, login: SecretStr
) -> None:
    await fill(site)
    of_reader = str(site.file("reader.url", login.get_secret_value()))
    file = await asyncio.to_thread(site.made, database_url_file=of_reader)
    told = await asyncio.to_thread(site.restore, file, empty)
    assert told.exit_code == 0, (told.output, told.exception)
    before, after = await rows(site.databases.administrator("vault")), await rows(empty.url("vault"))
    assert before == after
    assert len(before["parts"]) == 4
    url = (site.folder / "restored" / "vault_openings.url").read_text()
    assert (site.folder / "restored" / "vault_openings.url").stat().st_mode & 0o777 == 0o600
    role = await asyncpg.connect(url)
    assert await role.fetchval("SELECT count(*) FROM parts WHERE compartment = 'xa-testimony'") == 0  # not entered
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await role.execute("DELETE FROM withdrawals")
    await role.close()
    papers = {path.name: path.read_bytes() for path in (site.folder / "restored" / "papers").iterdir()}
    assert papers == {path.name: path.read_bytes() for path in (site.folder / "pinned").iterdir()}


async def test_a_stolen_one_shows_nothing_and_nothing_lay_about_on_the_way(site: Site) -> None:
    await fill(site)
    file = await asyncio.to_thread(site.made)
    (part, *_) = (await rows(site.databases.administrator("vault")))["parts"]
    raw = file.read_bytes()
    assert not any(told in raw for told in (b"xa-testimony", b"vault_owner", b"PGDMP", part[1], part[4]))
    assert file.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in site.folder.iterdir()} == {
        "pinned", "journal", "sign.key", "login.url", "backup.toml", "vault.age", "vault.age.sha256",
    }  # fmt: skip


def test_without_a_key_length_keys_and_hash_are_checked(site: Site) -> None:
    file = site.made()
    assert site.type("verify", file, "--keys", 1).exit_code == 0
    assert refused(site.type("verify", file, "--keys", 2)) is errors.OtherRecipients
    raw = file.read_bytes()
    file.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    assert refused(site.type("verify", file)) is errors.HashDiffers
    making.hash_file(file).unlink()
    assert "no .sha256" in site.type("verify", file).output
    file.write_bytes(b"something else")
    assert refused(site.type("verify", file)) is errors.NotSealed


def test_with_a_key_everything_is_checked_and_a_rehearsal_leaves_nothing(site: Site) -> None:
    file = site.made()
    told = site.verify(file, "--rehearse")
    assert told.exit_code == 0, (told.output, told.exception)
    assert "gone again" in told.output
    assert not (site.folder / "restored").exists()
    making.hash_file(file).unlink()
    raw = file.read_bytes()
    file.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    assert refused(site.verify(file)) is errors.Damaged


def test_the_key_must_fit(site: Site) -> None:
    file = site.made()
    told = site.type("verify", file, "--identity", site.identity(OTHER), "--pinned", site.folder / "pinned")
    assert refused(told) is errors.DoesNotFit


@pytest.mark.parametrize("cut", [1, 5000])
def test_a_truncated_one_restores_nothing(site: Site, empty: EmbeddedPostgres, cut: int) -> None:
    file = site.made()
    making.hash_file(file).unlink()
    file.write_bytes(file.read_bytes()[:-cut])
    assert refused(site.restore(file, empty)) is errors.Damaged
    assert not (site.folder / "restored").exists()


def test_another_zones_is_refused(site: Site, empty: EmbeddedPostgres) -> None:
    assert refused(site.restore(site.made("policy"), empty)) is errors.OtherZone


def forged(site: Site, key: SignKey | None = None, **change: Any) -> Path:
    """A file that somebody sealed to our keys, which are public."""
    head = BackupHead(
        zone="vault",
        day=TODAY,
        directory=site.consortium.directory.hash,
        revision=known_revisions("vault")[-1],
        postgres=15,
        checkpoint=None,
    ).model_copy(update=change)
    signed_by = key or site.consortium.devices[DeviceRole.VAULT]
    with (site.folder / "forged.age").open("wb") as file:
        seal(packed(head, [("database.dump", [b"PGDMP"])], signed_by), file, recipients_of([str(KEY.to_public())]))
    return site.folder / "forged.age"


def test_one_that_no_zone_signed_is_refused(site: Site, empty: EmbeddedPostgres) -> None:
    stranger, release = SignKey.new(), site.consortium.devices[DeviceRole.RELEASE]
    for key, change in ((stranger, {}), (release, {}), (None, {"directory": bytes(32)}), (None, {"zone": "kitchen"})):
        assert refused(site.restore(forged(site, key, **change), empty)) is errors.NotOurs


def test_one_of_a_newer_program_is_refused(site: Site, empty: EmbeddedPostgres) -> None:
    assert refused(site.restore(forged(site, revision="9999"), empty)) is errors.NewerBackup


def test_one_of_a_newer_postgresql_is_refused(site: Site, empty: EmbeddedPostgres) -> None:
    assert refused(site.restore(forged(site, postgres=empty.major + 1), empty)) is errors.OlderServer


def test_a_dump_that_postgresql_cannot_read_restores_nothing(site: Site, empty: EmbeddedPostgres) -> None:
    assert refused(site.restore(forged(site), empty)) is errors.RestoreFailed


def test_it_is_restored_into_an_empty_database_alone(site: Site, empty: EmbeddedPostgres) -> None:
    file = site.made()
    finish(execute(empty.url(), "CREATE DATABASE vault"))
    finish(execute(empty.url("vault"), "CREATE VIEW something AS SELECT 1"))
    assert refused(site.restore(file, empty)) is errors.DatabaseNotEmpty


def test_what_it_says_is_to_hand_is_not_written_over(site: Site) -> None:
    file = site.made()
    before = file.read_bytes()
    assert refused(site.type("vault", "--config", site.settings(), "--out", file)) is errors.FileExists
    assert file.read_bytes() == before


def test_intake_is_never_backed_up(site: Site) -> None:
    assert refused(site.type("intake", "--config", "x", "--out", "y")) is errors.IntakeIsNotBackedUp
    settings = making.Settings.model_construct()
    with pytest.raises(errors.IntakeIsNotBackedUp):
        asyncio.run(making.look("intake", settings, time.time))


def test_another_zones_database_or_key_is_refused(site: Site) -> None:
    out = site.folder / "x.age"
    wrong = str(site.file("other.url", site.databases.administrator("release").get_secret_value()))
    told = site.type("vault", "--config", site.settings(database_url_file=wrong), "--out", out)
    assert refused(told) is errors.OtherZonesDatabase
    other = str(site.file("other.key", site.consortium.devices[DeviceRole.RELEASE].seed().hex()))
    told = site.type("vault", "--config", site.settings(sign_key_file=other), "--out", out)
    assert refused(told) is errors.WrongDeviceKey
    assert not out.exists()


def test_where_the_login_may_not_read_it_all_nothing_is_left(site: Site) -> None:
    """A dump without the rows that row security hides would look like a backup."""
    reader = str(site.file("reader.url", site.databases.of("vault")["vault_collector"].get_secret_value()))
    told = site.type("vault", "--config", site.settings(database_url_file=reader), "--out", site.folder / "x.age")
    assert refused(told) is errors.DumpFailed
    assert not list(site.folder.glob("x.age*"))


def test_a_log_that_was_seen_larger_is_not_restored(site: Site) -> None:
    directory, key = site.consortium.directory, site.consortium.devices[DeviceRole.LEDGER]

    def note(size: int) -> bytes:
        return sign_checkpoint(Checkpoint(directory.contents.log_origin, size, bytes(32)), key)

    head = BackupHead(
        zone="ledger", day=TODAY, directory=directory.hash, revision="0001", postgres=15, checkpoint=note(64)
    )
    for size in (0, 63, 64):
        restoring.check_log(head, note(size), directory)
    with pytest.raises(errors.LogWouldGoBack):
        restoring.check_log(head, note(65), directory)
    with pytest.raises(errors.LogWouldGoBack):
        restoring.check_log(head.model_copy(update={"checkpoint": None}), note(0), directory)
