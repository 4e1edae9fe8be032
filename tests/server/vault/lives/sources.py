"""What sources do, what is collected, and what happens by itself: to the vault and to its model alike."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from protocol.ids import quarter_of
from server.vault.errors import LogUnreachable
from server.vault.opening.moves import expire
from server.vault.rounds import follow_log, tidy
from tests.models import consents as said
from tests.models import vault as model
from tests.models.counting import Rules
from tests.server.vault.lives.stage import VaultStage, real_terms
from tests.server.vault.lives.told import Change, Pool, Source
from tests.worlds import NOW, PARTNERS

Result = TypeVar("Result")
NEEDED, SEATS = 2, 3
RULES = Rules(k=3, partners=3, left=2)
AIMS = ("early-warning", "advocacy")
HOUR, DAY = 3600, 86_400

SEALED = said.Terms()
READ = said.Terms(said.READ, frozenset(AIMS), 365)
COARSE = said.Terms(said.COARSE, frozenset(AIMS), 365)
FINER = said.Terms(said.FINER, frozenset(AIMS), 365)
BRIEF = said.Terms(said.COARSE, frozenset(AIMS), 30)
ADVOCACY = said.Terms(said.COARSE, frozenset(AIMS[1:]), 90)


class Sources:
    """An empty vault with this quarter's cards, and its model. Every act is done to both, and both answer the same."""

    def __init__(self, stage: VaultStage, runner: asyncio.Runner) -> None:
        self.stage, self.runner = stage, runner
        self.run(stage.begin())
        self.vault = stage.vault
        self.model = model.Vault(int(NOW), NEEDED, SEATS, RULES, self.desks())
        self.pool = Pool()
        self.names = iter(range(1, 10_000))
        self.told: list[Source] = []
        self.load_lists()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(work)

    def desks(self) -> frozenset[str]:
        return frozenset(self.stage.vault.desk(side).name for side in (0, 1))

    # Sources

    def tell(self, card: tuple[str, int] | None, wish: said.Terms = COARSE, *, held_back: bool = False) -> Source:
        """`held_back`: its posts can come before it."""
        voice, today = self.stage.tell(card, wish, held_back=held_back), self.model.today
        vouched = (quarter_of(today), card[0], str(card[1])) if card else None
        first = said.Version(1, None, today, today + 365, wish)
        part = model.Part(voice.told.testimony, voice.told.key().public, vouched, first)
        self.told.append(Source(next(self.names), voice, part, [first]))
        if not held_back:
            self.pool.parts[part.id] = part
        return self.told[-1]

    def three_tell(self, wish: said.Terms = COARSE) -> list[Source]:
        """One of each partner, collected."""
        three = [self.tell((partner, 0), wish) for partner in PARTNERS]
        self.collect()
        return three

    def send_report(self, source: Source) -> None:
        """For the first time, or again."""
        self.stage.tell_again(source.voice)
        self.pool.parts[source.part.id] = source.part

    def sign_change(self, source: Source, wish: said.Terms, lifetime: int = 365) -> Change:
        today, before = self.model.today, source.versions[-1]
        claimed = source.voice.next(real_terms(wish, today), today, lifetime)
        source.versions.append(said.Version(before.number + 1, before, today, today + lifetime, wish))
        return Change(claimed, model.Claim(source.part.key, source.versions[-1]))

    def sign_rival(self, source: Source) -> Change | None:
        """Another version in the place of the last that was taken; None where there is but the first."""
        here = self.model.parts.get(source.part.id)
        if here is None or here.chain is None or len(here.chain.versions) < 2:
            return None
        today, older = self.model.today, here.chain.versions[-2][0]
        claimed = source.voice.next(real_terms(COARSE, today), today, 365, older.number - 1)
        version = said.Version(older.number + 1, older, today, today + 365, COARSE)
        return Change(claimed, model.Claim(source.part.key, version))

    def post(self, change: Change) -> None:
        self.stage.post(change.claimed)
        self.pool.claims.append(change.claim)

    def change_consent(self, source: Source, wish: said.Terms, lifetime: int = 365) -> None:
        """Signed, posted and collected."""
        self.post(self.sign_change(source, wish, lifetime))
        self.collect()

    def withdraw(self, source: Source) -> None:
        self.stage.take_back(source.voice)
        self.pool.claims.append(model.Claim(source.part.key, None))

    def withdraw_with_anothers_key(self, source: Source, other: Source) -> None:
        self.stage.take_back(source.voice, signed_by=other.voice)

    def take_back(self, source: Source) -> None:
        """Withdrawn and collected."""
        self.withdraw(source)
        self.collect()

    def collect(self, how: str = "whole") -> None:
        self.run(self.stage.collect(how))
        if how == "intake is down":
            self.model.judge()  # nobody is needed for what is here
            return
        breaks = how in {"before it is confirmed", "after it is confirmed"}
        parts, claims = list(self.pool.parts.values()), self.pool.claims
        self.model.bring_in(parts)
        self.model.judge()
        if not (breaks and parts):  # what breaks is the first confirmation, and that of the parts comes first
            self.model.hear(claims)
        if how != "before it is confirmed":
            self.pool = Pool(claims=claims) if breaks and parts else Pool()

    def die_before_judging(self) -> None:
        """The vault visits intake, ends when the parts are moved and forgotten there, and starts again."""
        self.run(self.stage.die_before_judging())
        self.model.bring_in(self.pool.parts.values())
        self.pool = Pool(claims=self.pool.claims)

    # What happens by itself

    def expire(self) -> None:
        self.run(expire(self.vault.world))
        self.model.expire()

    def tidy(self) -> None:
        self.run(tidy(self.vault.world))
        self.model.tidy()

    def look_at_log(self) -> None:
        """It hears of what is new, and proves nothing yet."""
        try:
            self.run(follow_log(self.vault.world))
        except LogUnreachable:
            assert not self.model.log_answers
        self.model.tell_log()

    def follow_log(self) -> None:
        try:
            self.run(self.vault.follow_log())
        except LogUnreachable:
            assert not self.model.log_answers
        self.model.follow_log()

    def silence_log(self) -> None:
        """Or let it speak again."""
        self.vault.to_log.down = self.model.log_answers
        self.model.log_answers = not self.model.log_answers

    def wait(self, seconds: int) -> None:
        """Weeks bring a new directory with them."""
        self.vault.clock.now += seconds
        self.model.now += seconds
        if seconds > 20 * DAY:
            self.stage.new_directory()

    def load_lists(self) -> None:
        """This quarter's cards."""
        quarter = self.run(self.stage.load_lists())
        for partner in PARTNERS:
            if (quarter, partner) not in self.model.listed:
                self.model.listed.add((quarter, partner))
                self.model.log["cards", (quarter + partner).encode()] = "noted"

    def raise_k(self) -> None:
        self.model.rules = Rules(self.model.rules.k + 1, RULES.partners, RULES.left)
        self.stage.raise_k(self.model.rules.k)

    def change_reviewer(self) -> None:
        self.stage.new_reviewer(next(self.names))
        self.model.desks = self.desks()

    def start_again(self) -> None:
        self.run(self.stage.start_again())
