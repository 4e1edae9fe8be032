"""Leaves come at ticks, in fixed numbers, and never change."""

import hashlib

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from protocol.merkle import GrowingTree, leaf_hash, nodes_of, root_of
from server.database import open_engine
from server.ledger.errors import LogDamaged, TooManyPending
from server.ledger.log import check_whole_log, inclusion_of, newest_note, take_in
from server.ledger.tables import leaves, pending
from server.ledger.ticks import fill, found, new_nodes, peak_places, tick
from tests.worlds import seeded


def _commitments(count, mark=b""):
    return [hashlib.sha256(mark + bytes([number])).digest() for number in range(count)]


async def _all_leaves(log):
    async with log.world.engine.connect() as db:
        return list((await db.scalars(sa.select(leaves.c.commitment).order_by(leaves.c.index))).all())


async def test_a_tick_appends_the_same_number_whatever_waits(log):
    assert await tick(log.world) == 4
    await take_in(log.world, _commitments(1))
    assert await tick(log.world) == 8
    await take_in(log.world, _commitments(4, b"b"))
    assert await tick(log.world) == 12
    assert await check_whole_log(log.world) == 12


async def test_what_does_not_fit_waits_for_the_next_tick(log):
    entered = _commitments(6)
    await take_in(log.world, entered)
    await tick(log.world)
    assert len(set(await _all_leaves(log)) & set(entered)) == 4
    await tick(log.world)
    assert set(entered) <= set(await _all_leaves(log))


async def test_an_entry_sent_twice_is_one_leaf(log):
    entered = _commitments(1)
    await take_in(log.world, entered + entered)
    await take_in(log.world, entered)
    await tick(log.world)
    await take_in(log.world, entered)
    await tick(log.world)
    assert (await _all_leaves(log)).count(entered[0]) == 1


async def test_too_many_pending_entries_are_refused_and_none_is_taken(log, monkeypatch):
    object.__setattr__(log.world, "most_pending", 3)
    with pytest.raises(TooManyPending):
        await take_in(log.world, _commitments(4))
    async with log.world.engine.connect() as db:
        assert await db.scalar(sa.select(sa.func.count()).select_from(pending)) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE leaves SET commitment = decode(repeat('00', 32), 'hex')",
        "DELETE FROM leaves",
        "DELETE FROM checkpoints",
        "UPDATE nodes SET hash = decode(repeat('00', 32), 'hex')",
        "TRUNCATE leaves",
    ],
)
async def test_the_log_cannot_be_rewritten_by_its_zone_nor_by_its_owner(log, databases, statement):
    await tick(log.world)
    with pytest.raises(DBAPIError):
        async with log.world.engine.begin() as db:
            await db.execute(sa.text(statement))
    owner = open_engine(databases.administrator("ledger"))
    with pytest.raises(DBAPIError, match="the log only grows"):
        async with owner.begin() as db:
            await db.execute(sa.text(statement))
    await owner.dispose()
    assert await check_whole_log(log.world) == 4


async def test_a_leaf_that_was_exchanged_behind_its_back_stops_the_log(log, databases):
    await tick(log.world)
    owner = open_engine(databases.administrator("ledger"))
    async with owner.begin() as db:
        await db.execute(sa.text("ALTER TABLE leaves DISABLE TRIGGER leaves_only_grow"))
        await db.execute(sa.text("UPDATE leaves SET commitment = sha256(commitment) WHERE index = 2"))
    await owner.dispose()
    with pytest.raises(LogDamaged):
        await check_whole_log(log.world)


async def test_founding_twice_signs_the_empty_log_once(log):
    before = await newest_note(log.world)
    await found(log.world)
    assert await newest_note(log.world) == before


async def test_every_entry_is_found_with_a_proof(log):
    entered = _commitments(9)
    await take_in(log.world, entered)
    for _ in range(3):
        await tick(log.world)
    for one in entered:
        assert (await inclusion_of(log.world, one)).index < 12


@given(st.integers(0, 300), st.integers(1, 40))
def test_the_stored_hashes_are_those_of_the_whole_tree(size, count):
    commitments = [hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(size + count)]
    hashes = [leaf_hash(one) for one in commitments]
    before = nodes_of(hashes[:size]) if size else None
    peaks = [before(level, index) for level, index in peak_places(size)]
    everything = nodes_of(hashes)
    made = list(new_nodes(size, peaks, commitments[size:]))
    assert all(everything(level, index) == hashed for level, index, hashed in made)
    after = GrowingTree(size + count, [everything(*place) for place in peak_places(size + count)])
    assert after.root() == root_of(hashes)


@given(st.integers(0, 6))
def test_filling_keeps_everything_that_waits_and_hides_its_order(count):
    waiting = _commitments(count)
    filled = fill(waiting, 6, seeded("fill"))
    assert len(filled) == 6
    assert set(waiting) <= set(filled)
    orders = {tuple(one for one in fill(waiting, 6, seeded(str(seed))) if one in waiting) for seed in range(30)}
    assert len(orders) > 1 or count < 2
