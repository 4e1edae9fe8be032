"""What a zone's process does with memory: nothing is looked through, or fetched from the system, again and again; and
where reports pass in the clear, what is freed is written over at once.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Of mallopt(3), in malloc.h."""
_KEPT = 256 * 1024 * 1024
"""Bytes that are free and not given back: a few pools of parts."""
_LARGEST = 32 * 1024 * 1024
"""The largest piece that glibc lets come from what was kept."""
_WIPING = {"PYTHONMALLOC": "malloc", "GLIBC_TUNABLES": "glibc.malloc.perturb=170:glibc.malloc.tcache_count=0"}
"""Read as a program starts, and never later. Python's small objects come from the C library as all else does; and the
library writes over what is freed (M_PERTURB of mallopt(3)), the newest pieces too, which it would keep as they are."""
_SAMPLE, _OBJECTS = 48, 64
"""Bytes of an object that is freed to see what becomes of it, and how many of them: a few are used anew at once."""


def collect_less_often() -> None:
    """What is there once a zone has started stays: looking through it again and again for what could go was a tenth of
    intake's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def keep_what_was_freed() -> bool:
    """For zones through which many sealed bytes go: to give memory back after each pool, and to fetch it for the next,
    cost ten times what it costs to write to it. Never for a desk: there a freed page may have held a report.

    Returns whether this system's library can do it; glibc alone can.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return bool(mallopt(_MMAP_THRESHOLD, _LARGEST)) and bool(mallopt(_TRIM_THRESHOLD, _KEPT))


def begin_again_wiping(module: str, *arguments: str) -> None:
    """Become that program of ours, under the same process id, with memory that is written over as it is freed.

    Returns where this process is begun so already, and where no library does it: glibc alone does.
    """
    if can_wipe_what_is_freed() and not _WIPING.items() <= os.environ.items():
        # -P: as `leeward` was found, not in the folder in which somebody typed it.
        again = [sys.executable, "-P", "-m", module, *arguments]
        os.execve(sys.executable, again, {**os.environ, **_WIPING})  # noqa: S606 (our own program)


def wipes_what_is_freed() -> bool:
    """Whether this process writes over what it frees: seen, on objects that are freed for it."""
    if not can_wipe_what_is_freed():
        return False
    held = [bytes([number]) * _SAMPLE for number in range(1, _OBJECTS + 1)]
    places = [id(one) + bytes.__basicsize__ - 1 for one in held]
    held.clear()
    # The first bytes of what is freed hold the library's own chain.
    return not any(_bytes_at(place)[-16:] == bytes([number]) * 16 for number, place in enumerate(places, 1))


def _bytes_at(place: int) -> bytes:
    """What lies there, as the kernel reads it: none where the page was given back meanwhile, which would end whoever
    looked there himself."""
    reading, writing = os.pipe()
    try:
        there = ctypes.CDLL(None).write(writing, ctypes.c_void_p(place), _SAMPLE)
        return os.read(reading, _SAMPLE) if there == _SAMPLE else b""
    finally:
        os.close(reading)
        os.close(writing)


def can_wipe_what_is_freed() -> bool:
    """Whether this system's C library can be told to."""
    try:
        return (os.confstr("CS_GNU_LIBC_VERSION") or "").startswith("glibc")
    except (ValueError, OSError):
        return False
