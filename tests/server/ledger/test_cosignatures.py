"""The log and its witnesses: whose word it takes, what it asks them for, and what it shows to everyone (SPEC 14.8)."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.cosignature import MOST_AHEAD, cosign, cosignatures_on, cosigned, read_head, read_witnessed
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.errors import CheckpointRefused, TooFewWitnesses
from protocol.inclusion import check_inclusion, directory_leaf
from protocol.ledger_crossings import Inclusion
from protocol.policy import LogRules
from protocol.primitives import SignKey
from server.ledger.cosignatures import Standing, Word, asked_note, check_word, read_word, take_word
from server.ledger.errors import (
    ClocksApart,
    HeadPassed,
    LogDamaged,
    NotAWitness,
    NotInTheLog,
    NotOurHead,
    OneAtATime,
    WordPassed,
)
from server.ledger.log import inclusion_of, shown_note, take_in
from server.ledger.ticks import enter_directory, tick
from server.ledger.whole_log import check_whole_log
from tests.conftest import Databases, execute
from tests.server.ledger.conftest import BASE_RULES, Log, opened_log
from tests.worlds import NOW, make_consortium

CONSORTIUM = make_consortium(log=LogRules(tick_seconds=1, leaves_per_tick=4), cedar=BASE_RULES, witnesses=(3, 2))
DIRECTORY = CONSORTIUM.directory
KEYS = CONSORTIUM.witnesses
KILN, MILL, WEIR = (key.public for key in KEYS.values())


# Decided without a database


def standing(*words: tuple[int, bytes], shown: int = 8, newest: int = 20) -> Standing:
    return Standing(shown, newest, [Word(size, witness, NOW - 60) for size, witness in words])


def test_where_nobody_has_begun_a_head_the_newest_is_asked_for() -> None:
    assert standing().asked() == standing((8, KILN)).asked() == 20


def test_a_head_that_one_has_begun_is_asked_for_until_it_is_shown() -> None:
    assert standing((12, KILN)).asked() == 12
    assert standing((12, KILN), (12, MILL), shown=12).asked() == 20


def test_of_two_that_were_begun_the_larger_is_asked_for_so_that_nobody_has_to_go_back() -> None:
    assert standing((12, KILN), (16, MILL), (12, WEIR)).asked() == 16


@pytest.mark.parametrize("size", [8, 12, 16])
def test_a_word_on_what_is_shown_begun_or_new_is_taken(size: int) -> None:
    check_word(Word(size, KILN, NOW), standing((12, MILL)), NOW - 60, NOW)


@pytest.mark.parametrize(
    ("word", "last", "why"),
    [
        (Word(12, KILN, NOW - 60), NOW - 60, WordPassed),
        (Word(12, KILN, NOW - 61), NOW - 60, WordPassed),
        (Word(4, KILN, NOW), None, HeadPassed),
        (Word(12, KILN, NOW), NOW - 60, HeadPassed),
        (Word(20, KILN, NOW), NOW - 60, OneAtATime),
        (Word(16, KILN, NOW + MOST_AHEAD + 1), NOW - 60, ClocksApart),
        (Word(16, KILN, NOW - MOST_AHEAD - 1), None, ClocksApart),
    ],
    ids=[
        "the same moment",
        "an earlier moment",
        "below what is shown",
        "below its own",
        "a second one",
        "future",
        "past",
    ],
)
def test_a_word_that_goes_back_runs_on_or_keeps_another_time_is_refused(
    word: Word, last: int | None, why: type[Exception]
) -> None:
    with pytest.raises(why):
        check_word(word, standing((16, KILN)), last, NOW)


def test_a_witness_with_an_unfinished_head_may_follow_the_others_to_a_larger_one() -> None:
    check_word(Word(20, KILN, NOW), standing((16, KILN), (20, MILL)), NOW - 60, NOW)


def test_one_witness_alone_cannot_lead_the_others_on_for_ever() -> None:
    """It begins one head; whatever else it begins before that is shown is refused, so the others meet there."""
    begun = standing((12, MILL), (16, KILN))
    assert begun.asked() == 16
    for size in (17, 18, 20):
        with pytest.raises(OneAtATime):
            check_word(Word(size, KILN, NOW), begun, NOW - 60, NOW)


# With a log


@dataclass
class Watched:
    log: Log

    async def grow(self, ticks: int = 1) -> None:
        for _ in range(ticks):
            await tick(self.log.world)

    async def head(self) -> Checkpoint:
        return read_head(await asked_note(self.log.world), DIRECTORY)

    async def shown(self) -> Checkpoint:
        return read_witnessed(await shown_note(self.log.world), DIRECTORY, self.log.clock())

    async def word(self, name: str, head: Checkpoint | None = None, at: float | None = None) -> None:
        """A witness co-signs what it is asked for, a minute after the last."""
        self.log.clock.now += 60
        moment = int(self.log.clock() if at is None else at)
        head = head or await self.head()
        await take_word(self.log.world, cosigned(head, cosign(head, name, KEYS[name], moment)))


@pytest.fixture
async def watched(databases: Databases, tmp_path: Path) -> AsyncIterator[Watched]:
    async with opened_log(databases, tmp_path, CONSORTIUM) as opened:
        yield Watched(opened)


async def test_nothing_new_is_shown_before_enough_have_co_signed_it(watched: Watched) -> None:
    entry = hashlib.sha256(b"entry").digest()
    await take_in(watched.log.world, [entry])
    await watched.grow()
    await watched.word("kiln")
    assert read_head(await shown_note(watched.log.world), DIRECTORY).size == 0
    with pytest.raises(NotInTheLog):
        await inclusion_of(watched.log.world, entry)
    await watched.word("weir")
    assert (await watched.shown()).size == 4
    proved = await inclusion_of(watched.log.world, entry)
    assert read_witnessed(proved.checkpoint.encode(), DIRECTORY, watched.log.clock()).size == 4
    assert Inclusion.from_bytes(proved.to_bytes()) == proved


async def test_whoever_has_the_directory_finds_it_in_the_log(watched: Watched) -> None:
    for _ in range(3):
        await enter_directory(watched.log.world)
        await watched.grow()
    for name in ("kiln", "mill"):
        await watched.word(name)
    leaf = directory_leaf(DIRECTORY)
    found = await inclusion_of(watched.log.world, leaf)
    assert check_inclusion(found.to_bytes(), leaf, DIRECTORY, watched.log.clock()).index < 4


async def test_witnesses_meet_on_one_head_though_the_log_ticks_between_them(watched: Watched) -> None:
    await watched.grow()
    await watched.word("kiln")
    await watched.grow(3)
    await watched.word("mill")
    assert (await watched.shown()).size == 4
    assert (await watched.head()).size == 16


async def test_what_is_shown_stays_while_ticks_go_on_and_gathers_later_words(watched: Watched) -> None:
    await watched.grow()
    for name in ("kiln", "mill"):
        await watched.word(name)
    shown = await watched.shown()
    await watched.grow(2)
    await watched.word("weir", head=shown)
    assert await watched.shown() == shown
    said = cosignatures_on(await shown_note(watched.log.world), DIRECTORY, watched.log.clock())
    assert [one.witness for one in said] == ["kiln", "mill", "weir"]


async def test_a_witness_that_comes_again_to_the_same_head_leaves_a_later_moment(watched: Watched) -> None:
    await watched.grow()
    for name in ("kiln", "mill", "kiln"):
        head = await watched.head() if name == "mill" else read_head(await asked_note(watched.log.world), DIRECTORY)
        await watched.word(name, head)
    said = {one.witness: one.at for one in cosignatures_on(await shown_note(watched.log.world), DIRECTORY, 2**40)}
    assert said["kiln"] == said["mill"] + 60 == int(watched.log.clock())


async def test_a_replayed_word_changes_nothing(watched: Watched) -> None:
    await watched.grow()
    head, at = await watched.head(), watched.log.clock() + 60
    await watched.word("kiln")
    note = await asked_note(watched.log.world)
    await take_word(watched.log.world, cosigned(head, cosign(head, "kiln", KEYS["kiln"], int(at))))
    await watched.word("kiln", head)
    with pytest.raises(WordPassed):
        await take_word(watched.log.world, cosigned(head, cosign(head, "kiln", KEYS["kiln"], int(at))))
    assert len(note) == len(await asked_note(watched.log.world))


async def test_a_head_that_the_log_did_not_sign_is_refused(watched: Watched) -> None:
    await watched.grow()
    head = await watched.head()
    for other in (Checkpoint(head.origin, 4, bytes(32)), Checkpoint(head.origin, 5, head.root)):
        with pytest.raises(NotOurHead):
            await watched.word("kiln", other)


@pytest.mark.parametrize("who", ["stranger", "kiln"])
def test_only_a_witness_of_the_directory_is_heard(who: str) -> None:
    head = Checkpoint(DIRECTORY.contents.log_origin, 4, bytes(32))
    with pytest.raises(NotAWitness):
        read_word(cosigned(head, cosign(head, who, SignKey(bytes(32)), NOW)), DIRECTORY, NOW)


def test_one_note_brings_one_word_and_of_this_log() -> None:
    head = Checkpoint(DIRECTORY.contents.log_origin, 4, bytes(32))
    lines = [cosign(head, name, key, NOW) for name, key in KEYS.items()]
    for note in (cosigned(head, "".join(lines[:2])), sign_checkpoint(head, CONSORTIUM.devices[DeviceRole.LEDGER])):
        with pytest.raises(NotAWitness):
            read_word(note, DIRECTORY, NOW)
    other = Checkpoint("log.leeward.example/other", 4, bytes(32))
    with pytest.raises(CheckpointRefused):
        read_word(cosigned(other, cosign(other, "kiln", KEYS["kiln"], NOW)), DIRECTORY, NOW)


async def test_a_witness_that_was_taken_out_counts_no_more_and_nothing_goes_back(watched: Watched) -> None:
    await watched.grow()
    for name in ("kiln", "mill"):
        await watched.word(name)
    left = tuple(one for one in DIRECTORY.contents.witnesses if one.witness != "mill")
    changed = CONSORTIUM.resign(
        lambda d: d.model_copy(update={"number": 2, "previous": DIRECTORY.hash, "witnesses": left})
    )
    watched.log.world.pinned.replace_directory(changed.to_bytes())
    now = watched.log.world.pinned.directory
    with pytest.raises(TooFewWitnesses):
        read_witnessed(await shown_note(watched.log.world), now, watched.log.clock())
    assert read_head(await shown_note(watched.log.world), now).size == 4
    with pytest.raises(NotAWitness):
        await watched.word("mill")
    await watched.grow()
    for name in ("kiln", "weir"):
        await watched.word(name)
    assert _size(await shown_note(watched.log.world), now, watched.log.clock()) == 8


def _size(note: bytes, directory: TrustedDirectory, now: float) -> int:
    return read_witnessed(note, directory, now).size


async def test_words_outlive_a_restart_and_bent_ones_are_found_at_it(watched: Watched, databases: Databases) -> None:
    await watched.grow()
    for name in ("kiln", "mill"):
        await watched.word(name)
    assert await check_whole_log(watched.log.world) == 4
    assert (await watched.shown()).size == 4
    await execute(databases.administrator("ledger"), "UPDATE cosignatures SET line = replace(line, '=', 'A')")
    with pytest.raises(LogDamaged):
        await check_whole_log(watched.log.world)


async def test_a_log_that_shows_more_than_it_signed_does_not_start(watched: Watched, databases: Databases) -> None:
    await watched.grow()
    await execute(databases.administrator("ledger"), "INSERT INTO shown VALUES (8)")
    with pytest.raises(LogDamaged):
        await check_whole_log(watched.log.world)


async def test_witnesses_bring_their_words_through_the_door(watched: Watched) -> None:
    await watched.grow()
    async with watched.log.anyone() as client:
        for name in ("kiln", "weir"):
            head = read_head((await client.get("/v1/cosignatures")).content, DIRECTORY)
            note = cosigned(head, cosign(head, name, KEYS[name], int(watched.log.clock())))
            assert (await client.post("/v1/cosignatures", content=note)).status_code == 204
        shown = (await client.get("/checkpoint")).content
        assert read_witnessed(shown, DIRECTORY, watched.log.clock()).size == 4
        for body, status in ((b"", 400), (b"x" * 4000, 413), (shown, 403)):
            assert (await client.post("/v1/cosignatures", content=body)).status_code == status
