"""Who stands behind a summary, counted from the words of SPEC 16.3. A source is (quarter, partner, name)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Source = tuple[str, str, str]
"""Quarter, partner, card; for what nobody vouched for, two empty words and the part's own name."""


@dataclass(frozen=True, slots=True)
class Rules:
    k: int
    partners: int
    left: int


def lacking(sources: Iterable[Source], rules: Rules) -> list[set[str]]:
    """What each quarter lacks of those that lack least; [set()], perhaps several, where nothing is lacking."""
    vouched = {source for source in sources if source[1]}
    quarters = [{one for one in vouched if one[0] == quarter} for quarter in {one[0] for one in vouched}]
    each = [_lacking_in(quarter, rules) for quarter in quarters]
    least = min(map(len, each), default=0)
    return [one for one in each if len(one) == least] or [{"not-enough-independent-sources"}]


def _lacking_in(sources: set[Source], rules: Rules) -> set[str]:
    by_partner = Counter(partner for _, partner, _ in sources)
    found = {
        "not-enough-independent-sources": len(sources) < rules.k,
        "not-enough-partners": len(by_partner) < rules.partners,
        "one-partner-carries-it": any(len(sources) - count < rules.left for count in by_partner.values()),
    }
    return {reason for reason, holds in found.items() if holds}


def sets_apart(new: frozenset[Source], family: Sequence[frozenset[Source]], rules: Rules) -> bool:
    """Whether somebody who reads all of these could single too few out with the new one."""
    met = frozenset[Source]().union(*family)
    blocks = {tuple(source in one for one in family): set[Source]() for source in met}
    for source in met:
        blocks[tuple(source in one for one in family)].add(source)
    pieces = [piece for block in blocks.values() if block & new and block - new for piece in (block & new, block - new)]
    if new & met and new - met:
        pieces.append(set(new - met))
    return any(set() not in lacking(piece, rules) for piece in pieces)
