"""The vault as a few plain rules: for each act what it answers, and what stands afterwards. Pure, small, and written
without the code: SPEC 5, 13, 15 and 16 are its sources, and lifecycles.py the only way in which anything moves.

An answer is "taken", or the name of the problem that the vault would give.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.models.consents import COARSE, Chain, Terms, Version, meet
from tests.models.counting import Rules, Source, lacking, sets_apart
from tests.models.lifecycles import LOG_ENTRY, OPENING, PART, START, can, step

DAY = 86_400
TAKEN = "taken"
EARLY_WARNING = "early-warning"
WAITING_DAYS = 30
SHORTEST = 30


@dataclass(eq=False)
class Part:
    """A sealed testimony. `card` is (quarter, partner, number) as its source signed, whether or not it is listed."""

    id: bytes
    key: bytes
    card: Source | None
    first: Version
    state: str = START
    came: int = 0
    chain: Chain | None = None


@dataclass(eq=False)
class Request:
    id: bytes
    parts: tuple[bytes, ...]
    aim: str
    desks: frozenset[str]
    fresh: frozenset[bytes]
    expires: int
    states: dict[bytes, str] = field(default_factory=dict)
    answers: dict[tuple[bytes, int], bool] = field(default_factory=dict)


@dataclass(eq=False)
class Clearance:
    commitment: bytes
    parts: tuple[bytes, ...]
    desks: frozenset[str]
    predecessor: bytes | None
    sources: frozenset[Source] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """A withdrawal where `version` is None. `good` where the part's own key signed it."""

    key: bytes
    version: Version | None
    good: bool = True


