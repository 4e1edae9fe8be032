"""What strikes, where and when: drawn from a seed, evenly over everything that each step does.

Rules of this file
* What each process does in each step is learned from the steps that were seen. Of the processes the one that was drawn
  least often in this step comes next, then of its acts likewise, and the seed decides between equals.
* The harness strikes in the middle of the act: the victim waits until PostgreSQL, a disk or another zone has been dealt
  with. A frozen one is let go again; a full disk gets its room back; what ended is started again. Nothing else is done.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from tests.chaos.acts import Plan
from tests.chaos.town import Town

_T = TypeVar("_T")


class Deed(StrEnum):
    """What happens to whom, when a process is at its chosen act."""

    DIES = "dies"
    DIES_TWICE = "dies, and again while it starts"
    FREEZES = "freezes"
    PEER_DIES = "another zone dies"
    PEER_FREEZES = "another zone freezes"
    POSTGRES_DIES = "PostgreSQL dies"
    BACKEND_DIES = "its backend dies"
    POSTGRES_FREEZES = "PostgreSQL freezes"
    POSTGRES_FULL = "PostgreSQL's disk is full"
    POSTGRES_FSYNC = "PostgreSQL's fsync fails"
    DISK_FULL = "its disk is full"
    FSYNC_FAILS = "its fsync fails"


_ON_SQL = (
    Deed.DIES, Deed.DIES, Deed.DIES, Deed.DIES_TWICE, Deed.FREEZES, Deed.POSTGRES_DIES, Deed.BACKEND_DIES,
    Deed.POSTGRES_FREEZES, Deed.POSTGRES_FULL, Deed.POSTGRES_FSYNC,
)  # fmt: skip
_ON_HTTP = (Deed.DIES, Deed.DIES, Deed.DIES, Deed.DIES_TWICE, Deed.FREEZES, Deed.PEER_DIES, Deed.PEER_FREEZES)
_ON_DISK = (Deed.DIES, Deed.DIES, Deed.DIES_TWICE, Deed.FREEZES, Deed.DISK_FULL, Deed.FSYNC_FAILS)
_HOLDS = ("gateway", "curator-desk", "policy")
"""Those whose own folder is on a small disk."""


@dataclass(frozen=True, slots=True, order=True)
class Blow:
    """`house` is at its act: what then happens. `peer` is the other zone's, where the deed has one."""

    step: str
    house: str
    act: str
    side: str
    deed: Deed
    skip: int = 0
    peer: str = ""

    def __str__(self) -> str:
        return "|".join((self.step, self.house, self.act, self.side, self.deed.name, str(self.skip), self.peer))

    @classmethod
    def read(cls, text: str) -> Blow:
        step, house, act, side, deed, skip, peer = text.split("|")
        return cls(step, house, act, side, Deed[deed], int(skip), peer)


