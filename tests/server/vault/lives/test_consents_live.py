"""Parts, their consents and withdrawals in the vault and in its model: told, widened, narrowed, taken back, forgotten.

First the stories that are told each time, each of which ends where one check would not be there; then those that
hypothesis tells.

    LEEWARD_EXAMPLES=500 .venv/bin/python -m pytest tests/server/vault/lives/test_consents_live.py
"""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, initialize, rule

from tests.models import consents as said
from tests.server.vault.lives.both import Both
from tests.server.vault.lives.clearances import Life
from tests.server.vault.lives.machine import LifeMachine
from tests.server.vault.lives.sources import ADVOCACY, BRIEF, COARSE, DAY, FINER, READ, SEALED
from tests.server.vault.lives.stage import CARDS, VaultStage
from tests.server.vault.lives.told import Change, Source
from tests.stories import tell_stories
from tests.worlds import PARTNERS

STORIES, STEPS = 6, 12
BROKEN = ("intake is down", "before it is confirmed", "after it is confirmed")


# Told each time


def test_what_is_widened_holds_after_seven_days_and_what_is_narrowed_at_once(life: Life, both: Both) -> None:
    (source, *_) = life.three_tell(SEALED)
    life.change_consent(source, COARSE)
    both.say_the_same()
    life.ask([source])
    life.wait(6 * DAY)
    both.say_the_same()
    life.wait(DAY)
    both.say_the_same()
    life.change_consent(source, ADVOCACY)
    both.say_the_same()
    life.ask([source])


def test_what_is_widened_in_time_can_be_cancelled(life: Life, both: Both) -> None:
    (source, *_) = life.three_tell(SEALED)
    life.change_consent(source, READ)
    life.wait(3 * DAY)
    life.change_consent(source, SEALED)
    life.wait(8 * DAY)
    both.say_the_same()
    life.ask([source])


def test_a_consent_ends_with_its_last_version(life: Life, both: Both) -> None:
    (source, *_) = life.three_tell()
    life.change_consent(source, COARSE, lifetime=20)
    life.wait(20 * DAY)
    both.say_the_same()
    life.wait(DAY)
    both.say_the_same()
    life.ask([source])


def test_versions_count_in_their_own_order(life: Life, both: Both) -> None:
    (source, *_) = life.three_tell()
    second, third = life.sign_change(source, SEALED), life.sign_change(source, READ)
    life.post(third)
    life.collect()
    both.say_the_same()
    life.post(second)
    life.collect()
    both.say_the_same()


def test_a_rival_of_the_last_version_is_not_taken(life: Life, both: Both) -> None:
    (source, *_) = life.three_tell()
    life.change_consent(source, SEALED)
    rival = life.sign_rival(source)
    assert rival is not None
    life.post(rival)
    life.collect()
    both.say_the_same()


def test_a_withdrawal_that_comes_before_its_part_is_kept_for_it(life: Life, both: Both) -> None:
    source = life.tell((PARTNERS[0], 0), held_back=True)
    life.post(life.sign_change(source, READ))
    life.withdraw(source)
    life.collect()
    both.say_the_same()
    life.send_report(source)
    life.collect()
    both.say_the_same()
    life.ask([source])


def test_what_came_early_is_kept_for_a_month(life: Life, both: Both) -> None:
    three = life.three_tell()
    source = life.tell((PARTNERS[0], 0), held_back=True)
    life.withdraw(source)
    life.collect()
    life.wait(31 * DAY)
    life.take_back(three[0])
    both.say_the_same()


def test_nobody_takes_back_for_another(life: Life, both: Both) -> None:
    (source, other, _) = life.three_tell()
    life.withdraw_with_anothers_key(source, other)
    life.collect()
    both.say_the_same()


def test_what_was_forgotten_does_not_come_again(life: Life, both: Both) -> None:
    (source, other, _) = life.three_tell(BRIEF)
    life.wait(31 * DAY)
    life.tidy()
    both.say_the_same()
    life.send_report(source)
    life.take_back(other)
    both.say_the_same()
    life.ask([source])


def test_a_part_is_kept_as_long_as_its_source_said(life: Life, both: Both) -> None:
    (source, other, _) = life.three_tell(said.Terms(said.COARSE, COARSE.aims, 90))
    life.change_consent(other, BRIEF)
    life.wait(31 * DAY)
    life.tidy()
    both.say_the_same()
    life.wait(60 * DAY)
    life.tidy()
    both.say_the_same()
    life.ask([source])


@pytest.mark.parametrize("how", BROKEN)
def test_what_breaks_while_it_is_collected_loses_nothing_and_doubles_nothing(how: str, life: Life, both: Both) -> None:
    (source, other, _) = life.three_tell()
    life.withdraw(source)
    life.post(life.sign_change(other, READ))
    life.tell(None)
    life.collect(how)
    both.say_the_same()
    life.collect("in small pools")
    both.say_the_same()


