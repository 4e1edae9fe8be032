"""What the vault takes, what it may make intake forget, and who may do neither."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace

import asyncpg
import httpx
import pytest
from sqlalchemy.pool import QueuePool
from starlette.types import Message

from protocol.crossings import Collected, Listed, Pool, PoolRequest, Waiting
from protocol.directory import DeviceRole
from protocol.post import Post, seal_post
from protocol.sealing import SealedPart
from server.intake import pool, to_vault
from server.intake.api import create_app
from tests.conftest import Databases
from tests.server.intake.conftest import HOST, Intake, Sealed, assert_problem
from tests.worlds import seeded

pytestmark = pytest.mark.anyio
LOOK, TAKE, COLLECTED = "/v1/pool", "/v1/pool/take", "/v1/pool/collected"
NOTHING = Collected(parts=(), posts=(), last=True)


async def look(intake: Intake) -> Waiting:
    answer = await intake.as_device(DeviceRole.VAULT, LOOK)
    assert answer.status_code == 200, answer.text
    return Waiting.from_bytes(answer.content)


async def take(intake: Intake) -> Pool:
    """All that is on the list."""
    waiting = await look(intake)
    return await take_these(intake, waiting.parts.ids, waiting.posts.ids)


async def take_these(intake: Intake, parts: Sequence[bytes] = (), posts: Sequence[bytes] = ()) -> Pool:
    answer = await intake.as_device(DeviceRole.VAULT, TAKE, PoolRequest(parts=tuple(parts), posts=tuple(posts)))
    assert answer.status_code == 200, answer.text
    return Pool.from_bytes(answer.content)


def all_of(sealed: tuple[Sealed, ...]) -> PoolRequest:
    return PoolRequest(parts=tuple(one.id for one in sealed), posts=())


async def fill(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    for one in sealed:
        await intake.send_part(one.part)


async def test_the_list_has_every_part_and_post_with_its_true_size(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    assert await look(intake) == Waiting(parts=Listed.of([]), posts=Listed.of([]))
    posts = [seal_post(Post(), intake.consortium.vault_seal.public) for _ in range(3)]
    await fill(intake, sealed)
    for post in posts:
        await intake.send_post(post)
    waiting = await look(intake)
    assert sorted(waiting.parts.sized()) == sorted((one.id, len(one.raw)) for one in sealed)
    assert sorted(waiting.posts.sized()) == sorted((hashlib.sha256(post).digest(), len(post)) for post in posts)


async def test_the_list_is_a_run_of_the_circle_of_ids_and_tells_no_order_of_arrival(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    """Whatever came first: only the ids, and where on their circle it begins, make the order."""
    for order in (sealed, sealed[::-1]):
        await intake.ask("TRUNCATE parts")
        await fill(intake, order)
        waiting = await pool.waiting(intake.world.collector, seeded("a start"))
        start = seeded("a start")(32)
        ids = sorted(one.id for one in sealed)
        assert list(waiting.parts.ids) == sorted(ids, key=lambda one: (one < start, one))


async def test_of_more_than_a_list_holds_each_call_shows_another_run(
    intake: Intake, sealed: tuple[Sealed, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "MOST_LISTED", 3)
    posts = {hashlib.sha256(bytes([number])).digest(): bytes([number]) for number in range(5)}
    for identifier, body in posts.items():
        await intake.ask("INSERT INTO posts VALUES ($1, $2)", identifier, body)
    await fill(intake, sealed)
    ids, shown, shown_posts = sorted(one.id for one in sealed), set[tuple[bytes, ...]](), set[bytes]()
    for number in range(24):
        draw = seeded(f"call {number}")
        waiting = await pool.waiting(intake.world.collector, draw)
        run = waiting.parts.ids
        first = ids.index(run[0])
        assert run == tuple((ids + ids)[first : first + 3])
        assert len(waiting.posts.ids) == 3
        shown.add(run)
        shown_posts |= set(waiting.posts.ids)
    assert len(shown) > 1
    assert shown_posts == set(posts)  # whose ids, unlike the parts', are the same each time this runs


async def test_each_list_is_drawn_from_the_randomness_that_intake_was_given(
    intake: Intake, sealed: tuple[Sealed, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "MOST_LISTED", 1)
    await fill(intake, sealed)
    draw = seeded("pool")  # as the world's
    starts = [(draw(32), draw(32))[0] for _ in range(6)]
    ids = sorted(one.id for one in sealed)
    expected = [next((one for one in ids if one >= start), ids[0]) for start in starts]
    assert [(await look(intake)).parts.ids[0] for _ in starts] == expected
    assert len(set(expected)) > 1


def test_the_longest_list_and_the_longest_request_fit_into_their_messages() -> None:
    ids = [number.to_bytes(32) for number in range(pool.MOST_LISTED)]
    listed = Listed.of([(one, SealedPart.BOUND) for one in ids])
    assert len(Waiting(parts=listed, posts=listed).to_bytes()) <= Waiting.BOUND
    assert len(PoolRequest(parts=tuple(ids), posts=tuple(ids)).to_bytes()) <= PoolRequest.BOUND


async def test_the_vault_gets_every_part_and_post_as_they_came(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    post = seal_post(Post(), intake.consortium.vault_seal.public)
    await fill(intake, sealed)
    await intake.send_post(post)
    taken = await take(intake)
    assert sorted(taken.parts) == sorted(one.raw for one in sealed)
    assert taken.posts == (post,)


async def test_a_pool_comes_in_the_order_of_the_asking_and_changes_nothing(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    posts = [seal_post(Post(), intake.consortium.vault_seal.public) for _ in range(3)]
    named = [hashlib.sha256(post).digest() for post in posts]
    await fill(intake, sealed)
    for post in posts:
        await intake.send_post(post)
    for order in (1, -1):
        taken = await take_these(intake, [one.id for one in sealed[::order]], named[::order])
        assert taken.parts == tuple(one.raw for one in sealed[::order])
        assert taken.posts == tuple(posts[::order])
    assert (len(await intake.rows()), len(await intake.rows("posts"))) == (len(sealed), len(posts))


async def test_what_is_asked_for_and_is_not_here_is_passed_over(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    await fill(intake, sealed[:2])
    asked = [sealed[5].id, sealed[1].id, bytes(32), sealed[0].id]
    assert (await take_these(intake, asked, [sealed[0].id])) == Pool(parts=(sealed[1].raw, sealed[0].raw), posts=())


async def test_more_than_a_pool_holds_is_refused_before_a_byte_of_it_is_read(
    intake: Intake, sealed: tuple[Sealed, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    post = seal_post(Post(), intake.consortium.vault_seal.public)
    await fill(intake, sealed[:2])
    await intake.send_post(post)
    ids, posts = (sealed[0].id, sealed[1].id), (hashlib.sha256(post).digest(),)
    bodies = (*(one.raw for one in sealed[:2]), post)
    monkeypatch.setattr(pool, "MOST_BYTES", Pool.size([len(body) for body in bodies[:2]], [len(post)]))
    assert await take_these(intake, ids, posts) == Pool(parts=bodies[:2], posts=bodies[2:])
    monkeypatch.setattr(pool, "MOST_BYTES", pool.MOST_BYTES - 1)

    async def nothing_is_read(*_asked: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(pool, "_framed", nothing_is_read)
    answer = await intake.as_device(DeviceRole.VAULT, TAKE, PoolRequest(parts=ids, posts=posts))
    assert_problem(answer, 400, "too-much-at-once")
    assert len(await intake.rows()) == 2


async def test_one_part_asked_for_a_thousand_times_is_no_way_round_the_bound(
    intake: Intake, sealed: tuple[Sealed, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(intake, sealed[:1])
    monkeypatch.setattr(pool, "MOST_BYTES", 999 * len(sealed[0].raw))
    answer = await intake.as_device(DeviceRole.VAULT, TAKE, PoolRequest(parts=(sealed[0].id,) * 1000, posts=()))
    assert_problem(answer, 400, "too-much-at-once")


async def test_a_pool_is_read_in_pieces_of_as_much_as_is_read_at_once_or_of_one_body(
    intake: Intake, sealed: tuple[Sealed, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = [seal_post(Post(), intake.consortium.vault_seal.public) for _ in range(5)]
    await fill(intake, sealed[:3])
    for post in posts:
        await intake.send_post(post)
    asked = PoolRequest(parts=all_of(sealed[:3]).parts, posts=tuple(hashlib.sha256(post).digest() for post in posts))
    monkeypatch.setattr(pool, "READ_AT_ONCE", 2 * len(posts[0]))
    size, pieces = await pool.take(intake.world.collector, asked)
    together = [piece async for piece in pieces]
    assert [together[number].endswith(sealed[number - 1].raw) for number in (1, 2, 3)] == [True] * 3
    post = len(Pool.frame(len(posts[0])) + posts[0])
    assert [len(piece) for piece in together[5:]] == [2 * post, 2 * post, post]
    assert b"".join(together) == Pool(parts=tuple(one.raw for one in sealed[:3]), posts=tuple(posts)).to_bytes()
    assert sum(map(len, together)) == size


async def test_a_vault_that_reads_no_further_keeps_no_report_out_and_nothing_from_being_forgotten(
    intake: Intake, sealed: tuple[Sealed, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read holds no lock: another visit can end while the answer to this one is still on the line. While it
    waited to end, reports would wait behind it."""
    monkeypatch.setattr(pool, "READ_AT_ONCE", 1)
    await fill(intake, sealed[:5])
    _, pieces = await pool.take(intake.world.collector, all_of(sealed[:5]))
    async with aclosing(pieces):
        assert [await anext(pieces) for _ in range(2)][1].endswith(sealed[0].raw)
        told = Collected(parts=all_of(sealed[:5]).parts, posts=(), last=True)
        async with asyncio.timeout(30):
            done, answer = await asyncio.gather(
                pool.forget(intake.world.collector, told), intake.send_part(sealed[5].part)
            )
    assert (done, answer.status_code, set(await intake.rows())) == ((5, 0), 200, {sealed[5].id})


