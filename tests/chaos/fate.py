"""Who is struck next, at which act, and how: drawn from a seed, evenly over everything that each step does.

What each process does in each step is learned from the steps that were seen. Of the processes that may be struck the
one that was drawn least often in this step comes next, then of its acts likewise, when a step begins
those first that few other steps have; the seed decides between equals. Where nothing was seen of it yet, any act will
do.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tests.chaos.acts import ANY
from tests.chaos.blows import ON_POSTGRES, Blow, Deed, deeds_at

_T = TypeVar("_T")
_HOLDS = ("gateway", "curator-desk", "policy")
"""Those whose own folder is on a small disk."""
_PEERS = ("intake", "vault", "release", "policy", "ledger")


@dataclass
class Fate:
    """Draws blows; `only` are the ones to be repeated, once in each tale, where that was asked for."""

    seed: int
    can_fill: bool
    can_trace: bool
    only: tuple[Blow, ...] = ()
    deeds: frozenset[Deed] = frozenset(Deed)
    tale: int = 0
    known: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    """What was seen: step → process → act → how often at most."""
    drawn: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _draws: int = 0

    def lot(self, *of: object) -> float:
        """A number that hangs on the seed, the tale, how many were drawn in it, and the thing: what else there was to
        choose from changes little."""
        drawn = "/".join(map(str, (self.seed, self.tale, self._draws, *of)))
        return int.from_bytes(hashlib.sha256(drawn.encode()).digest()[:6], "big") / 2**48

    def one_of(self, things: Sequence[_T], what: str) -> _T:
        return things[int(self.lot(what) * len(things))]

    def begin_tale(self, number: int) -> None:
        self.tale, self._draws = number, 0

    def learn(self, step: str, house: str, seen: dict[str, int]) -> None:
        known = self.known.setdefault(step, {}).setdefault(house, Counter())
        for act, count in seen.items():
            known[act] = max(known[act], count)

    def draw(self, step: str, houses: Collection[str], *, postgres: bool, only_here: bool = False) -> Blow | None:
        """A blow for one of these processes; `postgres`: whether PostgreSQL may be struck in it; `only_here`: rather at
        what few other steps do."""
        self._draws += 1
        if not houses:
            return None
        house, act = self._only_here(step, houses) if only_here else self._in_turn(step, houses)
        self.drawn[step, house, ""] += 1
        self.drawn[step, house, f"at {act}"] += 1
        return self._blow(step, house, act, self._known_of(step, house)[act], postgres)

    def _in_turn(self, step: str, houses: Collection[str]) -> tuple[str, str]:
        # By the name of the process first, or one that does a hundred small things would have all the blows.
        house = min(sorted(houses), key=lambda one: (self.drawn[step, one, ""], self.lot(step, one)))
        acts = sorted(self._known_of(step, house))
        return house, min(acts, key=lambda one: (self.drawn[step, house, f"at {one}"], self.lot(step, house, one)))

    def _only_here(self, step: str, houses: Collection[str]) -> tuple[str, str]:
        """What the fewest steps do comes first; of that, what was drawn least."""

        def turn(house: str, act: str) -> tuple[int, int, float]:
            elsewhere = sum(act in theirs.get(house, ()) for theirs in self.known.values())
            return elsewhere, self.drawn[step, house, f"at {act}"], self.lot(step, house, act)

        every = [(house, act) for house in sorted(houses) for act in sorted(self._known_of(step, house))]
        return min(every, key=lambda one: turn(*one))

    def _known_of(self, step: str, house: str) -> Counter[str]:
        """What it does in this step; before that was seen, what it does in any other."""
        if own := self.known.get(step, {}).get(house):
            return own
        together: Counter[str] = Counter()
        for houses in self.known.values():
            together |= houses.get(house, Counter())
        return together or Counter({ANY: 4})

    def _blow(self, step: str, house: str, act: str, often: int, postgres: bool) -> Blow | None:
        allowed = self.deeds if postgres else self.deeds - ON_POSTGRES
        deeds = [one for one in deeds_at(act) if one in allowed and self._can(one, house)]
        if not deeds:
            return None
        side, deed = self.one_of(("before", "after"), "side"), self.one_of(deeds, "deed")
        others = sorted({*_PEERS} - {house})
        return Blow(step, house, act, side, deed, int(self.lot("skip") * min(4, often)), self.one_of(others, "peer"))

    def again(self, house: str) -> int:
        """How many acts a process that starts again may do before it dies again."""
        return int(self.lot("again", house) * 12)

    def _can(self, deed: Deed, house: str) -> bool:
        match deed:
            case Deed.POSTGRES_FULL:
                return self.can_fill
            case Deed.DISK_FULL:
                return self.can_fill and house in _HOLDS
            case Deed.POSTGRES_FSYNC:
                return self.can_trace
        return True
