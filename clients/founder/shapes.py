"""Weak shapes: directories that clients would trust, and under which one mishap or one person opens or shuts too much.

Rules of this file
* A quorum of one is refused, and nobody can accept it: then a custodian alone opens a report.
* What else is refused can be accepted by its code, by each root that signs, in so many words.
* What only warns is said each time, and signed all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from protocol.directory import Compartment, Directory

FEWEST_ADMINISTRATORS = 3


class Weakness(StrEnum):
    """What is weak, as it is written to accept it."""

    QUORUM_OF_ONE = "quorum-of-one"
    NO_SEAT_TO_SPARE = "no-seat-to-spare"
    ONE_ORGANISATION_OPENS = "one-organisation-opens"
    ONE_ROOT = "one-root"
    ONE_READER = "one-reader"
    FEW_ADMINISTRATORS = "few-administrators"
    ADMINISTRATORS_OF_ONE = "administrators-of-one"


REFUSED = frozenset(
    {
        Weakness.QUORUM_OF_ONE,
        Weakness.NO_SEAT_TO_SPARE,
        Weakness.ONE_ORGANISATION_OPENS,
        Weakness.ONE_ROOT,
        Weakness.ONE_READER,
    }
)
NEVER_ACCEPTED = frozenset({Weakness.QUORUM_OF_ONE})


@dataclass(frozen=True, slots=True)
class Weak:
    """One weakness, and in plain words what it means here."""

    what: Weakness
    words: str

    def stands_against(self, accepted: Collection[Weakness]) -> bool:
        """Whether nobody signs while it is so."""
        return self.what in REFUSED and (self.what in NEVER_ACCEPTED or self.what not in accepted)


def weaknesses(directory: Directory, roots_needed: int, plans: Collection[str]) -> list[Weak]:
    """All that is weak in a directory. `plans` names the compartments for which a recovery plan is recorded."""
    return [
        *(weak for one in directory.compartments for weak in _of_compartment(one, plans)),
        *_of_administrators(directory),
        *_of_roots(roots_needed),
    ]


def _of_compartment(one: Compartment, plans: Collection[str]) -> Iterator[Weak]:
    if one.needed == 1:
        yield Weak(Weakness.QUORUM_OF_ONE, f"{one.name}: one custodian alone opens a report.")
    elif one.needed > len(one.seats) - 1 and one.name not in plans:
        words = (
            f"{one.name}: if one of {len(one.seats)} keys is lost, no report opens any more, and none is made again."
        )
        yield Weak(Weakness.NO_SEAT_TO_SPARE, words)
    organisation, most = Counter(seat.organisation for seat in one.seats).most_common(1)[0]
    if one.needed > 1 and most > one.needed - 1:
        words = f"{one.name}: {most} custodians are from {organisation}, and {one.needed} of them open a report."
        yield Weak(Weakness.ONE_ORGANISATION_OPENS, words)
    if len({desk.holder for desk in one.desks}) == 1:
        words = f"{one.name}: all desks are one person's. A request needs a curator and another who reviews."
        yield Weak(Weakness.ONE_READER, words)


def _of_administrators(directory: Directory) -> Iterator[Weak]:
    administrators = directory.administrators
    if len(administrators) < FEWEST_ADMINISTRATORS:
        words = "Two administrators only: when one is suspended or ill, no policy and no lift can be signed."
        yield Weak(Weakness.FEW_ADMINISTRATORS, words)
    if len({one.organisation for one in administrators}) == 1:
        words = "All administrators are from one organisation: it alone changes the policy."
        yield Weak(Weakness.ADMINISTRATORS_OF_ONE, words)


def _of_roots(needed: int) -> Iterator[Weak]:
    if needed == 1:
        yield Weak(Weakness.ONE_ROOT, "One root alone signs a directory: whoever has that key is everybody.")
