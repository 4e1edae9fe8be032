"""A room's own rules about files (Landlock, Linux 5.13): it reads the program that it is, and nothing else.

A limit of no bytes for files, as a room has as well, still lets somebody make an empty one, with words in its name.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from server.redaction.room.inside.kernel import system_call

_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""The numbers of the three calls, on every machine."""
_VERSION = 1
_BENEATH = 1
_READ = 1 << 2 | 1 << 3
"""Files and folders."""
_FIRST_RULES = 13
_MORE_RULES = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
"""What later versions can forbid beside: to move a file between folders, to cut it off, to steer a device."""
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6
_BIND_AND_CONNECT = 3
_SOCKETS_AND_SIGNALS = 3
"""To abstract sockets, and to processes, outside."""


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def read_only_below(folders: Iterable[Path]) -> bool:
    """From now on this process reads below these folders, and writes, makes, moves and removes nothing anywhere.

    False where the kernel has no such rules. No new privileges have been forbidden before.
    """
    version = system_call(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    if version < 1:
        return False
    ruled = _ruled(version)
    # A kernel without networks or scopes takes a shorter structure, or one whose rest is zero.
    rules = system_call(_CREATE, ctypes.byref(ruled), ctypes.c_size_t(ctypes.sizeof(ruled)), ctypes.c_uint32(0))
    if rules < 0:
        return False
    try:
        for folder in folders:
            _allow(rules, folder)
        return system_call(_RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0)) == 0
    finally:
        os.close(rules)


def of_this_program(packages: Iterable[Path]) -> list[Path]:
    """Where Python, its libraries and these packages lie: some of it is read only when it is first used."""
    known = {Path(sys.prefix), Path(sys.base_prefix), *packages}
    known |= {Path(place) for place in sys.path if "-packages" in place or place.startswith(sys.base_prefix)}
    known |= {Path(place) for place in ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo")}
    return sorted(one for one in known if one.is_dir())


def _ruled(version: int) -> _Rules:
    files = (1 << _FIRST_RULES) - 1 | sum(rule for since, rule in _MORE_RULES.items() if version >= since)
    return _Rules(
        files=files,
        network=_BIND_AND_CONNECT if version >= _NETWORK_SINCE else 0,
        scopes=_SOCKETS_AND_SIGNALS if version >= _SCOPES_SINCE else 0,
    )


def _allow(rules: int, folder: Path) -> None:
    opened = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        beneath = _Beneath(allowed=_READ, folder=opened)
        system_call(_ADD, ctypes.c_int(rules), ctypes.c_int(_BENEATH), ctypes.byref(beneath), ctypes.c_uint32(0))
    finally:
        os.close(opened)
