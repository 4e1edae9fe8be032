"""Intake can be taken over: what it hands over has bounds, and what finds no room is lost by nobody."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from protocol.consent import withdraw
from protocol.post import Post
from server.vault.collecting.room import Bounds, Room
from server.vault.tables import parts
from server.vault.visiting.visit import bring_in
from server.vault.wishes.forgetting import judge_shut_again
from tests.server.vault.vault_world import VaultWorld, small_pools

MUCH = Room(1000, 1 << 30)


def narrow(vault: VaultWorld, **room: Room) -> None:
    vault.world = replace(vault.world, bounds=replace(Bounds(MUCH, MUCH, MUCH), **room))


def put_broken(vault: VaultWorld, count: int) -> None:
    """So many parts at intake that the vault can only keep shut."""
    honest = dict(vault.intake.parts)
    broken = [vault.tell().sealed.testimony.model_copy(update={"signature": bytes(64)}) for _ in range(count)]
    vault.intake.parts = honest
    vault.intake.put(*broken)


async def places(vault: VaultWorld) -> tuple[int, int, int]:
    """How many parts are kept, kept shut, and left at intake."""
    return await vault.count("parts"), await vault.count("shut_parts"), len(vault.intake.parts)


async def places_tomorrow(vault: VaultWorld) -> tuple[int, int, int]:
    vault.clock.pass_days(1)
    await vault.collect()
    return await places(vault)


async def test_a_day_takes_so_many_parts_and_the_next_day_goes_on(vault: VaultWorld) -> None:
    narrow(vault, a_day=Room(4, 1 << 30))
    for _ in range(3):
        vault.tell()
    for _ in range(2):
        await vault.collect()
        assert await places(vault) == (4, 0, 2)
    assert await places_tomorrow(vault) == (6, 0, 0)


async def test_a_day_takes_so_many_bytes_and_the_next_day_goes_on(vault: VaultWorld) -> None:
    vault.tell()
    await vault.collect()
    size = func.octet_length(parts.c.envelope) + func.octet_length(parts.c.payload)
    async with vault.world.keeper.connect() as connection:
        of_one_report = int(await connection.scalar(select(func.sum(size))) or 0)
    narrow(vault, a_day=Room(1000, 2 * of_one_report + 100))
    for _ in range(2):
        vault.tell()
    for _ in range(2):
        await vault.collect()
        assert await places(vault) == (4, 0, 2)
    assert await places_tomorrow(vault) == (6, 0, 0)


async def test_what_is_kept_shut_counts_into_the_day(vault: VaultWorld) -> None:
    narrow(vault, a_day=Room(2, 1 << 30))
    put_broken(vault, 2)
    await vault.collect()
    vault.tell()
    await vault.collect()
    assert await places(vault) == (0, 2, 2)
    assert await places_tomorrow(vault) == (2, 2, 0)


async def test_a_round_takes_so_many_parts_and_the_next_round_goes_on(vault: VaultWorld) -> None:
    narrow(vault, a_round=Room(3, 1 << 30))
    for _ in range(3):
        vault.tell()
    await vault.collect()
    assert await places(vault) == (3, 0, 3)
    await vault.collect()
    assert await places(vault) == (6, 0, 0)


async def test_a_large_part_that_finds_no_room_keeps_no_small_one_out(vault: VaultWorld) -> None:
    narrow(vault, a_day=Room(1000, 80_000))
    vault.tell(words="they burned the market " * 3000)
    vault.tell()
    await vault.collect()
    assert await places(vault) == (3, 0, 1)


async def test_shut_parts_have_a_bound_of_their_own_until_they_are_forgotten(vault: VaultWorld) -> None:
    narrow(vault, shut=Room(2, 1 << 30))
    put_broken(vault, 3)
    vault.tell()
    for _ in range(2):
        await vault.collect()
        assert await places(vault) == (2, 2, 1)
        vault.clock.pass_days(1)
    vault.clock.pass_days(30)
    await judge_shut_again(vault.world)
    await vault.collect()
    assert await places(vault) == (2, 1, 0)


async def test_shut_parts_have_a_bound_in_bytes(vault: VaultWorld) -> None:
    put_broken(vault, 2)
    narrow(vault, shut=Room(1000, max(map(len, vault.intake.parts.values()))))
    for _ in range(2):
        await vault.collect()
        assert await places(vault) == (0, 1, 1)


async def test_what_can_be_used_goes_before_what_stays_shut(vault: VaultWorld) -> None:
    narrow(vault, a_day=Room(2, 1 << 30))
    put_broken(vault, 2)
    vault.tell()
    await vault.collect()
    assert await places(vault) == (2, 0, 2)


async def test_what_finds_no_room_keeps_no_report_waiting_behind_it(vault: VaultWorld) -> None:
    """A pool of nothing but parts that cannot be used, and for which there is no room, is not the end of the round."""
    narrow(vault, shut=Room(0, 0))
    put_broken(vault, 6)
    vault.tell()
    with small_pools():
        await vault.collect()
    assert await places(vault) == (2, 0, 6)


async def test_where_all_that_waits_has_room_it_takes_it_whatever_it_is(vault: VaultWorld) -> None:
    narrow(vault, a_day=Room(4, 1 << 30), shut=Room(4, 1 << 30))
    put_broken(vault, 2)
    vault.tell()
    await vault.collect()
    assert await places(vault) == (2, 2, 0)


async def test_what_is_moved_unread_never_takes_more_than_its_bounds(vault: VaultWorld) -> None:
    narrow(vault, a_round=Room(5, 1 << 30), shut=Room(3, 1 << 30))
    put_broken(vault, 6)
    await bring_in(vault.world)
    assert len(vault.intake.parts) == 3
    await vault.collect()
    assert await places(vault) == (0, 3, 3)


async def test_what_a_visit_left_unjudged_has_its_room_before_more_is_moved(vault: VaultWorld) -> None:
    narrow(vault, a_day=Room(2, 1 << 30))
    vault.tell()
    await bring_in(vault.world)
    vault.tell()
    await vault.collect()
    assert (await vault.count("parts"), len(vault.intake.parts)) == (2, 2)


async def test_what_could_not_be_moved_has_the_room_that_the_moved_did_not_need(vault: VaultWorld) -> None:
    """Of shut parts there may be two: so two are moved, and the others judged first, which turn out to be of use."""
    narrow(vault, shut=Room(2, 1 << 30))
    for _ in range(3):
        vault.tell()
    await vault.collect()
    assert await places(vault) == (6, 0, 0)
    assert vault.intake.taken == [2, 4]


async def test_a_large_part_that_finds_no_room_keeps_no_small_one_of_another_pool_out(vault: VaultWorld) -> None:
    narrow(vault, a_day=Room(1000, 80_000))
    vault.tell(words="they burned the market " * 3000)
    vault.tell()
    with small_pools():
        await vault.collect()
    assert await places(vault) == (3, 0, 1)


async def test_a_full_day_ends_the_round(vault: VaultWorld) -> None:
    narrow(vault, a_day=Room(2, 1 << 30))
    vault.tell()
    vault.tell()
    with small_pools():
        await vault.collect()
    assert vault.intake.taken == [1, 1]


async def test_a_withdrawal_comes_through_on_a_full_day(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    narrow(vault, a_day=Room(0, 0))
    vault.tell()
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert await vault.count("withdrawals") == 1
    assert (len(vault.intake.parts), vault.intake.posts) == (2, {})


@pytest.mark.parametrize(
    ("bound", "room"), [("day", Room(3, 1 << 30)), ("shut", Room(0, 0)), ("round", Room(3, 1 << 30))]
)
async def test_a_full_vault_says_so_and_not_how_much_waits(
    vault: VaultWorld, caplog: pytest.LogCaptureFixture, bound: str, room: Room
) -> None:
    narrow(vault, **{bound if bound == "shut" else f"a_{bound}": room})
    put_broken(vault, 1)
    for _ in range(3):
        vault.tell()
    with caplog.at_level(logging.WARNING, "leeward"):
        await vault.collect()
    said = [str(record.msg) for record in caplog.records if "no-part" not in str(record.msg)]
    assert said == [f"parts-stay-at-intake-for-want-of-room bound={bound}"]
