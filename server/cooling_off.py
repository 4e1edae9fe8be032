"""On which day each waiting policy was first seen here, in a file that a power cut does not shorten. SPEC 17.7."""

from __future__ import annotations

from pathlib import Path

from protocol.cooling_off import SeenPolicies, check_waited, must_wait
from protocol.errors import ProtocolError
from protocol.policy import PolicyBundle, TrustedPolicy
from protocol.policy_directions import Direction
from server.durable_file import write_durably


class FirstSeen:
    """The days on which bundles that wait were first seen."""

    def __init__(self, file: Path) -> None:
        """Where the file is damaged the count begins anew: that waits longer, never shorter."""
        self._file = file
        try:
            self._seen = SeenPolicies.from_bytes(file.read_bytes())
        except (OSError, ProtocolError):
            self._seen = SeenPolicies()

    def day_of(self, policy: bytes, today: int) -> int:
        """The first day; today where it was never seen, or only by a clock that was ahead. Raises OSError."""
        if (day := self._seen.first_day(policy, today)) is not None:
            return day
        noted = self._seen.noted(policy, today)
        write_durably(self._file, noted.to_bytes())
        self._seen = noted
        return today


def check_cooled(known: TrustedPolicy, new: TrustedPolicy, cedar: Direction, seen: FirstSeen, today: int) -> None:
    """Raise CoolingOff where the newer policy loosens something and has not waited long enough here."""
    if must_wait(known, new, cedar):
        check_waited(known, seen.day_of(new.hash, today), today)


def cedar_changed(old: PolicyBundle, new: PolicyBundle) -> bool:
    """Whether it has to be asked, of both texts, who may do what."""
    return (old.cedar_policies, old.cedar_schema) != (new.cedar_policies, new.cedar_schema)
