"""Nothing of a run outlives it, however it ends: by SIGKILL, too, and while PostgreSQL or a zone stands still.

    whoever was started ── the watch ── the harness ── PostgreSQL, the nursery, its zones, …

Rules of this file
* The first of the three only waits; the kernel tells the watch when it dies. Whichever of it and the harness is killed,
  the watch ends all that is left, and removes the run's folder, below which everything temporary is made.
* Nobody is looked for by name, session or user. Who loses their parent becomes a child of the watch
  (PR_SET_CHILD_SUBREAPER), and the watch ends its own children until it has none. A child's number is nobody else's
  before the watch has waited for it: whoever is not of this run is never struck.
* They are woken first and get a moment to end by themselves, so that PostgreSQL gives its shared memory back.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from server.postgres_keeper import remove

PATIENCE = 10.0
"""Seconds that what is left may take to end by itself."""
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
_WAKES = {signal.SIGCHLD, signal.SIGTERM}
_CUT_OFF = 1
"""What a run ends with that was not let go on to its end."""


def go_under_watch(below: Path = Path("/tmp"), patience: float = PATIENCE) -> None:
    """Return in a new process, which is the harness, with a folder below this one for all that is temporary.

    In the process that called it, this raises SystemExit with what the harness ended with, once nothing is left.
    Call it before there is another thread.
    """
    first, mask = os.getpid(), signal.pthread_sigmask(signal.SIG_BLOCK, _WAKES)
    watch = os.fork()
    if watch:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        raise SystemExit(_wait_for(watch))
    folder = _become_the_watch(below)
    watch, harness = os.getpid(), os.fork()
    if harness:
        os._exit(_keep_watch(first, harness, folder, patience))
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != watch:
        raise SystemExit(_CUT_OFF)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


def _wait_for(watch: int) -> int:
    try:
        _, status = os.waitpid(watch, 0)
    except KeyboardInterrupt:  # of the three only we are the terminal's
        os.kill(watch, signal.SIGTERM)
        os.waitpid(watch, 0)
        raise
    return _exit_code(status)


def _become_the_watch(below: Path) -> Path:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ignored, it would not be told
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    folder = Path(tempfile.mkdtemp(prefix="lwc", dir=below.resolve()))
    folder.chmod(0o711)  # PostgreSQL may run as another user
    return folder


def _keep_watch(first: int, harness: int, folder: Path, patience: float) -> int:
    code = _wait_until_over(first, harness)
    if code is None:
        os.kill(harness, signal.SIGKILL)
        os.waitpid(harness, 0)
    _end_what_is_left(patience)
    remove(folder)
    return _CUT_OFF if code is None else code


def _wait_until_over(first: int, harness: int) -> int | None:
    """What the harness ended with; None where it is to be ended, for the first is gone, or was told to end."""
    while os.getppid() == first:  # or it went before we asked to be told
        if signal.sigwait(_WAKES) == signal.SIGTERM:
            return None
        for pid, status in _ended():
            if pid == harness:
                return _exit_code(status)
    return None


def _end_what_is_left(patience: float) -> None:
    ourselves = os.getpid()
    with _held(ourselves) as held:
        _wake_below(ourselves, held)
    end = time.monotonic() + patience
    while _children(ourselves) and (left := end - time.monotonic()) > 0:
        signal.sigtimedwait({signal.SIGCHLD}, left)
        _ended()
    while children := _children(ourselves):
        for pid in children:
            os.kill(pid, signal.SIGKILL)
        os.waitpid(-1, 0)  # its children are ours from then on


def _wake_below(pid: int, held: int) -> None:
    """All that descend from it. Others than we wait for those, so each is held first, and only then made sure of."""
    for child in _children(pid):
        with contextlib.suppress(ProcessLookupError), _held(child) as handle:
            if child in _children(pid) and not _has_ended(held):  # or either number may be somebody else's by now
                signal.pidfd_send_signal(handle, signal.SIGCONT)
                _wake_below(child, handle)


@contextlib.contextmanager
def _held(pid: int) -> Iterator[int]:
    """A handle to a process that stays its own, whoever has its number later. Raises ProcessLookupError."""
    handle = os.pidfd_open(pid)
    try:
        yield handle
    finally:
        os.close(handle)


def _has_ended(held: int) -> bool:
    return bool(select.select([held], [], [], 0)[0])


def _ended() -> list[tuple[int, int]]:
    """Who ended, and how: each is told once."""
    ended = []
    with contextlib.suppress(ChildProcessError):
        while (one := os.waitpid(-1, os.WNOHANG))[0]:
            ended.append(one)
    return ended


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _exit_code(status: int) -> int:
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def _prctl(what: int, value: int) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(what, int(value), 0, 0, 0):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
