"""The vault as it is, and a small model of it, live through the same stories: after each step both say the same.

The stories are hypothesis's: sources, desks, custodians and the clock do what they can, in any order, also when it is
refused. What the model predicts is the answer of every act, what desks and custodians are shown, and every row.

    LEEWARD_EXAMPLES=500 .venv/bin/python -m pytest tests/server/vault/test_lifecycles.py
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from protocol.consent import Aim
from protocol.crossings import Answers
from protocol.ids import quarter_of
from protocol.ledger import LedgerEntry
from protocol.opening import FreshKey, OpeningRequest, RefusalReason, check_request, refuse
from protocol.policy import ReleaseRules
from protocol.primitives import SignKey
from protocol.release import ClearanceRequest, SignedClearanceRequest
from server.vault.errors import LogUnreachable
from server.vault.fresh_keys import fresh_key_id
from server.vault.moves import expire
from server.vault.rounds import follow_log, tidy
from tests.models import consents as said
from tests.models import vault as model
from tests.models.counting import Rules
from tests.server.vault.conftest import BASE_RULES, OneVaultDatabase
from tests.server.vault.vault_stage import CARDS, VaultStage, Voice, real_terms
from tests.server.vault.vault_world import Asked, running_vault
from tests.stories import tell_stories
from tests.worlds import NOW, PARTNERS, make_consortium, seeded

Result = TypeVar("Result")
STORIES, STEPS = 40, 20
NEEDED, SEATS = 2, 3
RULES = Rules(k=3, partners=3, left=2)
AIMS = ("early-warning", "advocacy")
OPEN_ENDS = frozenset({"refused", "expired", "withdrawn", "frozen"})

cards = st.none() | st.tuples(st.sampled_from(PARTNERS), st.integers(0, CARDS - 1))
aims = st.sampled_from([frozenset(AIMS[:1]), frozenset(AIMS), frozenset(AIMS[1:])])
terms = st.just(said.Terms()) | st.builds(
    said.Terms, st.sampled_from([said.COARSE, said.READ, said.FINER]), aims, st.sampled_from([365, 90, 30])
)
COARSE = said.Terms(said.COARSE, frozenset(AIMS), 365)
TIMES = {"an hour": 3600, "13 hours": 46_800, "a day and a bit": 90_000, "a week": 7 * 86_400, "a month": 31 * 86_400}
OFTEN = ["13 hours", "a day and a bit", *TIMES]
FAR = ["asked", "logged", "one approved", "all approved", "opened"]
BROKEN = ("intake is down", "before it is confirmed", "after it is confirmed")
POOLS = ("whole", "whole", "whole", "in small pools", *BROKEN)


@dataclass(eq=False)
class Source:
    """A source and the model of what it sent."""

    name: int
    voice: Voice
    part: model.Part
    versions: list[said.Version]

    def __repr__(self) -> str:
        return f"<source {self.name}>"


@dataclass(eq=False)
class Asking:
    """A request, its model, and the keys that its two desks had."""

    name: int
    asked: Asked
    model: model.Request
    keys: tuple[SignKey, SignKey]

    def __repr__(self) -> str:
        return f"<request {self.name}>"


@dataclass(eq=False)
class Answer:
    asking: Asking
    part: bytes
    seat: int
    approves: bool
    answers: Answers

    def __repr__(self) -> str:
        return f"<seat {self.seat} {'approves' if self.approves else 'refuses'} in {self.asking}>"


@dataclass(eq=False)
class Clearing:
    name: int
    signed: SignedClearanceRequest
    model: model.Clearance

    def __repr__(self) -> str:
        return f"<clearance {self.name}>"


@dataclass
class Pool:
    """What waits at intake."""

    parts: dict[bytes, model.Part] = field(default_factory=dict)
    claims: list[model.Claim] = field(default_factory=list)


class VaultMachine(RuleBasedStateMachine):
    sources: Bundle[Source] = Bundle("sources")
    held_back: Bundle[Any] = Bundle("held_back")
    requests: Bundle[Asking] = Bundle("requests")
    answers: Bundle[Answer] = Bundle("answers")
    clearances: Bundle[Clearing] = Bundle("clearances")

    def __init__(self, stage: VaultStage, runner: asyncio.Runner) -> None:
        super().__init__()
        self.stage, self.runner = stage, runner
        self.run(stage.begin())
        self.vault = stage.vault
        self.model = model.Vault(int(NOW), NEEDED, SEATS, RULES, self.desks())
        self.pool = Pool()
        self.names = iter(range(1, 10_000))
        self.told: list[Source] = []
        self.asked: list[Asking] = []
        self.ended: dict[tuple[bytes, bytes], str] = {}
        self.seen_to_end: dict[tuple[bytes, bytes], str] = {}
        self.turn = 0
        self.load_lists()
        for partner in PARTNERS:
            self._tell((partner, 0), COARSE)
        self.collect("whole")

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(work)

    def desks(self) -> frozenset[str]:
        return frozenset(self.stage.vault.desk(side).name for side in (0, 1))

    # Sources

    @initialize(target=sources)
    def three_have_told(self) -> MultipleResults[Source]:
        return multiple(*self.told)

    @initialize(target=requests, how_far=st.sampled_from(FAR))
    def and_a_desk_asked(self, how_far: str) -> Asking:
        """A story can begin anywhere on the way."""
        asking = self._ask(self.told, "early-warning", 48)
        assert isinstance(asking, Asking)
        far = FAR.index(how_far)
        if far:
            self.follow_log()
        for seat in range(1, min(far, NEEDED + 1)):
            for answer in self._look(asking, seat):
                self._send(answer)
        for part in asking.model.parts if far >= FAR.index("opened") else ():
            self._fetch(asking, part, 0)
        return asking

    @rule(target=sources, card=cards, wish=terms)
    def tell(self, card: tuple[str, int] | None, wish: said.Terms) -> Source:
        return self._tell(card, wish)

    def _tell(self, card: tuple[str, int] | None, wish: said.Terms) -> Source:
        voice, today = self.stage.tell(card, wish), self.model.today
        vouched = (quarter_of(today), card[0], str(card[1])) if card else None
        first = said.Version(1, None, today, today + 365, wish)
        part = model.Part(voice.told.testimony, voice.told.key().public, vouched, first)
        self.told.append(Source(next(self.names), voice, part, [first]))
        self.pool.parts[part.id] = part
        return self.told[-1]

    @rule(target=held_back, source=sources, wish=terms, lifetime=st.sampled_from([365, 20]), hold=st.booleans())
    def change_consent(self, source: Source, wish: said.Terms, lifetime: int, hold: bool) -> Any:
        today = self.model.today
        claimed = source.voice.next(real_terms(wish, today), today, lifetime)
        before = source.versions[-1]
        version = said.Version(before.number + 1, before, today, today + lifetime, wish)
        source.versions.append(version)
        claim = model.Claim(source.part.key, version)
        if hold:
            return claimed, claim
        self._post(claimed, claim)
        return multiple()

    @rule(source=sources, wishes=st.lists(terms, min_size=2, max_size=2), days=st.sampled_from([0, 3, 8]))
    def change_consent_twice(self, source: Source, wishes: list[said.Terms], days: int) -> None:
        """Each of the two is collected at once; some days lie in between."""
        for wish in wishes:
            self.change_consent(source, wish, 365, hold=False)
            self.collect("whole")
            self.vault.clock.now += days * 86_400
            self.model.now += days * 86_400
        self._compare_listing()

    @rule(held=consumes(held_back))
    def post_what_was_held_back(self, held: Any) -> None:
        self._post(*held)

    def _post(self, claimed: Any, claim: model.Claim) -> None:
        self.stage.post(claimed)
        self.pool.claims.append(claim)

    @rule(source=sources, how=st.sampled_from(["its own key", "its own key", "another's key"]))
    def withdraw(self, source: Source, how: str) -> None:
        if how == "its own key":
            self.stage.take_back(source.voice)
            self.pool.claims.append(model.Claim(source.part.key, None))
        else:
            self.stage.take_back(source.voice, signed_by=next(one.voice for one in self.told if one is not source))

    @rule(source=sources, what=st.sampled_from(["its report", "a rival of its last version"]))
    def send_what_changes_nothing(self, source: Source, what: str) -> None:
        if what == "its report":
            self.stage.tell_again(source.voice)
            self.pool.parts[source.part.id] = source.part
        elif (here := self.model.parts.get(source.part.id)) and here.chain and len(here.chain.versions) > 1:
            self._rival(source, here.chain.versions[-2][0])

    def _rival(self, source: Source, older: said.Version) -> None:
        today = self.model.today
        claimed = source.voice.next(real_terms(COARSE, today), today, 365, older.number - 1)
        version = said.Version(older.number + 1, older, today, today + 365, COARSE)
        self._post(claimed, model.Claim(source.part.key, version))

    @rule(how=st.sampled_from(POOLS))
    def collect(self, how: str) -> None:
        self.run(self.stage.collect(how))
        if how == "intake is down":
            return
        self.model.collect(self.pool.parts.values(), self.pool.claims)
        if how != "before it is confirmed":
            self.pool = Pool()

    # Openings

    @rule(
        target=requests,
        of=st.lists(sources, min_size=1, max_size=3, unique_by=id),
        aim=st.sampled_from(["early-warning", "early-warning", "early-warning", "advocacy", "accountability"]),
        hours=st.sampled_from([24, 48, 1]),
    )
    def ask(self, of: list[Source], aim: str, hours: int) -> Any:
        return self._ask(of, aim, hours)

    def _ask(self, of: list[Source], aim: str, hours: int, **change: Any) -> Any:
        """A request that the vault has is one that can be answered, also where its asker was told to come again."""
        parts = [source.part.id for source in of]
        asking = self._asking(parts, aim, self.model.now + hours * 3600, **change)
        predicted = self.model.ask(asking.model)
        assert self.run(self.stage.ask(asking.asked.signed)) == predicted
        if asking.model.id not in self.model.requests:
            return multiple()
        self.asked.append(asking)
        return asking

    def _asking(self, parts: list[bytes], aim: str, expires: int, **change: Any) -> Asking:
        name = next(self.names)
        how = {"directory": self.vault.consortium.directory.hash, "nonce": seeded(f"nonce/{name}")(32)}
        asked = self.vault.request(parts, Aim(aim), expires=expires, **(how | change))
        request = OpeningRequest.from_bytes(asked.signed.body)
        keys = frozenset(fresh_key_id(FreshKey.from_bytes(one.body)) for one in (request.curator, request.reviewer))
        predicted = model.Request(asked.id, tuple(parts), aim, self.desks(), keys, expires)
        return Asking(name, asked, predicted, (self.vault.desk(0).sign_key, self.vault.desk(1).sign_key))

    @rule(asking=requests, source=sources, what=st.sampled_from(["the same", "with a key that served"]))
    def ask_again(self, asking: Asking, source: Source, what: str) -> None:
        served = OpeningRequest.from_bytes(asking.asked.signed.body)
        fresh = FreshKey.from_bytes(served.reviewer.body)
        if what == "the same":
            assert self.run(self.stage.ask(asking.asked.signed)) == self.model.ask(asking.model)
        elif self.model.now + 3600 <= fresh.expires and fresh.desk == self.vault.desk(1).name:
            self._ask([source], "early-warning", 1, reviewer=served.reviewer)

    @rule(target=answers, asking=requests, seat=st.integers(1, SEATS), at_once=st.booleans())
    def look_and_approve(self, asking: Asking, seat: int, at_once: bool) -> Any:
        """A custodian makes its approvals of what it is shown; they may come much later, and come again."""
        made = self._look(asking, seat)
        for answer in made if at_once else ():
            self._send(answer)
        return multiple(*made)

    @rule(target=answers, asking=requests, seat=st.integers(1, SEATS), which=st.integers(0, 2), at_once=st.booleans())
    def refuse(self, asking: Asking, seat: int, which: int, at_once: bool) -> Any:
        if self.model.over(asking.model):
            return multiple()
        part = asking.model.parts[which % len(asking.model.parts)]
        answer = Answer(asking, part, seat, False, self._refusal(asking, part, seat))
        if at_once:
            self._send(answer)
        return answer

    def _look(self, asking: Asking, seat: int) -> list[Answer]:
        notices = self.run(self.vault.notices(seat))
        shown = {slip.id() for one in notices if one.request.id() == asking.asked.id for slip in one.slips}
        assert shown == {part for request, part in self.model.shown_to(seat) if request == asking.asked.id}
        directory = self._directory_of(asking)
        made = self.run(self.vault.approvals(asking.asked, seat, directory=directory)).approvals if shown else ()
        return [
            Answer(asking, part, seat, True, Answers(approvals=(one,)))
            for part, one in zip(sorted(shown), made, strict=True)
        ]

    def _refusal(self, asking: Asking, part: bytes, seat: int) -> Answers:
        checked = check_request(asking.asked.signed, self._directory_of(asking), self.model.now)
        return Answers(refusals=(refuse(checked, part, seat, RefusalReason.OTHER, self.vault.custodian(seat)),))

    def _directory_of(self, asking: Asking) -> Any:
        return self.vault.world.pinned.directory_named(OpeningRequest.from_bytes(asking.asked.signed.body).directory)

    @rule(answer=answers)
    def send_an_answer_again(self, answer: Answer) -> None:
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        predicted = self.model.answer(answer.asking.model, answer.part, answer.seat, approves=answer.approves)
        assert self.run(self.stage.answer(answer.seat, answer.answers)) == predicted

    @rule(asking=requests, which=st.integers(0, 2), side=st.sampled_from([0, 1]))
    def fetch(self, asking: Asking, which: int, side: int) -> None:
        self._fetch(asking, asking.model.parts[which % len(asking.model.parts)], side)

    def _fetch(self, asking: Asking, part: bytes, side: int) -> None:
        key = asking.keys[side]
        known = key.public in {self.vault.desk(one).sign_key.public for one in (0, 1)}
        predicted = self.model.fetch(asking.model, part) if known else "wrong-signature"
        assert self.run(self.stage.fetch(asking.asked.id, part, key)) == predicted

    @rule(asking=requests, by=st.sampled_from(["curator", "reviewer", "custodian 1", "custodian 3"]))
    def freeze(self, asking: Asking, by: str) -> None:
        key = self.vault.custodian(int(by[-1])) if by[-1].isdigit() else self.vault.desk(by == "reviewer").sign_key
        assert self.run(self.stage.freeze(asking.asked.id, key)) == self.model.freeze(asking.model)

    @rule(target=requests, of=st.lists(sources, min_size=1, max_size=3, unique_by=id))
    def ask_and_all_answer(self, of: list[Source]) -> Any:
        """The whole way in one step, as far as it goes."""
        asking = self._ask(of, "early-warning", 24)
        if not isinstance(asking, Asking):
            return asking
        self.follow_log()
        for seat in (3, 1):
            for answer in self._look(asking, seat):
                self._send(answer)
        for part in asking.model.parts:
            self._fetch(asking, part, 0)
        return asking

    # Clearances

    @rule(
        target=clearances,
        of=st.lists(sources, min_size=1, max_size=5, unique_by=id),
        before=st.none() | clearances,
        strange=st.booleans(),
    )
    def clear(self, of: list[Source], before: Clearing | None, strange: bool) -> Any:
        return self._clear(of, before, strange=strange and before is not None)

    @rule(target=clearances)
    def clear_all_that_is_open(self) -> Any:
        opened = self.model.opened()
        return self._clear([source for source in self.told if source.part.id in opened][:8], None)

    def _clear(self, of: list[Source], before: Clearing | None, *, strange: bool = False) -> Any:
        """`strange`: it names a predecessor that there never was."""
        if not of:
            return multiple()
        name = next(self.names)
        named = bytes([1] * 32) if strange else before.model.commitment if before else None
        parts, commitment = tuple(source.part.id for source in of), seeded(f"clearance/{name}")(32)
        asked = model.Clearance(commitment, parts, self.desks(), named)
        clearing = Clearing(name, self._sign(asked), asked)
        self._send_clearing(clearing)
        return clearing if commitment in self.model.clearances else multiple()

    def _sign(self, asked: model.Clearance) -> SignedClearanceRequest:
        return self.vault.clearance(
            asked.parts,
            commitment=asked.commitment,
            predecessor=asked.predecessor,
            directory=self.vault.consortium.directory.hash,
        )

    def _send_clearing(self, clearing: Clearing) -> None:
        name, why = self.run(self.stage.clear(clearing.signed))
        predicted, reasons = self.model.clear(clearing.model)
        assert name == predicted, (why, reasons)
        assert why in (reasons or [set()])

    @rule(clearing=clearances, source=sources, what=st.sampled_from(["the same", "the same otherwise"]))
    def clear_again(self, clearing: Clearing, source: Source, what: str) -> None:
        """Otherwise: the same commitment, standing on something else."""
        asked = ClearanceRequest.from_bytes(clearing.signed.body)
        if what == "the same":
            if asked.directory == self.vault.consortium.directory.hash:
                self._send_clearing(clearing)
        elif parts := tuple({*clearing.model.parts} ^ {source.part.id}):
            other = model.Clearance(clearing.model.commitment, parts, self.desks(), None)
            self._send_clearing(Clearing(0, self._sign(other), other))

    # What happens by itself

    @rule(what=st.sampled_from(["follow the log", "before its tick", "expire", "tidy"]))
    def round(self, what: str) -> None:
        if what == "expire":
            self.run(expire(self.vault.world))
            self.model.expire()
        elif what == "tidy":
            self.run(tidy(self.vault.world))
            self.model.tidy()
        elif what == "before its tick":
            self.look_at_the_log()
        else:
            self.follow_log()

    def look_at_the_log(self) -> None:
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

    @rule(time=st.sampled_from(OFTEN))
    def wait(self, time: str) -> None:
        """Months bring a new directory with them."""
        self.vault.clock.now += TIMES[time]
        self.model.now += TIMES[time]
        if TIMES[time] > 20 * 86_400:
            self.stage.new_directory()

    @rule(what=st.sampled_from(["the log", "the log", "cards", "k", "the reviewer", "the vault"]))
    def something_changes(self, what: str) -> None:
        if what == "the log":
            self.vault.to_log.down = self.model.log_answers
            self.model.log_answers = not self.model.log_answers
        elif what == "cards":
            self.load_lists()
        elif what == "k":
            self.model.rules = Rules(self.model.rules.k + 1, RULES.partners, RULES.left)
            self.stage.raise_k(self.model.rules.k)
        elif what == "the reviewer":
            self.stage.new_reviewer(next(self.names))
            self.model.desks = self.desks()
        else:
            self.run(self.stage.start_again())

    def load_lists(self) -> None:
        """This quarter's cards."""
        quarter = self.run(self.stage.load_lists())
        for partner in PARTNERS:
            if (quarter, partner) not in self.model.listed:
                self.model.listed.add((quarter, partner))
                self.model.log["cards", (quarter + partner).encode()] = "noted"

    # What must be so after each step

    @invariant()
    def both_say_the_same(self) -> None:
        """Of what is shown, a seat and a request at a time, in turn: at the end of a story, all."""
        self.run(self._compare_rows())
        self.turn += 1
        if self.asked:
            self._compare_progress(self.asked[self.turn % len(self.asked)])
        looks = (self._compare_listing, self._compare_notices, self._compare_standing)
        looks[self.turn % len(looks)]()

    async def _compare_rows(self) -> None:
        rows, here = self.stage.rows, self.model
        kept = {part.id for part in here.parts.values() if part.state == "kept"}
        assert {one for (one,) in await rows("SELECT id FROM parts")} == kept
        forgotten = {part.id for part in here.parts.values() if part.state == "forgotten"}
        assert {one for (one,) in await rows("SELECT id FROM forgotten")} == forgotten
        await self._compare_what_sources_said(kept)
        await self._compare_openings()
        await self._compare_log()
        cleared = await rows("SELECT commitment, part FROM cleared_parts")
        assert set(cleared) == {(one.commitment, part) for one in here.clearances.values() for part in one.parts}
        assert {one for (one,) in await rows("SELECT id FROM spent_keys")} == here.spent

    async def _compare_what_sources_said(self, kept: set[bytes]) -> None:
        rows, here = self.stage.rows, self.model
        stood_on = {part for one in here.clearances.values() for part in one.parts}
        versions = {
            (part.id, version.number, day)
            for part in here.parts.values()
            if part.chain and (part.id in kept or part.id in stood_on)
            for version, day in part.chain.versions
        }
        assert set(await rows("SELECT part, version, received FROM consents")) == versions
        assert {one for (one,) in await rows("SELECT part FROM withdrawals")} == here.withdrawn
        waiting = Counter(await rows("SELECT part_key, kind FROM early_claims"))
        kinds = [(claim.key, "consent" if claim.version else "withdrawal") for claim in here.waiting]
        assert waiting == Counter(kinds)

    async def _compare_openings(self) -> None:
        rows, here = self.stage.rows, self.model
        kept = await rows("SELECT opening, part, state FROM opening_parts")
        found = {(asked, part): state for asked, part, state in kept}
        for place, state in self.ended.items():
            assert found[place] == state, "an end was left"
        self.ended |= {place: state for place, state in found.items() if state in OPEN_ENDS}
        assert found == {(one.id, part): state for one in here.requests.values() for part, state in one.states.items()}
        answers = {
            (one.id, part, seat, yes) for one in here.requests.values() for (part, seat), yes in one.answers.items()
        }
        assert set(await rows("SELECT opening, part, seat, approves FROM answers")) == answers
        for place, state in found.items():
            said_yes = {seat for asked, part, seat, yes in answers if yes and (asked, part) == place}
            assert state not in {"approved", "opened"} or len(said_yes) >= NEEDED

    async def _compare_log(self) -> None:
        found: dict[tuple[str, bytes], str] = {}
        for raw, sent, proved in await self.stage.rows("SELECT entry, sent, inclusion IS NOT NULL FROM log_entries"):
            entry = LedgerEntry.from_bytes(raw)
            assert (entry.kind.value, entry.subject) not in found, "said twice"
            found[entry.kind.value, entry.subject] = "proved" if proved else "sent" if sent else "noted"
        assert Counter(kind for kind, _ in found) == Counter(kind for kind, _ in self.model.log)
        for (kind, subject), state in self.model.log.items():
            assert kind == "cards" or (kind, subject) in found
            assert kind in {"cards", "withdrawal"} or found[kind, subject] == state

    def _compare_listing(self) -> None:
        opened = self.model.opened()
        shown = {one.part: (one.may_be_opened, one.opened, one.vouched) for one in self.run(self.stage.listed())}
        assert shown == {
            part.id: (
                any(self.model.why_not(part.id, aim) is None for aim in AIMS),
                part.id in opened,
                bool(self.model.source(part.id)[1]),
            )
            for part in self.model.parts.values()
            if part.state == "kept"
        }

    def _compare_notices(self) -> None:
        seat = self.turn % SEATS + 1
        notices = self.run(self.vault.notices(seat))
        shown = {(one.request.id(), slip.id()) for one in notices for slip in one.slips}
        assert shown == self.model.shown_to(seat)
        for one in notices:
            assert {part.part for part in one.withdrawn} == self.model.withdrawn

    def _compare_progress(self, asking: Asking) -> None:
        seen = self.run(self.vault.states(asking.asked))
        assert {part: state.value for part, state in seen.items()} == self.model.look(asking.model)
        for part, state in seen.items():
            self._compare_end(asking, part, state.value)

    def _compare_end(self, asking: Asking, part: bytes, state: str) -> None:
        """What a desk has been shown as ended stays ended in the same way."""
        assert self.seen_to_end.get((asking.asked.id, part), state) == state
        if state in OPEN_ENDS:
            self.seen_to_end[asking.asked.id, part] = state

    def _compare_standing(self) -> None:
        commitments = sorted(self.model.clearances)
        if commitments:
            holds = self.run(self.vault.holds(*commitments))
            assert holds == tuple(self.model.holds(one) for one in commitments)

    def teardown(self) -> None:
        self._compare_listing()
        self._compare_standing()
        for _ in range(SEATS):
            self.turn += 1
            self._compare_notices()
        for asking in self.asked:
            self._compare_progress(asking)


