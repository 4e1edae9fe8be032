"""A vault's backup made from a real database, and restored into another, by what an operator types."""

from __future__ import annotations

import asyncio
import json
import tempfile
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
from server.backup import dumps, errors, making, restoring
from server.backup.age import recipients_of, seal
from server.backup.commands import commands
from server.backup.contents import BackupHead, SignedManifest, packed, signed_by_its_zone
from server.doctor.databases import read_login
from server.embedded_postgres import EmbeddedPostgres
from server.revisions import HalfRestored, NotMigrated, check_databases, known_revisions
from server.zone_databases import (
    filling_login,
    lay_tables,
    migrate,
    prepare_databases,
    prepare_roles,
    say_revision,
    url_for,
)
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
    for zone in ("vault", "policy", "ledger"):
        finish(execute(elsewhere.url(), f"DROP DATABASE IF EXISTS {zone} WITH (FORCE)"))


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


ROWS = {
    "policy": r"""
        INSERT INTO proposals VALUES (sha256('1'), '\\x', 'dalia', 'draft', 1, NULL);
        INSERT INTO proposal_signatures VALUES (sha256('1'), 'dalia', sha512('1'), 1);
        INSERT INTO organisations VALUES (E'\\\\. a\nb\tc\r\u00e9', NULL, NULL);
    """,
    "ledger": r"""
        INSERT INTO leaves VALUES (0, decode(repeat('01', 32), 'hex'));
        INSERT INTO checkpoints VALUES (1, '\\x01');
        INSERT INTO shown VALUES (1);
    """,
}
"""A row that comes before the one that it refers to; what COPY has a word of its own for; tables that only grow."""


@pytest.mark.parametrize("zone", ["policy", "ledger"])
def test_every_zone_s_rows_come_back_as_they_were(site: Site, empty: EmbeddedPostgres, zone: str) -> None:
    administrator = site.databases.administrator(zone)
    finish(execute(administrator, ROWS[zone]))
    finish(restored(zone, empty, b"".join(dumps.dump(administrator, empty.major)), known_revisions(zone)[-1]))
    assert finish(rows(empty.url(zone))) == finish(rows(administrator))
    assert finish(things_in(empty.url(zone))) == finish(things_in(administrator))


async def test_the_login_that_fills_adds_rows_and_may_do_nothing_else(empty: EmbeddedPostgres) -> None:
    await execute(empty.url(), "CREATE DATABASE policy")
    await prepare_roles("policy", empty.url("policy"))
    await lay_tables("policy", empty.url("policy"), "0001")
    async with filling_login("policy", empty.url("policy")) as login:
        connection = await asyncpg.connect(login.get_secret_value())
        try:
            for act in (
                "SELECT * FROM bundles",
                "UPDATE alembic_version SET version_num = '0002'",
                "INSERT INTO alembic_version VALUES ('0002')",
                "CREATE TABLE more (content text)",
                "CREATE ROLE more",
                "CREATE DATABASE more",
                "COPY bundles FROM PROGRAM 'false'",
                "SET ROLE policy_owner",
            ):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(act)
            await connection.execute("INSERT INTO bundles VALUES (1, sha256('1'), '', 1)")
        finally:
            await connection.close()
    assert "policy_restore" not in await things_in(empty.url("policy"))


async def test_a_login_that_a_killed_restore_left_goes_with_preparing(empty: EmbeddedPostgres) -> None:
    await prepare_databases(empty.url(), ["policy"])
    for act in (
        "CREATE ROLE policy_restore LOGIN BYPASSRLS",
        "GRANT CONNECT ON DATABASE policy TO policy_restore",
        "GRANT INSERT ON ALL TABLES IN SCHEMA public TO policy_restore",
    ):
        await execute(empty.url("policy"), act)
    made = await prepare_databases(empty.url(), ["policy"])
    assert "policy_restore" not in await things_in(empty.url("policy"))
    await execute(empty.url("policy"), "CREATE ROLE policy_restore LOGIN BYPASSRLS")
    facts = await read_login("policy", "runtime_url", made["policy"]["policy_runtime"])
    await execute(empty.url("policy"), "DROP ROLE policy_restore")
    assert facts.left_by_a_restore
    again = await read_login("policy", "runtime_url", made["policy"]["policy_runtime"])
    assert not again.left_by_a_restore


