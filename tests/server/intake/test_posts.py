"""Leaving a post: always one size, in a bucket that is not kept."""

from __future__ import annotations

import asyncio
import hashlib

import pytest

from protocol.acceptance import check_acceptance
from protocol.crossings import WORK_HEADER
from protocol.post import SEALED, Post, seal_post
from protocol.work import prove
from tests.server.intake.conftest import Intake, assert_problem, read_acceptance

pytestmark = pytest.mark.anyio


@pytest.fixture
def post(intake: Intake) -> bytes:
    return seal_post(Post(), intake.consortium.vault_seal.public)


async def test_a_post_is_kept_and_accepted_by_its_hash(intake: Intake, post: bytes) -> None:
    name = hashlib.sha256(post).digest()
    check_acceptance(read_acceptance(await intake.send_post(post)), name, intake.consortium.directory)
    assert await intake.rows("posts") == {name: post}
    assert not await intake.rows("parts")


async def test_a_post_sent_many_times_to_several_buckets_is_one_row(intake: Intake, post: bytes) -> None:
    answers = await asyncio.gather(*(intake.send_post(post, f"{number:02x}") for number in range(20)))
    assert len({read_acceptance(answer).to_bytes() for answer in answers}) == 1
    assert len(await intake.rows("posts")) == 1


@pytest.mark.parametrize("size", [0, 1, SEALED - 1])
async def test_a_post_of_another_size_is_refused(intake: Intake, size: int) -> None:
    assert_problem(await intake.send_post(bytes(size)), 400, "wrong-post-size")
    assert not await intake.rows("posts")


async def test_a_longer_post_is_refused(intake: Intake) -> None:
    assert_problem(await intake.send_post(bytes(SEALED + 1)), 413, "too-large")


@pytest.mark.parametrize("bucket", ["7", "007", "A7", "g0", "-1", "256", "%61%37%20", "a7/..", "a7\u0660"])
async def test_a_bucket_that_is_none_is_refused(intake: Intake, post: bytes, bucket: str) -> None:
    answer = await intake.send_post(post, bucket)
    # Without its last two steps that address is the one at which the notice is fetched.
    assert answer.status_code == (405 if bucket == "a7/.." else 404)
    assert bucket not in answer.text
    assert not await intake.rows("posts")


async def test_a_post_needs_work(intake: Intake, post: bytes) -> None:
    assert_problem(
        await intake.client.post("/v1/mailboxes/00", content=post, headers=intake.headers), 400, "work-missing"
    )
    name = hashlib.sha256(post).digest()
    wrong = next(number for number in range(1000) if prove(name, 4, number) != number.to_bytes(8, "big"))
    headers = intake.headers | {WORK_HEADER: f"{wrong:016x}"}
    assert_problem(await intake.client.post("/v1/mailboxes/00", content=post, headers=headers), 403, "too-little-work")
    assert not await intake.rows("posts")
