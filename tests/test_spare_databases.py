"""A database that a test was lent is lent again only if nobody can tell it from a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr

from server.embedded_postgres import EmbeddedPostgres
from tests.conftest import Databases, execute, finish
from tests.spare_databases import Spares

ROW = "INSERT INTO leaves (index, commitment) VALUES (0, sha256(''))"
CHANGES = {  # each is made after those before it
    "a right": "GRANT SELECT ON leaves TO PUBLIC",
    "a right that is gone": "REVOKE SELECT ON leaves FROM ledger_runtime",
    "a right to a column": "GRANT SELECT (index) ON leaves TO PUBLIC",
    "a right to a function of the server": "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO PUBLIC",
    "a right to the database": "GRANT TEMP ON DATABASE {name} TO PUBLIC",
    "a right to what is yet to come": "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
    "a setting": "ALTER DATABASE {name} SET leeward.compartment = 'xa-testimony'",
    "a trigger": "ALTER TABLE leaves DISABLE TRIGGER USER",
    "a trigger that is on again": "ALTER TABLE leaves DISABLE TRIGGER USER; ALTER TABLE leaves ENABLE TRIGGER USER",
    "a table": "CREATE TABLE notes (note text)",
    "a table that is gone": "DROP TABLE checkpoints",
    "a column": "ALTER TABLE leaves ADD COLUMN note text",
    "an owner": "ALTER TABLE leaves OWNER TO postgres",
    "a policy": "CREATE POLICY all_of_it ON leaves USING (true)",
    "a view": "CREATE VIEW numbers AS SELECT index FROM leaves",
    "a function": "CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1",
    "a schema": "CREATE SCHEMA aside",
    "a large object": "SELECT lo_create(0)",
    "a revision": "UPDATE alembic_version SET version_num = '9999'",
    "no revision": "DELETE FROM alembic_version",
    "no history": "DROP TABLE alembic_version",
}


@pytest.fixture
def lend(postgres: EmbeddedPostgres, prepared: dict[str, dict[str, SecretStr]]) -> Iterator[Callable[[], Databases]]:
    """What the next test would be lent, of one stock."""
    spares, lent = Spares(), list[Databases]()

    def lend() -> Databases:
        lent.append(Databases(postgres, prepared, spares))
        return lent[-1]

    yield lend
    for name in {name for one in lent for name in one._names.values()}:
        finish(execute(postgres.url(), f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


def address(databases: Databases) -> SecretStr:
    return databases.administrator("ledger")


async def ask(url: SecretStr, statement: str) -> Any:
    connection = await asyncpg.connect(url.get_secret_value())
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def test_one_with_rows_is_lent_again_without_them_and_without_their_pages(lend: Callable[[], Databases]) -> None:
    first = lend()
    finish(execute(address(first), ROW))
    assert finish(ask(address(first), "SELECT pg_relation_size('leaves')")) > 0
    first.drop()
    again = lend()
    assert address(again) == address(first)
    assert finish(ask(address(again), "SELECT pg_relation_size('leaves')")) == 0
    assert finish(ask(address(again), "SELECT count(*) FROM leaves")) == 0


def test_whoever_is_still_connected_is_cut_off(lend: Callable[[], Databases]) -> None:
    first = lend()

    async def stay() -> None:
        connection = await asyncpg.connect(first.of("ledger")["ledger_runtime"].get_secret_value())
        await connection.execute("BEGIN; SELECT FROM leaves")
        first.drop()
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, ConnectionError)):
            await connection.fetch("SELECT 1")
        connection.terminate()

    finish(stay())
    assert address(lend()) == address(first)


def test_two_that_are_lent_at_once_are_two(lend: Callable[[], Databases]) -> None:
    assert address(lend()) != address(lend())


def test_one_that_was_changed_is_not_lent_again(lend: Callable[[], Databases]) -> None:
    first = lend()
    finish(execute(address(first), CHANGES["a right"]))
    first.drop()
    assert address(lend()) != address(first)


def test_every_kind_of_change_is_seen(lend: Callable[[], Databases]) -> None:
    databases, spares = lend(), Spares()
    url, name = address(databases), databases._names["ledger"]
    for change, statement in CHANGES.items():
        finish(spares.note(name, url))
        finish(execute(url, statement.format(name=name)))
        assert not finish(spares.give_back("ledger", name, url)), change
    assert spares.ready == {}
