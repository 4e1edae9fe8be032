"""Summaries at release and in its model: handed over, released, replaced, fallen, ended, and handed over again.

First the stories that are told each time, each of which ends where one check would not be there; then those that
hypothesis tells.

    LEEWARD_EXAMPLES=500 .venv/bin/python -m pytest tests/server/release/test_lives.py
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule
from pydantic import SecretStr

from server.embedded_postgres import EmbeddedPostgres
from tests.conftest import Databases
from tests.server.release.lives import Life, Written
from tests.spare_databases import Spares
from tests.stories import tell_stories
from tests.worlds import TODAY, Consortium

STORIES, STEPS = 10, 12


@pytest.fixture(scope="module")
def kept(postgres: EmbeddedPostgres, prepared: dict[str, dict[str, SecretStr]], spares: Spares) -> Iterator[Databases]:
    """One database for the stories of this file: each life starts by emptying it."""
    kept = Databases(postgres, prepared, spares)
    yield kept
    kept.drop()


@pytest.fixture
def life(consortium: Consortium, kept: Databases, tmp_path: Path) -> Iterator[Life]:
    with asyncio.Runner() as runner:
        life = Life(runner, consortium, kept, tmp_path / "pinned")
        yield life
        life.end()


# Told each time


def test_nothing_is_released_before_the_log_has_proved_it(life: Life) -> None:
    one = life.write()
    life.hand_over(one)
    life.epoch()
    life.say_the_same()
    life.hold_proofs_back()
    life.follow_log()
    life.epoch()
    life.say_the_same()
    life.hold_proofs_back()
    life.follow_log()
    life.say_the_same()
    life.epoch()
    life.say_the_same()
    life.hand_over(one)
    life.say_the_same()


def test_what_has_fallen_leaves_and_does_not_come_back(life: Life) -> None:
    one = life.write()
    life.release(one)
    life.say_the_same()
    life.fall(one)
    life.epoch()
    life.say_the_same()
    life.fall(one)
    life.clear_anew(one)
    life.release(one)
    life.say_the_same()


def test_what_has_ended_leaves_a_day_later_while_the_vault_is_silent(life: Life) -> None:
    brief, long = life.write(0, lasts=3), life.write(1)
    life.release(brief)
    life.release(long)
    life.silence_vault()
    for days, is_there in ((4, True), (1, False)):
        life.wait(days)
        life.say_the_same()
        life.miss_epoch()
        life.say_the_same()
        assert (brief.model in life.model.of("released")) is is_there
    life.hand_over(brief)
    life.say_the_same()


def test_a_silent_vault_releases_nothing(life: Life) -> None:
    one = life.write()
    life.hand_over(one)
    life.follow_log()
    life.silence_vault()
    life.epoch()
    life.say_the_same()
    life.silence_vault()
    life.epoch()
    life.say_the_same()


def test_what_has_fallen_while_it_waits_is_dropped_and_can_be_handed_over_again(life: Life) -> None:
    one = life.write()
    life.hand_over(one)
    life.follow_log()
    life.fall(one)
    life.miss_epoch()
    life.say_the_same()
    life.fall(one)
    life.release(one)
    life.say_the_same()


def test_a_successor_takes_the_place_of_the_last_and_of_no_other(life: Life) -> None:
    first, unknown = life.write(), life.write()
    life.release(first)
    for wrong in (life.write_after(None), life.write_after(unknown.model.commitment)):
        life.hand_over(wrong)
        life.say_the_same()
    second = life.write()
    life.release(second)
    life.say_the_same()
    life.hand_over(life.write_after(first.model.commitment))
    life.hand_over(first)
    life.say_the_same()


def test_one_waits_in_a_place_at_a_time(life: Life) -> None:
    life.hand_over(life.write(0))
    life.hand_over(life.write(0))
    life.hand_over(life.write(1))
    life.say_the_same()


def test_what_was_cleared_under_weaker_rules_is_cleared_anew(life: Life) -> None:
    waits, late = life.write(0), life.write(1)
    life.hand_over(waits)
    life.follow_log()
    life.raise_k()
    life.hand_over(late)
    life.epoch()
    life.say_the_same()
    life.clear_anew(late)
    life.release(late)
    life.say_the_same()


def test_what_would_stand_longer_than_it_was_cleared_for_is_refused(life: Life) -> None:
    life.hand_over(life.write(lasts=40))
    ended = life.write(lasts=3)
    life.wait(4)
    life.hand_over(ended)
    life.say_the_same()


def test_a_removal_waits_for_a_silent_log(life: Life) -> None:
    one = life.write()
    life.release(one)
    life.silence_log()
    life.fall(one)
    life.epoch()
    life.follow_log()
    life.say_the_same()
    life.silence_log()
    life.follow_log()
    life.say_the_same()


# Told by hypothesis


class ReleaseMachine(RuleBasedStateMachine):
    written: Bundle[Written] = Bundle("written")

    def __init__(self, life: Life) -> None:
        super().__init__()
        self.life = life
        self.turn = 0

    @initialize(target=written)
    def one_is_written(self) -> Written:
        return self.life.write()

    @rule(target=written, cell=st.sampled_from([0, 1]), lasts=st.sampled_from([20, 3, 40]))
    def write(self, cell: int, lasts: int) -> Written:
        return self.life.write(cell, lasts)

    @rule(target=written, other=written)
    def write_after_another(self, other: Written) -> Written:
        """It names some summary of its cell, whether or not that was the last that was released."""
        return self.life.write_after(other.model.commitment, other.handed.summary.event_type)

    @rule(one=written)
    def hand_over(self, one: Written) -> None:
        self.life.hand_over(one)

    @rule(one=written)
    def hand_over_and_release(self, one: Written) -> None:
        self.life.release(one)

    @rule(one=written)
    def clear_anew(self, one: Written) -> None:
        self.life.clear_anew(one)

    @rule(one=written)
    def its_clearance_falls_or_stands_again(self, one: Written) -> None:
        self.life.fall(one)

    @rule(what=st.sampled_from(["the vault", "the log", "the log's proofs", "k", "release itself"]))
    def something_changes(self, what: str) -> None:
        acts = {"the vault": self.life.silence_vault, "the log": self.life.silence_log, "k": self.life.raise_k}
        acts |= {"the log's proofs": self.life.hold_proofs_back, "release itself": self.life.start_again}
        acts[what]()

    @precondition(lambda self: self.life.model.today < TODAY + 120)
    @rule(days=st.sampled_from([1, 4, 31]))
    def wait(self, days: int) -> None:
        self.life.wait(days)

    @rule()
    def follow_log(self) -> None:
        self.life.follow_log()

    @rule(missed=st.booleans())
    def epoch(self, missed: bool) -> None:
        if missed:
            self.life.miss_epoch()
        else:
            self.life.epoch()

    @invariant()
    def both_say_the_same(self) -> None:
        self.life.compare_rows()
        self.turn += 1
        if self.turn % 3 == 0:
            self.life.compare_what_is_read()

    def teardown(self) -> None:
        try:
            self.life.compare_what_is_read()
        finally:
            self.life.end()


def test_release_lives_by_its_tables(consortium: Consortium, kept: Databases, tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        folders = (tmp_path / str(number) for number in range(1_000_000))
        tell_stories(lambda: ReleaseMachine(Life(runner, consortium, kept, next(folders))), STORIES, STEPS)
