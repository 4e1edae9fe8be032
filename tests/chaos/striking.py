"""Blows on their way, several at once: placed with their victims, dealt when one is at its act, mended, and counted.

Rules of this file
* The harness strikes in the middle of the act: the victim waits until PostgreSQL, a disk or another zone has been dealt
  with. A frozen one is let go again; a full disk gets its room back; what ended is started again. Nothing else is done.
* A process that comes back may be struck while others still come back; PostgreSQL is struck once at a time.
* Nothing is counted on trust: a kill once the kernel says that the process was killed, a freeze once it stands still, a
  failing sync once one was made to fail.
* The longer a step takes, the rarer it is struck: what is struck for ever ends never, and shows nothing.
"""

from __future__ import annotations

import dataclasses
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.chaos.acts import ANY, Plan
from tests.chaos.blows import ON_POSTGRES, Blow, Deed
from tests.chaos.failing_syncs import FailingSyncs
from tests.chaos.fate import Fate
from tests.chaos.tally import Tally
from tests.chaos.town import Town

ABREAST = 6
"""Blows that wait for their act at the same time, each with another process."""
FIRST, FIRST_SECONDS = 3, 0.6
"""So many wait when a step begins, if there are so many to be struck by then."""
GRACE = 1.0
"""Seconds that are waited for a blow's act to come."""
REST = 0.6
"""Seconds after a blow in which its process is left alone; after its second blow in a step twice as long, and so on."""
ONLY_HERE = 1.5
"""Seconds from a step's beginning in which it is struck first at what few other steps do."""
POSTGRES_REST = 2.5
"""Seconds from one blow to PostgreSQL to the next: a journey is a hundred transactions."""
TRACED = 1.0
"""Seconds in which PostgreSQL's syncs fail."""
FAIRLY_LONG = 12.0
"""Seconds after which a step is struck more rarely."""


@dataclass
class _Standing:
    """A blow that its victim knows of, until `until`."""

    blow: Blow
    until: float


