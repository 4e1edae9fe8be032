"""Where tests put what they write and throw away: in memory where there is room, else on the disk."""

from __future__ import annotations

import os
from pathlib import Path

MEMORY = Path("/dev/shm")
DISK = Path("/tmp")


def roomy() -> Path:
    """A short path below which databases may be made, and their programs run."""
    return MEMORY if _has_room(MEMORY) else DISK


def _has_room(folder: Path) -> bool:
    """For two clusters, each with a log of writes of a GiB; and programs that are copied there may run."""
    if not folder.is_dir():
        return False
    there = os.statvfs(folder)
    return there.f_bavail * there.f_frsize >= 4 << 30 and not there.f_flag & getattr(os, "ST_NOEXEC", 0)
