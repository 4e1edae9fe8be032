"""What the vault has collected is in no file of intake's PostgreSQL any more.

Every file of the cluster's folder is searched, byte for byte: tables, what lies beside them, indexes, catalogues, the
write-ahead log, temporary files. What is not covered: blocks that the file system has freed and not yet written over,
memory, and what a disk keeps by itself (decision 0015).
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import httpx
import pytest
from pydantic import SecretStr

from protocol.crossings import Collected
from protocol.directory import DeviceRole
from protocol.post import Post, seal_post
from server.database import open_engine, open_pool
from server.embedded_postgres import EmbeddedPostgres
from server.intake import pool
from server.intake.api import create_app
from server.intake.world import IntakeWorld
from server.pinned import Pinned
from server.zone_databases import RUNTIME_ROLES, migrate, prepare_roles, url_for
from tests.conftest import finish
from tests.server.intake.conftest import HOST, Intake, Sealed
from tests.server.intake.test_pool import COLLECTED, take
from tests.worlds import Clock, Consortium, seeded

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def alone() -> Iterator[tuple[EmbeddedPostgres, dict[str, SecretStr]]]:
    """A PostgreSQL of its own: what other tests wrote would be searched too."""
    with EmbeddedPostgres.start() as postgres:
        yield postgres, finish(only_intake(postgres))


async def only_intake(postgres: EmbeddedPostgres) -> dict[str, SecretStr]:
    connection = await asyncpg.connect(postgres.url().get_secret_value())
    await connection.execute("CREATE DATABASE intake")
    administrator = url_for(postgres.url(), "intake")
    await prepare_roles("intake", administrator)
    await migrate("intake", administrator)
    for role in RUNTIME_ROLES["intake"]:
        await connection.execute(f"ALTER ROLE {role} PASSWORD 'known'")
    await connection.close()
    return {role: url_for(administrator, "intake", role, "known") for role in RUNTIME_ROLES["intake"]}


@pytest.fixture
async def lone(
    consortium: Consortium, alone, pinned_folder: Path, no_lingering: None
) -> AsyncIterator[tuple[Intake, Path]]:
    postgres, urls = alone
    clock = Clock()
    writer, collector = await open_pool(urls["intake_writer"]), open_engine(urls["intake_collector"])
    world = IntakeWorld(
        clock=clock,
        random=seeded("alone"),
        key=consortium.devices[DeviceRole.INTAKE],
        pinned=Pinned(pinned_folder, clock),
        writer=writer,
        collector=collector,
        authorities={HOST},
    )
    transport = httpx.ASGITransport(create_app(world), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
        intake = Intake(world, consortium, client, url_for(postgres.url(), "intake"), clock)
        await intake.ask("TRUNCATE parts, posts")
        (row,) = await intake.ask("SELECT current_setting('data_directory')")
        yield intake, Path(row[0])
        await writer.close()
        await collector.dispose()


def canaries(raws: Iterable[bytes], ids: Iterable[bytes]) -> set[bytes]:
    """The ids, and a run of 24 bytes in every 900 of each body: no piece that lies beside a table lacks one."""
    return set(ids) | {raw[at : at + 24] for raw in raws for at in range(0, len(raw) - 24, 900)}


def still_there(folder: Path, looked_for: set[bytes]) -> set[bytes]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert any("pg_wal" in file.parts for file in files)
    assert sum(file.stat().st_size for file in files) > 10_000_000
    words, found = words_of(looked_for), set[bytes]()
    for file in files:
        content = file.read_bytes()
        there = set(words).intersection(memoryview(content)[: len(content) // 8 * 8].cast("Q"))
        found |= {one for word in there for one in words[word] if one in content}
    return found


def words_of(looked_for: set[bytes]) -> dict[int, set[bytes]]:
    """By eight bytes, what has them at one of its first eight places.

    Wherever fifteen bytes lie in a file, one of its words of eight lies in them: reading a file once, word by word,
    tells what to search it for, and leaves nothing out.
    """
    words: dict[int, set[bytes]] = {}
    for one in looked_for:
        assert len(one) >= 15
        for at in range(8):
            words.setdefault(int.from_bytes(one[at : at + 8], sys.byteorder), set()).add(one)
    return words


async def on_disk(intake: Intake, folder: Path, looked_for: set[bytes]) -> set[bytes]:
    return await asyncio.to_thread(still_there, folder, looked_for)


async def test_after_a_collection_no_file_holds_a_byte_of_what_was_collected(
    lone: tuple[Intake, Path], sealed: tuple[Sealed, ...]
) -> None:
    intake, folder = lone
    post = seal_post(Post(), intake.consortium.vault_seal.public)
    sealed = sealed[:4]
    for one in sealed:
        await intake.send_part(one.part)
    await intake.send_post(post)
    await intake.ask("ANALYZE")
    await intake.ask("CHECKPOINT")
    looked_for = canaries([*(one.raw for one in sealed), post], (one.id for one in sealed))
    assert await on_disk(intake, folder, looked_for) == looked_for  # they are where we look
    taken = await take(intake)
    assert len(taken.parts) == len(sealed)
    told = Collected(parts=tuple(one.id for one in sealed), posts=tuple(await intake.rows("posts")), last=True)
    assert (await intake.as_device(DeviceRole.VAULT, COLLECTED, told)).status_code == 204
    assert await on_disk(intake, folder, looked_for) == set()


async def test_what_came_during_a_collection_stays_and_nothing_else_does(
    lone: tuple[Intake, Path], sealed: tuple[Sealed, ...]
) -> None:
    intake, folder = lone
    for one in sealed[2:4]:
        await intake.send_part(one.part)
    await take(intake)
    for one in sealed[4:6]:
        await intake.send_part(one.part)
    collected, came = sealed[2:4], sealed[4:6]
    told = Collected(parts=tuple(one.id for one in collected), posts=(), last=True)
    assert (await intake.as_device(DeviceRole.VAULT, COLLECTED, told)).status_code == 204
    gone = canaries((one.raw for one in collected), (one.id for one in collected))
    assert await on_disk(intake, folder, gone) == set()
    assert sorted((await take(intake)).parts) == sorted(one.raw for one in came)
    told = Collected(parts=tuple(one.id for one in came), posts=(), last=True)
    assert (await intake.as_device(DeviceRole.VAULT, COLLECTED, told)).status_code == 204
    assert await on_disk(intake, folder, canaries((one.raw for one in came), (one.id for one in came))) == set()


async def test_the_end_of_a_visit_cleans_up_after_one_that_broke_off(
    lone: tuple[Intake, Path], sealed: tuple[Sealed, ...]
) -> None:
    intake, folder = lone
    for one in sealed[:4]:
        await intake.send_part(one.part)
    gone = canaries((one.raw for one in sealed[:4]), (one.id for one in sealed[:4]))
    told = Collected(parts=tuple(one.id for one in sealed[:4]), posts=(), last=False)
    await intake.as_device(DeviceRole.VAULT, COLLECTED, told)
    assert await intake.rows() == {}
    assert await on_disk(intake, folder, gone) != set()  # else this would show nothing
    over = Collected(parts=(), posts=(), last=True)
    assert (await intake.as_device(DeviceRole.VAULT, COLLECTED, over)).status_code == 204
    assert await on_disk(intake, folder, gone) == set()


async def test_a_transaction_that_is_still_open_keeps_nothing_in_the_files(
    lone: tuple[Intake, Path], sealed: tuple[Sealed, ...]
) -> None:
    """Whoever began before the collection could still see what was deleted: it goes all the same."""
    intake, folder = lone
    connection = await asyncpg.connect(intake.administrator.get_secret_value())
    try:
        for one in sealed[:4]:
            await intake.send_part(one.part)
        await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        await connection.fetch("SELECT count(*) FROM posts_aside")
        told = Collected(parts=tuple(one.id for one in sealed[1:4]), posts=(), last=True)
        assert (await intake.as_device(DeviceRole.VAULT, COLLECTED, told)).status_code == 204
        gone = canaries((one.raw for one in sealed[1:4]), (one.id for one in sealed[1:4]))
        assert await on_disk(intake, folder, gone) == set()
        assert set(await intake.rows()) == {sealed[0].id}
    finally:
        await connection.close()
    told = Collected(parts=(sealed[0].id,), posts=(), last=True)
    await intake.as_device(DeviceRole.VAULT, COLLECTED, told)


async def test_parts_that_come_while_the_tables_are_laid_anew_are_neither_lost_nor_refused(
    lone: tuple[Intake, Path], sealed: tuple[Sealed, ...]
) -> None:
    intake, _ = lone
    collected, coming = sealed[:3], sealed[3:]
    for one in collected:
        await intake.send_part(one.part)
    told = Collected(parts=tuple(one.id for one in collected), posts=(), last=True)
    answers = await asyncio.gather(
        *(intake.send_part(one.part) for one in coming),
        *(pool.forget(intake.world.collector, told) for _ in range(3)),
    )
    assert [answer.status_code for answer in answers[: len(coming)]] == [200] * len(coming)
    assert set(await intake.rows()) == {one.id for one in coming}
    assert {len(await intake.rows(table)) for table in ("parts_aside", "posts_aside")} == {0}


async def test_a_server_that_shows_each_transaction_one_moment_makes_nothing_be_lost(
    lone: tuple[Intake, Path],
) -> None:
    """Whoever sets default_transaction_isolation would have what came during the wait for the table thrown away."""
    intake, _ = lone
    identifier, nothing = bytes(32), Collected(parts=(), posts=(), last=True)
    await intake.ask("ALTER ROLE intake_collector SET default_transaction_isolation = 'repeatable read'")
    writing = await asyncpg.connect(intake.administrator.get_secret_value())
    try:
        async with writing.transaction():
            await writing.execute("INSERT INTO parts VALUES ($1, $2)", identifier, b"acknowledged")
            forgetting = asyncio.create_task(pool.forget(intake.world.collector, nothing))
            while not await intake.ask("SELECT FROM pg_sleep(0.02), pg_locks WHERE NOT granted"):
                assert not forgetting.done()
        await forgetting
    finally:
        await writing.close()
        await intake.ask("ALTER ROLE intake_collector RESET default_transaction_isolation")
    assert await intake.ask("DELETE FROM parts WHERE id = $1 RETURNING id", identifier)


async def test_the_collector_lays_anew_what_waits_and_no_other_table(lone: tuple[Intake, Path]) -> None:
    intake, _ = lone
    for name in ("parts_aside", "alembic_version", "", "parts; DROP TABLE posts"):
        with pytest.raises(asyncpg.RaiseError):
            await intake.ask("SELECT lay_anew($1, $2)", name, [])


async def test_what_is_not_here_is_passed_over_and_not_counted(
    lone: tuple[Intake, Path], sealed: tuple[Sealed, ...]
) -> None:
    intake, _ = lone
    for one in sealed[:2]:
        await intake.send_part(one.part)
    for last in (True, False):
        told = Collected(parts=(bytes(32), sealed[5].id), posts=(sealed[0].id,), last=last)
        assert await pool.forget(intake.world.collector, told) == (0, 0)
    assert set(await intake.rows()) == {one.id for one in sealed[:2]}
    told = Collected(parts=(sealed[0].id, bytes(32), sealed[1].id, sealed[0].id), posts=(), last=True)
    assert await pool.forget(intake.world.collector, told) == (2, 0)
    assert await intake.rows() == {}


async def test_a_list_that_names_nothing_leaves_nothing_out(
    lone: tuple[Intake, Path], sealed: tuple[Sealed, ...]
) -> None:
    intake, _ = lone
    await intake.send_part(sealed[0].part)
    for gone in (None, [None], [], [b""]):
        assert (await intake.ask("SELECT lay_anew('parts', $1)", gone))[0][0] == 0
        assert set(await intake.rows()) == {sealed[0].id}


async def test_where_too_much_waits_what_is_gone_is_deleted_and_cleaned_up_by_the_next_visit_that_leaves_less(
    lone: tuple[Intake, Path], sealed: tuple[Sealed, ...]
) -> None:
    intake, folder = lone
    staying = sum(len(one.raw) for one in sealed[2:5])
    for one in sealed[:5]:
        await intake.send_part(one.part)
    gone = canaries((one.raw for one in sealed[:2]), (one.id for one in sealed[:2]))
    told = Collected(parts=(sealed[0].id, bytes(32), sealed[1].id), posts=(), last=True)
    async with bound_of(intake, staying - 1):
        assert await pool.forget(intake.world.collector, told) == (2, 0)
        assert await intake.rows() == {one.id: one.raw for one in sealed[2:5]}
        assert await on_disk(intake, folder, gone) != set()  # else it was laid anew, and this shows nothing
    async with bound_of(intake, staying):
        assert await pool.forget(intake.world.collector, Collected(parts=(), posts=(), last=True)) == (0, 0)
    assert await intake.rows() == {one.id: one.raw for one in sealed[2:5]}
    assert await on_disk(intake, folder, gone) == set()


@asynccontextmanager
async def bound_of(intake: Intake, most: int) -> AsyncIterator[None]:
    """The database's own function with another number in it, and afterwards as it was."""
    as_it_was = (await intake.ask("SELECT pg_get_functiondef('lay_anew(text, bytea[])'::regprocedure)"))[0][0]
    assert as_it_was.count("256 * 1024 * 1024") == 1
    await intake.ask(as_it_was.replace("256 * 1024 * 1024", str(most)))
    try:
        yield
    finally:
        await intake.ask(as_it_was)
