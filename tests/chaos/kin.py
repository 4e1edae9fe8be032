"""Who descends from a process, each known by number and moment of birth, so that nobody is taken for somebody else."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")
SECONDS = 120
"""Within which what a test waits for must have come."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A process as it was when it was looked at; `born` is in the kernel's ticks."""

    pid: int
    born: int
    parent: int = field(compare=False)
    state: str = field(compare=False)
    command: str = field(compare=False)

    @property
    def lives(self) -> bool:
        now = look_at(self.pid)
        return now is not None and now == self and now.state not in "ZX"

    @property
    def stands_still(self) -> bool:
        now = look_at(self.pid)
        return now is not None and now == self and now.state in "Tt"

    @property
    def waits_in_the_kernel(self) -> bool:
        """As a parent for its child to become another program. Told to stand still, it does nothing more of its own."""
        now = look_at(self.pid)
        return now is not None and now == self and now.state == "D"

    def signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self.lives:
                os.kill(self.pid, number)


def look_at(pid: int) -> Kin | None:
    """None where there is no such process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return None
    return Kin(pid, int(fields[19]), int(fields[1]), fields[0], command)


def everyone() -> list[Kin]:
    """All processes that have not ended."""
    there = [look_at(int(place.name)) for place in Path("/proc").glob("[0-9]*")]
    return [kin for kin in there if kin is not None and kin.state not in "ZX"]


def descendants(pid: int) -> set[Kin]:
    """Children, their children, and so on."""
    there, found, parents = everyone(), set[Kin](), {pid}
    while parents:
        born = {kin for kin in there if kin.parent in parents} - found
        found |= born
        parents = {kin.pid for kin in born}
    return found


def stop_all(eldest: Kin) -> set[Kin]:
    """Have it and all that descend from it stand still, and give them: none can be born after that."""
    told = set[Kin]()

    def all_stand_still() -> bool:
        family = {kin for kin in {eldest} | told | descendants(eldest.pid) if kin.lives}
        new = family - told
        for kin in family:
            kin.signal(signal.SIGSTOP)
        told.update(new)
        return not new and all(kin.stands_still or kin.waits_in_the_kernel for kin in family)

    until(all_stand_still)
    return {kin for kin in told if kin.lives}


def until(come: Callable[[], Result]) -> Result:
    """What it gives, once that is something."""
    end = time.monotonic() + SECONDS
    while not (there := come()):
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)
    return there