@dataclass
class Striking:
    """All blows to one town. Call `turn` again and again, and `end` before anything is reckoned."""

    town: Town
    fate: Fate
    tally: Tally
    says: Callable[[str], None]
    until: float
    """Nothing is struck after that."""
    step: str = ""
    _began: float = 0.0
    _numbers: int = 0
    _standing: dict[int, _Standing] = field(default_factory=dict)
    _awaited: list[tuple[Blow, int, str]] = field(default_factory=list)
    """Blows that are counted once this process has become this: killed, stopped."""
    _became: set[tuple[int, str]] = field(default_factory=set)
    _mending: list[tuple[float, Callable[[], object]]] = field(default_factory=list)
    _next_lives: dict[str, Plan] = field(default_factory=dict)
    _rests: dict[str, float] = field(default_factory=dict)
    _times: Counter[str] = field(default_factory=Counter)
    """How often a process was struck in this step."""
    _next: float = 0.0
    _postgres_next: float = 0.0
    _fell_in: dict[Blow, int] = field(default_factory=dict)

    def begin(self, step: str) -> None:
        """From here on it is this step: ask everybody what they did in the one that is over, and place the first blows
        of this one before anybody begins it."""
        if self.step:
            for name in self.town.houses:
                self.town.tell(name, say="seen", step=self.step)
        self.step, self._began = step, time.monotonic()
        self._times.clear()
        for number in list(self._standing):
            self._lift(number)
        while len(self._standing) < FIRST and time.monotonic() < self._began + FIRST_SECONDS:
            self.turn()

    def turn(self) -> None:
        """Hear what happened, deal what has come to its moment, mend what is due, and place what there is room for."""
        self.town.look_after(0.02, self._next_lives)
        self._mend()
        self._hear()
        self._lift_what_missed()
        self._place()

    def end(self) -> None:
        """No blow falls any more, everything goes on, and every disk has its room."""
        for number in list(self._standing):
            self._lift(number)
        until = time.monotonic() + REST
        while time.monotonic() < until:  # one may have been at its act before it was told
            self._mend(at_once=True)
            self.town.look_after(0.02)
            self._hear()
        self._mend(at_once=True)
        self.town.thaw()

    # Placing

    def _place(self) -> None:
        now = time.monotonic()
        if not self._next <= now < self.until or len(self._standing) >= ABREAST:
            return
        self._next = now + max(0.05, (now - self._began - FAIRLY_LONG) / 4)
        if (blow := self._chosen(now)) is not None:
            number = self._new_number()
            if self.town.tell(blow.house, say="plan", plan=dataclasses.asdict(blow.plan(number))):
                self._standing[number] = _Standing(blow, now + GRACE)

    def _new_number(self) -> int:
        self._numbers += 1
        return self._numbers

    def _chosen(self, now: float) -> Blow | None:
        taken = {one.blow.house for one in self._standing.values()}
        free = {
            name
            for name, house in self.town.houses.items()
            if name not in taken and house.pid and self._rests.get(name, 0) <= now
        }
        if self.fate.only:  # once in each tale: a step in which it always fell would never end
            due = [one for one in self.fate.only if one.step == self.step and one.house in free]
            return next((one for one in due if self._fell_in.get(one) != self.fate.tale), None)
        postgres = now >= self._postgres_next and self.town.power.is_ready()
        only_here = now < self._began + ONLY_HERE
        return self.fate.draw(self.step, free, postgres=postgres, only_here=only_here)

    def _lift_what_missed(self) -> None:
        now = time.monotonic()
        for number in [number for number, one in self._standing.items() if one.until < now]:
            self._lift(number)

    def _lift(self, number: int) -> None:
        house = self._standing.pop(number).blow.house
        if (plan := self._next_lives.get(house)) and plan.number == number:
            del self._next_lives[house]
        self.town.tell(house, say="lift")

    # Dealing

    def _hear(self) -> None:
        heard, self.town.heard[:] = self.town.heard[:], []
        for house, what in heard:
            if "seen" in what:
                self.fate.learn(what.get("step", self.step), house, what["seen"])
            if "became" in what:
                self._became.add((what["pid"], what["became"]))
            if "hit" in what:
                self._fall(house, what["pid"], what["number"], what["hit"])
        for one in [one for one in self._awaited if one[1:] in self._became]:
            self._awaited.remove(one)
            self._count(one[0])

    def _count(self, blow: Blow) -> None:
        self.tally.count(blow)
        self.says(f"       {time.monotonic() - self._began:6.1f}s {blow}")

    def _fall(self, house: str, pid: int, number: int, act: str) -> None:
        """Its victim is at its act. A blow that was lifted at this moment is not dealt, nor counted."""
        self._times[house] += 1
        self._rests[house] = time.monotonic() + REST * self._times[house]
        standing = self._standing.pop(number, None)
        if standing is None:
            self.town.tell(house, say="go")
            self._let_go_after(REST / 2, house)
            return
        self._fell_in[standing.blow] = self.fate.tale
        self._deal(dataclasses.replace(standing.blow, step=self.step, act=act), pid)

    def _deal(self, blow: Blow, pid: int) -> None:
        town, long = self.town, self.fate.one_of((0.2, 0.2, 0.8, 0.8, 3.5), "long")
        match blow.deed:
            case Deed.DIES | Deed.DIES_AGAIN:
                self._awaited.append((blow, pid, "killed"))
            case Deed.DIES_TWICE:
                self._awaited.append((blow, pid, "killed"))
                self._strike_next_life(blow)
            case Deed.FREEZES:
                self._awaited.append((blow, pid, "stopped"))
                self._let_go_after(long, blow.house)
            case Deed.PEER_DIES:
                self._strike_peer(blow, signal.SIGKILL, "killed")
            case Deed.PEER_FREEZES:
                self._strike_peer(blow, signal.SIGSTOP, "stopped")
                self._let_go_after(long, blow.peer)
            case Deed.DISK_FULL:
                town.disks[blow.house].fill()
                self._count(blow)
                self._later(long, town.disks[blow.house].empty)
            case Deed.DISK_FAILS:
                self._count(blow)
            case _:
                self._strike_postgres(blow, long)
        town.tell(blow.house, say="go")

    def _strike_next_life(self, blow: Blow) -> None:
        """Whatever it does when it has just been started again: at one of the first dozen acts it dies."""
        number = self._new_number()
        again, skip = Deed.DIES_AGAIN, self.fate.again(blow.house)
        second = dataclasses.replace(blow, act=ANY, deed=again, side="before", skip=skip)
        self._next_lives[blow.house] = second.plan(number)
        self._standing[number] = _Standing(second, time.monotonic() + GRACE)

    def _strike_peer(self, blow: Blow, number: int, becomes: str) -> None:
        pid = self.town.houses[blow.peer].pid
        self.town.signal(blow.peer, number)
        self._awaited.append((blow, pid, becomes))

    def _strike_postgres(self, blow: Blow, long: float) -> None:
        power, self._postgres_next = self.town.power, time.monotonic() + POSTGRES_REST
        assert blow.deed in ON_POSTGRES
        if not power.alive():
            return
        match blow.deed:
            case Deed.POSTGRES_DIES:
                power.kill()
            case Deed.BACKEND_DIES:
                if not power.kill_backend(blow.house):
                    return
            case Deed.POSTGRES_FREEZES:
                frozen = power.freeze()
                self._later(long, lambda: power.thaw(frozen))
            case Deed.POSTGRES_FULL:
                self.town.disks["postgres"].fill()
                self._later(long, self.town.disks["postgres"].empty)
            case Deed.POSTGRES_FSYNC:
                tracer = power.break_fsync()
                self._later(TRACED, lambda: self._end_tracing(blow, tracer))
                return
        self._count(blow)

    def _end_tracing(self, blow: Blow, tracer: FailingSyncs) -> None:
        if tracer.end():
            self._count(blow)

    # Mending

    def _later(self, seconds: float, act: Callable[[], object]) -> None:
        self._mending.append((time.monotonic() + seconds, act))

    def _let_go_after(self, seconds: float, house: str) -> None:
        self._rests[house] = time.monotonic() + seconds + REST * self._times[house]
        self._later(seconds, lambda: self._let_go(house))

    def _let_go(self, house: str) -> None:
        self._became.discard((self.town.houses[house].pid, "stopped"))
        self.town.signal(house, signal.SIGCONT)

    def _mend(self, *, at_once: bool = False) -> None:
        due = [one for one in self._mending if at_once or one[0] <= time.monotonic()]
        for one in due:
            self._mending.remove(one)
            one[1]()