@dataclass
class Fate:
    """Draws blows, strikes them, and counts."""

    seed: int
    can_fill: bool
    can_trace: bool
    only: Blow | None = None
    deeds: frozenset[Deed] = frozenset(Deed)
    tale: int = 0
    known: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    """What was seen: step → process → act → how often at most."""
    drawn: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    struck: Counter[tuple[str, str, Deed]] = field(default_factory=Counter)
    acts_struck: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    latest: list[str] = field(default_factory=list)
    _draws: int = 0
    _mending: list[tuple[float, Callable[[], object]]] = field(default_factory=list)

    def _lot(self, *of: object) -> float:
        """A number that hangs on the seed, the tale, how many were drawn in it, and the thing: what else there was to
        choose from changes little."""
        drawn = "/".join(map(str, (self.seed, self.tale, self._draws, *of)))
        return int.from_bytes(hashlib.sha256(drawn.encode()).digest()[:6], "big") / 2**48

    def _one_of(self, things: Sequence[_T], what: str) -> _T:
        return things[int(self._lot(what) * len(things))]

    def begin_tale(self, number: int) -> None:
        self.tale, self._draws = number, 0

    def learn(self, step: str, house: str, seen: dict[str, int]) -> None:
        known = self.known.setdefault(step, {}).setdefault(house, Counter())
        for act, count in seen.items():
            known[act] = max(known[act], count)

    def draw(self, step: str) -> Blow | None:
        if self.only is not None:  # once in each tale: a step in which it always fell would never end
            wanted = self.only.step == step and self._fell_in != self.tale
            return self.only if wanted else None
        self._draws += 1
        # By the name of the process first, or one that does a hundred small things would have all the blows.
        known = self._known_of(step)
        houses = sorted(known)
        if not houses:
            return None
        house = min(houses, key=lambda one: (self.drawn[step, one, "", ""], self._lot(step, one)))
        acts = sorted(known[house])
        if not acts:
            self.drawn[step, house, "", ""] += 1
            return None
        act = min(acts, key=lambda one: (self.drawn[step, house, one, ""], self._lot(step, house, one)))
        self.drawn[step, house, "", ""] += 1
        self.drawn[step, house, act, ""] += 1
        return self._blow(step, house, act, known[house][act])

    def _known_of(self, step: str) -> dict[str, Counter[str]]:
        """What is done in this step; before it was seen, what was seen in any other."""
        if step in self.known:
            return self.known[step]
        together: dict[str, Counter[str]] = {}
        for houses in self.known.values():
            for house, acts in houses.items():
                together[house] = together.get(house, Counter()) | acts
        return together

    def _blow(self, step: str, house: str, act: str, often: int) -> Blow | None:
        deeds = [one for one in _deeds(act) if one in self.deeds and self._can(one, house)]
        if not deeds:
            return None
        side, deed = self._one_of(("before", "after"), "side"), self._one_of(deeds, "deed")
        skip = int(self._lot("skip") * min(4, often))
        others = sorted({"intake", "vault", "release", "policy", "ledger"} - {house})
        return Blow(step, house, act, side, deed, skip, self._one_of(others, "peer"))

    def _can(self, deed: Deed, house: str) -> bool:
        match deed:
            case Deed.POSTGRES_FULL:
                return self.can_fill
            case Deed.DISK_FULL:
                return self.can_fill and house in _HOLDS
            case Deed.POSTGRES_FSYNC:
                return self.can_trace
        return True

    # Striking

    @contextlib.contextmanager
    def planned(self, town: Town, blow: Blow | None) -> Iterator[None]:
        """While the block runs the blow may fall; at its end everything that was stopped goes on."""
        town.heard.clear()
        self.fallen = False
        if blow is not None:
            how = {Deed.DIES: "die", Deed.DIES_TWICE: "die", Deed.FREEZES: "stop", Deed.FSYNC_FAILS: "EIO"}
            town.tell(blow.house, say="plan", plan=_plan(blow, how.get(blow.deed, "wait")))
        try:
            yield
        finally:
            self._mend(at_once=True)
            town.thaw()
            for name in town.houses:
                town.tell(name, say="seen")

    def turn(self, town: Town, blow: Blow | None) -> None:
        """Look what happened, and deal the blow if its moment has come."""
        plans = self._next_lives(blow)
        town.look_after(0.02, plans)
        self._mend()
        heard, town.heard[:] = town.heard[:], []
        for house, what in heard:
            if "seen" in what:
                continue
            if "hit" in what and blow is not None and house == blow.house:
                self.fallen, self._fell_in = True, self.tale
                self.latest = [*self.latest[-9:], str(blow)]
                self.struck[blow.step, blow.house, blow.deed] += 1
                self.acts_struck[blow.step, blow.house, blow.act] += 1
                self._deal(town, blow)

    def _next_lives(self, blow: Blow | None) -> dict[str, Plan]:
        if blow is None or blow.deed is not Deed.DIES_TWICE or self._second_used is blow:
            return {}
        self._second = Plan("sql COMMIT" if blow.act.startswith("sql") else blow.act, "before", "die")
        return _Once(self, blow, {blow.house: self._second})

    def waits(self, town: Town) -> bool:
        """Whether what a blow has done is not yet mended, or somebody is not up again."""
        up = all(house.pid and not house.stopped for house in town.houses.values())
        return bool(self._mending) or not up or not town.power.is_ready()

    fallen: bool = False
    _fell_in: int = -1
    _second: Plan | None = None
    _second_used: Blow | None = None

    def _deal(self, town: Town, blow: Blow) -> None:
        power, long = town.power, self._one_of((0.2, 0.2, 0.8, 0.8, 3.5), "long")
        go = lambda: town.tell(blow.house, say="go")  # noqa: E731
        match blow.deed:
            case Deed.FREEZES:
                self._later(long, lambda: town.signal(blow.house, signal.SIGCONT))
            case Deed.PEER_DIES:
                town.signal(blow.peer, signal.SIGKILL)
                go()
            case Deed.PEER_FREEZES:
                town.signal(blow.peer, signal.SIGSTOP)
                self._later(long, lambda: town.signal(blow.peer, signal.SIGCONT))
                go()
            case Deed.POSTGRES_DIES:
                power.kill()
                go()
            case Deed.BACKEND_DIES:
                power.kill_backend(blow.house)
                go()
            case Deed.POSTGRES_FREEZES:
                frozen = power.freeze()
                self._later(long, lambda: power.thaw(frozen))
                go()
            case Deed.POSTGRES_FULL:
                town.disks["postgres"].fill()
                self._later(long, town.disks["postgres"].empty)
                go()
            case Deed.POSTGRES_FSYNC:
                tracer = power.break_fsync()
                self._later(2.0, lambda: _end(tracer))
                go()
            case Deed.DISK_FULL:
                town.disks[blow.house].fill()
                self._later(long, town.disks[blow.house].empty)
                go()

    def _later(self, seconds: float, act: Callable[[], object]) -> None:
        self._mending.append((time.monotonic() + seconds, act))

    def _mend(self, *, at_once: bool = False) -> None:
        due = [one for one in self._mending if at_once or one[0] <= time.monotonic()]
        for one in due:
            self._mending.remove(one)
            one[1]()


class _Once(dict[str, Plan]):
    """Plans for the next start: used up when the first is taken."""

    def __init__(self, fate: Fate, blow: Blow, plans: dict[str, Plan]) -> None:
        super().__init__(plans)
        self._fate, self._blow = fate, blow

    def pop(self, key: str, default: Any = None) -> Any:
        if key in self:
            self._fate._second_used = self._blow
        return super().pop(key, default)


def _deeds(act: str) -> tuple[Deed, ...]:
    if act.startswith("disk"):
        return _ON_DISK
    return _ON_SQL if "sql" in act else _ON_HTTP


def _plan(blow: Blow, how: str) -> dict[str, object]:
    return {"act": blow.act, "side": "before" if how == "EIO" else blow.side, "deed": how, "skip": blow.skip}


def _end(tracer: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(tracer.pid, signal.SIGINT)  # so that it lets go of what it traces
    with contextlib.suppress(subprocess.TimeoutExpired):
        tracer.wait(5)
        return
    tracer.kill()
    tracer.wait()
