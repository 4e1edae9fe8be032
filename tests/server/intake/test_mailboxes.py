"""What sources fetch: of one size, of one publication, put there by the vault alone, and never in a report's way."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any, cast

import asyncpg
import httpx
import pytest

from protocol.crossings import NewBucket, NewBuckets, NewPublication
from protocol.directory import DeviceRole
from protocol.mailbox import (
    SLOTS,
    Bucket,
    MailboxNotice,
    SignedMailboxNotice,
    bucket_names,
    check_bucket,
    check_notice,
    empty_slot,
    make_bucket,
    sign_notice,
)
from server.intake import mailboxes
from server.intake.errors import NotNow
from server.intake.mailboxes import Mailboxes
from server.intake.world import IntakeWorld
from tests.conftest import Databases
from tests.server.intake.conftest import Intake, Sealed, assert_problem

pytestmark = pytest.mark.anyio
LEAVE, OUT = "/v1/pool/buckets", "/v1/pool/publication"
SLOTS_OF_NOBODY = [empty_slot()] * SLOTS


def a_notice(number: int, depth: int = 2) -> MailboxNotice:
    return MailboxNotice(number=number, every=3600, depth=depth)


def some_buckets(intake: Intake, notice: MailboxNotice) -> tuple[NewBucket, ...]:
    vault = intake.consortium.devices[DeviceRole.VAULT]
    return tuple(
        NewBucket(name=name, bucket=make_bucket(notice, name, SLOTS_OF_NOBODY, vault).to_bytes())
        for name in bucket_names(notice.depth)
    )


def tag(notice: MailboxNotice) -> bytes:
    return notice.number.to_bytes(16, "big")


async def leave(intake: Intake, notice: MailboxNotice, role: DeviceRole = DeviceRole.VAULT) -> httpx.Response:
    message = NewBuckets(publication=tag(notice), buckets=some_buckets(intake, notice))
    return await intake.as_device(role, LEAVE, message)


async def put_out(intake: Intake, notice: MailboxNotice, role: DeviceRole = DeviceRole.VAULT) -> httpx.Response:
    signed = sign_notice(notice, intake.consortium.devices[DeviceRole.VAULT])
    new = NewPublication(publication=tag(notice), buckets=1 << notice.depth, notice=signed)
    return await intake.as_device(role, OUT, new)


async def publish(intake: Intake, notice: MailboxNotice) -> None:
    for answer in (await leave(intake, notice), await put_out(intake, notice)):
        assert answer.status_code == 204, answer.text


async def fetch(intake: Intake, name: str) -> Bucket:
    answer = await intake.client.get(f"/v1/mailboxes/{name}")
    assert answer.status_code == 200, answer.text
    bucket = Bucket.from_bytes(answer.content)
    check_bucket(bucket, intake.consortium.directory)
    return bucket


async def test_anyone_fetches_the_notice_and_the_buckets_that_the_vault_left(intake: Intake) -> None:
    await publish(intake, a_notice(7))
    answer = await intake.client.get("/v1/mailboxes")
    assert answer.headers["cache-control"] == "no-store"
    from_vault = mailboxes_notice(answer, intake)
    assert from_vault == a_notice(7)
    for name in bucket_names(2):
        bucket = await fetch(intake, name.hex())
        assert (bucket.notice, bucket.name) == (from_vault, name)


def mailboxes_notice(answer: httpx.Response, intake: Intake) -> MailboxNotice:
    return check_notice(SignedMailboxNotice.from_bytes(answer.content), intake.consortium.directory)


async def test_every_answer_for_a_bucket_has_one_size(intake: Intake) -> None:
    await publish(intake, a_notice(7))
    answers = [await intake.client.get(f"/v1/mailboxes/{name.hex()}") for name in bucket_names(2)]
    assert len({len(answer.content) for answer in answers}) == 1
    assert len({tuple(answer.headers.items()) for answer in answers}) == 1


@pytest.mark.parametrize(
    "name", ["0001", "2000", "ffff", "FFFF", "00", "000", "00000", "zzzz", "0000%00", "%2e%2e", "canary", "a" * 2000]
)
async def test_a_name_that_is_none_is_one_refusal_whatever_it_is(intake: Intake, name: str) -> None:
    """2000 is a bucket at depth 3 and none at depth 2: an answer does not depend on what is in any mailbox."""
    await publish(intake, a_notice(7))
    answer = await intake.client.get(f"/v1/mailboxes/{name}")
    assert_problem(answer, 404, "no-such-mailboxes")
    assert "canary" not in answer.text


async def test_before_the_first_publication_there_is_nothing_to_fetch(intake: Intake) -> None:
    assert_problem(await intake.client.get("/v1/mailboxes"), 404, "nothing-published")
    assert_problem(await intake.client.get("/v1/mailboxes/0000"), 404, "no-such-mailboxes")


@pytest.mark.parametrize("role", [role for role in DeviceRole if role is not DeviceRole.VAULT])
async def test_nobody_but_the_vault_puts_anything_there(intake: Intake, role: DeviceRole) -> None:
    await publish(intake, a_notice(7))
    for answer in (await leave(intake, a_notice(8), role), await put_out(intake, a_notice(8), role)):
        assert answer.status_code in {401, 403}, answer.text
    assert (await fetch(intake, "0000")).notice.number == 7
    assert len(await intake.ask("SELECT 1 FROM buckets")) == 4


async def test_what_is_left_is_not_out_until_the_vault_says_that_it_is_whole(intake: Intake) -> None:
    await publish(intake, a_notice(7))
    assert (await leave(intake, a_notice(8))).status_code == 204
    assert (await fetch(intake, "4000")).notice.number == 7
    assert (await put_out(intake, a_notice(8))).status_code == 204
    assert (await fetch(intake, "4000")).notice.number == 8


async def test_a_publication_with_a_bucket_missing_does_not_come_out(intake: Intake) -> None:
    await publish(intake, a_notice(7))
    message = NewBuckets(publication=tag(a_notice(8)), buckets=some_buckets(intake, a_notice(8))[:3])
    assert (await intake.as_device(DeviceRole.VAULT, LEAVE, message)).status_code == 204
    assert_problem(await put_out(intake, a_notice(8)), 409, "not-whole")
    assert (await fetch(intake, "c000")).notice.number == 7


async def test_leaving_and_putting_out_twice_is_the_same_as_once(intake: Intake) -> None:
    for _ in range(2):
        await publish(intake, a_notice(7))
    assert len(await intake.ask("SELECT 1 FROM buckets")) == 4
    assert len(await intake.ask("SELECT 1 FROM published")) == 1


async def test_a_vault_that_stops_half_way_again_and_again_fills_no_disk(intake: Intake) -> None:
    await publish(intake, a_notice(7))
    for number in range(8, 13):
        await leave(intake, a_notice(number))
    assert len(await intake.ask("SELECT DISTINCT publication FROM buckets")) == 2
    await publish(intake, a_notice(13, depth=0))
    assert len(await intake.ask("SELECT 1 FROM buckets")) == 1


async def test_no_reader_gets_two_publications_in_one(intake: Intake) -> None:
    """While publications of two depths come one after another, what is fetched always holds by its own signature."""
    await publish(intake, a_notice(1))

    async def read() -> set[int]:
        return {(await fetch(intake, "0000")).notice.number for _ in range(12)}

    async def write() -> None:
        for number in range(2, 6):
            await publish(intake, a_notice(number, depth=number % 3))

    (seen, more), _ = await asyncio.gather(asyncio.gather(read(), read()), write())
    assert seen | more <= set(range(1, 6))


async def test_too_many_readers_are_told_to_come_again_and_none_waits_without_end(world: IntakeWorld) -> None:
    door = Mailboxes(world.writer, most_waiting=3)
    answers = await asyncio.gather(*(door.bucket("0000") for _ in range(12)), return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, NotNow)]
    assert len(refused) == 12 - mailboxes.READERS - 3
    assert not isinstance((await asyncio.gather(door.bucket("0000"), return_exceptions=True))[0], NotNow)


class Gone:
    """A pool whose database has gone away, as its driver says it."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def fetchval(self, *_: object) -> bytes:
        raise self._error


