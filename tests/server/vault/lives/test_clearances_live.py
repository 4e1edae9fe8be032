"""Clearances in the vault and in its model: what is granted, on whom it stands, and whether it still does.

First the stories that are told each time, each of which ends where one check would not be there; then those that
hypothesis tells.

    LEEWARD_EXAMPLES=500 .venv/bin/python -m pytest tests/server/vault/lives/test_clearances_live.py
"""

from __future__ import annotations

import asyncio

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, initialize, multiple, rule

from tests.models import consents as said
from tests.server.vault.lives.both import Both
from tests.server.vault.lives.clearances import NEVER, Life
from tests.server.vault.lives.machine import LifeMachine
from tests.server.vault.lives.sources import ADVOCACY, BRIEF, COARSE, DAY, FINER, READ, SEALED
from tests.server.vault.lives.stage import VaultStage
from tests.server.vault.lives.told import Clearing, Source
from tests.stories import tell_stories
from tests.worlds import PARTNERS

STORIES, STEPS = 5, 8


def opened(life: Life, each: int = 1, wish: said.Terms = COARSE) -> list[Source]:
    """So many sources of each partner, opened."""
    sources = [life.tell((partner, number), wish) for number in range(each) for partner in PARTNERS]
    life.collect()
    life.open(sources)
    return sources


def granted(life: Life, of: list[Source]) -> Clearing:
    clearing = life.clear(of)
    assert clearing is not None
    return clearing


# Told each time


def test_a_clearance_stands_until_a_part_is_taken_back_and_is_not_granted_again(life: Life, both: Both) -> None:
    sources = opened(life)
    clearing = granted(life, sources)
    both.say_the_same()
    life.clear_again(clearing)
    life.take_back(sources[0])
    both.say_the_same()
    life.clear_again(clearing)
    life.clear(sources)
    both.say_the_same()


def test_a_clearance_falls_when_a_consent_is_narrowed(life: Life, both: Both) -> None:
    sources = opened(life)
    granted(life, sources)
    life.change_consent(sources[0], READ)
    both.say_the_same()
    life.change_consent(sources[1], ADVOCACY)
    both.say_the_same()


def test_a_clearance_falls_when_a_consent_has_ended(life: Life, both: Both) -> None:
    sources = opened(life)
    granted(life, sources)
    life.change_consent(sources[0], COARSE, lifetime=20)
    both.say_the_same()
    life.wait(21 * DAY)
    both.say_the_same()


def test_a_clearance_stands_when_its_parts_are_forgotten_and_falls_when_one_is_taken_back(
    life: Life, both: Both
) -> None:
    sources = opened(life, wish=BRIEF)
    clearing = granted(life, sources)
    life.wait(31 * DAY)
    life.tidy()
    both.say_the_same()
    life.take_back(sources[0])
    both.say_the_same()
    life.clear_again(clearing)


def test_too_few_people_or_partners_are_not_enough(life: Life, both: Both) -> None:
    sources = opened(life, each=2)
    by_partner = {
        partner: [one for one in sources if one.part.card and one.part.card[1] == partner] for partner in PARTNERS
    }
    first, second, third = by_partner.values()
    life.clear(sources[:2])
    life.clear([*first, *second])
    life.clear([*first, third[0]])
    both.say_the_same()
    life.clear([first[0], second[0], third[0]])
    both.say_the_same()


def test_no_clearance_sets_too_few_apart(life: Life, both: Both) -> None:
    sources = opened(life, each=2)
    first = granted(life, sources[:3])
    life.clear(sources[:4], first.model.commitment)
    life.clear(sources[:5], first.model.commitment)
    both.say_the_same()
    life.clear(sources, first.model.commitment)
    both.say_the_same()


def test_a_predecessor_is_one_that_there_was(life: Life, both: Both) -> None:
    sources = opened(life)
    life.clear(sources, NEVER)
    both.say_the_same()


def test_one_commitment_stands_on_one_set_of_parts(life: Life, both: Both) -> None:
    sources = opened(life, each=2)
    clearing = granted(life, sources[:3])
    life.clear_again_otherwise(clearing, sources[3])
    both.say_the_same()