@contextmanager
def staged(databases: OneVaultDatabase, folder: Path) -> Iterator[tuple[VaultStage, asyncio.Runner]]:
    """A running vault, and the loop that it runs in."""
    rules = ReleaseRules(
        k=RULES.k, partners=RULES.partners, left_without_any_partner=RULES.left, epoch_seconds=5, longest_expiry=365
    )
    quorums = (NEEDED,) * 3
    consortium = make_consortium("vault", custodians=SEATS, quorums=quorums, rules=rules, cedar=BASE_RULES)
    with asyncio.Runner() as runner:
        running = running_vault(consortium, databases, folder / "pinned")
        vault = runner.run(running.__aenter__())
        address = databases.administrator("vault").get_secret_value()
        administrator = runner.run(_connect(address))
        try:
            yield VaultStage(vault, folder / "stories", administrator), runner
        finally:
            runner.run(administrator.close())
            runner.run(running.__aexit__(None, None, None))


async def _connect(address: str) -> asyncpg.Connection[Any]:
    return await asyncpg.connect(address)


def test_the_vault_lives_by_its_tables(databases: OneVaultDatabase, tmp_path: Path) -> None:
    with staged(databases, tmp_path) as (stage, runner):
        tell_stories(lambda: VaultMachine(stage, runner), STORIES, STEPS)
