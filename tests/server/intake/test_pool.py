"""What the vault takes, what it may make intake forget, and who may do neither."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import asyncpg
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.crossings import Collected, Pool, PoolRequest
from protocol.directory import DeviceRole
from protocol.post import Post, seal_post
from server.intake import pool
from server.intake.api import create_app
from tests.conftest import Databases
from tests.server.intake.conftest import HOST, Intake, Sealed, assert_problem
from tests.worlds import seeded

pytestmark = pytest.mark.anyio
TAKE, COLLECTED = "/v1/pool/take", "/v1/pool/collected"
NOTHING = Collected(parts=(), posts=(), last=True)


async def take(intake: Intake, **asked: int) -> Pool:
    answer = await intake.as_device(DeviceRole.VAULT, TAKE, PoolRequest(**asked))
    assert answer.status_code == 200, answer.text
    return Pool.from_bytes(answer.content)


async def fill(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    for one in sealed:
        await intake.send_part(one.part)


async def test_the_vault_gets_every_part_and_post_as_they_came(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    post = seal_post(Post(), intake.consortium.vault_seal.public)
    await fill(intake, sealed)
    await intake.send_post(post)
    taken = await take(intake)
    assert sorted(taken.parts) == sorted(one.raw for one in sealed)
    assert (taken.posts, taken.more) == ((post,), False)


async def test_taking_twice_changes_nothing_and_the_order_is_drawn_anew(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    await fill(intake, sealed)
    orders = {(await take(intake)).parts for _ in range(6)}
    assert len(orders) > 3  # eight parts have 40,320 orders
    assert len(await intake.rows()) == len(sealed)


async def test_the_order_follows_from_the_randomness_that_was_passed_in(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    await fill(intake, sealed)
    drawn = [(await pool.take(intake.world.collector, 1 << 25, seeded("one seed"))).parts for _ in range(2)]
    other = (await pool.take(intake.world.collector, 1 << 25, seeded("another"))).parts
    assert drawn[0] == drawn[1] != other


async def test_a_pool_keeps_to_its_bytes_and_says_that_there_is_more(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    await fill(intake, sealed)
    size = len(sealed[0].raw)
    seen: set[bytes] = set()
    turns = 0
    while True:
        taken = await pool.take(intake.world.collector, 3 * size, seeded(f"turn {turns}"))
        assert sum(map(len, taken.parts)) <= 3 * size
        seen |= set(taken.parts)
        turns += 1
        if not taken.more:
            break
        ids = tuple(one.id for one in sealed if one.raw in taken.parts)
        await pool.forget(intake.world.collector, Collected(parts=ids, posts=(), last=True))
    assert seen == {one.raw for one in sealed}
    assert turns == 3


async def test_one_row_more_than_a_pool_may_have_is_said(
    intake: Intake, sealed: tuple[Sealed, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "MOST_ROWS", len(sealed))
    await fill(intake, sealed)
    assert not (await take(intake)).more
    await intake.send_part(sealed[0].with_header(nonce=bytes(32)).part)
    taken = await take(intake)
    assert (len(taken.parts), taken.more) == (len(sealed), True)


@given(sizes=st.lists(st.integers(0, 100), max_size=20), most=st.integers(0, 500))
def test_what_fits_is_the_longest_run_within_the_bytes(sizes: list[int], most: int) -> None:
    waiting = [(bytes([number]), size) for number, size in enumerate(sizes)]
    chosen = pool.fitting(waiting, most)
    assert chosen == [identifier for identifier, _ in waiting[: len(chosen)]]
    assert sum(sizes[: len(chosen)]) <= most
    assert len(chosen) == len(sizes) or sum(sizes[: len(chosen) + 1]) > most


@given(things=st.lists(st.integers()), seed=st.text(max_size=4))
def test_shuffling_loses_and_adds_nothing(things: list[int], seed: str) -> None:
    assert sorted(pool.shuffled(things, seeded(seed))) == sorted(things)


async def test_intake_forgets_what_the_vault_has_and_nothing_else(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    posts = [seal_post(Post(), intake.consortium.vault_seal.public) for _ in range(2)]
    await fill(intake, sealed)
    for post in posts:
        await intake.send_post(post)
    kept = tuple(sorted(one.id for one in sealed[:5]))
    told = Collected(parts=kept, posts=(hashlib.sha256(posts[0]).digest(),), last=True)
    for _ in range(2):  # said again, because the first answer was lost: nothing more goes
        assert (await intake.as_device(DeviceRole.VAULT, COLLECTED, told)).status_code == 204
        assert set(await intake.rows()) == {one.id for one in sealed[5:]}
        assert list((await intake.rows("posts")).values()) == [posts[1]]


async def test_after_a_collection_the_log_of_writes_that_held_the_moments_is_gone(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    await fill(intake, sealed)
    written = {row[0] for row in await intake.ask("SELECT name FROM pg_ls_waldir()")}
    await intake.as_device(
        DeviceRole.VAULT, COLLECTED, Collected(parts=tuple(one.id for one in sealed), posts=(), last=True)
    )
    left = {row[0] for row in await intake.ask("SELECT name FROM pg_ls_waldir()")}
    assert written
    assert not written & left


@pytest.mark.parametrize("role", [role for role in DeviceRole if role is not DeviceRole.VAULT])
async def test_no_other_device_takes_or_clears(intake: Intake, sealed: tuple[Sealed, ...], role: DeviceRole) -> None:
    await intake.send_part(sealed[0].part)
    told = Collected(parts=(sealed[0].id,), posts=(), last=True)
    for path, message in ((TAKE, PoolRequest()), (COLLECTED, told)):
        answer = await intake.as_device(role, path, message)
        assert_problem(answer, 401, "wrong-signature")
    assert len(await intake.rows()) == 1


async def test_nobody_takes_without_a_signature(intake: Intake) -> None:
    answer = await intake.client.post(TAKE, content=PoolRequest().to_bytes(), headers=intake.headers)
    assert_problem(answer, 401, "not-signed")


async def test_the_vault_takes_nothing_where_the_signed_policy_does_not_let_it(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    await intake.send_part(sealed[0].part)
    forbidding = '@id("not-now") forbid (principal, action == Action::"collect_pool", resource);'
    changed = intake.consortium.resign_policy(
        lambda one: one.model_copy(update={"version": 2, "cedar_policies": one.cedar_policies + forbidding})
    )
    intake.world.pinned.replace_policy(changed.to_bytes())
    for path, message in ((TAKE, PoolRequest()), (COLLECTED, Collected(parts=(sealed[0].id,), posts=(), last=True))):
        assert_problem(await intake.as_device(DeviceRole.VAULT, path, message), 403, "not-allowed")
    assert len(await intake.rows()) == 1


async def test_a_request_for_another_intake_is_refused(intake: Intake) -> None:
    elsewhere = replace(intake.world, authorities={"other.example"})
    transport = httpx.ASGITransport(create_app(elsewhere), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
        answer = await replace(intake, client=client).as_device(DeviceRole.VAULT, TAKE, PoolRequest())
    assert_problem(answer, 421, "not-addressed-here")


FORBIDDEN = {
    "intake_writer": (
        "SELECT id FROM {}",
        "SELECT count(*) FROM {}",
        "DELETE FROM {}",
        "UPDATE {} SET body = ''",
        "TRUNCATE {}",
        "COPY {} TO STDOUT",
        "INSERT INTO {} (id, body) VALUES (sha256(''), '') RETURNING id",
        "INSERT INTO {} (id, body) VALUES (sha256(''), '') ON CONFLICT (id) DO NOTHING",
    ),
    "intake_collector": (
        "INSERT INTO {} (id, body) VALUES (sha256(''), '')",
        "UPDATE {} SET body = ''",
        "TRUNCATE {}",
    ),
}


@pytest.mark.parametrize("table", ["parts", "posts"])
@pytest.mark.parametrize("role", FORBIDDEN)
async def test_each_role_has_its_verbs_and_no_more(database: Databases, role: str, table: str) -> None:
    connection = await asyncpg.connect(database.of("intake")[role].get_secret_value())
    try:
        for statement in FORBIDDEN[role]:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement.format(table))
    finally:
        await connection.close()


async def test_the_tables_have_no_column_for_a_time_an_order_or_a_bucket(intake: Intake) -> None:
    columns = await intake.ask(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name <> 'alembic_version'"
    )
    came = {(table, column) for table in ("parts", "posts", "parts_aside", "posts_aside") for column in ("id", "body")}
    handed_out = {("buckets", column) for column in ("publication", "name", "body")}
    handed_out |= {("published", column) for column in ("publication", "notice")}
    assert {tuple(row) for row in columns} == {(*where, "bytea") for where in came | handed_out}
    assert not await intake.ask("SELECT 1 FROM pg_class WHERE relkind = 'S'")
