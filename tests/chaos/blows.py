"""What can be done to whom, and at which acts. A blow is one of these at one act of one process in one step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tests.chaos.acts import Plan


class Deed(StrEnum):
    """What happens to whom, when a process is at its chosen act."""

    DIES = "dies"
    DIES_TWICE = "dies, and is struck again as it starts"
    DIES_AGAIN = "dies again while it starts"
    FREEZES = "freezes"
    PEER_DIES = "another zone dies"
    PEER_FREEZES = "another zone freezes"
    POSTGRES_DIES = "PostgreSQL dies"
    BACKEND_DIES = "its backend dies"
    POSTGRES_FREEZES = "PostgreSQL freezes"
    POSTGRES_FULL = "PostgreSQL's disk is full"
    POSTGRES_FSYNC = "PostgreSQL's fsync fails"
    DISK_FULL = "its disk is full"
    DISK_FAILS = "its disk gives an error"


ON_POSTGRES = frozenset({one for one in Deed if one.name.startswith(("POSTGRES", "BACKEND"))})
"""These reach everybody at once."""

_ON_SQL = (
    Deed.DIES, Deed.DIES, Deed.DIES, Deed.DIES_TWICE, Deed.FREEZES, Deed.POSTGRES_DIES, Deed.BACKEND_DIES,
    Deed.POSTGRES_FREEZES, Deed.POSTGRES_FULL, Deed.POSTGRES_FSYNC,
)  # fmt: skip
_ON_HTTP = (Deed.DIES, Deed.DIES, Deed.DIES, Deed.DIES_TWICE, Deed.FREEZES, Deed.PEER_DIES, Deed.PEER_FREEZES)
_ON_DISK = (Deed.DIES, Deed.DIES, Deed.DIES_TWICE, Deed.FREEZES, Deed.DISK_FULL, Deed.DISK_FAILS)
_HOW = {Deed.DIES: "die", Deed.DIES_TWICE: "die", Deed.DIES_AGAIN: "die", Deed.FREEZES: "stop", Deed.DISK_FAILS: "EIO"}
"""What the victim does to itself; in all others it waits until the harness has done it to somebody else."""


def deeds_at(act: str) -> tuple[Deed, ...]:
    """What may be done to a process that is at this act."""
    if act.startswith("disk"):
        return _ON_DISK
    return _ON_SQL if "sql" in act else _ON_HTTP


@dataclass(frozen=True, slots=True, order=True)
class Blow:
    """`house` is at its act: what then happens. `peer` is the other zone's, where the deed has one."""

    step: str
    house: str
    act: str
    side: str
    deed: Deed
    skip: int = 0
    peer: str = ""

    def __str__(self) -> str:
        return "|".join((self.step, self.house, self.act, self.side, self.deed.name, str(self.skip), self.peer))

    @classmethod
    def read(cls, text: str) -> Blow:
        step, house, act, side, deed, skip, peer = text.strip().split("|")
        return cls(step, house, act, side, Deed[deed], int(skip), peer)

    def plan(self, number: int) -> Plan:
        """What the victim is told of it."""
        side = "before" if self.deed is Deed.DISK_FAILS else self.side
        return Plan(self.act, side, _HOW.get(self.deed, "wait"), self.skip, number)
