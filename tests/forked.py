"""A program in processes of its own, forked from one that has it loaded: to load it costs most of a start.

What is forked has its own arguments, output, journal and end (a kill, too) as a started one. What is shown of a real
start (its arguments and environment as others see them) is not asked of a fork.

    python -m tests.forked MODULE        takes orders on stdin, a line each, and ends with it; the program is its `main`
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from server.memory import collect_less_often

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COLUMNS": "120"}


class Host:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self, arguments: Sequence[str], out: Path, err: Path) -> Forked:
        """`arguments` begin with a script, or with the program's own."""
        return Forked(self, self.asked("start", list(arguments), str(out), str(err)))

    def run(self, arguments: Sequence[str], folder: Path, seconds: float = 90) -> subprocess.CompletedProcess[str]:
        """To its end; what it says is kept in the folder meanwhile."""
        out, err = folder / "said", folder / "said-on-stderr"
        for file in (out, err):
            file.write_bytes(b"")
        status = self.start(arguments, out, err).wait(seconds)
        return subprocess.CompletedProcess(arguments, status, out.read_text(), err.read_text())

    def asked(self, *order: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@dataclass
class Forked:
    """One of them, as `subprocess.Popen` would have it."""

    host: Host
    pid: int
    _ended: int | None = field(default=None)

    def poll(self) -> int | None:
        if self._ended is None:
            self._ended = self.host.asked("ended", self.pid)
        return self._ended

    def wait(self, seconds: float) -> int:
        end = time.monotonic() + seconds
        while (status := self.poll()) is None:
            assert time.monotonic() < end, "it did not end in time"
            time.sleep(0.01)
        return status

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def terminate(self) -> None:
        os.kill(self.pid, signal.SIGTERM)


@contextmanager
def hosting(module: str) -> Iterator[Host]:
    with subprocess.Popen(
        [sys.executable, "-m", __name__, module],
        cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield Host(process)


def _serve(main: Callable[[], None]) -> None:
    collect_less_often()  # nor does any fork: all that was loaded would be copied for it, page by page
    running: set[int] = set()
    for line in sys.stdin:
        what, *given = json.loads(line)
        if what == "start":
            if (answer := os.fork()) == 0:
                end_as(partial(_be, main, *given))
            running.add(answer)
        else:
            answer = _status(given[0], running)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    for pid in running:
        os.kill(pid, signal.SIGKILL)


def _status(pid: int, running: set[int]) -> int | None:
    found, status = os.waitpid(pid, os.WNOHANG)
    if not found:
        return None
    running.discard(pid)
    return os.waitstatus_to_exitcode(status)


def _be(main: Callable[[], None], arguments: list[str], out: str, err: str) -> None:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for to, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), to)
    if arguments and arguments[0].endswith(".py"):
        sys.argv = arguments
        runpy.run_path(arguments[0], run_name="__main__")
    else:
        sys.argv = ["program", *arguments]
        main()


def end_as(program: Callable[[], object]) -> NoReturn:
    """Run a program in a fork, and end as it ends: with nothing of what the process before would do at its end."""
    status = 1
    try:
        program()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - a fork that dies must say of what
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
        with suppress(Exception):
            sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve(importlib.import_module(sys.argv[1]).main)
