"""Committing together: durable or not acknowledged, whatever the database does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr

from protocol.post import Post, seal_post
from protocol.primitives import system_random
from server import embedded_postgres
from server.database import open_pool
from server.embedded_postgres import EmbeddedPostgres
from server.intake import coalescer as coalescing
from server.intake.arrivals import Arrival
from server.intake.coalescer import Coalescer
from server.intake.errors import Busy, DatabaseNotDurable, NotKept
from server.intake.start import Settings, opened
from server.zone_databases import prepare_databases
from tests.conftest import Databases, execute
from tests.server.intake.conftest import Intake, Sealed, assert_problem

pytestmark = pytest.mark.anyio


def arrival(size: int = 32, body: int = 100) -> Arrival:
    return Arrival(system_random(size), bytes(body))


@pytest.fixture
async def writer(database: Databases) -> AsyncIterator[asyncpg.Pool[Any]]:
    pool = await open_pool(database.of("intake")["intake_writer"])
    yield pool
    await pool.close()


async def kept(database: Databases) -> set[bytes]:
    connection = await asyncpg.connect(database.administrator("intake").get_secret_value())
    rows = await connection.fetch("SELECT id FROM parts")
    await connection.close()
    return {row["id"] for row in rows}


async def test_everything_that_was_acknowledged_is_there(writer: asyncpg.Pool[Any], database: Databases) -> None:
    coalescer, arrivals = Coalescer(writer, "parts", 10_000), [arrival() for _ in range(1000)]
    await asyncio.gather(*map(coalescer.keep, arrivals))
    assert await kept(database) == {one.id for one in arrivals}


async def test_rows_that_come_one_after_another_do_not_wait_for_company(
    writer: asyncpg.Pool[Any], database: Databases
) -> None:
    coalescer, arrivals = Coalescer(writer, "parts", 10), [arrival() for _ in range(20)]
    for one in arrivals:
        await asyncio.wait_for(coalescer.keep(one), 30)
        await asyncio.sleep(0)
    assert await kept(database) == {one.id for one in arrivals}


async def test_no_row_is_left_waiting_when_a_writer_goes_just_as_it_comes(
    writer: asyncpg.Pool[Any], database: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coalescing, "LINGER", 0.01)
    coalescer, arrivals = Coalescer(writer, "parts", 10), [arrival() for _ in range(60)]
    for one in arrivals:
        await asyncio.wait_for(coalescer.keep(one), 30)
        await asyncio.sleep(0.01)
    assert await kept(database) == {one.id for one in arrivals}


async def test_a_cancelled_writer_is_not_called_again(writer: asyncpg.Pool[Any], database: Databases) -> None:
    coalescer, first, second = Coalescer(writer, "parts", 10), arrival(), arrival()
    await coalescer.keep(first)
    lingering = list(coalescer._tasks)
    for task in lingering:
        task.cancel()
    await asyncio.gather(*lingering, return_exceptions=True)
    await asyncio.wait_for(coalescer.keep(second), 30)
    assert await kept(database) == {first.id, second.id}


async def test_writers_share_what_waits(
    writer: asyncpg.Pool[Any], database: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One commit for all of them would leave the other writers, and then whoever waits for them, with nothing to do."""
    sizes: list[int] = []
    commit = Coalescer._commit

    async def counting(self: Coalescer, connection: Any, doubts: list[str], batch: Any) -> None:
        sizes.append(len(batch))
        await commit(self, connection, doubts, batch)

    monkeypatch.setattr(Coalescer, "_commit", counting)
    coalescer, arrivals = Coalescer(writer, "parts", 1000, writers=3), [arrival() for _ in range(300)]
    await asyncio.gather(*map(coalescer.keep, arrivals))
    assert max(sizes) <= 100 < sum(sizes) == 300
    assert await kept(database) == {one.id for one in arrivals}


async def test_a_row_the_database_refuses_does_not_take_its_batch_along(
    writer: asyncpg.Pool[Any], database: Databases
) -> None:
    coalescer = Coalescer(writer, "parts", 100, writers=1)
    good, bad = [arrival() for _ in range(20)], [arrival(31), arrival(33)]
    answers = await asyncio.gather(*map(coalescer.keep, [*good[:10], *bad, *good[10:]]), return_exceptions=True)
    assert [type(answer) for answer in answers if answer is not None] == [NotKept, NotKept]
    assert [type(answer) for answer in answers[10:12]] == [NotKept, NotKept]
    assert await kept(database) == {one.id for one in good}


