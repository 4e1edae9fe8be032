"""How a zone reaches its database, and what it does not let slip."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest
from pydantic import SecretStr
from sqlalchemy import Column, ForeignKey, LargeBinary, Table, text
from sqlalchemy.exc import DBAPIError

from server.database import (
    DatabaseAway,
    DatabaseRefused,
    is_ready,
    new_metadata,
    open_engine,
    open_pool,
    plain_database_errors,
)


async def test_an_engine_and_a_pool_reach_the_zones_own_database(databases) -> None:
    url = databases.of("vault")["vault_openings"]
    engine, pool = open_engine(url), await open_pool(url)
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT current_user"))).scalar() == "vault_openings"
    assert await pool.fetchval("SELECT current_user") == "vault_openings"
    await pool.close()
    await engine.dispose()


async def test_who_uses_it_after_its_lines_were_cut_notices_nothing(databases) -> None:
    engine = open_engine(databases.of("vault")["vault_openings"], connections=2)
    async with engine.connect() as one, engine.connect() as other:
        lines = [(await each.execute(text("SELECT pg_backend_pid()"))).scalar() for each in (one, other)]
    administrator = await asyncpg.connect(databases.administrator("vault").get_secret_value())
    for line in lines:
        assert await administrator.fetchval("SELECT pg_terminate_backend($1, 10000)", line)
    await administrator.close()
    for _ in range(3):
        async with engine.connect() as connection:
            assert (await connection.execute(text("SELECT 1"))).scalar() == 1
    await engine.dispose()


async def test_an_error_hides_what_was_being_stored(databases) -> None:
    engine = open_engine(databases.of("vault")["vault_openings"])
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError) as raised:
            await connection.execute(text("SELECT :value FROM nowhere"), {"value": "canary"})
    assert "canary" not in str(raised.value)
    await engine.dispose()


async def test_an_engine_does_not_print_its_password(databases) -> None:
    url = databases.of("vault")["vault_openings"]
    password = url.get_secret_value().split(":")[2].split("@")[0]
    engine = open_engine(url)
    assert password not in repr(engine) + repr(engine.url) + str(engine.url)
    await engine.dispose()


async def test_a_database_that_answers_is_ready(databases) -> None:
    engine = open_engine(databases.of("ledger")["ledger_runtime"])
    assert await is_ready(engine)
    await engine.dispose()


@pytest.mark.parametrize("wrong", ["password", "address"])
async def test_a_database_that_does_not_answer_is_not_ready(databases, wrong) -> None:
    url = databases.of("ledger")["ledger_runtime"].get_secret_value()
    url = url.replace("@/", "x@/") if wrong == "password" else url.replace("socket", "nowhere")
    engine = open_engine(SecretStr(url))
    assert not await is_ready(engine)
    await engine.dispose()


@pytest.mark.parametrize(("old", "new"), [("@/", "x@/"), ("@/ledger", "@/nowhere")])
async def test_a_login_that_does_not_hold_is_said_without_its_words(databases, old, new) -> None:
    url = SecretStr(databases.of("ledger")["ledger_runtime"].get_secret_value().replace(old, new))
    for door in (open_pool, lambda wrong: open_engine(wrong).connect()):
        with pytest.raises(DatabaseAway) as raised, plain_database_errors():
            await door(url)
        assert "ledger" not in str(raised.value)
        assert "nowhere" not in str(raised.value)


@pytest.mark.parametrize("where", ["127.0.0.1:9/ledger", "/ledger?host=/nowhere/at/all"])
async def test_a_server_that_is_not_there_is_said(where: str) -> None:
    with pytest.raises(DatabaseAway), plain_database_errors():
        await open_pool(SecretStr(f"postgresql://somebody:canary@{where}"))


@pytest.mark.parametrize("statement", ["SELECT :value FROM nowhere", "SELECT CAST(:value AS integer)"])
async def test_what_a_database_refuses_is_a_code_and_no_words(databases, statement) -> None:
    engine = open_engine(databases.of("vault")["vault_openings"])
    with pytest.raises(DatabaseRefused) as raised, plain_database_errors():
        async with engine.connect() as connection:
            await connection.execute(text(statement), {"value": "canary"})
    assert "canary" not in str(raised.value)
    await engine.dispose()


async def test_a_pool_with_a_wrong_password_fails_at_once(databases) -> None:
    url = databases.of("ledger")["ledger_runtime"].get_secret_value().replace("@/", "x@/")
    with pytest.raises(asyncpg.InvalidPasswordError):
        await open_pool(SecretStr(url))


async def test_readiness_is_answered_within_its_time(databases) -> None:
    engine = open_engine(databases.of("ledger")["ledger_runtime"], connections=1)
    async with engine.connect():  # the only connection is taken
        async with asyncio.timeout(20):  # the pool itself would wait for thirty
            assert not await is_ready(engine)
    await engine.dispose()


def test_constraints_have_names_that_a_migration_can_say() -> None:
    metadata = new_metadata()
    parent = Table("parents", metadata, Column("id", LargeBinary, primary_key=True))
    child = Table("children", metadata, Column("parent", ForeignKey(parent.c.id), unique=True))
    names = {str(constraint.name) for table in (parent, child) for constraint in table.constraints}
    assert {"pk_parents", "uq_children_parent", "fk_children_parent_parents"} <= names
