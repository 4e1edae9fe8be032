"""Small disks of our own, in a mount namespace that only the harness and its children see, and that goes with them."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
from pathlib import Path

_CLONE_NEWNS = 0x00020000
_MS_REC, _MS_PRIVATE = 0x4000, 0x40000
_MS_NOSUID, _MS_NODEV = 2, 4
_MNT_DETACH = 2
_MIB = 1024 * 1024


class CannotMount(Exception):
    """This machine lets nobody mount here: a full disk cannot be made."""


def leave_the_others() -> None:
    """From now on what is mounted here is seen by this process and its children only. Raises CannotMount."""
    _system("unshare", _CLONE_NEWNS)
    _system("mount", b"none", b"/", None, _MS_REC | _MS_PRIVATE, None)


class SmallDisk:
    """`mib` MiB in memory, mounted on a folder."""

    def __init__(self, folder: Path, mib: int, mode: int = 0o711) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        options = f"size={mib}m,mode={mode:o}".encode()
        _system("mount", b"tmpfs", os.fsencode(folder), b"tmpfs", _MS_NOSUID | _MS_NODEV, options)
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Until not a byte fits."""
        with self._ballast.open("ab", buffering=0) as file:
            for size in (_MIB, 4096, 1):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(bytes(size))

    def empty(self) -> None:
        self._ballast.unlink(missing_ok=True)


def mounted_below(folder: Path) -> list[Path]:
    """What is mounted on this folder, or below it, the innermost first."""
    places = [Path(line.split()[1]) for line in Path("/proc/self/mounts").read_text().splitlines()]
    return sorted((one for one in places if one.is_relative_to(folder)), reverse=True)


def unmount(folder: Path) -> None:
    """Also while a process that just died still has its files open."""
    with contextlib.suppress(CannotMount):
        _system("umount2", os.fsencode(folder), _MNT_DETACH)


def _system(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments):
        raise CannotMount(errno.errorcode.get(ctypes.get_errno(), "?"))