def test_what_was_not_opened_is_not_cleared(life: Life, both: Both) -> None:
    sources = opened(life)
    fourth = life.tell((PARTNERS[0], 1))
    life.collect()
    life.clear([*sources, fourth])
    asking = life.asked_so_far([fourth], "all approved")
    life.clear([*sources, fourth])
    life.fetch(asking, fourth.part.id)
    life.clear([*sources, fourth])
    both.say_the_same()


def test_a_stricter_policy_counts_from_now_on(life: Life, both: Both) -> None:
    sources = opened(life)
    clearing = granted(life, sources)
    life.raise_k()
    life.clear_again(clearing)
    life.clear(sources)
    both.say_the_same()


def test_another_reviewer_has_opened_nothing(life: Life, both: Both) -> None:
    sources = opened(life)
    life.change_reviewer()
    life.clear(sources)
    both.say_the_same()


def test_a_clearance_stands_once_the_log_has_heard_of_it(life: Life, both: Both) -> None:
    sources = opened(life)
    life.silence_log()
    clearing = granted(life, sources)
    both.say_the_same()
    life.silence_log()
    life.clear_again(clearing)
    both.say_the_same()


# Told by hypothesis


class ClearanceMachine(LifeMachine):
    """Four sources are opened, and two more have told: one without a card."""

    clearances: Bundle[Clearing] = Bundle("clearances")

    @initialize(target=clearances, granted=st.booleans())
    def four_are_opened(self, granted: bool) -> MultipleResults[Clearing]:
        first = [self.life.tell((partner, 0)) for partner in PARTNERS]
        first.append(self.life.tell((PARTNERS[0], 1), FINER))
        self.life.tell((PARTNERS[1], 1), BRIEF)
        self.life.tell(None)
        self.life.collect()
        self.life.open(first)
        return self._clear(first if granted else [], None)

    @rule(target=clearances, count=st.integers(2, 6), before=st.none() | clearances, strange=st.booleans())
    def clear(self, count: int, before: Clearing | None, strange: bool) -> MultipleResults[Clearing]:
        named = before and (NEVER if strange else before.model.commitment)
        return self._clear(self.life.told[:count], named)

    @rule(target=clearances, which=st.sets(st.integers(0, 5), min_size=3))
    def clear_some(self, which: set[int]) -> MultipleResults[Clearing]:
        return self._clear([self.life.told[one] for one in sorted(which)], None)

    def _clear(self, of: list[Source], named: bytes | None) -> MultipleResults[Clearing]:
        clearing = self.life.clear(of, named) if of else None
        return multiple(*([clearing] if clearing else []))

    @rule(clearing=clearances, otherwise=st.none() | st.integers(0, 5))
    def clear_again(self, clearing: Clearing, otherwise: int | None) -> None:
        if otherwise is None:
            self.life.clear_again(clearing)
        else:
            self.life.clear_again_otherwise(clearing, self.life.told[otherwise])

    @rule(which=st.integers(0, 5))
    def open(self, which: int) -> None:
        """As far as it goes."""
        asking = self.life.ask([self.life.told[which]])
        if asking is not None:
            self.life.follow_log()
            self.life.approve(asking, 3, 1)
            self.life.fetch(asking, asking.model.parts[0])

    @rule(which=st.integers(0, 5), wish=st.sampled_from([None, SEALED, READ, ADVOCACY, COARSE, FINER]))
    def a_source_changes_its_mind(self, which: int, wish: said.Terms | None) -> None:
        """None: it takes its part back."""
        source = self.life.told[which]
        if wish is None:
            self.life.take_back(source)
        else:
            self.life.change_consent(source, wish)

    @rule(days=st.sampled_from([1, 8, 31]))
    def days_pass(self, days: int) -> None:
        self.life.wait(days * DAY)
        self.life.tidy()

    @rule(what=st.sampled_from(["follow", "silent", "k", "reviewer", "cards", "vault"]))
    def something_changes(self, what: str) -> None:
        acts = {"follow": self.life.follow_log, "silent": self.life.silence_log, "k": self.life.raise_k}
        acts |= {"reviewer": self.life.change_reviewer, "cards": self.life.load_lists, "vault": self.life.start_again}
        acts[what]()


def test_clearances_live_by_their_rules(stage: VaultStage, runner: asyncio.Runner) -> None:
    tell_stories(lambda: ClearanceMachine(stage, runner), STORIES, STEPS)
