"""`leeward database …`, as an operator types it."""

from __future__ import annotations

from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner

from server.database import DatabaseAway, DatabaseRefused
from server.database_commands import commands
from server.embedded_postgres import EmbeddedPostgres
from server.zone_databases import RUNTIME_ROLES
from tests.conftest import finish


@pytest.fixture
def administrator(tmp_path: Path, postgres: EmbeddedPostgres, prepared: object) -> Path:
    file = tmp_path / "administrator.url"
    file.touch(mode=0o600)
    file.write_text(postgres.url("vault").get_secret_value())
    return file


def test_prepare_writes_one_private_file_a_role_and_prints_no_password(tmp_path) -> None:
    with EmbeddedPostgres.start() as own:
        file = tmp_path / "administrator.url"
        file.touch(mode=0o600)
        file.write_text(own.url().get_secret_value())
        told = CliRunner().invoke(commands, ["prepare", "--administrator", str(file), "--into", str(tmp_path / "urls")])
    assert told.exit_code == 0, told.output
    roles = {role for roles in RUNTIME_ROLES.values() for role in roles}
    written = {path.stem: path for path in (tmp_path / "urls").iterdir()}
    assert written.keys() == roles
    assert {path.stat().st_mode & 0o777 for path in written.values()} == {0o600}
    assert "postgresql" not in told.output
    assert all(path.read_text().split(":")[2].split("@")[0] not in told.output for path in written.values())


def test_prepare_makes_the_zones_that_it_is_told_of_and_nothing_of_another(tmp_path) -> None:
    """In production each zone has a cluster of its own."""
    folder = tmp_path / "urls"
    with EmbeddedPostgres.start() as own:
        file = tmp_path / "administrator.url"
        file.touch(mode=0o600)
        file.write_text(own.url().get_secret_value())
        given = ["prepare", "--administrator", str(file), "--into", str(folder)]
        told = CliRunner().invoke(commands, [*given, "--zone", "ledger", "--zone", "policy"])
        assert told.output.splitlines() == ["policy: ready for policy_runtime", "ledger: ready for ledger_runtime"]
        before = {path.stem: path.read_text() for path in folder.iterdir()}
        told = CliRunner().invoke(commands, [*given, "--zone", "policy"])
        assert told.output.splitlines() == ["policy: ready for policy_runtime"]
        after = {path.stem: path.read_text() for path in folder.iterdir()}
        databases, roles = finish(in_cluster(own))
    assert databases == {"ledger", "policy"}
    assert roles == {"ledger_owner", "ledger_runtime", "policy_owner", "policy_runtime"}
    assert before.keys() == after.keys() == {"ledger_runtime", "policy_runtime"}
    assert before["ledger_runtime"] == after["ledger_runtime"]
    assert before["policy_runtime"] != after["policy_runtime"]


async def in_cluster(own: EmbeddedPostgres) -> tuple[set[str], set[str]]:
    """The databases and roles that are not PostgreSQL's own."""
    connection = await asyncpg.connect(own.url().get_secret_value())
    try:
        databases = await connection.fetch("SELECT datname FROM pg_database WHERE NOT datistemplate")
        roles = await connection.fetch("SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND NOT rolsuper")
    finally:
        await connection.close()
    return {row[0] for row in databases} - {"postgres"}, {row[0] for row in roles}


def test_prepare_refuses_a_zone_that_is_none(administrator, tmp_path) -> None:
    given = ["--administrator", str(administrator), "--into", str(tmp_path / "urls"), "--zone", "kitchen"]
    told = CliRunner().invoke(commands, ["prepare", *given])
    assert told.exit_code == 2
    assert not (tmp_path / "urls").exists()


def test_migrate_brings_one_zone_up_to_date(administrator) -> None:
    told = CliRunner().invoke(commands, ["migrate", "vault", "--administrator", str(administrator)])
    assert told.exit_code == 0, told.output


def test_a_login_that_does_not_hold_is_said_and_nothing_is_written(administrator, tmp_path) -> None:
    administrator.write_text(administrator.read_text().replace("@/", "x@/"))
    told = CliRunner().invoke(
        commands, ["prepare", "--administrator", str(administrator), "--into", str(tmp_path / "u")]
    )
    assert isinstance(told.exception, DatabaseAway)
    assert not list((tmp_path / "u").iterdir())


def test_a_database_that_is_not_the_zones_own_is_refused(administrator) -> None:
    administrator.write_text(administrator.read_text().replace("/vault?", "/postgres?"))
    told = CliRunner().invoke(commands, ["migrate", "vault", "--administrator", str(administrator)])
    assert isinstance(told.exception, DatabaseRefused)


def test_migrate_refuses_a_zone_that_is_none(administrator) -> None:
    told = CliRunner().invoke(commands, ["migrate", "kitchen", "--administrator", str(administrator)])
    assert told.exit_code == 2
