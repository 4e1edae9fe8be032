"""The ordinary way, week after week: curators ask, custodians answer in batches, requests end. SPEC 15.

What the code fixes is taken from it: parts a request may name, seconds it lives, the quota. A part that has its quorum
waits for nobody any more, as in `server/vault/opening/notices.py`; what ends first is shown first.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import count
from random import Random

from bench.custody.arrivals import DAY, Span, arrivals, next_multiple
from bench.custody.assumptions import Assumed
from bench.custody.duty import Planned, asking
from bench.custody.work import Work
from protocol.ids import day_of
from protocol.opening import LIFETIME, MAX_PARTS
from protocol.policy import CustodyRules, LogRules

QUOTA = CustodyRules().parts_per_curator_and_day
TICK = LogRules().tick_seconds


@dataclass(slots=True)
class Request:
    """Parts of one aim, and who has answered for each of them."""

    curator: str
    aim: str
    asked: float
    waiting: dict[int, set[str]]
    """By part that has no quorum yet: seats that said yes or no."""
    approvals: Counter[int] = field(default_factory=Counter)
    parts: int = 0

    @property
    def shown(self) -> float:
        """Once it stands in the log."""
        return next_multiple(self.asked, TICK)

    @property
    def expires(self) -> float:
        return self.asked + LIFETIME


@dataclass(frozen=True, slots=True)
class Answer:
    """One custodian's answer to one request: how many parts got a yes, and how many were read."""

    seat: str
    who: str
    day: date
    at: float
    request: Request
    read: int
    approved: int


@dataclass(slots=True)
class Batch:
    """What is answered in one go: a sitting in which nothing waits is none."""

    planned: Planned
    begins: float
    ends: float
    answers: int = 0


@dataclass(slots=True)
class Lived:
    """What came of it."""

    requests: list[Request] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    """Seconds from asking to the quorum, by part that reached it."""
    ended: int = 0
    """Parts whose request ended without it: they are asked for again."""
    unasked: int = 0
    """Parts that were still to be asked for in the end."""


class Weeks:
    """All that happens, in order of time."""

    def __init__(self, assumed: Assumed, span: Span, planned: Iterable[Planned], work: Work, lot: Random) -> None:
        self.assumed, self.span, self.work, self.lot = assumed, span, work, lot
        self.lived = Lived()
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self._order = count()
        self._parts = count()
        self._pool: list[tuple[float, str, int]] = []
        self._open: list[Request] = []
        self._asked: Counter[tuple[str, int]] = Counter()
        self._approved: Counter[tuple[str, str, int]] = Counter()
        self._again: set[int] = set()
        for one in planned:
            self._at(one.begins, partial(self._sit, one))
        for moment, curator in asking(assumed, span):
            self._at(moment, partial(self._ask, curator))

    def live(self, collect_seconds: float) -> Lived:
        """To the end of the span; what is then still waiting is not counted."""
        aims, weights = zip(*self.assumed.reports.aims.items(), strict=True)
        for moment in arrivals(self.assumed.reports, self.span, self.lot):
            aim = self.lot.choices(aims, weights)[0]
            heapq.heappush(self._pool, (next_multiple(moment, collect_seconds), aim, next(self._parts)))
        while self._events and self._events[0][0] < self.span.ends:
            now, _, act = heapq.heappop(self._events)
            act(now)
        self.lived.unasked = sum(collected < self.span.ends for collected, _, _ in self._pool)
        return self.lived

    def _at(self, moment: float, act: Callable[[float], None]) -> None:
        heapq.heappush(self._events, (moment, next(self._order), act))

    # A curator

    def _ask(self, curator: str, now: float) -> None:
        by_aim: dict[str, list[int]] = defaultdict(list)
        while self._pool and self._pool[0][0] <= now and self._asked[curator, day_of(now)] < QUOTA:
            _, aim, part = heapq.heappop(self._pool)
            self._asked[curator, day_of(now)] += 1
            by_aim[aim].append(part)
        for aim, parts in by_aim.items():
            for begin in range(0, len(parts), MAX_PARTS):
                self._request(curator, aim, parts[begin : begin + MAX_PARTS], now)

    def _request(self, curator: str, aim: str, parts: list[int], now: float) -> None:
        request = Request(curator, aim, now, {part: set() for part in parts}, parts=len(parts))
        self._open.append(request)
        self.lived.requests.append(request)
        self._at(request.expires, partial(self._end, request))

    def _end(self, request: Request, now: float) -> None:
        self._open.remove(request)
        self.lived.ended += len(request.waiting)
        for part in request.waiting:
            heapq.heappush(self._pool, (now, request.aim, part))

    # A custodian

    def _sit(self, planned: Planned, now: float) -> None:
        batch = Batch(planned, now, now)
        if next(self._shown(batch, now), None):
            self._read(batch, now + 60 * self.assumed.custody.minutes_to_begin + self.work.seconds_to_begin)

    def _read(self, batch: Batch, now: float) -> None:
        """The next request, if there is one, and time for it."""
        if now - batch.begins > 60 * self.assumed.custody.longest_batch_minutes:
            self._at(now + 60 * self.assumed.custody.pause_minutes, partial(self._sit, batch.planned))
        elif request := next(self._shown(batch, now), None):
            parts = self._allowed(batch, request, now)
            seconds = self.assumed.custody.seconds_a_request + len(parts) * self.work.seconds_a_part
            self._at(now + seconds, partial(self._answer, batch, request, parts))

    def _shown(self, batch: Batch, now: float) -> Iterator[Request]:
        """What waits for this seat and may be answered, what ends first at first."""
        return (one for one in self._open if one.shown <= now and self._allowed(batch, one, now))

    def _allowed(self, batch: Batch, request: Request, now: float) -> list[int]:
        """The parts that this seat has not answered for, as far as the curator's quota on this device goes."""
        left = QUOTA - self._approved[batch.planned.who, request.curator, day_of(now)]
        return [part for part, seats in request.waiting.items() if batch.planned.seat not in seats][: max(left, 0)]

    def _answer(self, batch: Batch, request: Request, read: list[int], now: float) -> None:
        planned = batch.planned
        if now <= request.expires:
            yes = self.lot.random() >= self.assumed.custody.refused
            if yes:  # counted before it is sent, as clients/custodian/session.py does
                self._approved[planned.who, request.curator, day_of(now)] += len(read)
            # Another seat's answer may have been the last that was needed, meanwhile.
            for part in [part for part in read if part in request.waiting]:
                self._take(request, part, planned.seat, now, yes=yes)
            approved = len(read) if yes else 0
            self._note(batch, Answer(planned.seat, planned.who, planned.day, now, request, len(read), approved))
        self._read(batch, now)

    def _take(self, request: Request, part: int, seat: str, now: float, *, yes: bool) -> None:
        request.waiting[part].add(seat)
        request.approvals[part] += yes
        if request.approvals[part] == self.assumed.custody.needed:
            del request.waiting[part]
            self.lived.waited.append(now - request.asked)
            self._ask_again(request.aim, part, now)

    def _ask_again(self, aim: str, part: int, now: float) -> None:
        """A desk keeps nothing: for a summary of several reports some are opened once more."""
        if part not in self._again and self.lot.random() < self.assumed.reports.asked_again:
            self._again.add(part)
            later = now + DAY * self.lot.uniform(*self.assumed.reports.again_after_days)
            heapq.heappush(self._pool, (later, aim, part))

    def _note(self, batch: Batch, answer: Answer) -> None:
        self.lived.answers.append(answer)
        if not batch.answers:
            self.lived.batches.append(batch)
        batch.answers += 1
        batch.ends = answer.at
