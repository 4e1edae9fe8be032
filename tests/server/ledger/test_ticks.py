"""Leaves come at ticks, in fixed numbers, and never change."""

import asyncio
import hashlib
from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlalchemy.exc import DBAPIError

from protocol.directory import DeviceRole
from protocol.merkle import GrowingTree, leaf_hash, nodes_of, root_of
from protocol.primitives import SignKey
from protocol.tiles import Tile
from server.database import open_engine
from server.ledger import ticks, whole_log
from server.ledger.errors import LogDamaged, NotInTheLog, TooManyPending, WrongLogKey
from server.ledger.log import bundle, inclusion_of, note_of, shown_note, take_in, tile
from server.ledger.start import Settings, opened
from server.ledger.tables import leaves, nodes, pending
from server.ledger.ticks import fill, found, new_nodes, peak_places, tick
from server.ledger.whole_log import check_whole_log
from tests.server.ledger.conftest import CONSORTIUM
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


async def test_an_entry_that_came_again_while_it_was_taken_in_does_not_stop_the_log(log):
    """It waits anew as soon as the tick that made it a leaf is over: one leaf, and the ticks go on."""
    entered = _commitments(2)
    await take_in(log.world, entered[:1])
    async with log.world.engine.begin() as db:
        await db.execute(sa.select(sa.func.pg_advisory_xact_lock(ticks._ONE_WRITER)))
        await ticks._append(db, 0, fill(await ticks._take_waiting(db, 4, log.world.random), 4, log.world.random))
        again = asyncio.create_task(take_in(log.world, entered))
        await _until_it_waits(log)
        await ticks._sign(db, log.world, 4)
    await again
    assert await tick(log.world) == 8
    assert sorted(one for one in await _all_leaves(log) if one in entered) == sorted(entered)
    async with log.world.engine.connect() as db:
        assert await db.scalar(sa.select(sa.func.count()).select_from(pending)) == 0


async def _until_it_waits(log):
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO pending%'"
    for _ in range(500):
        async with log.world.engine.connect() as db:  # anew each time: within a transaction the answer stays the same
            if await db.scalar(sa.text(asked)):
                return
        await asyncio.sleep(0.01)
    pytest.fail("the second entry did not wait for the tick")


async def test_what_waits_is_drawn_by_lot_so_that_nothing_waits_for_ever(log):
    """The same six wait at every tick anew: sooner or later each is among the first four."""
    first = set()
    for seed in range(40):
        async with log.world.engine.connect() as db:
            await db.execute(pending.insert(), [{"commitment": one} for one in _commitments(6)])
            first |= set(await ticks._take_waiting(db, 4, seeded(str(seed))))
            await db.rollback()
    assert first == set(_commitments(6))


BEHIND_ITS_BACK = {
    "a leaf exchanged": "UPDATE leaves SET commitment = sha256(commitment) WHERE index = 2",
    "two leaves swapped": "UPDATE leaves SET index = 99 WHERE index = 0; UPDATE leaves SET index = 0 WHERE index = 1;"
    "UPDATE leaves SET index = 1 WHERE index = 99",
    "a leaf gone": "DELETE FROM leaves WHERE index = 7",
    "the last leaf gone with all its hashes": "DELETE FROM leaves WHERE index = 7;"
    "DELETE FROM nodes WHERE (level, index) IN ((0, 7), (1, 3), (2, 1), (3, 0))",
    "a leaf more": "INSERT INTO leaves VALUES (8, sha256('more'))",
    "a hash exchanged": "UPDATE nodes SET hash = sha256(hash) WHERE level = 1 AND index = 3",
    "a hash gone": "DELETE FROM nodes WHERE level = 2 AND index = 0",
    "a hash more": "INSERT INTO nodes VALUES (4, 0, sha256('more'))",
    "the newest checkpoint gone": "DELETE FROM checkpoints WHERE size = 8",
    "an older checkpoint in its place": "UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 4)"
    " WHERE size = 8",
    "a checkpoint nobody signed": "UPDATE checkpoints SET note = overlay(note placing '\\x41' from 100) WHERE size = 8",
    "no checkpoint at all": "DELETE FROM checkpoints",
}


