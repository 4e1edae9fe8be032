"""Where tests put what they write and throw away: in memory where there is room, else on the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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


def write_in_memory() -> None:
    """What pytest gives tests for a folder is there too (`tmp_path`): what they write there, they sync and delete.

    What pytest keeps of the last three runs is some megabytes.
    """
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(roomy()))


@contextmanager
def temporary_below(folder: Path) -> Iterator[None]:
    """Whatever this process, and what it starts meanwhile, writes to a temporary file lands in this folder."""
    before, found = os.environ.get("TMPDIR"), tempfile.tempdir
    os.environ["TMPDIR"], tempfile.tempdir = str(folder), None
    try:
        yield
    finally:
        tempfile.tempdir = found
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before
