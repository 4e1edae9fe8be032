"""The work asked rises where more comes than the vault takes, falls again, and knows nothing of anybody."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.crossings import Collected
from protocol.directory import DeviceRole
from protocol.post import Post, seal_post
from protocol.work import MAX_BITS, MOST_ADDED
from server.intake import tables
from server.intake.api import create_app
from server.intake.demand import ADDED, WINDOW, Demand, Demands, next_step
from server.intake.world import IntakeWorld
from tests.server.intake.conftest import HOST, Intake, Sealed, assert_problem

pytestmark = pytest.mark.anyio
A_DAY = 14_400
"""Rows: a hundred a window."""
TOP = len(ADDED) - 1
BASE = 4
"""Bits that the made-up directory asks for."""

STEPS = {
    "nothing comes": (0, 0, 0, 0),
    "as much as the vault takes": (0, 100, 0, 0),
    "twice as much": (0, 200, 0, 0),
    "more than twice as much": (0, 201, 0, 1),
    "and still": (1, 201, 0, 2),
    "it ends at the top": (TOP, 10**9, 10**9, TOP),
    "less than twice as much, but more than is taken": (1, 150, 0, 1),
    "less than is taken": (1, 99, 0, 0),
    "nothing comes, but half a day waits": (0, 0, 7201, 1),
    "nothing comes, but a quarter of a day waits": (2, 0, 3600, 2),
    "less than a quarter of a day waits": (2, 0, 3599, 1),
}


@pytest.mark.parametrize("what", STEPS)
def test_the_next_step_follows_from_what_came_and_what_waits(what: str) -> None:
    step, arrived, waiting, after = STEPS[what]
    assert next_step(step, arrived, waiting, A_DAY) == after


@given(st.integers(0, TOP), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 10**6))
def test_a_step_is_never_more_than_one_and_more_never_makes_work_cheaper(
    step: int, arrived: int, waiting: int, a_day: int
) -> None:
    after = next_step(step, arrived, waiting, a_day)
    assert 0 <= after <= TOP
    assert abs(after - step) <= 1
    assert after <= next_step(step, arrived + 1, waiting, a_day)
    assert after <= next_step(step, arrived, waiting + 1, a_day)


@given(st.integers(0, MAX_BITS), st.integers(0, TOP))
def test_nobody_is_ever_asked_for_more_than_the_directory_allows(base: int, step: int) -> None:
    assert base <= Demand(tables.parts, 1, step).bits(base) <= min(base + MOST_ADDED, MAX_BITS)


@pytest.fixture
async def busy(intake: Intake) -> Intake:
    """The same intake before a vault that takes less than one row a window."""
    world = replace(intake.world, demands=Demands(Demand(tables.parts, 10), Demand(tables.posts, 10)))
    await world.demands.parts.look(world.collector)
    await world.demands.posts.look(world.collector)
    transport = httpx.ASGITransport(create_app(world), raise_app_exceptions=False)
    client = httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}")
    return replace(intake, world=world, client=client)


async def asked(intake: Intake) -> tuple[int, int]:
    bits = (await intake.client.get("/v1/work")).json()
    return bits["parts"], bits["posts"]


async def look(world: IntakeWorld) -> None:
    await world.demands.parts.look(world.collector)
    await world.demands.posts.look(world.collector)


async def test_more_work_is_asked_after_a_flood_and_the_old_amount_after_it(
    busy: Intake, sealed: tuple[Sealed, ...]
) -> None:
    assert await asked(busy) == (BASE, BASE)
    await busy.send_part(sealed[0].part)
    assert await asked(busy) == (BASE, BASE)
    await look(busy.world)
    assert await asked(busy) == (BASE + ADDED[1], BASE)

    refused = await cheaply(busy, sealed[1])
    assert_problem(refused, 403, "too-little-work")
    assert refused.json()["work"] == BASE + ADDED[1]
    assert set(await busy.rows()) == {sealed[0].id}

    collected = Collected(parts=(sealed[0].id,), posts=(), last=True)
    assert (await busy.as_device(DeviceRole.VAULT, "/v1/pool/collected", collected)).status_code == 204
    await look(busy.world)
    assert await asked(busy) == (BASE, BASE)
    assert (await busy.send_part(sealed[1].part)).status_code == 200


async def cheaply(intake: Intake, one: Sealed) -> httpx.Response:
    """Send with work for the directory's bits and not one more."""
    for number in range(1 << 16):
        work = number.to_bytes(8, "big")
        if _zeros(one.id, work) == BASE:
            headers = intake.headers | {"leeward-work": work.hex()}
            return await intake.client.post("/v1/parts", content=one.raw, headers=headers)
    raise AssertionError


def _zeros(identifier: bytes, nonce: bytes) -> int:
    return 256 - int.from_bytes(hashlib.sha256(b"leeward/v1/work" + identifier + nonce).digest(), "big").bit_length()


async def test_a_flood_of_parts_makes_no_post_dearer_and_the_other_way_round(
    busy: Intake, sealed: tuple[Sealed, ...]
) -> None:
    await busy.send_post(seal_post(Post(), busy.consortium.vault_seal.public))
    await look(busy.world)
    assert await asked(busy) == (BASE, BASE + ADDED[1])


async def test_one_part_sent_many_times_is_one_arrival(busy: Intake, sealed: tuple[Sealed, ...]) -> None:
    busy.world.demands.parts.a_day = 288  # two a window are as many as may be
    await asyncio.gather(*(busy.send_part(sealed[0].part) for _ in range(20)))
    await look(busy.world)
    assert await asked(busy) == (BASE, BASE)


async def test_what_comes_and_is_collected_within_a_window_counts_as_well(
    busy: Intake, sealed: tuple[Sealed, ...]
) -> None:
    await busy.send_part(sealed[0].part)
    await busy.as_device(DeviceRole.VAULT, "/v1/pool/collected", Collected(parts=(sealed[0].id,), posts=(), last=True))
    await look(busy.world)
    assert await asked(busy) == (BASE + ADDED[1], BASE)


async def test_what_was_collected_counts_in_the_window_in_which_it_came_and_in_no_other(
    busy: Intake, sealed: tuple[Sealed, ...]
) -> None:
    await busy.send_part(sealed[0].part)
    await busy.as_device(DeviceRole.VAULT, "/v1/pool/collected", Collected(parts=(sealed[0].id,), posts=(), last=True))
    await look(busy.world)
    assert await asked(busy) == (BASE + ADDED[1], BASE)
    await look(busy.world)
    assert await asked(busy) == (BASE, BASE)


async def test_what_waits_at_a_start_did_not_come_in_one_window(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    """Else every start of intake would make reports dearer, and tell that there was one."""
    await intake.send_part(sealed[0].part)
    started = Demand(tables.parts, 10)
    await started.look(intake.world.collector)
    assert started.step == 0


async def test_it_looks_at_the_end_of_each_window_of_the_clock(intake: Intake) -> None:
    one = intake.world.demands.round(intake.world.collector, lambda: 1_000_000_123.0)
    assert (1_000_000_123.0 + one.seconds()) % WINDOW == 0
    await one.act()
