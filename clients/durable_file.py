"""Files that must survive a power cut whole or not at all, and files that others may have made too large.

Everything here is readable by its owner alone.
"""

from __future__ import annotations

import os
from pathlib import Path

from protocol.errors import TooLarge


def write_durably(path: Path, raw: bytes) -> None:
    """Put `raw` in the place of what is there; on the disk before it is visible under its name.

    Raises OSError: then the old one is there or, if only the folder could not be brought to the disk, the new one.
    """
    beside = path.with_name(path.name + ".new")
    # What a crash left behind, or somebody else put there for us to write into.
    beside.unlink(missing_ok=True)
    _write_exclusively(beside, raw)
    beside.replace(path)
    _settle(path.parent)


def write_new(path: Path, raw: bytes) -> None:
    """Raises FileExistsError where there is a file of that name: nothing is ever overwritten; else OSError.

    Where it raises another OSError, there is no such file.
    """
    _write_exclusively(path, raw)
    try:
        _settle(path.parent)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def read_at_most(path: Path, bound: int) -> bytes:
    """The whole file, if it has at most `bound` bytes. Raises TooLarge or OSError."""
    with path.open("rb") as file:
        raw = file.read(bound + 1)
    if len(raw) > bound:
        raise TooLarge
    return raw


def _write_exclusively(path: Path, raw: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        # A full disk must not leave half a key under a name that is never overwritten.
        path.unlink(missing_ok=True)
        raise


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
