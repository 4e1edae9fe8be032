"""A PostgreSQL that can be killed, frozen, filled and made to fail, and that comes back at the same address.

It is initialised and started with what `server/embedded_postgres.py` starts it with; only the keeper is missing, for
that one tidies up when PostgreSQL dies, and here it is to be started again, as an operator's service manager would.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from pydantic import SecretStr

from server import embedded_postgres as embedded
from server.postgres_binaries import PLAIN_ENVIRONMENT, switched_to
from server.postgres_folders import make_run_folder
from tests.chaos.failing_syncs import FailingSyncs

SECONDS_TO_START = 60
_PR_SET_PDEATHSIG = 1


class PowerFailed(Exception):
    """PostgreSQL did not come back by itself."""


class Power:
    """PostgreSQL on the data below `home`, which its user must be able to enter."""

    def __init__(self, home: Path) -> None:
        self._user = "nobody" if os.geteuid() == 0 else None
        self._run = make_run_folder(self._user)
        self._locks = ExitStack()  # held as long as we live: what nobody holds, others clear away
        self._cluster = embedded._prepare(home, self._run, None, self._user, self._locks)
        self._log = self._run / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self.starts = 0

    @property
    def folder(self) -> Path:
        """Where its socket and its log are; whoever ends it removes it."""
        return self._run

    def url(self, database: str = "postgres") -> SecretStr:
        running = embedded.EmbeddedPostgres(
            self._run / "socket", self._cluster.binaries.major, 0, self._cluster.password
        )
        return running.url(database)

    def launch(self) -> None:
        settings = embedded._SETTINGS | {"unix_socket_directories": str(self._run / "socket")}
        command = [str(self._cluster.binaries.folder / "postgres"), "-D", str(self._cluster.data), "-p", "5432"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *(f"--{name}={value}" for name, value in settings.items())],
                **switched_to(self._user),
                cwd="/",
                env=PLAIN_ENVIRONMENT,
                preexec_fn=_end_with_the_harness,  # noqa: PLW1509 - nothing of ours runs in it
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.starts += 1

    def start(self) -> None:
        """Start it, again and again until it is up: while children of a killed one end, it refuses."""
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end:
            if not self.alive():
                self.launch()
            if self.is_ready():
                return
            time.sleep(0.05)
        raise PowerFailed(self._log.read_text(errors="replace")[-1000:])

    def last_words(self) -> list[str]:
        free = os.statvfs(self._cluster.data)
        said = self._log.read_text(errors="replace").splitlines()[-6:]
        return [*said, f"{free.f_bavail * free.f_bsize >> 20} MiB free, alive: {self.alive()}"]

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def is_ready(self) -> bool:
        return self._process is not None and embedded._says_ready(
            self._cluster.data / "postmaster.pid", str(self._process.pid)
        )

    def children(self, what: str = "") -> list[int]:
        """Its processes, or those whose title holds `what`: a database's name, "checkpointer"."""
        if self._process is None:
            return []
        try:
            pids = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        except OSError:
            return []  # it ended just now
        return [pid for pid in map(int, pids) if not what or what in _title(pid)]

    def kill(self) -> None:
        """kill -9 of the postmaster: its children notice and end."""
        if self._process is not None and self.alive():
            self._process.kill()
            self._process.wait()

    def kill_backend(self, database: str) -> bool:
        """kill -9 of one that serves this database: PostgreSQL throws everybody out, and recovers."""
        for pid in self.children(f" {database} ")[:1]:
            _signal(pid, signal.SIGKILL)
            return True
        return False

    def freeze(self) -> list[int]:
        assert self._process is not None
        frozen = [self._process.pid, *self.children()]
        for pid in frozen:
            _signal(pid, signal.SIGSTOP)
        return frozen

    @staticmethod
    def thaw(frozen: list[int]) -> None:
        for pid in frozen:
            _signal(pid, signal.SIGCONT)

    def break_fsync(self) -> FailingSyncs:
        """Each process of PostgreSQL that there is now fails at its next sync of a file. End what it gives."""
        return FailingSyncs(self.children(), _end_with_the_harness)

    def close(self) -> None:
        if self._process is not None and self.alive():
            self.thaw([self._process.pid, *self.children()])
            self._process.send_signal(signal.SIGQUIT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
            self.kill()
        self._locks.close()


def _title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _end_with_the_harness() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGQUIT))
