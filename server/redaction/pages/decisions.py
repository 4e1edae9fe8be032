"""What a person has decided about the stretches of one text: pure, and without a word of it.

A detector's proposal stands until it is accepted or refused; whoever reads may add what it missed. What is accepted or
added, and what nobody has refused, is hidden in the masked view and named by the list that a summary is held against.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from server.detection.reasons import Reason

MOST_ADDED = 500


class Decided(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    ADDED = "added"


class Proposal(Protocol):
    """A stretch as a detector gives it: code points, a kind and why."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def reason(self) -> Reason: ...


@dataclass(frozen=True, slots=True)
class Stretch:
    """`end` is exclusive; `reason` is None for what a person added."""

    start: int
    end: int
    kind: str
    reason: Reason | None
    decided: Decided

    @property
    def hides(self) -> bool:
        return self.decided is not Decided.REFUSED


class CannotAdd(Exception):
    """This stretch is outside of the text, overlaps another that is hidden, or is one too many."""


@dataclass(slots=True, repr=False)
class Decisions:
    """Of one text, by the proposal's place."""

    _said: dict[tuple[int, int], Decided]
    _added: dict[tuple[int, int], str]
    revealed: bool
    """Of a text that was held: whether a person has asked to see it."""

    def __init__(self) -> None:
        self._said, self._added, self.revealed = {}, {}, False

    def accept(self, start: int, end: int) -> None:
        """Raises CannotAdd where something that was added stands in its place."""
        if any(one_start < end and start < one_end for one_start, one_end in self._added):
            raise CannotAdd
        self._said[start, end] = Decided.ACCEPTED

    def refuse(self, start: int, end: int) -> None:
        """A proposal is kept as refused; what a person added is taken back."""
        if self._added.pop((start, end), None) is None:
            self._said[start, end] = Decided.REFUSED

    def add(self, start: int, end: int, kind: str, length: int, proposals: Iterable[Proposal]) -> None:
        """`length`: of the text, in code points. Raises CannotAdd."""
        if not 0 <= start < end <= length or len(self._added) >= MOST_ADDED:
            raise CannotAdd
        if any(one.hides and one.start < end and start < one.end for one in self.stretches(proposals)):
            raise CannotAdd
        self._added[start, end] = kind

    def add_all(self, places: Iterable[tuple[int, int]], kind: str, length: int, proposals: Iterable[Proposal]) -> None:
        """Each of these that overlaps nothing hidden, in their order and until there are too many; they are apart.

        In one walk: whoever wrote the text says how many places there are. Raises CannotAdd where nothing was added.
        """
        hidden = [one for one in self.stretches(proposals) if one.hides]
        before, at, hidden_to = len(self._added), 0, 0
        for start, end in places:
            while at < len(hidden) and hidden[at].start < end:
                hidden_to = max(hidden_to, hidden[at].end)
                at += 1
            if len(self._added) >= MOST_ADDED:
                break
            if hidden_to <= start < end <= length:
                self._added[start, end] = kind
        if len(self._added) == before:
            raise CannotAdd

    def marked(self) -> list[tuple[int, int]]:
        """What a person accepted or added, and no proposal that nobody has looked at."""
        accepted = [place for place, said in self._said.items() if said is Decided.ACCEPTED]
        return sorted([*accepted, *self._added])

    def stretches(self, proposals: Iterable[Proposal]) -> list[Stretch]:
        """All, from the beginning of the text. Of two that overlap, one was refused."""
        found = [
            Stretch(one.start, one.end, one.kind, one.reason, self._said.get((one.start, one.end), Decided.PROPOSED))
            for one in proposals
        ]
        found += [Stretch(start, end, kind, None, Decided.ADDED) for (start, end), kind in self._added.items()]
        return sorted(found, key=lambda one: (one.start, one.end))
