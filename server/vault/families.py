"""Comparing a summary with its family: what subtracting releases from one another would point at. Pure. DESIGN §5.

The sets of sources that a family of releases stood on cut their union into blocks: a block is everyone who stood
behind exactly the same ones. Whoever reads all of them can tell blocks apart, by adding, intersecting and subtracting,
and nothing smaller. So a new set shows something new only in two ways: it cuts a block in two, or it brings people
who were in no set before.

Rules of this file
* Each half of a block that is cut, and what is brought, must be able to stand behind a release of its own. Comparing
  with each earlier set alone is not enough: with k = 3 and {1..6}, {1, 2, 3, 7, 8, 9}, the set {4..8, 10} is far enough
  from either, and shows 10.
* A block that is too small already (lines that met, the urgent way, a k that has risen since) cannot be halved well
  enough. It is taken whole or not at all, and then shows nothing new.
* The urgent way waives how many stand behind the summary itself, and nothing of this.
* Sources are those that were counted then: readers keep their copies, also of what a source has since taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from protocol.policy import ReleaseRules
from server.vault.sources import Source, Sources, shortfalls


@dataclass(frozen=True, slots=True)
class Earlier:
    """What one summary of the family stood on, as it was counted when it was cleared."""

    sources: Sources
    sensitive: bool = False
    """Minors or sexual violence: whoever stood behind it is cut off only with as many as that asks for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """People whom a new set would set apart."""

    sources: Sources
    sensitive: bool


def isolates(new: Earlier, family: Sequence[Earlier], rules: ReleaseRules) -> bool:
    """Whether the new set, read beside its family, would set too few people apart."""
    return any(shortfalls(piece.sources, rules, _k(piece, rules)) for piece in pieces(new, family))


def pieces(new: Earlier, family: Sequence[Earlier]) -> Iterator[Piece]:
    """The halves of each block that the new set cuts, and the people whom it brings."""
    met: set[Source] = set()
    for block in blocks(family):
        met |= block.sources
        inside, outside = block.sources & new.sources, block.sources - new.sources
        if inside and outside:
            yield Piece(inside, block.sensitive or new.sensitive)
            yield Piece(outside, block.sensitive or new.sensitive)
    # Who shares nobody with the family shows with it what that summary shows alone: judged for itself, maybe as urgent.
    if new.sources & met and (brought := new.sources - met):
        yield Piece(brought, new.sensitive)


def blocks(family: Sequence[Earlier]) -> list[Piece]:
    """Everyone of the family, together with those who stood behind exactly the same summaries."""
    behind: defaultdict[Source, list[int]] = defaultdict(list)
    for number, earlier in enumerate(family):
        for source in earlier.sources:
            behind[source].append(number)
    alike: defaultdict[tuple[int, ...], set[Source]] = defaultdict(set)
    for source, numbers in behind.items():
        alike[tuple(numbers)].add(source)
    return [
        Piece(frozenset(sources), any(family[number].sensitive for number in numbers))
        for numbers, sources in alike.items()
    ]


def _k(piece: Piece, rules: ReleaseRules) -> int:
    return rules.k_for(sensitive=piece.sensitive)
