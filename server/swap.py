"""Where this machine swaps to, and whether what goes there could be read when its power is gone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Swap:
    """One area of swap, and whether what goes there is readable after the power is gone.

    In the clear is also what cannot be told: a file of swap on an encrypted disk looks like any other.
    """

    name: str
    in_the_clear: bool


def read_swaps(root: Path = Path("/")) -> tuple[Swap, ...] | None:
    """None where this system does not say."""
    try:
        listed = (root / "proc/swaps").read_text()
    except (OSError, UnicodeDecodeError):
        return None
    names = [line.split()[0] for line in listed.splitlines()[1:] if line.split()]
    return tuple(Swap(name, _is_in_the_clear(root, name)) for name in names)


def _is_in_the_clear(root: Path, name: str) -> bool:
    """Whether a swap area is on a disk as it is. zram stays in memory; dm-crypt says so in its uuid."""
    device = Path(name).name
    if device.startswith("zram"):
        return False
    try:
        uuid = (root / "sys/block" / device / "dm/uuid").read_text()
    except (OSError, UnicodeDecodeError):
        return True
    return not uuid.startswith("CRYPT-")
