"""What a zone's process does with memory: nothing is looked through, or fetched from the system, again and again."""

from __future__ import annotations

import ctypes
import gc

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Of mallopt(3), in malloc.h."""
_KEPT = 256 * 1024 * 1024
"""Bytes that are free and not given back: a few pools of parts."""
_LARGEST = 32 * 1024 * 1024
"""The largest piece that glibc lets come from what was kept."""


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
