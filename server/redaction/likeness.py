"""Which of the opened reports may tell of one event: pure. It sees prints, and no word of a report.

A hint is cheap to look at and dear to miss, so it is given early: a person who reads both decides. What it found in
76 reports that tell of 76 events, and in pairs that tell of one, is in tests/server/redaction/test_likeness.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from server.redaction.room.questions import Feature, Print

MOST_HINTS = 20
_NAME, _WORD = Feature.NAME, Feature.WORD


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two reports share: whether the coded event and week, and how many names, days and figures."""

    event: bool
    week: bool
    names: int
    dates: int
    numbers: int

    @property
    def may_be_one(self) -> bool:
        """Figures are of telephones, plates and files: one suffices. Names sound alike by chance, so one does not."""
        around = self.event + self.week + min(self.dates, 1)
        return self.numbers > 0 or self.names + around >= 3 or (self.names > 0 and around > 1)


def likeness(one: Iterable[Print], other: Iterable[Print]) -> Likeness:
    mine, theirs = _marks(one), _marks(other)
    shared = {feature: len(mine[feature] & theirs[feature]) for feature in Feature}
    # Words of two texts in which names cannot be told are shared by all texts of their language: they say nothing.
    names = (mine[_NAME] & (theirs[_NAME] | theirs[_WORD])) | (mine[_WORD] & theirs[_NAME])
    return Likeness(
        event=shared[Feature.EVENT] > 0,
        week=shared[Feature.WEEK] > 0,
        names=len(names),
        dates=shared[Feature.DATE],
        numbers=shared[Feature.NUMBER],
    )


def _marks(prints: Iterable[Print]) -> dict[Feature, set[bytes]]:
    marks: dict[Feature, set[bytes]] = {feature: set() for feature in Feature}
    for one in prints:
        marks[one.feature].add(one.mark)
    return marks


def hints(prints: Mapping[str, tuple[Print, ...]]) -> list[tuple[str, str, Likeness]]:
    """By the reports' labels, each pair that may tell of one event; what shares most stands first."""
    found = [(one, other, likeness(prints[one], prints[other])) for one, other in combinations(prints, 2)]
    likely = [pair for pair in found if pair[2].may_be_one]
    likely.sort(key=lambda pair: -(pair[2].names + pair[2].dates + 3 * pair[2].numbers + pair[2].event + pair[2].week))
    return likely[:MOST_HINTS]