async def test_a_batch_ends_at_its_bytes_and_a_larger_row_goes_alone(
    writer: asyncpg.Pool[Any], database: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coalescing, "MOST_BYTES", 1000)
    coalescer, arrivals = Coalescer(writer, "parts", 100), [arrival(body=size) for size in (400, 400, 400, 5000, 1)]
    await asyncio.gather(*map(coalescer.keep, arrivals))
    assert await kept(database) == {one.id for one in arrivals}


async def test_above_its_bound_the_queue_takes_nothing_more(writer: asyncpg.Pool[Any], database: Databases) -> None:
    coalescer, arrivals = Coalescer(writer, "parts", 3), [arrival() for _ in range(8)]
    answers = await asyncio.gather(*map(coalescer.keep, arrivals), return_exceptions=True)
    assert [type(answer) for answer in answers] == [type(None)] * 3 + [Busy] * 5
    assert await kept(database) == {one.id for one in arrivals[:3]}


async def test_a_connection_lost_while_committing_acknowledges_nothing_and_the_next_one_serves(
    writer: asyncpg.Pool[Any], database: Databases
) -> None:
    url = database.administrator("intake").get_secret_value()
    locking, administrator = await asyncpg.connect(url), await asyncpg.connect(url)
    async with locking.transaction():
        await locking.execute("LOCK TABLE parts IN ACCESS EXCLUSIVE MODE")
        coalescer, lost = Coalescer(writer, "parts", 10), arrival()
        waiting = asyncio.create_task(coalescer.keep(lost))
        await _once(administrator, "pg_terminate_backend(pid)", "wait_event_type = 'Lock'")
        with pytest.raises(NotKept):
            await asyncio.wait_for(waiting, 60)
    await locking.close()
    await administrator.close()
    after = arrival()
    await asyncio.wait_for(coalescer.keep(after), 60)
    assert await kept(database) == {after.id}


async def test_without_a_database_everyone_is_told_and_nobody_waits(
    writer: asyncpg.Pool[Any], database: Databases
) -> None:
    coalescer = Coalescer(writer, "parts", 100)
    await writer.expire_connections()
    await execute(database.administrator("intake"), "ALTER ROLE intake_writer NOLOGIN")
    try:
        answers = await asyncio.wait_for(
            asyncio.gather(*(coalescer.keep(arrival()) for _ in range(50)), return_exceptions=True), 30
        )
        assert {type(answer) for answer in answers} == {NotKept}
    finally:
        await execute(database.administrator("intake"), "ALTER ROLE intake_writer LOGIN")
    await asyncio.wait_for(coalescer.keep(arrival()), 60)


