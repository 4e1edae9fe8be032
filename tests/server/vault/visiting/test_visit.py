"""The vault comes and takes: nothing is lost, nothing is doubled, nothing is confirmed before it is kept."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

import httpx
import pytest

from protocol.consent import Terms, give, profile_terms, withdraw
from protocol.control import ControlBlock, seal_control
from protocol.crossings import Pool, PoolRequest
from protocol.encoding import Purpose
from protocol.ids import PartKind
from protocol.post import Post
from protocol.primitives import SealKey, SignKey, sign
from protocol.reply import vouch_reply_key
from server.vault.collecting.room import Room
from server.vault.errors import IntakeUnreachable, WrongAnswer
from server.vault.from_intake import take, take_sealed
from server.vault.visiting import moving, unjudged, visit
from server.vault.visiting.moving import move
from server.vault.visiting.visit import bring_in, collect_once, judge_unjudged
from server.vault.world import World
from tests.server.vault.collecting.test_room import narrow
from tests.server.vault.stand_ins import sized
from tests.server.vault.vault_world import COARSE, VaultWorld, small_pools


async def in_chunks(pool: bytes, size: int = 7001) -> AsyncGenerator[bytes, None]:
    for start in range(0, len(pool), size):
        yield pool[start : start + size]


def pool_of(*parts: bytes) -> bytes:
    return Pool(parts=parts, posts=()).to_bytes()


async def test_what_waits_at_intake_is_kept_and_then_forgotten_there(vault: VaultWorld) -> None:
    told = vault.tell()
    await vault.collect()
    rows = await vault.rows("SELECT id, kind, compartment, day FROM parts")
    assert {row.id for row in rows} == {told.testimony, told.identity}
    assert {row.day for row in rows} == {vault.world.today()}
    assert vault.intake.parts == {}


async def test_a_part_that_comes_twice_is_kept_once(vault: VaultWorld) -> None:
    told = vault.tell()
    await vault.collect()
    vault.intake.put(told.sealed.testimony, told.sealed.identity)
    await vault.collect()
    assert (await vault.count("parts"), await vault.count("consents")) == (2, 2)
    assert vault.intake.parts == {}


async def test_the_first_of_two_envelopes_for_one_part_stays(vault: VaultWorld) -> None:
    """The same part signed again with another control block changes nothing of what is kept."""
    told = vault.tell(terms=Terms())
    await vault.collect()
    before = await vault.rows("SELECT id, envelope FROM parts ORDER BY id")
    part, today = told.sealed.testimony, vault.world.today()
    reply_key = SealKey.new().public
    block = ControlBlock(
        consent=give(told.key(), profile_terms(COARSE, today), today),
        card=None,
        mailbox=bytes(16),
        reply_key=reply_key,
        reply_signature=vouch_reply_key(told.key(), reply_key),
    )
    control = seal_control(block, vault.consortium.vault_seal.public, part.id())
    changed = part.model_copy(update={"control": control})
    signed = changed.model_copy(update={"signature": sign(told.key(), Purpose.PART, changed.envelope(part.id()))})
    vault.intake.put(signed)
    await vault.collect()
    assert vault.intake.parts == {}
    assert await vault.count("shut_parts") == 0
    assert await vault.rows("SELECT id, envelope FROM parts ORDER BY id") == before
    assert await vault.count("consents") == 2


async def test_a_crash_before_intake_was_told_loses_and_doubles_nothing(vault: VaultWorld) -> None:
    vault.tell()
    await move(vault.world, sized(vault.intake.parts, 2), set())
    assert len(vault.intake.parts) == 2
    await vault.collect()
    assert (await vault.count("parts"), await vault.count("consents")) == (2, 2)
    assert vault.intake.parts == {}


async def test_a_crash_after_intake_was_told_loses_and_doubles_nothing(vault: VaultWorld) -> None:
    vault.tell()
    await bring_in(vault.world)
    assert (await vault.count("parts"), vault.intake.parts) == (0, {})
    await vault.collect()
    assert (await vault.count("parts"), await vault.count("unjudged")) == (2, 0)


async def test_a_lost_answer_to_the_confirmation_does_no_harm(vault: VaultWorld) -> None:
    vault.tell()
    vault.to_intake.lose_answers_after = 2
    with pytest.raises(IntakeUnreachable):
        await vault.collect()
    vault.to_intake.lose_answers_after = None
    assert vault.intake.parts == {}
    await vault.collect()
    assert await vault.count("parts") == 2


async def test_a_pool_that_another_process_has_just_judged_is_passed_over(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.tell()
    await bring_in(vault.world)
    names = await unjudged.names(vault.world)
    await vault.collect()

    async def seen_before(_: object) -> list[bytes]:
        return names

    monkeypatch.setattr(unjudged, "names", seen_before)
    await vault.collect()
    assert (await vault.count("parts"), await vault.count("shut_parts")) == (2, 0)


async def test_a_pool_that_two_judge_at_once_is_kept_by_one_of_them(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other has it in memory still, and would bring back what was destroyed meanwhile."""
    vault.intake.put_raw(b"no part at all")
    await bring_in(vault.world)
    load = unjudged.load

    async def slowly(world: World, name: bytes) -> unjudged.UnjudgedPool | None:
        found = await load(world, name)
        monkeypatch.setattr(unjudged, "load", load)
        await judge_unjudged(world)
        async with vault.administrator.begin() as connection:
            await connection.exec_driver_sql("DELETE FROM shut_parts")
        return found

    monkeypatch.setattr(unjudged, "load", slowly)
    await judge_unjudged(vault.world)
    assert (await vault.count("shut_parts"), await vault.count("unjudged")) == (0, 0)


