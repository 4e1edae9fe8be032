"""Counting independent sources: distinct vouched people, never reports. Pure. DESIGN §4 and §5.

Rules of this file
* A source is a period key that stands on a partner's list. k counts the distinct ones of one quarter: the same
  card has another key in every quarter, so that keys of two quarters may be one person.
* All unvouched parts together are one source. It adds nothing to k: anyone can be it, as often as they like. It
  counts where releases are compared, since what it told would stand out there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from protocol.release import SourceBand


@dataclass(frozen=True, slots=True)
class Source:
    """One card in one quarter, and who handed it out."""

    key: bytes
    quarter: str
    partner: str


UNVOUCHED = Source(b"", "", "")
"""Everyone without a card that counts, as one."""

Sources = frozenset[Source]


def quarters(sources: Iterable[Source]) -> list[Sources]:
    """The vouched sources, by quarter."""
    found: defaultdict[str, set[Source]] = defaultdict(set)
    for source in sources:
        if source != UNVOUCHED:
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


def isolates(one: Sources, other: Sources, k: int) -> bool:
    """Whether subtracting the one summary from the other would point at fewer than k people."""
    return any(difference and independent(difference) < k for difference in (one - other, other - one))


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