@pytest.mark.parametrize(
    "error", [ConnectionResetError(), asyncpg.InterfaceError("gone"), RuntimeError("handler is closed")]
)
async def test_where_the_database_is_gone_readers_are_told_to_come_again(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """Where it may as well be a fault of ours, its place is logged."""
    with pytest.raises(NotNow):
        await Mailboxes(cast("asyncpg.Pool[Any]", Gone(error))).notice()
    logged = [record.getMessage() for record in caplog.records]
    assert [line.partition(" at=")[0] for line in logged] == (
        ["fault exception=builtins.RuntimeError"] if isinstance(error, RuntimeError) else []
    )


async def test_a_report_is_taken_in_while_readers_hold_all_that_is_theirs(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    await publish(intake, a_notice(7))
    readers = [asyncio.create_task(intake.client.get("/v1/mailboxes/0000")) for _ in range(40)]
    assert (await intake.send_part(sealed[0].part)).status_code == 200
    assert {(await one).status_code for one in readers} == {200}


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("intake_writer", "INSERT INTO buckets VALUES (substr(sha256(''), 1, 16), '\\x0000', '')"),
        ("intake_writer", "DELETE FROM buckets"),
        ("intake_writer", "UPDATE published SET notice = ''"),
        ("intake_writer", "INSERT INTO published VALUES ('', '')"),
        ("intake_collector", "UPDATE buckets SET body = ''"),
        ("intake_collector", "UPDATE published SET notice = ''"),
        ("intake_collector", "TRUNCATE buckets"),
    ],
)
async def test_the_open_door_can_only_hand_out(database: Databases, role: str, statement: str) -> None:
    connection = await asyncpg.connect(database.of("intake")[role].get_secret_value())
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()


async def test_what_is_kept_is_byte_for_byte_what_the_vault_left(intake: Intake) -> None:
    await publish(intake, a_notice(7))
    kept = {row["name"]: row["body"] for row in await intake.ask("SELECT name, body FROM buckets")}
    answers = {name: (await intake.client.get(f"/v1/mailboxes/{name.hex()}")).content for name in kept}
    assert {name: hashlib.sha256(body).digest() for name, body in kept.items()} == {
        name: hashlib.sha256(body).digest() for name, body in answers.items()
    }
