"""Promise 3: compartments are database roles, each with only the verbs it needs.

Every zone's catalogue is held against one table that people can read, migrations/privileges.toml: every role, table,
view, partition, column, verb, function, schema, default and policy. What it does not cover: a superuser, who can do
everything, and the files under the database.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import asyncpg
import pytest

from server import zone_databases
from server.catalogue import deviations
from server.embedded_postgres import EmbeddedPostgres
from server.privileges import read_privileges
from server.zone_databases import RUNTIME_ROLES, migrate
from tests.conftest import Databases, execute

TABLE = Path(__file__).parents[2] / "migrations/privileges.toml"


async def found(databases: Databases, zone: str) -> list[str]:
    connection = await asyncpg.connect(databases.administrator(zone).get_secret_value())
    try:
        return await deviations(connection, zone, read_privileges(TABLE, zone))
    finally:
        await connection.close()


async def with_compartments(databases: Databases) -> None:
    for name in ("xa-testimony", "xb-identity"):
        await execute(databases.administrator("vault"), f"SELECT public.add_compartment('{name}')")


@pytest.mark.parametrize("zone", sorted(RUNTIME_ROLES))
async def test_every_databases_catalogue_is_the_table_and_nothing_else(databases: Databases, zone: str) -> None:
    if zone == "vault":
        await with_compartments(databases)
    assert await found(databases, zone) == []


@pytest.mark.parametrize("zone", sorted(RUNTIME_ROLES))
def test_the_logins_in_the_table_are_those_that_the_zone_has(zone: str) -> None:
    assert read_privileges(TABLE, zone).roles == set(RUNTIME_ROLES[zone])


PLANTED = {
    "GRANT SELECT ON answers TO vault_collector": "too much: table answers: vault_collector SELECT",
    "GRANT DELETE ON withdrawals TO vault_collector": "too much: table withdrawals: vault_collector DELETE",
    "GRANT TRUNCATE ON parts TO vault_keeper": "too much: table parts: vault_keeper TRUNCATE",
    "GRANT SELECT (payload) ON parts TO vault_clearances": "too much: table parts: vault_clearances SELECT (payload)",
    "GRANT INSERT ON drafts TO vault_openings WITH GRANT OPTION": (
        "too much: table drafts: vault_openings INSERT and may pass it on"
    ),
    "REVOKE INSERT ON drafts FROM vault_openings": "missing: table drafts: vault_openings INSERT",
    "GRANT SELECT ON cards TO PUBLIC": "too much: table cards: PUBLIC SELECT",
    'GRANT SELECT ON "parts_xa-testimony" TO vault_openings': (
        'too much: table "parts_xa-testimony": vault_openings SELECT'
    ),
    'GRANT SELECT (part) ON "answers_xb-identity" TO PUBLIC': (
        'too much: table "answers_xb-identity": PUBLIC SELECT (part)'
    ),
    "GRANT UPDATE ON alembic_version TO vault_log": "too much: table alembic_version: vault_log UPDATE",
    "GRANT SELECT ON pg_authid TO vault_log": "too much: table pg_authid: vault_log SELECT",
    "CREATE VIEW every_part AS SELECT * FROM parts; GRANT SELECT ON every_part TO vault_log": (
        "too much: table every_part: vault_log SELECT"
    ),
    "CREATE FUNCTION peek() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1": (
        "too much: function peek() runs as its owner and trusts the search path"
    ),
    "GRANT EXECUTE ON FUNCTION add_compartment(text) TO PUBLIC": "too much: function add_compartment(text): PUBLIC",
    "GRANT EXECUTE ON FUNCTION add_compartment(text) TO vault_log": (
        "too much: function add_compartment(text): vault_log"
    ),
    "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO vault_log": (
        "too much: server function pg_read_file(text): vault_log"
    ),
    "GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC": "too much: server function lo_create(oid): PUBLIC",
    "ALTER FUNCTION add_compartment(text) RESET search_path": (
        "too much: function add_compartment(text) runs as its owner and trusts the search path"
    ),
    "GRANT CREATE ON SCHEMA public TO vault_keeper": "too much: schema public: vault_keeper CREATE",
    "GRANT USAGE ON SCHEMA public TO PUBLIC": "too much: schema public: PUBLIC USAGE",
    "CREATE SCHEMA aside": "too much: schema aside belongs to postgres",
    "GRANT TEMP ON DATABASE {database} TO PUBLIC": "too much: database: PUBLIC TEMPORARY",
    "GRANT CONNECT ON DATABASE {database} TO intake_writer": "too much: database: intake_writer CONNECT",
    "ALTER DEFAULT PRIVILEGES FOR ROLE vault_owner GRANT SELECT ON TABLES TO PUBLIC": (
        "too much: by default, what vault_owner makes (r): PUBLIC SELECT"
    ),
    "ALTER DEFAULT PRIVILEGES FOR ROLE vault_owner GRANT EXECUTE ON ROUTINES TO PUBLIC": (
        "missing: functions that vault_owner makes are closed to everybody"
    ),
    "ALTER TABLE parts OWNER TO vault_keeper": "too much: role vault_keeper owns something",
    "CREATE TABLE mine (id int); ALTER TABLE mine OWNER TO postgres": "too much: mine belongs to postgres",
    "ALTER TABLE parts DISABLE ROW LEVEL SECURITY": (
        "too much: table parts shows every row to whoever has a grant on it"
    ),
    "ALTER TABLE answers NO FORCE ROW LEVEL SECURITY": (
        "too much: table answers shows every row to whoever has a grant on it"
    ),
    'ALTER TABLE "drafts_xa-testimony" DISABLE ROW LEVEL SECURITY': (
        'too much: table "drafts_xa-testimony" shows every row to whoever has a grant on it'
    ),
    "CREATE POLICY more ON parts TO vault_openings USING (true)": (
        "too much: rows of parts: vault_openings, PERMISSIVE, ALL, see true, write none"
    ),
    "ALTER POLICY vault_openings ON parts USING (true)": (
        "too much: rows of parts: vault_openings, PERMISSIVE, ALL, see true, "
        "write (compartment = current_setting('leeward.compartment'::text, true))"
    ),
    "DROP POLICY vault_clearances ON clearances": (
        "missing: rows of clearances: vault_clearances, PERMISSIVE, ALL, "
        "see (compartment = current_setting('leeward.compartment'::text, true)), "
        "write (compartment = current_setting('leeward.compartment'::text, true))"
    ),
    'CREATE POLICY open ON "parts_xa-testimony" USING (true)': (
        'too much: rows of "parts_xa-testimony": public, PERMISSIVE, ALL, see true, write none'
    ),
    "CREATE TABLE notes (compartment text, note text)": "too much: table notes is not partitioned by compartment",
    "ALTER ROLE vault_openings BYPASSRLS": "too much: role vault_openings has powers of its own: every row",
    "ALTER ROLE vault_log SUPERUSER": "too much: role vault_log has powers of its own: superuser",
    "ALTER ROLE vault_owner LOGIN": "too much: role vault_owner may log in",
    "GRANT vault_owner TO vault_openings": "too much: role vault_openings: member of vault_owner",
    "GRANT vault_openings TO vault_clearances": "too much: role vault_clearances: member of vault_openings",
    "GRANT pg_read_all_data TO vault_log": "too much: role vault_log: member of pg_read_all_data",
    "ALTER ROLE vault_openings SET leeward.compartment = 'xa-testimony'": (
        "too much: role vault_openings presets leeward.compartment"
    ),
    "ALTER DATABASE {database} SET leeward.compartment = 'xa-testimony'": (
        "too much: role of anybody presets leeward.compartment"
    ),
    "GRANT SET ON PARAMETER session_replication_role TO vault_keeper": (
        "too much: parameter session_replication_role: vault_keeper SET"
    ),
}


async def test_each_kind_of_hole_is_reported(databases: Databases) -> None:
    """Each is planted in a transaction that is rolled back: roles belong to the whole cluster."""
    await with_compartments(databases)
    connection = await asyncpg.connect(databases.administrator("vault").get_secret_value())
    table = read_privileges(TABLE, "vault")
    try:
        database = await connection.fetchval("SELECT current_database()")
        for planted, reported in PLANTED.items():
            transaction = connection.transaction()
            await transaction.start()
            await connection.execute(planted.format(database=database))
            assert reported in await deviations(connection, "vault", table), planted
            await transaction.rollback()
        assert await deviations(connection, "vault", table) == []
    finally:
        await connection.close()


async def test_what_was_granted_by_hand_is_taken_away_by_the_next_migration(databases: Databases) -> None:
    await with_compartments(databases)
    administrator = databases.administrator("vault")
    for planted in (
        "GRANT SELECT ON answers TO vault_collector",
        "GRANT SELECT (payload) ON parts TO vault_clearances",
        'GRANT SELECT ON "parts_xa-testimony" TO PUBLIC',
        "GRANT EXECUTE ON FUNCTION add_compartment(text) TO PUBLIC",
        "CREATE POLICY more ON parts TO vault_openings USING (true)",
        "REVOKE INSERT ON drafts FROM vault_openings",
    ):
        await execute(administrator, planted)
    assert len(await found(databases, "vault")) == 6
    await migrate("vault", administrator)
    assert await found(databases, "vault") == []


async def test_the_grants_are_made_from_the_table(databases: Databases, tmp_path: Path, monkeypatch) -> None:
    """Another table makes another database: nothing else says who may do what."""
    shutil.copytree(zone_databases._MIGRATIONS, tmp_path / "migrations")
    other = tmp_path / "migrations/privileges.toml"
    stricter = re.sub(r'policy_runtime = \["SELECT", "INSERT"\]', 'policy_runtime = ["SELECT"]', TABLE.read_text())
    other.write_text(stricter)
    monkeypatch.setattr(zone_databases, "_MIGRATIONS", tmp_path / "migrations")
    await migrate("policy", databases.administrator("policy"))
    tables = ("bundles", "told_batches", "told_weeks")
    assert await found(databases, "policy") == [f"missing: table {name}: policy_runtime INSERT" for name in tables]


async def test_a_role_that_only_old_migrations_name_is_gone(postgres: EmbeddedPostgres, prepared: object) -> None:
    connection = await asyncpg.connect(postgres.url("vault").get_secret_value())
    try:
        assert await connection.fetchval("SELECT to_regrole('vault_runtime')") is None
    finally:
        await connection.close()


@pytest.mark.parametrize("said", ["DROP", "SELECT (payload", "SELECT payload", "ALL", "INSERT; DROP TABLE parts"])
def test_a_right_that_is_none_is_refused(tmp_path: Path, said: str) -> None:
    (tmp_path / "table.toml").write_text(f'[vault.tables.parts]\nvault_log = ["{said}"]\n')
    with pytest.raises(ValueError, match="not a right"):
        read_privileges(tmp_path / "table.toml", "vault")
