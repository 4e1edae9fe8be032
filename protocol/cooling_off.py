"""When a newer policy may be taken: at once if it only tightens, after its cooling-off time if it loosens. SPEC 17.7.

Each zone and each client counts by its own clock, from the day on which it first saw the bundle with signatures that
hold. Nobody shortens that by writing an earlier day into a bundle, by the policy zone's database, or by handing it out
late.

Rules of this file
* What is not known to tighten loosens.
* A day that lies ahead was written by a clock that was wrong: then the count begins anew.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.encoding import Day, Hash, Message
from protocol.policy import PolicyRefused, TrustedPolicy
from protocol.policy_changes import changes, loosens
from protocol.policy_directions import Direction

MOST_SEEN = 16
"""Bundles of two administrators that wait at once; of more, those that were seen last are remembered."""


class CoolingOff(PolicyRefused):
    """This policy loosens something. It is taken when its cooling-off time is over."""

    def __init__(self, from_day: int) -> None:
        super().__init__()
        self.from_day = from_day
        """The first day on which it can be taken."""


class SeenPolicy(Message):
    hash: Hash
    day: Day


class SeenPolicies(Message):
    """Which bundles wait here, and since when; in a file of whoever counts, and in no message."""

    BOUND: ClassVar[int] = 4096

    type: Literal["leeward/v1/seen-policies"] = "leeward/v1/seen-policies"
    seen: Annotated[tuple[SeenPolicy, ...], Field(max_length=MOST_SEEN)] = ()

    def first_day(self, policy: Hash, today: int) -> int | None:
        """When it was first seen; None where it was not, or only by a clock that was ahead."""
        return next((one.day for one in self.seen if one.hash == policy and one.day <= today), None)

    def noted(self, policy: Hash, today: int) -> SeenPolicies:
        """With this one too, seen today."""
        others = tuple(one for one in self.seen if one.hash != policy)
        return SeenPolicies(seen=(*others, SeenPolicy(hash=policy, day=today))[-MOST_SEEN:])


def must_wait(known: TrustedPolicy, new: TrustedPolicy, cedar: Direction) -> bool:
    """Whether the newer one loosens something. `cedar` is the direction of the Cedar texts, if they changed."""
    return new.hash != known.hash and loosens(changes(known.contents, new.contents, cedar))


def check_waited(known: TrustedPolicy, first_day: int, today: int) -> None:
    """Raise CoolingOff until the days are over that the policy in force, and not the newer one, asks for."""
    ready = first_day + known.contents.changes.cooling_off_days
    if today < ready:
        raise CoolingOff(ready)