@dataclass
class Vault:
    now: int
    needed: int
    seats: int
    rules: Rules
    desks: frozenset[str]
    listed: set[tuple[str, str]] = field(default_factory=set)
    """Quarter and partner of the card lists that were loaded."""
    parts: dict[bytes, Part] = field(default_factory=dict)
    requests: dict[bytes, Request] = field(default_factory=dict)
    clearances: dict[bytes, Clearance] = field(default_factory=dict)
    withdrawn: set[bytes] = field(default_factory=set)
    waiting: dict[Claim, int] = field(default_factory=dict)
    """Claims that came too early, and the day on which they came."""
    unjudged: list[tuple[Part, int]] = field(default_factory=list)
    """What was moved and nobody has looked at, with the day on which it came; it may be here for the second time."""
    spent: set[bytes] = field(default_factory=set)
    log: dict[tuple[str, bytes], str] = field(default_factory=dict)
    handed: set[bytes] = field(default_factory=set)
    """What a desk was given: for good, whatever becomes of the request (SPEC 13.5)."""
    log_answers: bool = True

    @property
    def today(self) -> int:
        return self.now // DAY

    # What comes from intake

    def bring_in(self, parts: Iterable[Part]) -> None:
        """What an earlier visit left unjudged is judged before more comes."""
        self.judge()
        for sent in parts:
            part = self.parts.setdefault(sent.id, sent)
            self.unjudged.append((part, self.today))
            if part.state == START:
                part.state = step(PART, START, "move")

    def judge(self) -> None:
        """As of the day they came: claims that waited for them find them."""
        arrived = set()
        for part, day in self.unjudged:
            arrived.add(part.key)
            if part.state == "unjudged":
                part.state, part.came = step(PART, part.state, "judge"), day
                part.chain = Chain([(part.first, day)])
        if self.unjudged:
            self.unjudged.clear()
            self._apply([], arrived)

    def hear(self, claims: Sequence[Claim]) -> None:
        """Posts, once the parts that came with them are judged."""
        self._apply(claims, set())

    def _apply(self, claims: Sequence[Claim], arrived: Collection[bytes]) -> None:
        fresh = [claim for claim in claims if claim.good]
        touched = {*arrived, *(claim.key for claim in fresh)}
        ripe = {claim: day for claim, day in self.waiting.items() if claim.key in touched}
        todo = ripe | {claim: self.today for claim in fresh if claim not in ripe}
        early = self._withdraw({claim.key for claim in todo if claim.version is None}, arrived)
        early |= self._change(todo)
        kept = {claim: day for claim, day in self.waiting.items() if claim not in todo and not self._too_old(day)}
        self.waiting = kept | {claim: day for claim, day in todo.items() if claim in early}

    def _too_old(self, day: int) -> bool:
        return day < self.today - WAITING_DAYS

    def _reached(self, keys: Collection[bytes]) -> list[Part]:
        """Parts of these keys that are here, or on which a clearance stands."""
        stood_on = {part for clearance in self.clearances.values() for part in clearance.parts}
        return [
            part
            for part in self.parts.values()
            if part.key in keys and (part.state == "kept" or (part.state == "forgotten" and part.id in stood_on))
        ]

    def _withdraw(self, keys: Collection[bytes], arrived: Collection[bytes]) -> set[Claim]:
        here = self._reached({*keys, *(key for key in arrived if self._was_withdrawn(key))})
        for part in here:
            if part.id not in self.withdrawn:
                self.withdrawn.add(part.id)
                self._note("withdrawal", part.id)
        for request in self.requests.values():
            for part in here:
                if can(OPENING, request.states.get(part.id, ""), "withdraw"):
                    self._move(request, part.id, "withdraw")
        return {Claim(key, None) for key in keys} - {Claim(part.key, None) for part in here}

    def _was_withdrawn(self, key: bytes) -> bool:
        return any(part.key == key and part.id in self.withdrawn for part in self.parts.values())

    def _change(self, todo: dict[Claim, int]) -> set[Claim]:
        early = set()
        versions = [(claim, day) for claim, day in todo.items() if claim.version is not None]
        for claim, day in sorted(versions, key=lambda one: one[0].version.number if one[0].version else 0):
            if claim.version is not None and not self._takes(claim, claim.version, day):
                early.add(claim)
        return early

    def _takes(self, claim: Claim, version: Version, day: int) -> bool:
        """False where it came too early."""
        here = [part.chain for part in self._reached({claim.key}) if part.chain]
        for chain in here:
            chain.take(version, day)
        return bool(here) and all(version.number <= chain.last.number + 1 for chain in here)

    # Openings

    def why_not(self, part: bytes, aim: str) -> str | None:
        """Why a part may not be opened today for this aim; None where it may."""
        here = self.parts.get(part)
        if here is None or here.state != "kept" or here.chain is None:
            return "not-here"
        return "withdrawn" if part in self.withdrawn else here.chain.why_not(aim, self.today)

    def ask(self, request: Request) -> str:
        if request.id not in self.requests and (why := self._why_not_asked(request)):
            return why
        if request.id not in self.requests:
            self.requests[request.id] = request
            self.spent |= request.fresh
            request.states = {part: step(OPENING, START, "ask") for part in request.parts}
            self._note("opening-requested", request.id)
        answer = self._told("opening-requested", request.id)
        if answer == TAKEN:
            self.look(request)
        return answer

    def _why_not_asked(self, request: Request) -> str | None:
        whys = [self.why_not(part, request.aim) for part in request.parts]
        if "not-here" in whys:
            return "not-here"
        spent = "fresh-key-used" if self.spent & request.fresh else None
        return next((why for why in whys if why), spent)

    def shown_to(self, seat: int) -> set[tuple[bytes, bytes]]:
        """Requests and parts that wait for this custodian."""
        return {
            (request.id, part)
            for request in self.requests.values()
            if not self.over(request) and self.log["opening-requested", request.id] == "proved"
            for part, state in request.states.items()
            if state == "logged" and (part, seat) not in request.answers and not self.why_not(part, request.aim)
        }

    def answer(self, request: Request, part: bytes, seat: int, *, approves: bool) -> str:
        if why := self._why_not_answered(request, part, seat, approves=approves):
            return why
        request.answers[part, seat] = approves
        if request.states[part] == "logged":
            self._count(request, part)
        return TAKEN

    def _why_not_answered(self, request: Request, part: bytes, seat: int, *, approves: bool) -> str | None:
        if self.over(request):
            return "request-expired"
        if request.states[part] not in {"logged", "approved", "opened"}:
            return "not-possible-now"
        if approves and (why := self.why_not(part, request.aim)):
            return why
        if request.answers.get((part, seat), approves) is not approves:
            return "already-answered"
        return "not-here" if self.parts[part].state != "kept" else None

    def _count(self, request: Request, part: bytes) -> None:
        said = [yes for (of, _), yes in request.answers.items() if of == part]
        if said.count(True) >= self.needed:
            self._move(request, part, "approve")
        elif said.count(False) > self.seats - self.needed:
            self._move(request, part, "refuse")

    def fetch(self, request: Request, part: bytes) -> str:
        if self.over(request):
            return "request-expired"
        if why := self.why_not(part, request.aim):
            return why
        if request.states[part] in {"requested", "logged"}:
            return "not-yet-approved"
        if not can(OPENING, request.states[part], "open"):
            return "not-possible-now"
        self._move(request, part, "open")
        self.handed.add(part)
        return TAKEN

    def freeze(self, request: Request) -> str:
        self._end_if_over(request)
        for part, state in request.states.items():
            if can(OPENING, state, "freeze"):
                self._move(request, part, "freeze")
        return TAKEN

    def expire(self) -> None:
        for request in self.requests.values():
            self._end_if_over(request)

    def over(self, request: Request) -> bool:
        return self.now > request.expires

    def _end_if_over(self, request: Request) -> None:
        for part, state in request.states.items():
            if self.over(request) and can(OPENING, state, "expire"):
                self._move(request, part, "expire")

    def look(self, request: Request) -> dict[bytes, str]:
        """The states as its desks see them; what they see as ended stays so."""
        self._end_if_over(request)
        return request.states

    def _move(self, request: Request, part: bytes, act: str) -> None:
        request.states[part] = step(OPENING, request.states[part], act)

    def opened(self) -> set[bytes]:
        return {part for one in self.requests.values() for part, state in one.states.items() if state == "opened"}

    # Clearances

    def clear(self, asked: Clearance) -> tuple[str, list[set[str]]]:
        """The answer, and for "clearance-refused" every set of reasons that would be right."""
        before = self.clearances.get(asked.commitment)
        if before is None:
            if why := self._why_not_cleared(asked):
                return why
            self._grant(asked)
        elif before is not asked:
            return "already-cleared", []
        elif self.withdrawn & set(asked.parts):
            return "clearance-refused", [{"withdrawn"}]
        return self._told("clearance", asked.commitment), []

    def _grant(self, asked: Clearance) -> None:
        asked.sources = frozenset(map(self.source, asked.parts))
        self.clearances[asked.commitment] = asked
        self._note("clearance", asked.commitment)

    def _why_not_cleared(self, asked: Clearance) -> tuple[str, list[set[str]]] | None:
        parts = [self.parts.get(part) for part in asked.parts]
        if any(part is None or part.state != "kept" for part in parts):
            return "not-here", []
        reasons = {*self._about_parts(asked), *self._about_family(asked)}
        sources = lacking(map(self.source, asked.parts), self.rules)
        options = [reasons | lacks for lacks in sources]
        return None if set() in options else ("clearance-refused", options)

    def _about_parts(self, asked: Clearance) -> Iterator[str]:
        if not all(self._opened(part, asked.desks) for part in asked.parts):
            yield "not-opened-by-both-desks-for-this-aim"
        if any(part in self.withdrawn for part in asked.parts):
            yield "withdrawn"
        terms = [self._terms(part) for part in asked.parts if part not in self.withdrawn]
        if None in terms:
            yield "consent-ended"
        if not self._summary_may_stand_on([one for one in terms if one is not None]):
            yield "consent-does-not-allow"

    def _opened(self, part: bytes, desks: frozenset[str]) -> bool:
        ours = [one for one in self.requests.values() if one.desks == desks and one.aim == EARLY_WARNING]
        return any(one.states.get(part) == "opened" for one in ours)

    def _terms(self, part: bytes) -> Terms | None:
        chain = self.parts[part].chain
        return chain.allowed(self.today) if chain else None

    def _summary_may_stand_on(self, terms: Sequence[Terms]) -> bool:
        if not terms:
            return True
        together = terms[0]
        for one in terms[1:]:
            together = meet(together, one)
        return together.level >= COARSE and EARLY_WARNING in together.aims

    def _about_family(self, asked: Clearance) -> Iterator[str]:
        family, named = [], asked.predecessor
        while named is not None:
            if named not in self.clearances:
                yield "no-such-predecessor"
                return
            family.append(self.clearances[named].sources)
            named = self.clearances[named].predecessor
        if sets_apart(frozenset(map(self.source, asked.parts)), family, self.rules):
            yield "difference-isolates-a-source"

    def source(self, part: bytes) -> Source:
        card = self.parts[part].card
        return card if card and card[:2] in self.listed else ("", "", part.hex())

    def holds(self, commitment: bytes) -> bool:
        clearance = self.clearances.get(commitment)
        if clearance is None or self.log["clearance", commitment] == "noted":
            return False
        if self.withdrawn & set(clearance.parts):
            return False
        terms = [self._terms(part) for part in clearance.parts]
        return None not in terms and self._summary_may_stand_on([one for one in terms if one])

    # The log

    def _note(self, kind: str, subject: bytes) -> None:
        self.log[kind, subject] = step(LOG_ENTRY, START, "note")

    def _told(self, kind: str, subject: bytes) -> str:
        """The log is told before anything is answered; without it, the caller is told to come again."""
        if self.log[kind, subject] != "noted":
            return TAKEN
        if not self.log_answers:
            return "log-unreachable"
        self.log[kind, subject] = step(LOG_ENTRY, "noted", "send")
        return TAKEN

    def tell_log(self) -> None:
        """It has heard of all that is new; nothing is proved before its tick."""
        for place, state in self.log.items() if self.log_answers else ():
            if can(LOG_ENTRY, state, "send"):
                self.log[place] = step(LOG_ENTRY, state, "send")

    def follow_log(self) -> None:
        """A tick of the log between two looks. Withdrawals may wait longer than one tick: nothing waits for them."""
        if not self.log_answers:
            return
        for place, state in self.log.items():
            if state == "noted":
                self.log[place] = step(LOG_ENTRY, "noted", "send")
            if self.log[place] == "sent":
                self.log[place] = step(LOG_ENTRY, "sent", "prove")
        for request in self.requests.values():
            for part, state in request.states.items():
                if can(OPENING, state, "log"):
                    self._move(request, part, "log")

    # By the day

    def tidy(self) -> None:
        """Forget what is due."""
        for part in self.parts.values():
            if part.state == "kept" and part.chain and self._is_due(part, part.chain):
                part.state = step(PART, "kept", "forget")

    def _is_due(self, part: Part, chain: Chain) -> bool:
        return self.today >= part.came + max(SHORTEST, chain.keep_for(self.today))