async def test_a_login_that_gets_no_rights_does_not_stay(empty: EmbeddedPostgres) -> None:
    await execute(empty.url(), "CREATE DATABASE policy")
    with pytest.raises(asyncpg.PostgresError):  # there is no alembic_version
        async with filling_login("policy", empty.url("policy")):
            raise AssertionError
    assert "policy_restore" not in await things_in(empty.url("policy"))


async def killed(*_: object) -> None:
    """Where a process was killed nothing of it runs any more, its clearing up neither."""
    raise ProcessLookupError


@pytest.mark.parametrize("at", ["fill", "end_mandates"])
async def test_what_a_killed_restore_left_serves_nobody(
    site: Site, empty: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    administrator = site.databases.administrator("vault")
    await execute(administrator, MANDATES)
    dump, newest = b"".join(dumps.dump(administrator, empty.major)), known_revisions("vault")[-1]
    with monkeypatch.context() as patch:
        patch.setattr(restoring, at, killed)
        patch.setattr(restoring, "_empty_again", killed)
        with pytest.raises(ProcessLookupError):
            await restored("vault", empty, dump, newest)
    assert [row[-1] for row in (await rows(empty.url("vault")))["mandates"]].count(False) == (0 if at == "fill" else 2)
    with pytest.raises(HalfRestored):
        await prepare_databases(empty.url(), ["vault"])
    with pytest.raises(HalfRestored):
        await migrate("vault", empty.url("vault"))
    with pytest.raises(NotMigrated):
        await check_databases("vault", [empty.url("vault")])
    await execute(empty.url(), "DROP DATABASE vault")
    await restored("vault", empty, dump, newest)
    await prepare_databases(empty.url(), ["vault"])


async def restored(zone: str, postgres: EmbeddedPostgres, dump: bytes, revision: str) -> None:
    head = BackupHead(
        zone=zone, day=TODAY, directory=bytes(32), revision=revision, postgres=postgres.major, checkpoint=None
    )
    with tempfile.TemporaryFile() as file:
        file.write(dump)
        await restoring.restore(head, file, zone, postgres.url())


def test_a_dump_of_another_migration_than_was_signed_is_refused(site: Site, empty: EmbeddedPostgres) -> None:
    administrator = site.databases.administrator("ledger")
    finish(execute(administrator, "UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(errors.StrangeDump):
        finish(
            restored("ledger", empty, b"".join(dumps.dump(administrator, empty.major)), known_revisions("ledger")[-1])
        )


def test_one_of_an_older_migration_comes_to_the_newest(site: Site, empty: EmbeddedPostgres) -> None:
    finish(older_vault(empty))
    dump = b"".join(dumps.dump(empty.url("older"), empty.major))
    finish(execute(empty.url(), "DROP DATABASE older"))
    finish(restored("vault", empty, dump, "0014"))
    found = finish(rows(empty.url("vault")))
    assert found["handed_parts"] == [("xa-testimony", bytes(32))]
    assert found["alembic_version"] == [(known_revisions("vault")[-1],)]
    assert "mandates_xa-testimony" in finish(things_in(empty.url("vault")))


async def older_vault(postgres: EmbeddedPostgres) -> None:
    await execute(postgres.url(), "CREATE DATABASE older")
    await prepare_roles("vault", postgres.url("older"))
    await lay_tables("vault", postgres.url("older"), "0014")
    await say_revision(postgres.url("older"), "0014")
    await execute(
        postgres.url("older"),
        "SELECT add_compartment('xa-testimony');"
        "INSERT INTO handed_parts VALUES ('xa-testimony', decode(repeat('00', 32), 'hex'))",
    )


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
    told = site.verify(file, "--rehearse", "--list", site.folder / "list")
    assert told.exit_code == 0, (told.output, told.exception)
    signed = SignedManifest.from_bytes((site.folder / "list").read_bytes())
    assert TODAY <= signed_by_its_zone(signed, lambda _: site.consortium.directory).head.day <= day_of(time.time())
    assert refused(site.verify(file, "--list", site.folder / "list")) is errors.FileExists
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


def forged(site: Site, key: SignKey | None = None, *, dump: bytes = b"PGDMP", **change: Any) -> Path:
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
        seal(packed(head, [("database.dump", [dump])], signed_by), file, recipients_of([str(KEY.to_public())]))
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


async def things_in(url: SecretStr) -> set[str]:
    """All that is not a row: names of tables, functions, triggers, constraints, and of roles that no zone has."""
    connection = await asyncpg.connect(url.get_secret_value())
    try:
        found = await connection.fetch(
            "SELECT relname AS name FROM pg_class WHERE relnamespace <> 'pg_toast'::regnamespace "
            "UNION ALL SELECT proname FROM pg_proc UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
            "UNION ALL SELECT conname FROM pg_constraint UNION ALL SELECT evtname FROM pg_event_trigger "
            "UNION ALL SELECT rolname FROM pg_roles WHERE rolname ~ '^taken|_restore$'"
        )
        return {row["name"] for row in found}
    finally:
        await connection.close()


A_ZONE_THAT_WAS_TAKEN = """
    INSERT INTO cards VALUES (decode(repeat('00', 32), 'hex'), 'partner', '2026-q4', decode(repeat('00', 16), 'hex'));
    CREATE FUNCTION taken() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql
        AS 'BEGIN CREATE ROLE taken_root SUPERUSER; RETURN NEW; END';
    CREATE TRIGGER taken_trigger BEFORE INSERT ON cards FOR EACH ROW EXECUTE FUNCTION taken();
    CREATE FUNCTION taken_too(text) RETURNS boolean LANGUAGE plpgsql
        AS 'BEGIN IF current_database() = ''vault'' THEN CREATE ROLE taken_root SUPERUSER; END IF; RETURN true; END';
    ALTER TABLE cards ADD CONSTRAINT taken_check CHECK (taken_too(partner));
"""


MANDATES = """
    SELECT add_compartment('xa-testimony');
    INSERT INTO mandates SELECT 'xa-testimony', sha256(n::text::bytea), 'c', 's', 1, 100000, '', n = 0
        FROM generate_series(0, 2) AS n
"""


def test_mandates_that_stood_are_ended_for_one_may_have_been_since(site: Site, empty: EmbeddedPostgres) -> None:
    finish(execute(site.databases.administrator("vault"), MANDATES))
    told = site.restore(site.made(), empty)
    assert told.exit_code == 0, (told.output, told.exception)
    assert "2 mandates in it did stand. All are ended" in told.output
    assert [row[-1] for row in finish(rows(empty.url("vault")))["mandates"]] == [True] * 3


def test_what_a_dump_has_beside_rows_is_not_run_and_not_restored(site: Site, empty: EmbeddedPostgres) -> None:
    finish(execute(site.databases.administrator("vault"), A_ZONE_THAT_WAS_TAKEN))
    told = site.restore(site.made(), empty)
    assert told.exit_code == 0, (told.output, told.exception)
    assert not {name for name in finish(things_in(empty.url("vault"))) if name.startswith("taken")}
    assert len(finish(rows(empty.url("vault")))["cards"]) == 1


@pytest.mark.parametrize("strange", ["CREATE TABLE strange (content text)", "CREATE SCHEMA strange"])
def test_a_dump_with_what_no_dump_of_a_zone_has_is_refused(site: Site, empty: EmbeddedPostgres, strange: str) -> None:
    finish(execute(site.databases.administrator("vault"), strange))
    told = site.restore(site.made(), empty)
    assert refused(told) is errors.StrangeDump
    assert "strange" not in f"{told.output}{told.exception}"
    assert not (site.folder / "restored").exists()
    finish(execute(empty.url(), "CREATE DATABASE policy"))  # nor has it left a login
    assert not {name for name in finish(things_in(empty.url("policy"))) if name in ("strange", "vault_restore")}


COPY_OF_CARDS = b"COPY public.cards (period_key, partner, quarter, batch) FROM stdin;\n"


@pytest.mark.parametrize(
    "statement", [b"CREATE ROLE taken_root SUPERUSER;", b"COPY public.cards FROM PROGRAM 'false';"]
)
def test_a_statement_that_was_put_where_its_rows_are_is_not_run(
    site: Site, empty: EmbeddedPostgres, statement: bytes
) -> None:
    """Its list of contents looks as it should."""
    dump = b"".join(dumps.dump(site.databases.administrator("vault"), empty.major))
    put = statement.ljust(len(COPY_OF_CARDS) - 1) + b"\n"
    assert dump.count(COPY_OF_CARDS) == 1
    file = forged(site, dump=dump.replace(COPY_OF_CARDS, put))
    assert refused(site.restore(file, empty)) is errors.StrangeDump
    assert "taken_root" not in finish(things_in(empty.url("vault")))
    assert finish(rows(empty.url("vault"))) == {}


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