@pytest.mark.parametrize("how", BEHIND_ITS_BACK)
@pytest.mark.parametrize("at_once", [3, 8192])
async def test_what_was_changed_behind_its_back_stops_the_log(log, databases, monkeypatch, how, at_once):
    monkeypatch.setattr(whole_log, "LEAVES_AT_ONCE", at_once)
    await tick(log.world)
    await tick(log.world)
    assert await check_whole_log(log.world) == 8
    owner = open_engine(databases.administrator("ledger"))
    async with owner.begin() as db:
        await db.execute(sa.text("SET LOCAL session_replication_role = replica"))  # no trigger of ours holds it
        for statement in BEHIND_ITS_BACK[how].split(";"):
            await db.execute(sa.text(statement))
    await owner.dispose()
    with pytest.raises(LogDamaged):
        await check_whole_log(log.world)


async def test_another_history_that_fits_itself_stops_the_log(log, databases):
    """Leaves and hashes agree with each other, and not with what was signed."""
    await tick(log.world)
    others = _commitments(4, b"other")
    owner = open_engine(databases.administrator("ledger"))
    async with owner.begin() as db:
        await db.execute(sa.text("SET LOCAL session_replication_role = replica"))
        for table in (leaves, nodes):
            await db.execute(sa.delete(table))
        await ticks._append(db, 0, others)
    await owner.dispose()
    assert await _all_leaves(log) == others
    with pytest.raises(LogDamaged):
        await check_whole_log(log.world)


async def test_founding_twice_signs_the_empty_log_once(log):
    before = await shown_note(log.world)
    await found(log.world)
    assert await shown_note(log.world) == before


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


DAMAGED = {
    "a leaf gone": ("DELETE FROM leaves WHERE index = 2", lambda world: bundle(world, Tile(0, 0, 4))),
    "a hash gone": ("DELETE FROM nodes WHERE level = 0 AND index = 2", lambda world: tile(world, Tile(0, 0, 4))),
    "no checkpoint": ("DELETE FROM checkpoints", shown_note),
}


@pytest.mark.parametrize("how", DAMAGED)
async def test_what_is_missing_is_not_served_around(log, databases, how):
    """A hole in a tile would look like another tile."""
    await tick(log.world)
    statement, read = DAMAGED[how]
    await read(log.world)
    await _behind_its_back(databases, statement)
    with pytest.raises(LogDamaged):
        await read(log.world)


async def test_a_checkpoint_that_is_not_there_is_said_and_not_made_up(log):
    async with log.world.engine.connect() as db:
        with pytest.raises(LogDamaged):
            await note_of(db, 99)


async def test_a_leaf_that_nobody_signed_for_is_not_proved(log, databases):
    await take_in(log.world, _commitments(1))
    await tick(log.world)
    (commitment,) = _commitments(1)
    assert (await inclusion_of(log.world, commitment)).index < 4
    await _behind_its_back(databases, "DELETE FROM shown WHERE size = 4")
    with pytest.raises(NotInTheLog):
        await inclusion_of(log.world, commitment)
    await _behind_its_back(databases, "INSERT INTO shown VALUES (4)")
    await _behind_its_back(databases, "DELETE FROM checkpoints WHERE size = 4")
    with pytest.raises(LogDamaged):
        await inclusion_of(log.world, commitment)


async def test_a_damaged_log_does_not_start(log, databases, tmp_path):
    await tick(log.world)
    started = Settings(
        port=0,
        pinned=tmp_path / "pinned",
        sign_key=SecretStr(CONSORTIUM.devices[DeviceRole.LEDGER].seed().hex()),
        database_url=databases.of("ledger")["ledger_runtime"],
    )
    async with opened(started, log.clock):
        pass
    await _behind_its_back(databases, "UPDATE leaves SET commitment = sha256(commitment) WHERE index = 2")
    with pytest.raises(LogDamaged):
        async with opened(started, log.clock):
            pass


async def test_a_log_does_not_run_with_a_key_that_is_not_the_logs(log):
    with pytest.raises(WrongLogKey):
        replace(log.world, sign_key=SignKey.new())


async def _behind_its_back(databases, statement):
    owner = open_engine(databases.administrator("ledger"))
    async with owner.begin() as db:
        await db.execute(sa.text("SET LOCAL session_replication_role = replica"))  # no trigger of ours holds it
        await db.execute(sa.text(statement))
    await owner.dispose()
