"""Small disks of our own, in a mount namespace that only the harness and its children see, and that goes with them."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
from pathlib import Path

_CLONE_NEWNS = 0x00020000
_MS_REC, _MS_PRIVATE = 0x4000, 0x40000
_MS_NOSUID, _MS_NODEV, _MS_REMOUNT = 2, 4, 32
_MNT_DETACH = 2
_TRIES = 100
"""To make a disk no larger than what is on it, while others write to it."""


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
        self._folder, self._kib = folder, mib * 1024
        self._mount(0, f"size={self._kib}k,mode={mode:o}")

    def fill(self) -> None:
        """No page more fits: the disk is as large as what is on it."""
        for _ in range(_TRIES):
            there = os.statvfs(self._folder)
            used = (there.f_blocks - there.f_bfree) * there.f_frsize
            with contextlib.suppress(CannotMount):  # more is on it than a moment ago
                self._mount(_MS_REMOUNT, f"size={max(4, used // 1024)}k")
                return
        raise CannotMount("it grows too fast")

    def empty(self) -> None:
        """It has its room again."""
        self._mount(_MS_REMOUNT, f"size={self._kib}k")

    def _mount(self, how: int, options: str) -> None:
        flags = _MS_NOSUID | _MS_NODEV | how
        _system("mount", b"tmpfs", os.fsencode(self._folder), b"tmpfs", flags, options.encode())


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
