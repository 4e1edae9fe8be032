"""A few calls of the kernel that Python has no words for, on Linux. Each says whether it was granted."""

from __future__ import annotations

import ctypes
import platform
import sys
from enum import IntEnum, IntFlag

IS_LINUX = sys.platform == "linux"


class Prctl(IntEnum):
    """Of `linux/prctl.h`."""

    PARENT_DEATH_SIGNAL = 1
    GET_DUMPABLE = 3
    SET_DUMPABLE = 4
    SECCOMP = 22
    NO_NEW_PRIVILEGES = 38


class Apart(IntFlag):
    """Of `linux/sched.h`: what a process no longer shares with others."""

    IPC = 0x08000000
    USER = 0x10000000
    NETWORK = 0x40000000


class Lock(IntFlag):
    """Of `sys/mman.h`. Pages are locked as they are used: room that is only set apart takes no memory."""

    CURRENT = 1
    FUTURE = 2
    ON_FAULT = 4


_CAPABILITIES_3 = 0x20080522
_CAPSET = {"x86_64": 126, "aarch64": 91}


def prctl(option: Prctl, value: int = 0, address: ctypes.c_void_p | None = None) -> int:
    """What the kernel answers; -1 for no, and everywhere but on Linux."""
    if not IS_LINUX:
        return -1
    return int(_system().prctl(int(option), ctypes.c_ulong(value), address or ctypes.c_void_p(), 0, 0))


def system_call(number: int, *arguments: object) -> int:
    """What the kernel answers; -1 for no, and everywhere but on Linux."""
    return int(_system().syscall(ctypes.c_long(number), *arguments)) if IS_LINUX else -1


def unshare(apart: Apart) -> bool:
    return IS_LINUX and _system().unshare(int(apart)) == 0


def lock_all_memory() -> bool:
    """Keep all that this process has and will have out of swap."""
    return IS_LINUX and _system().mlockall(int(Lock.CURRENT | Lock.FUTURE | Lock.ON_FAULT)) == 0


def drop_capabilities() -> bool:
    """Nothing is left of what the superuser may, whoever started this process."""
    number = _CAPSET.get(platform.machine())
    if number is None:
        return False
    head = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    return system_call(number, head, (ctypes.c_uint32 * 6)()) == 0


def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
