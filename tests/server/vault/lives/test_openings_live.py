"""Openings in the vault and in its model: a request that was made, and everyone who can do something to it.

First the stories that are told each time, each of which ends where one check would not be there; then those that
hypothesis tells.

    LEEWARD_EXAMPLES=500 .venv/bin/python -m pytest tests/server/vault/lives/test_openings_live.py
"""

from __future__ import annotations

import asyncio

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, initialize, multiple, rule

from tests.server.vault.lives.both import Both
from tests.server.vault.lives.clearances import Life
from tests.server.vault.lives.machine import LifeMachine
from tests.server.vault.lives.openings import FAR
from tests.server.vault.lives.sources import ADVOCACY, COARSE, DAY, HOUR, SEALED, SEATS
from tests.server.vault.lives.stage import VaultStage
from tests.server.vault.lives.told import Answer, Asking
from tests.stories import tell_stories

STORIES, STEPS = 6, 10
DAY_AND_A_BIT = 25 * HOUR


# Told each time


def test_a_quorum_opens_and_nothing_less(life: Life, both: Both) -> None:
    asking = life.asked_so_far(life.three_tell(), "logged")
    part = asking.model.parts[0]
    life.fetch(asking, part)
    life.approve(asking, 1)
    both.say_the_same()
    life.fetch(asking, part)
    life.approve(asking, 2)
    life.fetch(asking, part)
    life.fetch(asking, part, side=1)
    both.say_the_same()


def test_two_who_refuse_are_enough(life: Life, both: Both) -> None:
    asking = life.asked_so_far(life.three_tell(), "logged")
    part = asking.model.parts[0]
    life.send(life.refusal(asking, part, 1))
    both.say_the_same()
    life.send(life.refusal(asking, part, 2))
    both.say_the_same()
    life.send(life.refusal(asking, part, 3))
    life.fetch(asking, part)
    both.say_the_same()


def test_a_seat_does_not_answer_twice(life: Life, both: Both) -> None:
    asking = life.asked_so_far(life.three_tell(), "logged")
    (first, *_) = life.look(asking, 1)
    life.send(first)
    life.send(first)
    life.send(life.refusal(asking, first.part, 1))
    both.say_the_same()


def test_nobody_is_shown_a_request_before_its_proof(life: Life, both: Both) -> None:
    asking = life.asked_so_far(life.three_tell(), "asked")
    life.look_at_log()
    both.say_the_same()
    life.approve(asking, 1)
    life.follow_log()
    both.say_the_same()


def test_a_request_waits_for_a_silent_log(life: Life, both: Both) -> None:
    three = life.three_tell()
    life.silence_log()
    asking = life.ask(three)
    assert asking is not None
    life.follow_log()
    both.say_the_same()
    life.silence_log()
    life.ask_again(asking)
    both.say_the_same()


def test_a_withdrawal_stops_openings_wherever_they_are(life: Life, both: Both) -> None:
    three = life.three_tell()
    askings = [life.asked_so_far(three, how_far) for how_far in FAR]
    held = life.look(askings[1], 1)
    life.take_back(three[0])
    both.say_the_same()
    for asking in askings:
        life.fetch(asking, three[0].part.id)
        life.fetch(asking, three[1].part.id)
    for answer in held:
        life.send(answer)
    both.say_the_same()


def test_a_freeze_stops_a_request_for_good(life: Life, both: Both) -> None:
    three = life.three_tell()
    asking, opened = life.asked_so_far(three, "one approved"), life.asked_so_far(three, "opened")
    held = life.look(asking, 2)
    life.freeze(asking)
    life.freeze(opened, "reviewer")
    both.say_the_same()
    for answer in held:
        life.send(answer)
    life.send(life.refusal(asking, three[0].part.id, 3))
    life.fetch(asking, three[0].part.id)
    life.fetch(opened, three[0].part.id)
    both.say_the_same()


def test_what_was_not_opened_in_time_is_over(life: Life, both: Both) -> None:
    three = life.three_tell()
    asking, approved = life.asked_so_far(three, "one approved"), life.asked_so_far(three, "all approved")
    (held, *_), refused = life.look(asking, 2), life.refusal(asking, three[1].part.id, 2)
    life.wait(DAY_AND_A_BIT)
    life.send(held)
    life.send(refused)
    life.fetch(approved, three[0].part.id)
    life.expire()
    both.say_the_same()


def test_what_a_desk_saw_end_has_ended(life: Life, both: Both) -> None:
    three = life.three_tell()
    asking = life.asked_so_far(three, "logged")
    life.wait(DAY_AND_A_BIT)
    both.say_the_same()
    life.take_back(three[0])
    life.freeze(asking)
    both.say_the_same()


