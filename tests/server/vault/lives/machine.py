"""What the machines of this folder have in common: a new life for each story, and both say the same after each step."""

from __future__ import annotations

import asyncio

from hypothesis.stateful import RuleBasedStateMachine, invariant

from tests.server.vault.lives.both import Both
from tests.server.vault.lives.clearances import Life
from tests.server.vault.lives.stage import VaultStage


class LifeMachine(RuleBasedStateMachine):
    def __init__(self, stage: VaultStage, runner: asyncio.Runner) -> None:
        super().__init__()
        self.life = Life(stage, runner)
        self.both = Both(self.life)

    @invariant()
    def both_say_the_same(self) -> None:
        self.both.say_the_same_in_turn()

    def teardown(self) -> None:
        self.both.say_the_same()
