"""What rang since the last look, and when each person was told: in memory alone, so that no disk says when."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST = 256
"""Compartments of which an alarm is kept."""


@dataclass(slots=True)
class Alarms:
    """One for the zone."""

    rung: set[str] = field(default_factory=set)
    told: dict[str, float] = field(default_factory=dict)
    told_of: set[bytes] = field(default_factory=set)
    """Orders of desks that stopped themselves, of which everybody was told; at most as many as there are orders."""

    def ring(self, compartment: str) -> None:
        if len(self.rung) < MOST:
            self.rung.add(compartment)

    def taken(self) -> set[str]:
        taken, self.rung = self.rung, set()
        return taken

    def may_tell(self, person: str, now: float, seconds: float) -> bool:
        """Whether this person was not told for so long; if so, they are now. A clock that went back delays nobody."""
        last = self.told.get(person)
        if last is not None and 0 <= now - last < seconds:
            return False
        self.told[person] = now
        return True
