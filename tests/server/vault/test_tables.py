"""What the database itself allows, and what it cannot tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import asyncpg
import pytest
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import ProgrammingError

from protocol.cards import new_batch
from server.vault.keeping.cards import load_cards
from server.vault.locks.compartments import inside
from server.vault.tables import BY_COMPARTMENT, metadata, parts
from server.zone_databases import migrate
from tests.conftest import Databases, execute
from tests.server.vault.boxes.test_drafts import box, leave, left
from tests.server.vault.conftest import OneVaultDatabase
from tests.server.vault.vault_world import PURPOSES, TESTIMONY, VaultWorld
from tests.worlds import QUARTER

WITHOUT_LATER_TABLES = """
    DROP TABLE handed_shares, successions, seat_batches, repair_rounds, simulations, simulation_weeks, desk_boxes,
        loosenings, mandates, curator_days
"""
"""What later revisions made, for a database from before."""


@pytest.fixture
def databases(databases: OneVaultDatabase) -> Databases:
    """A database of its own for each test: what partitions there are is part of what is tested."""
    return databases.fresh


async def test_the_tables_are_those_the_code_names(vault: VaultWorld) -> None:
    async with vault.administrator.connect() as connection:
        columns = await connection.run_sync(
            lambda sync: {
                name: {column["name"]: not column["nullable"] for column in inspect(sync).get_columns(name)}
                for name in metadata.tables
            }
        )
    assert columns == {
        name: {column.name: not column.nullable for column in table.columns} for name, table in metadata.tables.items()
    }


async def test_the_running_vault_cannot_write_a_card(vault: VaultWorld) -> None:
    """Whoever breaks into it would otherwise vouch for people who are not there."""
    _, listed = new_batch("lantern", QUARTER, 1)
    for purpose in PURPOSES:
        as_the_vault = replace(vault.loader, engine=getattr(vault.world, purpose))
        with pytest.raises(ProgrammingError, match="permission denied for table cards"):
            await load_cards(as_the_vault, listed)
    assert await vault.count("cards") == 0
    assert await load_cards(vault.loader, listed) == 1


async def test_no_partition_has_a_grant_of_its_own_and_the_runtime_role_owns_nothing(vault: VaultWorld) -> None:
    await vault.told(None)
    partitions = await vault.rows(
        "SELECT c.relname, c.relacl, c.relowner::regrole::text AS owner FROM pg_class c "
        "WHERE c.relispartition AND c.relkind = 'r'"
    )
    assert len(partitions) == 2 * len(BY_COMPARTMENT)
    assert {(row.relacl, row.owner) for row in partitions} == {(None, "vault_owner")}


async def test_every_compartment_is_a_partition_of_its_own(vault: VaultWorld) -> None:
    told = vault.tell()
    other = vault.tell(country="xb")
    await vault.collect()
    for part, partition in (
        (told.testimony, "parts_xa-testimony"),
        (told.identity, "parts_xa-identity"),
        (other.testimony, "parts_xb-testimony"),
        (other.identity, "parts_xb-identity"),
    ):
        (row,) = await vault.rows(f"SELECT tableoid::regclass::text FROM parts WHERE id = '\\x{part.hex()}'")
        assert row[0].strip('"') == partition


@pytest.mark.parametrize("name", ["", "X", "x" * 49, 'x"; DROP TABLE parts; --', "x'y", "-x"])
async def test_no_partition_is_made_for_what_is_no_compartment(vault: VaultWorld, databases: Any, name: str) -> None:
    connection = await asyncpg.connect(databases.of("vault")["vault_collector"].get_secret_value())
    try:
        with pytest.raises(asyncpg.RaiseError):
            await connection.execute("SELECT add_compartment($1)", name)
    finally:
        await connection.close()


async def test_compartments_with_the_longest_names_stay_apart(vault: VaultWorld) -> None:
    names = ["x" * 47 + end for end in "ab"]
    for name in names:
        async with vault.world.collector.begin() as connection:
            await connection.exec_driver_sql(f"SELECT add_compartment('{name}')")
    found = await vault.rows("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")
    assert len({row.relname for row in found}) == 2 * len(BY_COMPARTMENT)


async def test_a_new_compartment_waits_for_no_desk_that_reads_and_holds_up_none(vault: VaultWorld) -> None:
    """Of two who wait for each other the database ends one: a desk would be told that the vault is away."""
    await vault.told(None)
    async with inside(vault.world.openings, TESTIMONY) as desk, vault.world.collector.begin() as collector:
        assert await desk.scalar(select(func.count(parts.c.id))) == 1
        for one in (desk, collector):
            await one.execute(text("SET LOCAL lock_timeout = '2s'"))
        await collector.execute(text("SELECT add_compartment('xz-testimony')"))
        for table in ("withdrawals", "consents", "openings", "opening_parts", "parts"):
            await desk.execute(text(f"SELECT count(compartment) FROM {table}"))


@pytest.mark.parametrize("purpose", [*PURPOSES, "card_loader"])
async def test_what_must_not_be_undone_cannot_be(vault: VaultWorld, databases: Any, purpose: str) -> None:
    """By any login of the vault, whatever else it may do."""
    await vault.told(None)
    connection = await asyncpg.connect(databases.of("vault")[f"vault_{purpose}"].get_secret_value())
    try:
        for statement in (
            "DELETE FROM withdrawals",
            "UPDATE withdrawals SET day = 0",
            "UPDATE consents SET received = 0",
            "UPDATE parts SET day = 0",
            "DELETE FROM answers",
            "UPDATE answers SET approves = true",
            "DELETE FROM openings",
            "DELETE FROM handed_parts",
            "DELETE FROM spent_keys",
            "DELETE FROM clearances",
            "DELETE FROM log_entries",
            "DELETE FROM forgotten",
            "UPDATE cards SET partner = 'lantern'",
            "CREATE TABLE mine (id int)",
            'SELECT * FROM "parts_xa-testimony"',
            "SET ROLE vault_owner",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


async def test_no_column_is_finer_than_a_day_or_counts_up(vault: VaultWorld) -> None:
    rows = await vault.rows(
        "SELECT table_name, column_name, CASE data_type WHEN 'ARRAY' THEN udt_name ELSE data_type END AS data_type "
        "FROM information_schema.columns WHERE table_schema = 'public'"
    )
    kinds = {row.data_type for row in rows}
    assert kinds <= {"text", "bytea", "_bytea", "integer", "smallint", "bigint", "boolean", "character varying"}
    moments = {(row.table_name.split("_xa")[0], row.column_name) for row in rows if row.data_type == "bigint"}
    of_a_policy = {("loosenings", "version")}
    assert moments - of_a_policy <= {("openings", "expires"), ("fresh_keys", "expires")}
    assert await vault.rows("SELECT 1 FROM pg_class WHERE relkind = 'S'") == []


async def test_boxes_that_wait_from_before_get_their_senders_name(vault: VaultWorld, databases: Databases) -> None:
    await leave(vault, box(vault))
    administrator = databases.administrator("vault")
    # As it was before there were walls: no row security either.
    since = (
        "ALTER TABLE drafts DROP COLUMN from_desk; ALTER TABLE parts DROP COLUMN reply_signature; DROP TABLE replies;"
        " DROP TABLE unjudged; DROP FUNCTION empty_unjudged(); DROP TABLE handed_parts; DROP TABLE journaled; "
        f"DROP TABLE retention_plans; {WITHOUT_LATER_TABLES}"
    )
    before = f"{since}; ALTER TABLE drafts NO FORCE ROW LEVEL SECURITY; UPDATE alembic_version SET version_num = '0003'"
    await execute(administrator, before)
    await migrate("vault", administrator)
    assert [row.from_desk for row in await vault.rows("SELECT from_desk FROM drafts")] == [vault.desk(0).name]
    assert await left(vault) == {b"sealed"}


async def test_what_stands_as_opened_from_before_counts_as_handed(vault: VaultWorld, databases: Databases) -> None:
    one, other = await vault.told(None, None)
    await vault.open([one.testimony])
    await vault.ask_and_log([other.testimony])
    administrator = databases.administrator("vault")
    await execute(
        administrator,
        f"DROP TABLE handed_parts; DROP TABLE journaled; DROP TABLE retention_plans; {WITHOUT_LATER_TABLES}; "
        "UPDATE alembic_version SET version_num = '0011'",
    )
    await migrate("vault", administrator)
    rows = await vault.rows("SELECT compartment, part FROM handed_parts")
    assert [tuple(row) for row in rows] == [("xa-testimony", one.testimony)]
    partitions = (
        "SELECT relforcerowsecurity AS shut FROM pg_class WHERE relname LIKE 'handed_parts%' AND relkind IN ('p', 'r')"
    )
    assert {row.shut for row in await vault.rows(partitions)} == {True}
    assert await vault.rows("SELECT 1 FROM pg_class WHERE relname = 'opening_parts' AND NOT relforcerowsecurity") == []
    await vault.open([other.testimony])
    assert await vault.count("handed_parts") == 2
