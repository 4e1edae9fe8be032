"""Who may do what in the zones' databases, asked of a real PostgreSQL."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr

from server import zone_databases
from server.embedded_postgres import EmbeddedPostgres
from server.postgres_errors import ServerTooOld
from server.zone_databases import RUNTIME_ROLES, migrate, prepare_databases, prepare_roles, url_for

Connect = Callable[[SecretStr], Awaitable["asyncpg.Connection[Any]"]]
ROLES = [(zone, role) for zone, roles in RUNTIME_ROLES.items() for role in roles]

REVISION = """
from alembic import op
revision, down_revision = "0001", None
def upgrade():
    op.execute("CREATE TABLE parts (id bytea PRIMARY KEY)")
    op.execute("GRANT SELECT ON parts TO intake_collector")
    op.execute("CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1")
"""


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    opened = []

    async def connect(url: SecretStr) -> asyncpg.Connection[Any]:
        opened.append(await asyncpg.connect(url.get_secret_value()))
        return opened[-1]

    yield connect
    for connection in opened:
        await connection.close()


@pytest.fixture
async def blank(postgres: EmbeddedPostgres, connect: Connect) -> AsyncIterator[SecretStr]:
    """A database that nothing has been done to."""
    administrator, name = await connect(postgres.url()), f"blank_{secrets.token_hex(4)}"
    await administrator.execute(f"CREATE DATABASE {name}")
    yield postgres.url(name)
    await administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def with_a_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(zone_databases._MIGRATIONS, tmp_path / "migrations")
    shutil.rmtree(tmp_path / "migrations/intake/versions")
    (tmp_path / "migrations/intake/versions").mkdir()
    (tmp_path / "migrations/intake/versions/0001_parts.py").write_text(REVISION)
    (tmp_path / "migrations/privileges.toml").write_text('[intake.tables.parts]\nintake_writer = ["INSERT"]\n')
    monkeypatch.setattr(zone_databases, "_MIGRATIONS", tmp_path / "migrations")


@pytest.mark.parametrize(("zone", "role"), ROLES)
async def test_a_runtime_role_owns_nothing_and_may_do_no_more(postgres, prepared, connect, zone, role) -> None:
    administrator = await connect(postgres.url(zone))
    owned = (
        "SELECT count(*) FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid WHERE deptype = 'o' AND rolname = $1"
    )
    assert await administrator.fetchval(owned, role) == 0
    powers = "rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls"
    assert not await administrator.fetchval(f"SELECT {powers} FROM pg_roles WHERE rolname = $1", role)


@pytest.mark.parametrize(("zone", "role"), ROLES)
async def test_a_runtime_role_can_create_nothing(prepared, connect, zone, role) -> None:
    connection = await connect(prepared[zone][role])
    for statement in ("CREATE TABLE mine (x int)", "CREATE TEMP TABLE mine (x int)", "CREATE SCHEMA mine"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)


@pytest.mark.parametrize(("zone", "role"), ROLES)
async def test_a_runtime_role_makes_no_large_object(postgres, prepared, connect, zone, role) -> None:
    """They lie outside the tables: a place to keep what no table of the zone may hold."""
    connection = await connect(prepared[zone][role])
    for call in ("lo_create(0)", "lo_creat(-1)", "lo_from_bytea(0, 'kept')", "lo_open(1, 131072)", "lo_get(1)"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(f"SELECT {call}")
    administrator = await connect(postgres.url(zone))
    left = "SELECT count(*) FROM pg_proc WHERE proname ~ '^lo(_|read$|write$)' AND has_function_privilege($1, oid, $2)"
    assert await administrator.fetchval(left, role, "EXECUTE") == 0


@pytest.mark.parametrize(("zone", "role"), ROLES)
async def test_a_runtime_role_enters_no_other_zones_database(prepared, connect, zone, role) -> None:
    for name in ("postgres", "template1", *(other for other in RUNTIME_ROLES if other != zone)):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connect(url_for(prepared[zone][role], name))


@pytest.mark.parametrize(("zone", "role"), ROLES)
async def test_a_runtime_role_cannot_become_another(prepared, connect, zone, role) -> None:
    connection = await connect(prepared[zone][role])
    for other in [f"{zone}_owner", "postgres", *(name for _, name in ROLES if name != role)]:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(f"SET ROLE {other}")


async def test_nobody_logs_in_as_an_owner(postgres, prepared, connect) -> None:
    for zone in RUNTIME_ROLES:
        with pytest.raises(asyncpg.InvalidPasswordError):
            await connect(url_for(postgres.url(), zone, f"{zone}_owner", "guess"))


async def test_a_zones_schema_is_open_to_its_own_roles_alone(postgres, prepared, connect) -> None:
    for zone in RUNTIME_ROLES:
        administrator = await connect(postgres.url(zone))
        for other, role in ROLES:
            may = await administrator.fetchval("SELECT has_schema_privilege($1, 'public', 'USAGE')", role)
            assert may == (other == zone)


async def test_the_roles_in_the_file_are_the_roles_in_the_code(postgres, prepared, connect) -> None:
    administrator = await connect(postgres.url())
    made = await administrator.fetch("SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname <> 'postgres'")
    assert {row["rolname"] for row in made} == {role for _, role in ROLES}


async def test_intake_can_have_its_write_ahead_log_removed(prepared, connect) -> None:
    collector = await connect(prepared["intake"]["intake_collector"])
    await collector.execute("SELECT pg_switch_wal()")
    await collector.execute("CHECKPOINT")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await (await connect(prepared["intake"]["intake_writer"])).execute("SELECT pg_switch_wal()")


async def test_what_a_migration_makes_is_the_owners_and_granted_as_the_table_of_privileges_says(
    blank, connect, with_a_revision
) -> None:
    await prepare_roles("intake", blank)
    await migrate("intake", blank)
    administrator = await connect(blank)
    owner = await administrator.fetchval("SELECT tableowner FROM pg_tables WHERE tablename = 'parts'")
    assert owner == "intake_owner"
    may = "SELECT has_table_privilege($1, $2, $3)"
    assert await administrator.fetchval(may, "intake_writer", "parts", "INSERT")
    assert not await administrator.fetchval(may, "intake_writer", "parts", "SELECT")
    assert not await administrator.fetchval(may, "intake_collector", "parts", "SELECT")
    assert not await administrator.fetchval(may, "intake_writer", "alembic_version", "SELECT")
    assert not await administrator.fetchval("SELECT has_function_privilege('intake_writer', 'one()', 'EXECUTE')")


async def test_migrating_again_changes_nothing(blank, connect, with_a_revision) -> None:
    await prepare_roles("intake", blank)
    await migrate("intake", blank)
    administrator = await connect(blank)
    await administrator.execute("INSERT INTO parts VALUES ('\\x01')")
    await migrate("intake", blank)
    assert await administrator.fetchval("SELECT count(*) FROM parts") == 1
    assert await administrator.fetchval("SELECT version_num FROM alembic_version") == "0001"


async def test_an_unknown_zone_is_refused(blank) -> None:
    with pytest.raises(asyncpg.RaiseError):
        await prepare_roles("kitchen", blank)


async def test_preparing_again_keeps_the_data_and_changes_the_passwords(connect) -> None:
    with EmbeddedPostgres.start() as postgres:
        before = await prepare_databases(postgres.url())
        administrator = await connect(postgres.url("vault"))
        await administrator.execute("CREATE TABLE kept AS SELECT 7 AS seven")
        after = await prepare_databases(postgres.url())
        assert await administrator.fetchval("SELECT seven FROM kept") == 7
        await connect(after["vault"]["vault_openings"])
        with pytest.raises(asyncpg.InvalidPasswordError):
            await connect(before["vault"]["vault_openings"])


@pytest.mark.parametrize("power", ["SUPERUSER", "CREATEDB", "CREATEROLE", "REPLICATION", "BYPASSRLS"])
async def test_a_role_that_was_there_with_more_power_is_refused(connect, postgres, power) -> None:
    # In a transaction that is rolled back: roles belong to the whole cluster.
    administrator = await connect(postgres.url())
    roles = (zone_databases._MIGRATIONS / "roles.sql").read_text()
    transaction = administrator.transaction()
    await transaction.start()
    await administrator.execute("SELECT set_config('leeward.zone', 'vault', false)")
    await administrator.execute(
        f"DO $$ BEGIN IF to_regrole('vault_openings') IS NULL THEN CREATE ROLE vault_openings LOGIN; END IF; END $$;"
        f"ALTER ROLE vault_openings {power}"
    )
    with pytest.raises(asyncpg.RaiseError):
        await administrator.execute(roles)
    await transaction.rollback()


async def test_a_role_that_was_there_as_another_ones_member_is_refused(connect, postgres, prepared) -> None:
    administrator = await connect(postgres.url("vault"))
    transaction = administrator.transaction()
    await transaction.start()
    await administrator.execute("GRANT policy_runtime TO vault_openings")
    await administrator.execute("SELECT set_config('leeward.zone', 'vault', false)")
    with pytest.raises(asyncpg.RaiseError):
        await administrator.execute((zone_databases._MIGRATIONS / "roles.sql").read_text())
    await transaction.rollback()


async def test_an_owner_that_can_log_in_is_refused(connect, postgres, prepared) -> None:
    administrator = await connect(postgres.url("vault"))
    transaction = administrator.transaction()
    await transaction.start()
    await administrator.execute("ALTER ROLE vault_owner LOGIN")
    await administrator.execute("SELECT set_config('leeward.zone', 'vault', false)")
    with pytest.raises(asyncpg.RaiseError):
        await administrator.execute((zone_databases._MIGRATIONS / "roles.sql").read_text())
    await transaction.rollback()


async def test_only_the_verifier_of_a_password_is_kept(postgres, prepared, connect) -> None:
    administrator = await connect(postgres.url())
    stored = await administrator.fetch("SELECT rolname, rolpassword FROM pg_authid WHERE rolpassword IS NOT NULL")
    assert {row["rolname"] for row in stored} == {"postgres", *(role for _, role in ROLES)}
    assert all(row["rolpassword"].startswith("SCRAM-SHA-256$") for row in stored)


async def test_a_fresh_database_is_closed_like_the_one_it_was_copied_from(databases, connect) -> None:
    name = databases.administrator("vault").get_secret_value().split("@/")[1].split("?")[0]
    await connect(databases.of("vault")["vault_openings"])
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connect(url_for(databases.of("policy")["policy_runtime"], name))


async def test_a_server_that_is_too_old_is_refused(postgres, monkeypatch) -> None:
    monkeypatch.setattr(zone_databases, "OLDEST", postgres.major + 1)
    with pytest.raises(ServerTooOld):
        await prepare_databases(postgres.url())


def test_the_urls_do_not_print(prepared) -> None:
    assert "postgresql" not in repr(prepared)
