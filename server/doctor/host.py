"""The machine: what it may write to its disks by itself, and what time it thinks it is.

What is in memory for a moment must not be on a disk for years: so no swap in the clear, and no core dumps.
"""

from __future__ import annotations

import ctypes
import resource
from dataclasses import dataclass
from pathlib import Path

from server.doctor.findings import Finding, Promise, bad, cannot_tell, ok
from server.swap import Swap, read_swaps

_UNSYNCHRONISED = 5
"""TIME_ERROR: the kernel has not heard from a time server for so long that it no longer trusts its clock."""
_BYTES_OF_TIMEX = 512
"""More than the structure has anywhere; all zero asks and changes nothing."""


@dataclass(frozen=True, slots=True)
class HostFacts:
    """None where this system does not say."""

    swaps: tuple[Swap, ...] | None
    core_pattern: str | None
    core_limit: int
    """Bytes of a core file that a process of this user may leave; -1 for any."""
    clock_state: int | None
    """As the kernel answers adjtimex(2), or ntp_adjtime(2) where that is its name."""


def read_host(root: Path = Path("/")) -> HostFacts:
    return HostFacts(
        swaps=read_swaps(root),
        core_pattern=_read(root / "proc/sys/kernel/core_pattern"),
        core_limit=resource.getrlimit(resource.RLIMIT_CORE)[0],
        clock_state=_read_clock_state(),
    )


def judge_host(facts: HostFacts) -> list[Finding]:
    return [_judge_swap(facts.swaps), _judge_cores(facts), _judge_clock(facts.clock_state)]


def _judge_swap(swaps: tuple[Swap, ...] | None) -> Finding:
    if swaps is None:
        return cannot_tell(
            "swap", Promise.SEALED, "This system does not say where it swaps to. It must not, or encrypted."
        )
    if clear := sorted(one.name for one in swaps if one.in_the_clear):
        said = f"{', '.join(clear)} is not encrypted: memory can be read from the disk. Type swapoff -a, or encrypt it."
        return bad("swap", Promise.SEALED, said)
    return ok("swap", Promise.SEALED, "Nothing is swapped out in the clear.")


def _judge_cores(facts: HostFacts) -> Finding:
    check, promise = "core dumps", Promise.SEALED
    if facts.core_pattern is None:
        return cannot_tell(check, promise, "This system does not say what becomes of a core dump. There must be none.")
    if facts.core_pattern.startswith("|"):
        said = (
            "A program is given the memory of what crashes. Set kernel.core_pattern to a plain name, and LimitCORE=0."
        )
        return bad(check, promise, said)
    if facts.core_limit != 0:
        said = "What crashes here may leave its memory in a file. Set LimitCORE=0 for each zone and for PostgreSQL."
        return bad(check, promise, said)
    return ok(check, promise, "What crashes leaves no memory behind.")


def _judge_clock(state: int | None) -> Finding:
    check, promise = "clock", Promise.QUORUM
    if state is None:
        return cannot_tell(check, promise, "This system does not say whether its clock is set by others. It must be.")
    if state == _UNSYNCHRONISED:
        said = "The clock is not set by any time server: requests are refused when it is two minutes off. Start chrony."
        return bad(check, promise, said)
    return ok(check, promise, "The clock is held to time servers.")


def _read_clock_state() -> int | None:
    """Of the kernel itself, whichever program keeps its clock: no name of one is asked for, so none is missed."""
    try:
        system = ctypes.CDLL(None)
        ask = getattr(system, "adjtimex", None) or system.ntp_adjtime
        answer = int(ask(ctypes.create_string_buffer(_BYTES_OF_TIMEX)))
    except (OSError, AttributeError):
        return None
    return answer if answer >= 0 else None


def _read(file: Path) -> str | None:
    try:
        return file.read_text().strip()
    except (OSError, UnicodeDecodeError):
        return None
