"""What a room forbids itself before it hears a word: every way out but the line to its desk.

Rules of this file
* Without limits on files and cores, and with a memory that others may look into, no room begins.
* What only some systems grant is said by its name where it is missing, never passed over.
* In this order: memory is locked while there may still be leave for it; a new user namespace would undo the signal at
  the desk's death; the filter of calls comes last, as it forbids what the others need.
"""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterable
from pathlib import Path

from server.redaction.room.inside.call_filter import refuse_calls
from server.redaction.room.inside.file_rules import of_this_program, read_only_below
from server.redaction.room.inside.kernel import (
    IS_LINUX,
    Apart,
    Prctl,
    drop_capabilities,
    lock_all_memory,
    prctl,
    unshare,
)
from server.redaction.room.questions import Lack

MOST_MEMORY = 1 << 30
"""Bytes of addresses: four times what two of the largest files were seen to take (docs/decisions/0038-rooms.md)."""
MEMORY_OF_MODELS = 1 << 29
"""Bytes of addresses besides, where recognizers are used or boxes proposed (docs/decisions/0041-recognizers.md)."""
MOST_SECONDS = 180
"""Of a processor, for one question: more than any may take by the clock of its desk."""
MOST_FILES = 32


class NotConfined(Exception):
    """This system does not even let a process forbid itself files and core dumps."""


def confine(packages: Iterable[Path], memory: int = MOST_MEMORY) -> list[Lack]:
    """Once, before anything is read. `packages`: where our own code lies; `memory`: bytes of addresses, at most.

    What this system lacks; or NotConfined.
    """
    lacks = [] if _bound_memory(memory) else [Lack.MEMORY_BOUND]
    lacks += [] if lock_memory() else [Lack.MEMORY_LOCK]
    lacks += [] if _leave_the_network() else [Lack.NETWORK]
    prctl(Prctl.NO_NEW_PRIVILEGES, 1)
    lacks += [] if read_only_below(of_this_program(packages)) else [Lack.FILES]
    drop_capabilities()
    lacks += [] if prctl(Prctl.PARENT_DEATH_SIGNAL, signal.SIGKILL) == 0 else [Lack.PARENT]
    lacks += [] if refuse_calls() else [Lack.CALLS]
    _write_nothing()
    return lacks


def lock_memory() -> bool:
    """Keep this process out of swap. Only without a limit: with one, all that comes above it would fail."""
    no_limit = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    try:
        resource.setrlimit(resource.RLIMIT_MEMLOCK, no_limit)
    except (ValueError, OSError):
        return False
    return lock_all_memory()


def allow_time() -> None:
    """So much of a processor for the next question, and no more: the kernel ends a room that goes on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + MOST_SECONDS, hard))


def _bound_memory(memory: int) -> bool:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ValueError, OSError):
        return False
    return True


def _leave_the_network() -> bool:
    """Into a namespace without any device. Whoever may not make one alone, may where users have namespaces."""
    return unshare(Apart.USER | Apart.NETWORK | Apart.IPC) or unshare(Apart.NETWORK | Apart.IPC)


def _write_nothing() -> None:
    """Raises NotConfined."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_FILES, MOST_FILES))
    if IS_LINUX and (prctl(Prctl.SET_DUMPABLE, 0) != 0 or prctl(Prctl.GET_DUMPABLE) != 0):
        raise NotConfined
