"""The small process between Leeward and its PostgreSQL, so that PostgreSQL never outlives Leeward.

It is run as a file of its own, in a session of its own, with the standard library alone. It holds one end of a
pipe; when the other end closes, because Leeward stopped or was killed, it stops PostgreSQL and removes what was
temporary. Should the keeper itself be killed, Linux stops PostgreSQL; elsewhere it then goes on until someone
stops it, and the lock it holds keeps another from starting on the same data.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

# SIGTERM would wait for clients to leave. SIGQUIT leaves recovery to the next start; SIGKILL is for what hangs.
_WAYS_TO_STOP = ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10))

_PR_SET_PDEATHSIG = 1


def keep(order: dict[str, Any]) -> None:
    """Run `order["command"]` until it ends or standard input does; then remove `order["remove"]`.

    Prints PostgreSQL's process id on a line, and closes standard output when PostgreSQL has ended.
    """
    woken = _wake_on_signals()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with Path(order["log"]).open("ab") as log:
        postgres = subprocess.Popen(  # noqa: S603 (our own command)
            order["command"],
            **order["switch"],
            cwd="/",
            pass_fds=order["locks"],
            preexec_fn=_end_with_the_keeper if sys.platform == "linux" else None,  # noqa: PLW1509 (one thread)
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    print(postgres.pid, flush=True)  # noqa: T201 (the answer that Leeward waits for)
    _wait_for_either(postgres, woken)
    _stop(postgres)
    os.close(1)
    while os.read(0, 4096):
        continue
    remove(Path(order["remove"]))


def remove(folder: Path) -> None:
    """Remove a folder and all that is in it, waiting up to five seconds for what still writes there."""
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.1)


def _wake_on_signals() -> int:
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    # Handled and not ignored, for a signal ignored here would be ignored by PostgreSQL too.
    for number in (signal.SIGCHLD, signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    return woken


def _end_with_the_keeper() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGINT))


def _wait_for_either(postgres: subprocess.Popen[bytes], woken: int) -> None:
    while postgres.poll() is None:
        ready, _, _ = select.select([0, woken], [], [])
        if 0 in ready:
            return
        os.read(woken, 4096)


def _stop(postgres: subprocess.Popen[bytes]) -> None:
    for how, seconds in _WAYS_TO_STOP:
        if postgres.poll() is not None:
            return
        postgres.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            postgres.wait(seconds)


if __name__ == "__main__":
    keep(json.loads(sys.argv[1]))
