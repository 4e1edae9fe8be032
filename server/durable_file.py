"""Files of a server that must survive a power cut, or a full disk, whole: the new one or the one before, and no other.

Rules of this file
* Content, then name, then folder: each is on the disk before the next is begun.
* Where a step fails, what was there before is there again. Until the last step it lies beside, copied and on the disk,
  since a disk that is full, or that fails, could not be asked to write it then. A second name for it (a hard link)
  would do, but Linux refuses one for a file that an administrator owns, and some file systems have none.
"""

from __future__ import annotations

import os
from pathlib import Path

_COMING, _GOING = ".new", ".old"


def write_durably(path: Path, raw: bytes, mode: int = 0o600) -> None:
    """Put `raw` in the place of what is there. Raises OSError, and then the folder is as it was.

    mode: who may read it, where the system's mask does not say less.
    """
    coming, going = _beside(path, _COMING), _beside(path, _GOING)
    _remove(coming, going)  # what a crash left behind
    try:
        _write_through(coming, raw, mode)
        if path.exists():
            _write_through(going, path.read_bytes(), mode)
        coming.replace(path)
        try:
            sync(path.parent)
        except OSError:
            _put_back(going, path)
            raise
    finally:
        _remove(coming, going)


def remove_leftovers(folder: Path, files: str) -> None:
    """Remove what a crash between two steps left beside `files`, a pattern. For the one process that writes them."""
    for suffix in (_COMING, _GOING):
        _remove(*folder.glob(files + suffix))


def sync(folder: Path) -> None:
    """Put the names in a folder on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _put_back(going: Path, path: Path) -> None:
    if going.exists():
        going.replace(path)
    else:
        path.unlink()


def _write_through(path: Path, raw: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