def test_what_was_opened_stays_so_when_its_time_is_over(life: Life, both: Both) -> None:
    asking = life.asked_so_far(life.three_tell(), "opened")
    life.wait(DAY_AND_A_BIT)
    life.expire()
    both.say_the_same()
    life.fetch(asking, asking.model.parts[0])
    both.say_the_same()


def test_consent_is_asked_again_at_every_step(life: Life, both: Both) -> None:
    three = life.three_tell()
    askings = [life.asked_so_far(three, how_far) for how_far in FAR]
    (held, *_) = [one for one in life.look(askings[2], 2) if one.part == three[0].part.id]
    life.change_consent(three[0], ADVOCACY)
    both.say_the_same()
    life.send(held)
    for asking in askings:
        life.fetch(asking, three[0].part.id)
    life.ask(three)
    life.ask(three[:1], "advocacy")
    both.say_the_same()


def test_a_key_serves_once(life: Life, both: Both) -> None:
    three = life.three_tell()
    asking = life.asked_so_far(three, "asked")
    life.ask_with_a_key_that_served(asking, three[0])
    both.say_the_same()
    life.ask_again(asking)
    both.say_the_same()


# Told by hypothesis


class OpeningMachine(LifeMachine):
    """Three sources have told, and desks ask."""

    requests: Bundle[Asking] = Bundle("requests")
    answers: Bundle[Answer] = Bundle("answers")

    @initialize(target=requests, how_far=st.sampled_from(FAR))
    def one_is_asked_for(self, how_far: str) -> Asking:
        """A story can begin anywhere on the way."""
        return self.life.asked_so_far(self.life.three_tell(), how_far)

    @rule(
        target=requests, count=st.integers(1, 3), aim=st.sampled_from(["early-warning", "advocacy"]), log=st.booleans()
    )
    def ask(self, count: int, aim: str, log: bool) -> MultipleResults[Asking]:
        asking = self.life.ask(self.life.told[:count], aim, hours=48)
        if log:
            self.life.follow_log()
        return multiple(*([asking] if asking else []))

    @rule(asking=requests, served=st.booleans())
    def ask_again(self, asking: Asking, served: bool) -> None:
        if served:
            self.life.ask_with_a_key_that_served(asking, self.life.told[0])
        else:
            self.life.ask_again(asking)

    @rule(target=answers, asking=requests, seat=st.integers(1, SEATS), at_once=st.booleans())
    def look_and_approve(self, asking: Asking, seat: int, at_once: bool) -> MultipleResults[Answer]:
        """They may come much later, and come again."""
        made = self.life.look(asking, seat)
        for answer in made if at_once else ():
            self.life.send(answer)
        return multiple(*made)

    @rule(target=answers, asking=requests, seat=st.integers(1, SEATS), which=st.integers(0, 2))
    def refuse(self, asking: Asking, seat: int, which: int) -> Answer:
        return self.life.refusal(asking, asking.model.parts[which % len(asking.model.parts)], seat)

    @rule(answer=answers)
    def send(self, answer: Answer) -> None:
        self.life.send(answer)

    @rule(asking=requests, which=st.integers(0, 2), side=st.sampled_from([0, 1]))
    def fetch(self, asking: Asking, which: int, side: int) -> None:
        self.life.fetch(asking, asking.model.parts[which % len(asking.model.parts)], side)

    @rule(asking=requests, by=st.sampled_from(["curator", "reviewer", "custodian 1", "custodian 3"]))
    def freeze(self, asking: Asking, by: str) -> None:
        self.life.freeze(asking, by)

    @rule(which=st.integers(0, 2), what=st.sampled_from(["takes back", "seals", "narrows", "widens"]))
    def a_source_changes_its_mind(self, which: int, what: str) -> None:
        source = self.life.told[which]
        if what == "takes back":
            self.life.take_back(source)
        else:
            self.life.change_consent(source, {"seals": SEALED, "narrows": ADVOCACY, "widens": COARSE}[what])

    @rule(seconds=st.sampled_from([13 * HOUR, DAY_AND_A_BIT, 8 * DAY]))
    def wait(self, seconds: int) -> None:
        self.life.wait(seconds)

    @rule(what=st.sampled_from(["follow", "follow", "before its tick", "silent", "expire", "reviewer", "vault"]))
    def by_itself(self, what: str) -> None:
        acts = {"follow": self.life.follow_log, "before its tick": self.life.look_at_log, "expire": self.life.expire}
        acts |= {"silent": self.life.silence_log, "vault": self.life.start_again, "reviewer": self.life.change_reviewer}
        acts[what]()


def test_openings_live_by_their_table(stage: VaultStage, runner: asyncio.Runner) -> None:
    tell_stories(lambda: OpeningMachine(stage, runner), STORIES, STEPS)
