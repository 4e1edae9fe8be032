"""When a newer policy may be taken: at once if it only tightens, after its cooling-off time if it loosens. SPEC 17.7.

Each zone counts by its own clock, from the day on which it first saw the bundle with signatures that hold. Nobody
shortens that by writing an earlier day into a bundle, by the policy zone's database, or by handing it out late.

Rules of this file
* What is not known to tighten loosens.
* A day that lies ahead was written by a clock that was wrong: then the count begins anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.encoding import Day, Hash, Message
from protocol.errors import ProtocolError
from protocol.policy import PolicyBundle, PolicyRefused, TrustedPolicy
from protocol.policy_changes import changes, loosens
from protocol.policy_directions import Direction
from server.durable_file import write_durably

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
    """Which bundles wait here, and since when."""

    BOUND: ClassVar[int] = 4096

    type: Literal["leeward/v1/seen-policies"] = "leeward/v1/seen-policies"
    seen: Annotated[tuple[SeenPolicy, ...], Field(max_length=MOST_SEEN)] = ()


class FirstSeen:
    """On which day each waiting bundle was first seen here, in a file that a power cut does not shorten."""

    def __init__(self, file: Path) -> None:
        """Where the file is damaged the count begins anew: that waits longer, never shorter."""
        self._file = file
        try:
            self._seen = SeenPolicies.from_bytes(file.read_bytes()).seen
        except (OSError, ProtocolError):
            self._seen = ()

    def day_of(self, policy: bytes, today: int) -> int:
        """The first day; today where it was never seen, or only by a clock that was ahead. Raises OSError."""
        for one in self._seen:
            if one.hash == policy and one.day <= today:
                return one.day
        others = tuple(one for one in self._seen if one.hash != policy)
        kept = (*others, SeenPolicy(hash=policy, day=today))[-MOST_SEEN:]
        write_durably(self._file, SeenPolicies(seen=kept).to_bytes())
        self._seen = kept
        return today


def check_cooled(known: TrustedPolicy, new: TrustedPolicy, cedar: Direction, seen: FirstSeen, today: int) -> None:
    """Raise CoolingOff where the newer policy loosens something and has not waited long enough here.

    `cedar` is the direction of the Cedar texts, if they changed. How long is said by the policy in force, not by the
    newer one.
    """
    if new.hash == known.hash or not loosens(changes(known.contents, new.contents, cedar)):
        return
    ready = seen.day_of(new.hash, today) + known.contents.changes.cooling_off_days
    if today < ready:
        raise CoolingOff(ready)


def cedar_changed(old: PolicyBundle, new: PolicyBundle) -> bool:
    """Whether it has to be asked, of both texts, who may do what."""
    return (old.cedar_policies, old.cedar_schema) != (new.cedar_policies, new.cedar_schema)