async def test_who_stops_the_vault_in_a_visit_does_not_wait_until_all_is_judged(vault: VaultWorld) -> None:
    for _ in range(3):
        vault.tell()
    asked, going_on = 0, asyncio.Event()

    async def holds_back(request: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += request.url.path == "/v1/pool/take"
        if asked == 6:
            going_on.set()
            await asyncio.Event().wait()
        return await to_intake.handle_async_request(request)

    to_intake = vault.to_intake.lead_to(httpx.MockTransport(holds_back))
    with small_pools():
        visit_under_way = asyncio.create_task(vault.collect())
        await going_on.wait()
        while await vault.count("unjudged") == 0:
            assert not visit_under_way.done()
        visit_under_way.cancel()
        with pytest.raises(asyncio.CancelledError):
            await visit_under_way
    assert await vault.count("unjudged") > 0
    assert (await vault.count("parts"), len(vault.intake.parts)) == (0, 6)


async def test_nothing_leaves_the_unjudged_that_was_not_kept(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise RuntimeError

    vault.tell()
    with monkeypatch.context() as patch:
        patch.setattr("server.vault.visiting.judging.apply_claims", fails)
        with pytest.raises(RuntimeError):
            await vault.collect()
    assert await vault.count("parts") == 0
    assert await vault.count("unjudged") > 0
    await vault.collect()
    assert (await vault.count("parts"), await vault.count("unjudged")) == (2, 0)


async def test_nothing_is_confirmed_that_was_not_kept(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> None:
        raise RuntimeError

    narrow(vault, shut=Room(0, 0))  # so that it is judged first
    vault.tell()
    vault.post(Post())
    monkeypatch.setattr("server.vault.visiting.judging.apply_claims", fails)
    with pytest.raises(RuntimeError):
        await vault.collect()
    assert await vault.count("parts") == 0
    assert (len(vault.intake.parts), len(vault.intake.posts)) == (2, 1)


async def test_nothing_is_confirmed_that_was_not_put_aside(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of several pools cannot be written: none is confirmed, and those that were come again."""
    put_aside, calls = moving.put_aside, 0

    async def fails_once(*given: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise RuntimeError
        await put_aside(*given)  # type: ignore[arg-type]

    for _ in range(3):
        vault.tell()
    with small_pools(), monkeypatch.context() as patch:
        patch.setattr(moving, "put_aside", fails_once)
        with pytest.raises(RuntimeError):
            await vault.collect()
        assert len(vault.intake.parts) == 6
        await vault.collect()
    assert (await vault.count("parts"), await vault.count("consents"), vault.intake.parts) == (6, 6, {})


async def test_one_part_that_intake_cannot_hand_over_holds_up_no_other_and_no_post(vault: VaultWorld) -> None:
    """A block of intake's disk that cannot be read: its part stays there, and is missed again in each visit."""
    (told,) = await vault.told(None)
    for _ in range(3):
        vault.tell()
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    damaged = min(vault.intake.parts)

    async def cannot_read_one(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/pool/take" and damaged in PoolRequest.from_bytes(request.content).parts:
            return httpx.Response(500)
        return await to_intake.handle_async_request(request)

    to_intake = vault.to_intake.lead_to(httpx.MockTransport(cannot_read_one))
    with small_pools():
        for _ in range(2):
            with pytest.raises(IntakeUnreachable):
                await vault.collect()
    assert (await vault.count("parts"), await vault.count("withdrawals")) == (7, 1)
    assert (list(vault.intake.parts), vault.intake.posts) == ([damaged], {})


async def test_a_pool_that_is_too_short_is_not_confirmed(vault: VaultWorld) -> None:
    told = vault.tell()
    listed = sized(vault.intake.parts, 2)
    del vault.intake.parts[told.identity]
    with pytest.raises(WrongAnswer):
        await move(vault.world, listed, set())
    assert await vault.count("unjudged") == 0


async def test_intake_cannot_hand_over_more_parts_than_it_was_asked_for(vault: VaultWorld) -> None:
    """It lists one of 4 KB and hands over a thousand of 3 bytes, in as many bytes: room was made sure of for one."""
    tiny = pool_of(*(number.to_bytes(3) for number in range(1000)))
    listed = len(tiny) - (len(pool_of(bytes(4000))) - 4000)
    assert len(pool_of(bytes(listed))) == len(tiny)
    vault.to_intake.lead_to(httpx.MockTransport(lambda _: httpx.Response(200, content=tiny)))
    with pytest.raises(WrongAnswer):
        await move(vault.world, [(bytes(32), listed)], set())
    assert await vault.count("unjudged") == 0


async def test_intake_cannot_hand_over_more_bytes_than_it_was_asked_for(vault: VaultWorld) -> None:
    """It lists a part of 4 KB and hands over one of a megabyte, of which no more is read than was listed."""
    read, pool = 0, pool_of(bytes(1_000_000))

    async def far_too_much() -> AsyncGenerator[bytes, None]:
        nonlocal read
        async for chunk in in_chunks(pool, 2000):
            read += len(chunk)
            yield chunk

    vault.to_intake.lead_to(httpx.MockTransport(lambda _: httpx.Response(200, content=far_too_much())))
    with pytest.raises(IntakeUnreachable):
        await move(vault.world, [(bytes(32), 4096)], set())
    assert await vault.count("unjudged") == 0
    assert read < 100_000


@pytest.mark.parametrize(
    ("listed", "given"),
    [(4096, pool_of(bytes(4000))), (4096, pool_of(bytes(4096))[:100]), (0, b""), (0, pool_of(b"")[:5])],
)
async def test_a_pool_that_ends_before_what_was_listed_is_not_kept(
    vault: VaultWorld, listed: int, given: bytes
) -> None:
    vault.to_intake.lead_to(httpx.MockTransport(lambda _: httpx.Response(200, content=given)))
    with pytest.raises(WrongAnswer):
        await move(vault.world, [(bytes(32), listed)], set())
    assert await vault.count("unjudged") == 0


async def test_a_part_that_is_missing_is_missed_however_small_it_is(vault: VaultWorld) -> None:
    """What stands around the others makes up for its bytes: they are counted too."""
    vault.to_intake.lead_to(httpx.MockTransport(lambda _: httpx.Response(200, content=pool_of(bytes(4096)))))
    with pytest.raises(WrongAnswer):
        await move(vault.world, [(bytes(32), 4096), (bytes([1]) * 32, 5)], set())
    assert await vault.count("unjudged") == 0


async def test_what_broke_off_on_the_way_leaves_the_tables_file_in_the_same_round(vault: VaultWorld) -> None:
    """Else an intake that breaks every pool off at its end would fill the disk, whatever a day may bring."""
    async with vault.world.collector.connect() as connection:
        row = "INSERT INTO unjudged VALUES (decode(repeat('00', 16), 'hex'), 0, 1, 'sealed')"
        await connection.exec_driver_sql(row)
        await connection.rollback()
    assert (await vault.rows("SELECT pg_relation_size('unjudged')"))[0][0] > 0
    await vault.collect()
    assert (await vault.rows("SELECT pg_relation_size('unjudged')"))[0][0] == 0


async def test_a_pool_that_cannot_be_written_is_not_read_any_further(vault: VaultWorld) -> None:
    """Its connection to intake is free again at once."""
    closed = False

    async def coming() -> AsyncGenerator[bytes, None]:
        nonlocal closed
        try:
            yield bytes(20_000)
            yield bytes(20_000)
        finally:
            closed = True

    long_after = replace(vault.world, clock=lambda: 1e15)  # a day that no column holds
    with pytest.raises(OverflowError):
        await unjudged.put_aside(long_after, coming())
    assert closed


class Dripping(httpx.AsyncByteStream):
    hung_up = False

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        yield pool_of(bytes(4096))[:100]
        await asyncio.Event().wait()

    async def aclose(self) -> None:
        self.hung_up = True


async def test_who_stops_reading_a_pool_hangs_up(vault: VaultWorld) -> None:
    dripping = Dripping()
    vault.to_intake.lead_to(httpx.MockTransport(lambda _: httpx.Response(200, stream=dripping)))
    async with aclosing(take_sealed(vault.world, [(bytes(32), 4096)])) as pool:
        assert len(await anext(pool)) == 100
    assert dripping.hung_up


async def test_what_was_moved_is_judged_as_of_the_day_it_came(vault: VaultWorld) -> None:
    vault.tell()
    came = vault.world.today()
    await bring_in(vault.world)
    vault.clock.pass_days(3)
    await vault.collect()
    for column, table in (("day", "parts"), ("received", "consents")):
        assert {row[0] for row in await vault.rows(f"SELECT {column} FROM {table}")} == {came}


async def test_a_withdrawal_finds_the_part_that_came_with_it(vault: VaultWorld) -> None:
    told = vault.tell()
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert [row.part for row in await vault.rows("SELECT part FROM withdrawals")] == [told.testimony]
    assert (await vault.count("early_claims"), vault.intake.posts) == (0, {})


async def test_a_withdrawal_finds_the_part_that_a_visit_before_left_unjudged(vault: VaultWorld) -> None:
    told = vault.tell()
    await bring_in(vault.world)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert [row.part for row in await vault.rows("SELECT part FROM withdrawals")] == [told.testimony]


async def test_of_what_was_unjudged_nothing_stays_in_the_tables_file(vault: VaultWorld) -> None:
    vault.tell()
    await bring_in(vault.world)
    (full,) = await vault.rows("SELECT pg_relation_size('unjudged') AS size")
    await vault.collect()
    (empty,) = await vault.rows("SELECT pg_relation_size('unjudged') AS size")
    assert full.size > 40_000
    assert empty.size == 0


async def test_what_a_visit_that_broke_off_left_in_the_tables_file_goes_with_the_next(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_: object) -> None:
        raise RuntimeError

    vault.tell()
    await bring_in(vault.world)
    with monkeypatch.context() as patch:
        patch.setattr(unjudged, "leave_no_trace", fails)
        with pytest.raises(RuntimeError):
            await visit.judge_unjudged(vault.world)
    assert (await vault.count("parts"), await vault.count("unjudged")) == (2, 0)
    await vault.collect()
    (empty,) = await vault.rows("SELECT pg_relation_size('unjudged') AS size")
    assert empty.size == 0


async def test_the_unjudged_are_not_thrown_away_while_another_brings_more(vault: VaultWorld) -> None:
    """Whoever empties the table waits for whoever is just adding to it, and then leaves it as it is."""
    vault.tell()
    await bring_in(vault.world)
    await unjudged.leave_no_trace(vault.world)
    assert await vault.count("unjudged") > 0
    await vault.collect()
    async with vault.world.collector.begin() as adding:
        row = "INSERT INTO unjudged VALUES (decode(repeat('00', 16), 'hex'), 0, 1, 'new')"
        await adding.exec_driver_sql(row)
        emptying = asyncio.create_task(unjudged.leave_no_trace(vault.world))
        while not await vault.rows("SELECT 1 FROM pg_sleep(0.02), pg_locks WHERE NOT granted"):
            assert not emptying.done()
    await emptying
    assert await vault.count("unjudged") == 1


async def test_whoever_reads_the_table_for_long_holds_up_no_visit(vault: VaultWorld) -> None:
    """Such as a dump of the database; what lies in the file goes with a later visit."""
    vault.tell()
    async with asyncio.timeout(60), vault.administrator.begin() as dump:
        await dump.exec_driver_sql("LOCK TABLE unjudged IN ACCESS SHARE MODE")
        await vault.collect()
    assert (await vault.count("parts"), await vault.count("unjudged")) == (2, 0)
    await vault.collect()
    (empty,) = await vault.rows("SELECT pg_relation_size('unjudged') AS size")
    assert empty.size == 0


async def test_intake_being_down_harms_nothing(vault: VaultWorld) -> None:
    vault.tell()
    vault.to_intake.down = True
    with pytest.raises(IntakeUnreachable):
        await vault.collect()
    vault.to_intake.down = False
    await vault.collect()
    assert await vault.count("parts") == 2


async def test_it_takes_all_that_waits_pool_by_pool(vault: VaultWorld) -> None:
    for _ in range(5):
        vault.tell()
    largest = max(map(len, vault.intake.parts.values()))
    with small_pools(3 * largest):
        await vault.collect()
    assert await vault.count("parts") == 10
    # Even, where three find room; the first and the last half as large. Two are on their way at once, in any order.
    assert sorted(vault.intake.taken) == [1, 1, 2, 2, 2, 2]


async def test_a_part_that_is_larger_than_a_pool_comes_alone(vault: VaultWorld) -> None:
    vault.tell()
    with small_pools():
        await vault.collect()
    assert (await vault.count("parts"), vault.intake.taken) == (2, [1, 1])


async def test_each_visit_ends_with_one_word_that_it_is_over(vault: VaultWorld) -> None:
    """What was collected leaves intake's files then, and reports wait meanwhile: once, not for each pool."""
    for _ in range(3):
        vault.tell()
    with small_pools():
        await vault.collect()
        assert vault.intake.lasts == [True]
        await vault.collect()
    assert vault.intake.lasts == [True]  # nothing waited, so nothing is to be cleaned up


async def test_what_is_judged_first_is_confirmed_pool_by_pool_and_its_end_said_once(vault: VaultWorld) -> None:
    narrow(vault, shut=Room(0, 0))
    vault.tell()
    vault.post(Post())
    with small_pools():
        await vault.collect()
    assert vault.intake.lasts == [False, False, False, True]


async def test_a_visit_that_broke_off_is_ended_by_the_next_even_if_that_takes_nothing(vault: VaultWorld) -> None:
    narrow(vault, a_day=Room(2, 1 << 30))
    for _ in range(2):
        vault.tell()
    with small_pools():
        vault.to_intake.answers_left = 5  # the list, and twice a pool and its confirmation
        with pytest.raises(IntakeUnreachable):
            await vault.collect()
        vault.to_intake.answers_left = None
        await vault.collect()
    assert (vault.intake.lasts, len(vault.intake.parts)) == ([False, False, True], 2)


async def test_a_visit_that_broke_off_is_ended_by_the_next_even_if_nothing_is_left_to_take(vault: VaultWorld) -> None:
    await vault.told(None)
    narrow(vault, shut=Room(0, 0))
    vault.tell()
    vault.to_intake.answers_left = 3
    with pytest.raises(IntakeUnreachable):
        await vault.collect()
    vault.to_intake.answers_left = None
    assert vault.intake.parts == {}
    await vault.collect()
    assert vault.intake.lasts == [True, False, True]


async def test_a_visit_whose_last_word_was_lost_is_ended_by_the_next_even_if_nothing_waits(vault: VaultWorld) -> None:
    """Intake may have ended after it forgot the parts, and before they left its files."""
    await vault.told(None)
    vault.tell()
    vault.to_intake.lose_answers_after = 2
    with pytest.raises(IntakeUnreachable):
        await vault.collect()
    vault.to_intake.lose_answers_after = None
    assert (vault.intake.lasts, vault.intake.parts) == ([True, True], {})
    for _ in range(2):
        await vault.collect()
    assert vault.intake.lasts == [True, True, True]


async def test_the_first_visit_of_a_vault_that_was_started_again_ends_what_broke_off_before(vault: VaultWorld) -> None:
    vault.tell()
    await vault.collect()
    vault.world = replace(vault.world)
    for _ in range(2):
        await vault.collect()
    assert vault.intake.lasts == [True, True]


@pytest.mark.parametrize("room", [{}, {"a_day": Room(2, 1 << 30)}], ids=["moved", "judged first"])
async def test_bytes_that_are_no_part_are_said_by_their_number_and_keep_no_report_out(
    vault: VaultWorld, caplog: pytest.LogCaptureFixture, room: dict[str, Room]
) -> None:
    narrow(vault, **room)
    vault.intake.put_raw(b"no part at all: they burned the market")
    vault.tell()
    with caplog.at_level(logging.WARNING, "leeward"):
        await vault.collect()
    assert await vault.count("parts") == 2
    assert "intake-handed-over-what-is-no-part number=1" in [str(record.msg) for record in caplog.records]


@pytest.mark.parametrize("chunk", [1, 7999, 8000, 8001, 20_000, 30_000])
async def test_what_is_put_aside_is_loaded_as_it_came(vault: VaultWorld, chunk: int) -> None:
    pool = random.Random(chunk).randbytes(24_001 if chunk > 1 else 16_000)
    await unjudged.put_aside(vault.world, in_chunks(pool, chunk))
    (name,) = await unjudged.names(vault.world)
    loaded = await unjudged.load(vault.world, name)
    assert loaded is not None
    assert (loaded.raw, loaded.day) == (pool, vault.world.today())


async def test_a_pool_that_breaks_off_on_the_way_leaves_nothing(vault: VaultWorld) -> None:
    async def breaking() -> AsyncGenerator[bytes, None]:
        yield bytes(20_000)
        raise IntakeUnreachable

    with pytest.raises(IntakeUnreachable):
        await unjudged.put_aside(vault.world, breaking())
    assert await unjudged.names(vault.world) == []


async def test_a_round_ends_whatever_intake_says(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """It lists parts without end for which there is no room, and posts that are never done with."""
    narrow(vault, a_day=Room(1, 1 << 30), shut=Room(0, 0))
    monkeypatch.setattr(visit, "MOST_TURNS", 2)
    monkeypatch.setattr(visit, "MOST_LISTED", 1)
    for number in range(5):
        vault.intake.put_raw(bytes([number]))
    vault.post(Post(withdrawals=(withdraw(SignKey.new(), vault.world.today()),)))
    monkeypatch.setattr("server.vault.wishes.early_claims.MOST_AT_ALL", 0)
    with small_pools():
        await vault.collect()
    assert vault.intake.taken == [1, 1, 0, 0]  # two parts of five, and twice the one post
    assert (len(vault.intake.parts), len(vault.intake.posts)) == (5, 1)


async def test_more_posts_than_one_list_holds_are_done_in_one_round(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit, "MOST_LISTED", 2)
    monkeypatch.setattr(vault.intake, "most_listed", 2)
    for _ in range(5):
        vault.post(Post())
    await vault.collect()
    assert vault.intake.posts == {}


async def test_while_more_stays_than_intake_lays_anew_each_visit_ends_with_the_word(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what was collected meanwhile would lie in intake's files until something else comes that finds room."""
    narrow(vault, a_day=Room(0, 0))
    vault.tell()
    monkeypatch.setattr(visit, "LAID_ANEW", 1000)
    for _ in range(2):
        await vault.collect()
    assert vault.intake.lasts == [True, True]
    monkeypatch.undo()
    for _ in range(2):
        await vault.collect()
    assert vault.intake.lasts == [True, True, True]


async def test_bytes_that_are_no_part_are_kept_shut_as_far_as_there_is_room(vault: VaultWorld) -> None:
    """Intake is told that it may forget them before anybody has looked: whatever they were, they are not lost."""
    rubbish = [bytes([number]) for number in range(3)]
    for raw in rubbish:
        vault.intake.put_raw(raw)
    await vault.collect()
    assert {row.raw for row in await vault.rows("SELECT raw FROM shut_parts")} == set(rubbish)
    assert vault.intake.parts == {}


async def test_a_pool_that_cannot_be_read_is_kept_shut_as_a_whole(vault: VaultWorld) -> None:
    pool = b"\xff" * 20_000
    await unjudged.put_aside(vault.world, in_chunks(pool))
    vault.tell()
    await vault.collect()
    assert [tuple(row) for row in await vault.rows("SELECT raw, why FROM shut_parts")] == [(pool, "not-whole")]
    assert (await vault.count("parts"), await vault.count("unjudged")) == (2, 0)


async def test_an_answer_that_is_no_pool_changes_nothing(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nonsense(*_: object) -> bytes:
        return b"\xa1"

    monkeypatch.setattr("server.vault.from_intake.ask", nonsense)
    with pytest.raises(WrongAnswer):
        await collect_once(vault.world)
    with pytest.raises(WrongAnswer):
        await take(vault.world)


async def test_what_is_not_intake_at_intakes_address_changes_nothing(vault: VaultWorld) -> None:
    """Another server there answers 404 to everything: that is neither an empty pool nor a confirmation."""
    vault.tell()
    vault.to_intake.lead_to(httpx.MockTransport(lambda _: httpx.Response(404)))
    with pytest.raises(WrongAnswer):
        await collect_once(vault.world)
    assert await vault.count("parts") == 0


async def test_what_cannot_be_used_is_kept_shut_and_forgotten_at_intake(vault: VaultWorld) -> None:
    told = vault.tell()
    broken = told.sealed.testimony.model_copy(update={"signature": bytes(64)})
    vault.intake.parts.clear()
    vault.intake.put(broken)
    await vault.collect()
    rows = await vault.rows("SELECT raw, why FROM shut_parts")
    assert [tuple(row) for row in rows] == [(broken.to_bytes(), "not-whole")]
    assert (await vault.count("parts"), vault.intake.parts) == (0, {})


async def test_intake_is_asked_in_an_order_of_the_vaults_own(vault: VaultWorld) -> None:
    """Whoever makes ids of their choosing stands before nobody."""
    asked: list[bytes] = []

    async def notes(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/pool/take":
            asked.extend(PoolRequest.from_bytes(request.content).parts)
        return await to_intake.handle_async_request(request)

    to_intake = vault.to_intake.lead_to(httpx.MockTransport(notes))
    for _ in range(12):
        vault.tell()
    listed = list(vault.intake.parts)
    await vault.collect()
    assert sorted(asked) == sorted(listed)
    assert asked not in (listed, sorted(listed))


async def test_a_pool_is_inserted_in_an_order_of_the_vaults_own(vault: VaultWorld) -> None:
    sent = [part for _ in range(12) for part in (vault.tell(),)]
    await vault.collect()
    kept = await vault.rows("SELECT id FROM parts WHERE kind = 'testimony' ORDER BY ctid")
    order = [row.id for row in kept]
    came = [told.testimony for told in sent]
    assert order != came
    assert order != sorted(came)


async def test_whatever_order_intake_hands_over_in_is_not_the_order_of_the_rows(vault: VaultWorld) -> None:
    """It knows when each came, and could have it written down in the vault's files."""
    came = [vault.tell().testimony for _ in range(12)]
    in_order = pool_of(*(vault.intake.parts[one] for one in came))
    await unjudged.put_aside(vault.world, in_chunks(in_order))
    await judge_unjudged(vault.world)
    kept = await vault.rows("SELECT id FROM parts ORDER BY ctid")
    assert sorted(row.id for row in kept) == sorted(came)
    assert [row.id for row in kept] != came


async def test_identity_and_testimony_share_no_key_mailbox_or_reply_key(vault: VaultWorld) -> None:
    for _ in range(3):
        vault.tell()
    await vault.collect()
    for column in ("part_key", "mailbox", "reply_key"):
        shared = await vault.rows(f"SELECT {column} FROM parts GROUP BY 1 HAVING count(*) > 1")
        assert shared == [], column


async def test_no_identity_is_vouched_for(vault: VaultWorld) -> None:
    await vault.hand_out_cards(1)
    await vault.told(*vault.cards(1, 1, 1))
    rows = await vault.rows("SELECT kind, period_key IS NULL AS without FROM parts")
    assert {(row.kind, row.without) for row in rows} == {(PartKind.TESTIMONY, False), (PartKind.IDENTITY, True)}
