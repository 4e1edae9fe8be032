"""How often somebody may fail, and how often a door that is open to all may be knocked at, in a quarter of an hour.

In memory, by a person's name or a door's, never by an address. A door's bound is one for everybody: whoever uses it up
keeps others out for that time, and nobody has to be written down for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from server.policy.accounts.errors import TooManyTries

SECONDS = 900
FAILURES = 10
"""Of one person: assertions that did not hold."""
KNOCKS = 900
"""At one open door by everybody together: one a second."""


class Tries:
    """Names come from the papers and the code, so there are few."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._noted: dict[str, deque[float]] = {}

    def check(self, name: str, most: int = FAILURES) -> None:
        """Raises TooManyTries where as many were noted as may be."""
        noted, since = self._noted.get(name, deque()), self._clock() - SECONDS
        while noted and noted[0] <= since:
            noted.popleft()
        if len(noted) >= most:
            raise TooManyTries

    def note(self, name: str) -> None:
        self._noted.setdefault(name, deque(maxlen=KNOCKS)).append(self._clock())

    def knock(self, door: str) -> None:
        """At a door that is open to all. Raises TooManyTries."""
        self.check(f"door {door}", KNOCKS)
        self.note(f"door {door}")