def test_what_a_vault_that_died_left_unjudged_is_judged_as_of_the_day_it_came(life: Life, both: Both) -> None:
    """And before more is moved: a vault that dies at each visit does not pile up what nobody has looked at."""
    sources = []
    for _ in range(3):
        sources.append(life.tell((PARTNERS[0], 0), BRIEF))
        life.die_before_judging()
        both.say_the_same()
        life.wait(DAY)
    life.collect("intake is down")
    both.say_the_same()
    life.wait(28 * DAY)
    life.tidy()
    both.say_the_same()
    assert [one.part.state for one in sources] == ["forgotten", "forgotten", "kept"]


def test_a_withdrawal_finds_its_part_however_the_visits_break_off(life: Life, both: Both) -> None:
    early, late = (life.tell((PARTNERS[0], 0), held_back=held) for held in (True, False))
    life.withdraw(early)
    life.collect()
    life.send_report(early)
    life.withdraw(late)
    life.die_before_judging()
    both.say_the_same()
    life.ask([early])
    life.collect()
    both.say_the_same()
    assert life.model.withdrawn == {early.part.id, late.part.id}


def test_what_was_forgotten_and_comes_again_is_not_kept_however_the_visit_breaks_off(life: Life, both: Both) -> None:
    (source, *_) = life.three_tell(BRIEF)
    life.wait(31 * DAY)
    life.tidy()
    life.send_report(source)
    life.die_before_judging()
    both.say_the_same()
    life.collect()
    both.say_the_same()


# Told by hypothesis

aims = st.sampled_from([COARSE.aims, ADVOCACY.aims])
terms = st.sampled_from([SEALED, BRIEF, READ, FINER]) | st.builds(
    said.Terms, st.sampled_from([said.COARSE, said.READ]), aims, st.sampled_from([365, 90, 30])
)


class ConsentMachine(LifeMachine):
    """Sources alone, and the days that pass."""

    sources: Bundle[Source] = Bundle("sources")
    held_back: Bundle[Change] = Bundle("held_back")

    @initialize(target=sources, wish=terms)
    def one_has_told(self, wish: said.Terms) -> Source:
        source = self.life.tell((PARTNERS[0], 0), wish)
        self.life.collect()
        return source

    @rule(
        target=sources,
        card=st.none() | st.tuples(st.sampled_from(PARTNERS), st.integers(0, CARDS - 1)),
        wish=terms,
        held=st.booleans(),
    )
    def tell(self, card: tuple[str, int] | None, wish: said.Terms, held: bool) -> Source:
        return self.life.tell(card, wish, held_back=held)

    @rule(source=sources)
    def send_report(self, source: Source) -> None:
        self.life.send_report(source)

    @rule(source=sources, wish=terms, lifetime=st.sampled_from([365, 20]), days=st.sampled_from([0, 3, 7, 8]))
    def change_consent(self, source: Source, wish: said.Terms, lifetime: int, days: int) -> None:
        self.life.change_consent(source, wish, lifetime)
        self.life.wait(days * DAY)

    @rule(target=held_back, source=sources, wish=terms)
    def sign_change(self, source: Source, wish: said.Terms) -> Change:
        return self.life.sign_change(source, wish)

    @rule(held=consumes(held_back))
    def post_what_was_held_back(self, held: Change) -> None:
        self.life.post(held)

    @rule(source=sources)
    def post_a_rival(self, source: Source) -> None:
        if rival := self.life.sign_rival(source):
            self.life.post(rival)

    @rule(source=sources, its_own=st.booleans())
    def withdraw(self, source: Source, its_own: bool) -> None:
        other = next((one for one in self.life.told if one is not source), None)
        if its_own or other is None:
            self.life.withdraw(source)
        else:
            self.life.withdraw_with_anothers_key(source, other)

    @rule(how=st.sampled_from(["whole", "whole", "in small pools", *BROKEN]))
    def collect(self, how: str) -> None:
        self.life.collect(how)

    @rule()
    def die_before_judging(self) -> None:
        self.life.die_before_judging()

    @rule(days=st.sampled_from([1, 7, 31]))
    def a_day_later(self, days: int) -> None:
        self.life.wait(days * DAY)
        self.life.tidy()

    @rule(source=sources, aim=st.sampled_from(["early-warning", "advocacy", "accountability"]))
    def ask(self, source: Source, aim: str) -> None:
        self.life.ask([source], aim)


def test_parts_and_consents_live_by_their_rules(stage: VaultStage, runner: asyncio.Runner) -> None:
    tell_stories(lambda: ConsentMachine(stage, runner), STORIES, STEPS)
