"""A WHERE that was forgotten shows nothing of another compartment: the database itself asks which one was entered."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.vault.locks.compartments import enter, in_each, inside, known
from server.vault.tables import BY_COMPARTMENT, parts
from tests.server.vault.vault_world import IDENTITY, TESTIMONY, VaultWorld

NOT_OF_OPENINGS = {"clearances", "cleared_parts", "handed_parts"}
OF_OPENINGS = tuple(table.name for table in BY_COMPARTMENT if table.name not in NOT_OF_OPENINGS)
OF_CLEARANCES = ("parts", "consents", "withdrawals", "openings", "opening_parts", "clearances", "cleared_parts")


async def counted(connection: AsyncConnection, tables: tuple[str, ...]) -> dict[str, int]:
    """With no WHERE at all."""
    return {table: await connection.scalar(text(f"SELECT count(compartment) FROM {table}")) for table in tables}


@pytest.fixture
async def full(vault: VaultWorld) -> VaultWorld:
    """Something in most tables, of two compartments and more."""
    await vault.hand_out_cards(2)
    told = await vault.told(*vault.cards(2, 2, 1))
    await vault.open([one.testimony for one in told])
    await vault.cleared([one.testimony for one in told])
    return vault


async def test_a_search_looks_into_every_compartment_also_after_it_has_found_something(full: VaultWorld) -> None:
    """Else it would answer sooner where there is something."""
    of_each = select(func.current_setting("leeward.compartment"), func.count(parts.c.id))
    async with full.world.openings.connect() as connection:
        found = await in_each(connection, [TESTIMONY, "xb-testimony", IDENTITY], of_each)
    assert [tuple(row) for row in found] == [(TESTIMONY, 5), ("xb-testimony", 0), (IDENTITY, 5)]


async def test_a_transaction_that_entered_nothing_sees_nothing(full: VaultWorld) -> None:
    for engine, tables in ((full.world.openings, OF_OPENINGS), (full.world.clearances, OF_CLEARANCES)):
        async with engine.connect() as connection:
            assert await counted(connection, tables) == dict.fromkeys(tables, 0)


@pytest.mark.parametrize("other", ["", "xb-testimony", "nowhere", "%", "xa"])
async def test_a_transaction_in_the_wrong_compartment_sees_nothing(full: VaultWorld, other: str) -> None:
    for engine, tables in ((full.world.openings, OF_OPENINGS), (full.world.clearances, OF_CLEARANCES)):
        async with inside(engine, other) as connection:
            assert await counted(connection, tables) == dict.fromkeys(tables, 0)


async def test_a_transaction_sees_its_own_compartment_and_no_other(full: VaultWorld) -> None:
    everything = {row.compartment for row in await full.rows("SELECT DISTINCT compartment FROM parts")}
    assert everything == {TESTIMONY, IDENTITY}
    for compartment in (TESTIMONY, IDENTITY):
        async with inside(full.world.openings, compartment) as connection:
            rows = await connection.scalars(text("SELECT DISTINCT compartment FROM parts"))
            assert set(rows.all()) == {compartment}
            own = await full.rows(f"SELECT count(*) FROM parts WHERE compartment = '{compartment}'")
            assert (await counted(connection, ("parts",)))["parts"] == own[0][0] > 0


async def test_what_was_entered_ends_with_the_transaction(full: VaultWorld) -> None:
    async with full.world.openings.connect() as connection:
        for leave in (connection.commit, connection.rollback):
            await enter(connection, TESTIMONY)
            assert (await counted(connection, ("parts",)))["parts"] > 0
            await leave()
            assert await counted(connection, ("parts", "openings")) == {"parts": 0, "openings": 0}
            await connection.rollback()


_INTO_ANOTHER = (
    "INSERT INTO spent_keys VALUES ('{0}', '\\x{1}', '\\x{1}')",
    "INSERT INTO handed_parts VALUES ('{0}', '\\x{1}')",
)


async def test_nothing_is_written_into_another_compartment(full: VaultWorld) -> None:
    async with full.world.openings.connect() as connection:
        for statement in _INTO_ANOTHER:
            await enter(connection, TESTIMONY)
            with pytest.raises(ProgrammingError, match="row-level security"):
                await connection.exec_driver_sql(statement.format(IDENTITY, "00" * 32))
            await connection.rollback()
        await enter(connection, TESTIMONY)
        moved = await connection.execute(text("UPDATE opening_parts SET state = 'frozen'"))
        assert moved.rowcount > 0
        await connection.rollback()
        await enter(connection, IDENTITY)
        moved = await connection.execute(text("UPDATE opening_parts SET state = 'frozen'"))
        assert moved.rowcount == 0


@pytest.mark.parametrize(
    ("purpose", "statement"),
    [
        ("collector", "SELECT payload FROM parts"),
        ("collector", "SELECT envelope FROM parts"),
        ("collector", "SELECT mailbox FROM parts"),
        ("collector", "DELETE FROM parts"),
        ("collector", "SELECT signed FROM answers"),
        ("keeper", "SELECT signed FROM answers"),
        ("keeper", "SELECT request FROM openings"),
        ("keeper", "SELECT state FROM opening_parts"),
        ("keeper", "INSERT INTO withdrawals DEFAULT VALUES"),
        ("keeper", "INSERT INTO handed_parts DEFAULT VALUES"),
        ("keeper", "DELETE FROM handed_parts"),
        ("openings", "SELECT part FROM handed_parts"),
        ("openings", "DELETE FROM handed_parts"),
        ("clearances", "INSERT INTO handed_parts DEFAULT VALUES"),
        ("openings", "INSERT INTO parts DEFAULT VALUES"),
        ("openings", "INSERT INTO consents DEFAULT VALUES"),
        ("openings", "SELECT mailbox FROM parts"),
        ("collector", "SELECT reply_key FROM parts"),
        ("openings", "SELECT part FROM cleared_parts"),
        ("clearances", "SELECT payload FROM parts"),
        ("clearances", "SELECT envelope FROM parts"),
        ("clearances", "SELECT signed FROM answers"),
        ("clearances", "UPDATE opening_parts SET state = 'opened'"),
        ("clearances", "SELECT draft FROM drafts"),
        ("log", "SELECT entry FROM log_entries"),
        ("log", "SELECT r FROM log_entries"),
        ("log", "SELECT id FROM parts"),
        ("log", "SELECT part FROM withdrawals"),
    ],
)
async def test_each_login_has_the_verbs_of_its_purpose_alone(vault: VaultWorld, purpose: str, statement: str) -> None:
    async with getattr(vault.world, purpose).connect() as connection:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await connection.execute(text(statement))


async def test_a_compartment_is_known_by_its_name_as_soon_as_it_has_a_place(vault: VaultWorld) -> None:
    async with vault.world.collector.begin() as connection:
        await connection.execute(text("SELECT add_compartment('xz-1.2-testimony')"))
    for engine in (vault.world.openings, vault.world.clearances):
        async with engine.connect() as connection:
            assert "xz-1.2-testimony" in await known(connection)


async def test_a_grant_on_a_partition_alone_would_show_nothing(full: VaultWorld) -> None:
    """A partition has row security of its own, and no policy."""
    async with full.administrator.connect() as administrator:
        await administrator.execute(text('GRANT SELECT ON "parts_xa-testimony" TO vault_log'))
        await administrator.execute(text("SET LOCAL ROLE vault_log"))
        assert await administrator.scalar(text('SELECT count(*) FROM "parts_xa-testimony"')) == 0
        await administrator.rollback()
