"""Syncs that fail: `strace` puts an EIO into the next fsync of each process that it is told of."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Sequence

_SECONDS_TO_ATTACH = 0.5
_INJECT = ["-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO:when=1"]


class FailingSyncs:
    """From the moment that it is made until `end`."""

    def __init__(self, pids: Sequence[int], in_the_child: Callable[[], None]) -> None:
        named = [part for pid in pids for part in ("-p", str(pid))]
        self._tracer = subprocess.Popen(
            ["strace", *_INJECT, *named], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            preexec_fn=in_the_child,  # noqa: PLW1509 - nothing of ours runs in it
        )  # fmt: skip
        assert self._tracer.stderr is not None
        os.set_blocking(self._tracer.stderr.fileno(), False)
        self._told, end = b"", time.monotonic() + _SECONDS_TO_ATTACH
        while (
            self._told.count(b"\n") < len(pids) and time.monotonic() < end
        ):  # a line for each: it is there, or is gone
            self._listen(0.05)

    def _listen(self, seconds: float) -> bool:
        """False where it will say no more."""
        assert self._tracer.stderr is not None
        ready, _, _ = select.select([self._tracer.stderr], [], [], seconds)
        more = os.read(self._tracer.stderr.fileno(), 65536) if ready else b""
        self._told += more
        return bool(more) or not ready

    def end(self) -> bool:
        """Let go of all. Whether a sync was made to fail."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._tracer.pid, signal.SIGINT)  # so that it lets go of what it traces
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._tracer.wait(5)
        self._tracer.kill()
        self._tracer.wait()
        while self._listen(0) and b"INJECTED" not in self._told:
            continue
        assert self._tracer.stderr is not None
        self._tracer.stderr.close()
        return b"INJECTED" in self._told