async def test_what_goes_while_a_pool_is_read_ends_it_in_its_middle_and_gives_its_connection_back(
    intake: Intake, sealed: tuple[Sealed, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many parts come, and how many bytes, has been said by then: with one fewer it would be no Pool."""
    monkeypatch.setattr(pool, "READ_AT_ONCE", 1)
    await fill(intake, sealed[:3])
    _, pieces = await pool.take(intake.world.collector, all_of(sealed[:3]))
    assert [await anext(pieces) for _ in range(2)][1].endswith(sealed[0].raw)
    await intake.ask("DELETE FROM parts WHERE id = $1", sealed[1].id)
    with pytest.raises(KeyError):
        await anext(pieces)
    assert in_use(intake) == 0


async def test_an_answer_that_the_vault_breaks_off_gives_its_connection_back(
    intake: Intake, sealed: tuple[Sealed, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "READ_AT_ONCE", 1)
    await fill(intake, sealed[:3])
    size, pieces = await pool.take(intake.world.collector, all_of(sealed[:3]))
    held: list[int] = []
    hung_up = asyncio.Event()

    async def to_the_vault(_message: Message) -> None:
        held.append(in_use(intake))
        if len(held) == 3:
            hung_up.set()
            await asyncio.Event().wait()

    async def from_the_vault() -> Message:
        await hung_up.wait()
        return {"type": "http.disconnect"}

    as_uvicorn = {"type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}}
    async with asyncio.timeout(30):
        await to_vault.InPieces(size, pieces)(as_uvicorn, from_the_vault, to_the_vault)
    assert (held, in_use(intake)) == ([0, 1, 1], 0)


def in_use(intake: Intake) -> int:
    """Connections to the database that somebody holds."""
    held = intake.world.collector.pool
    assert isinstance(held, QueuePool)
    return held.checkedout()


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
async def test_no_other_device_lists_takes_or_clears(
    intake: Intake, sealed: tuple[Sealed, ...], role: DeviceRole
) -> None:
    await intake.send_part(sealed[0].part)
    told = Collected(parts=(sealed[0].id,), posts=(), last=True)
    for path, message in ((LOOK, None), (TAKE, all_of(sealed)), (COLLECTED, told)):
        answer = await intake.as_device(role, path, message)
        assert_problem(answer, 401, "wrong-signature")
    assert len(await intake.rows()) == 1


async def test_nobody_lists_takes_or_clears_without_a_signature(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    await intake.send_part(sealed[0].part)
    assert_problem(await intake.client.get(LOOK), 401, "not-signed")
    for path, message in ((TAKE, all_of(sealed)), (COLLECTED, Collected(parts=(sealed[0].id,), posts=(), last=True))):
        answer = await intake.client.post(path, content=message.to_bytes(), headers=intake.headers)
        assert_problem(answer, 401, "not-signed")
    assert len(await intake.rows()) == 1


async def test_the_vault_lists_and_takes_nothing_where_the_signed_policy_does_not_let_it(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    await intake.send_part(sealed[0].part)
    forbidding = '@id("not-now") forbid (principal, action == Action::"collect_pool", resource);'
    changed = intake.consortium.resign_policy(
        lambda one: one.model_copy(update={"version": 2, "cedar_policies": one.cedar_policies + forbidding})
    )
    intake.world.pinned.replace_policy(changed.to_bytes())
    told = Collected(parts=(sealed[0].id,), posts=(), last=True)
    for path, message in ((LOOK, None), (TAKE, all_of(sealed)), (COLLECTED, told)):
        assert_problem(await intake.as_device(DeviceRole.VAULT, path, message), 403, "not-allowed")
    assert len(await intake.rows()) == 1


async def test_a_request_for_another_intake_is_refused(intake: Intake) -> None:
    elsewhere = replace(intake.world, authorities={"other.example"})
    transport = httpx.ASGITransport(create_app(elsewhere), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
        answer = await replace(intake, client=client).as_device(DeviceRole.VAULT, LOOK)
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
