"""Counting independent sources: distinct vouched people, never reports. Pure. DESIGN §4 and §5.

Rules of this file
* A source is a period key that stands on a partner's list. k counts the distinct ones of one quarter: the same
  card has another key in every quarter, so that keys of two quarters may be one person.
* All unvouched parts together are one source. It adds nothing to k: anyone can be it, as often as they like.
* Counted, people are as few as they can be; compared (families.py), as many. So each unvouched part has a name of its
  own: of two summaries that stand on one each, nobody knows whether the same person told both.
* Who has a card that is shut out (with its partner, or its batch) adds nothing to k either, and gives nobody cover.
  Compared, they stay who they are: taken for a stranger, they could be told apart from those they stood with before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from protocol.cards import batch_name
from protocol.policy import ReleaseRules
from protocol.release import SourceBand


@dataclass(frozen=True, slots=True)
class Source:
    """One card in one quarter, and who handed it out; or one part that no card vouches for."""

    key: bytes
    quarter: str
    partner: str
    batch: str = field(default="", compare=False)
    """The name of the batch that the card is of, for those who count. The key alone says already who it is."""

    @property
    def vouched(self) -> bool:
        return bool(self.partner)


def unvouched(part: bytes) -> Source:
    """Whoever sent this part without a card that counts."""
    return Source(part, "", "")


def told_by(part: bytes, key: bytes, quarter: str, partner: str | None, batch: bytes | None) -> Source:
    """Who sent a part. `partner` is None where no listed card vouches for it; `batch`, where nobody counts."""
    if partner is None:
        return unvouched(part)
    return Source(key, quarter, partner, batch_name(batch) if batch else "")


Sources = frozenset[Source]


@dataclass(frozen=True, slots=True)
class ShutOut:
    """Whose cards count for nobody until that is lifted (SPEC 21.6)."""

    partners: frozenset[str] = frozenset()
    batches: frozenset[tuple[str, str | None]] = frozenset()
    """By name; each with the partner whose word it is, which counts for its own cards alone, or None."""

    def has(self, partner: str, batch: str) -> bool:
        """Whether the cards of this partner and of the batch of this name are among them."""
        return partner in self.partners or not self.batches.isdisjoint({(batch, None), (batch, partner)})

    def left_of(self, sources: Iterable[Source]) -> Sources:
        """The sources that may be counted."""
        return frozenset(source for source in sources if not self.has(source.partner, source.batch))


def quarters(sources: Iterable[Source]) -> list[Sources]:
    """The vouched sources, by quarter."""
    found: defaultdict[str, set[Source]] = defaultdict(set)
    for source in sources:
        if source.vouched:
            found[source.quarter].add(source)
    return [frozenset(group) for group in found.values()]


def independent(sources: Iterable[Source]) -> int:
    """How many people there are at least: the distinct vouched sources of the best quarter."""
    return max(map(len, quarters(sources)), default=0)


def partners(sources: Iterable[Source]) -> frozenset[str]:
    return frozenset(source.partner for source in sources)


def left_without(partner: str, sources: Collection[Source]) -> int:
    """How many sources remain when all that one partner vouched for are taken away."""
    return sum(source.partner != partner for source in sources)


class Shortfall(StrEnum):
    """What people of one quarter lack to stand behind a summary."""

    FEW_SOURCES = "not-enough-independent-sources"
    FEW_PARTNERS = "not-enough-partners"
    ONE_PARTNER_CARRIES_IT = "one-partner-carries-it"


def shortfalls(sources: Iterable[Source], rules: ReleaseRules, k: int) -> set[Shortfall]:
    """What the quarter lacks that lacks least: one good quarter is enough.

    Where several lack as little, the first in the alphabet: sets have another order in every process, and a reason that
    changes without cause would tell whoever asks twice that there are several quarters.
    """
    each = [set(_lacks(group, rules, k)) for group in quarters(sources)]
    return min(each, key=lambda lacks: (len(lacks), sorted(lacks)), default={Shortfall.FEW_SOURCES})


def counted(sources: Iterable[Source], rules: ReleaseRules, k: int) -> int:
    """How many the largest quarter has that is enough by itself; 0 if none is. What it says holds without the rest."""
    return max((len(group) for group in quarters(sources) if not set(_lacks(group, rules, k))), default=0)


def _lacks(group: Sources, rules: ReleaseRules, k: int) -> Iterator[Shortfall]:
    if len(group) < k:
        yield Shortfall.FEW_SOURCES
    if len(partners(group)) < rules.partners:
        yield Shortfall.FEW_PARTNERS
    if any(left_without(partner, group) < rules.left_without_any_partner for partner in partners(group)):
        yield Shortfall.ONE_PARTNER_CARRIES_IT


def band(count: int, k: int) -> SourceBand:
    """The band that a count falls in; the band that k itself falls in is named by k, or it would tell more than k."""
    floor, named = next(
        (floor, named)
        for floor, named in (
            (20, SourceBand.VERY_MANY),
            (10, SourceBand.MANY),
            (5, SourceBand.SOME),
            (0, SourceBand.AT_LEAST_K),
        )
        if count >= floor
    )
    return named if floor >= k else SourceBand.AT_LEAST_K