async def test_a_fault_of_ours_acknowledges_nothing_and_its_place_is_logged(
    writer: asyncpg.Pool[Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def faulty(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(Coalescer, "_commit", faulty)
    with pytest.raises(NotKept):
        await asyncio.wait_for(Coalescer(writer, "parts", 10).keep(arrival()), 60)
    assert "fault exception=builtins.RecursionError at=" in caplog.text


async def test_commits_are_on_disk_though_the_role_was_told_not_to_wait_for_it(
    writer: asyncpg.Pool[Any], database: Databases
) -> None:
    await writer.expire_connections()
    await execute(database.administrator("intake"), "ALTER ROLE intake_writer SET synchronous_commit = off")
    # The trigger refuses a row whose transaction would not wait for the disk.
    await execute(
        database.administrator("intake"),
        "CREATE FUNCTION demand() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF current_setting('synchronous_commit') <> 'on' THEN RAISE 'not durable'; END IF; RETURN NEW; END $$;"
        "CREATE TRIGGER demand BEFORE INSERT ON parts FOR EACH ROW EXECUTE FUNCTION demand();"
        "GRANT EXECUTE ON FUNCTION demand() TO intake_writer",
    )
    try:
        one = arrival()
        await Coalescer(writer, "parts", 10).keep(one)
        assert await kept(database) == {one.id}
    finally:
        await execute(
            database.administrator("intake"),
            "DROP FUNCTION demand() CASCADE; ALTER ROLE intake_writer RESET synchronous_commit",
        )


async def test_where_the_database_does_not_wait_for_its_disk_nothing_is_acknowledged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(embedded_postgres._SETTINGS, "fsync", "off")
    with EmbeddedPostgres.start() as postgres:
        writer = (await prepare_databases(postgres.url()))["intake"]["intake_writer"]
        settings = Settings.model_construct(
            port=1, pinned=Path(), sign_key=SecretStr("00"), writer_url=writer, collector_url=writer
        )
        pool = await open_pool(writer)
        try:
            with pytest.raises(NotKept):
                await Coalescer(pool, "parts", 10).keep(arrival())
            # Who runs it is told at once, and not only its senders.
            with pytest.raises(DatabaseNotDurable):
                await opened(settings, time.time).__aenter__()
        finally:
            await pool.close()


async def test_a_fault_that_is_no_rows_is_not_tried_again_row_by_row(
    writer: asyncpg.Pool[Any], database: Databases
) -> None:
    """A full disk would be knocked at once for each of all who wait."""
    await execute(
        database.administrator("intake"),
        "CREATE SEQUENCE tries; GRANT USAGE ON SEQUENCE tries TO intake_writer;"
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " PERFORM nextval('tries'); RAISE 'full' USING ERRCODE = '53100'; END $$;"
        "CREATE TRIGGER full_disk BEFORE INSERT ON parts FOR EACH ROW EXECUTE FUNCTION full_disk();"
        "GRANT EXECUTE ON FUNCTION full_disk() TO intake_writer",
    )
    coalescer = Coalescer(writer, "parts", 100, writers=1)
    try:
        answers = await asyncio.gather(*(coalescer.keep(arrival()) for _ in range(20)), return_exceptions=True)
        assert {type(answer) for answer in answers} == {NotKept}
        connection = await asyncpg.connect(database.administrator("intake").get_secret_value())
        assert await connection.fetchval("SELECT last_value FROM tries") <= 2
        await connection.close()
    finally:
        await execute(database.administrator("intake"), "DROP FUNCTION full_disk() CASCADE; DROP SEQUENCE tries")


async def test_a_commit_that_did_not_reach_the_standby_is_not_acknowledged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelled while it waits for a standby, an INSERT comes back as done, with a mere warning."""
    for name, value in {"wal_level": "replica", "max_wal_senders": "2", "synchronous_standby_names": "nobody"}.items():
        monkeypatch.setitem(embedded_postgres._SETTINGS, name, value)
    monkeypatch.setitem(embedded_postgres._SETTINGS, "synchronous_commit", "local")
    with EmbeddedPostgres.start() as postgres:
        url = (await prepare_databases(postgres.url()))["intake"]["intake_writer"]
        pool, one = await open_pool(url), arrival()
        waiting = asyncio.create_task(Coalescer(pool, "parts", 10).keep(one))
        administrator = await asyncpg.connect(postgres.url("intake").get_secret_value())
        try:
            await _once(administrator, "pg_cancel_backend(pid)", "wait_event = 'SyncRep'")
            with pytest.raises(NotKept):
                await asyncio.wait_for(waiting, 60)
            assert await administrator.fetchval("SELECT count(*) FROM parts") == 1
        finally:
            await administrator.close()
            await pool.close()


async def _once(administrator: asyncpg.Connection[asyncpg.Record], act: str, when: str) -> None:
    """Do something to the writer's connection as soon as it waits there."""
    asked = f"SELECT count({act}) FROM pg_stat_activity WHERE usename = 'intake_writer' AND {when}"
    for _ in range(1000):
        if await administrator.fetchval(asked):
            return
        await asyncio.sleep(0.02)
    pytest.fail("the writer never waited")


@pytest.mark.parametrize(("error", "name"), [(NotKept, "not-kept"), (Busy, "busy")])
async def test_an_upload_that_was_not_kept_for_certain_is_told_when_to_come_again(
    intake: Intake, sealed: tuple[Sealed, ...], monkeypatch: pytest.MonkeyPatch, error: type[Exception], name: str
) -> None:
    """On the hot path and through FastAPI alike."""
    monkeypatch.setattr(Coalescer, "keep", _raising(error))
    post = seal_post(Post(), intake.consortium.vault_seal.public)
    for answer in (await intake.send_part(sealed[0].part), await intake.send_post(post)):
        assert_problem(answer, 503, name)
        assert int(answer.headers["retry-after"]) > 0


def _raising(error: type[Exception]) -> Callable[..., Any]:
    async def keep(_self: Coalescer, _arrival: Arrival) -> None:
        raise error

    return keep
