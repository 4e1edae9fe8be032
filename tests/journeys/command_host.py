"""`leeward` and `leeward-custodian` as they are installed under these names, without a start each; and a shell.

Each command is a process of its own, with its own arguments, folder and output. It is forked from one process that has
the programs' modules loaded, since loading them costs a second and a half of processor time, a hundred times over.

    python -m tests.journeys.command_host SOCKET        the process that forks; it ends when its stdin does

`bin_folder` writes the two names, and a `python` that runs the same programs as modules: what a demo runs, it runs with
that. What is typed under them connects to the socket and hands its own streams over.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.forked import end_as

PROGRAMS = ("leeward", "leeward-custodian", "python")
MODULES = {"server.cli": "leeward", "clients.custodian.cli": "leeward-custodian"}
ROOT = Path(__file__).parents[2]
_MOST = 1 << 20
SECONDS_IN_ALL = 540
CHEAP = 8 * 1024 * 1024
"""Bytes that a guess at a passphrase costs here, where the passphrase lies beside its key: a thirtieth."""
_DONE = "___typed___"
_SHIM = """#!{python} -SE
import json, os, signal, socket, sys
host = socket.socket(socket.AF_UNIX)
host.connect({socket!r})
told = json.dumps([os.path.basename(sys.argv[0]), sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
# No stdin: the shell's own is the script.
nothing = os.open(os.devnull, os.O_RDONLY)
socket.send_fds(host, [len(told).to_bytes(4, "big")], [nothing, 1, 2])
host.sendall(told)
answer = host.makefile("r")
pid = int(answer.readline())
for one in (signal.SIGTERM, signal.SIGINT):
    signal.signal(one, lambda number, _: os.kill(pid, number))
status = int(answer.readline() or 1)
if status and "TELL" in os.environ:
    print(sys.argv[1:], "ended with", status, file=sys.stderr)
sys.exit(status)
"""


def bin_folder(folder: Path, where: Path) -> Path:
    """A folder for PATH, with all names in it."""
    folder.mkdir()
    for name in PROGRAMS:
        (folder / name).write_text(_SHIM.format(python=sys.executable, socket=str(where)))
        (folder / name).chmod(0o700)
    return folder


@contextmanager
def hosting(where: Path, log: Path) -> Iterator[int]:
    """Answer at this socket until the block ends; then end every command that still runs. Gives the process id.

    A demo among them runs its own with the `python` beside the socket, if `bin_folder` put one there.
    """
    with log.open("wb") as out:
        host = subprocess.Popen(
            [sys.executable, "-m", __name__, str(where)], cwd=ROOT, stdin=subprocess.PIPE, stdout=out, stderr=out
        )
        try:
            while not where.exists():
                assert host.poll() is None, log.read_text()
                time.sleep(0.05)
            yield host.pid
        finally:
            host.communicate()


class Shell:
    """One bash that goes on from step to step. A command that fails ends it, and with it the test."""

    def __init__(self, home: Path, path: Path, errors: Path) -> None:
        self._errors = errors
        environ = {**os.environ, "PATH": f"{path}:{os.environ['PATH']}", "COLUMNS": "160", "TELL": "1"}
        with errors.open("wb") as err:
            self._bash = subprocess.Popen(
                ["/bin/bash", "--norc"],
                cwd=home,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=err,
                env=environ,
            )
        # What waits for something that never comes is ended, and the test fails with what was said.
        self._patience = threading.Timer(SECONDS_IN_ALL, self._bash.kill)
        self._patience.start()
        self.types("set -euo pipefail")

    def types(self, lines: str) -> str:
        """What these lines print. Fails with what was said on stderr where one of them fails."""
        assert self._bash.stdin is not None
        with suppress(BrokenPipeError):
            self._bash.stdin.write(f"{lines}\necho {_DONE}\n".encode())
            self._bash.stdin.flush()
        said = b""
        for piece in self._pieces():
            said += piece
            if said.endswith(f"{_DONE}\n".encode()):
                return said.decode().removesuffix(f"{_DONE}\n")
        raise AssertionError(said.decode()[-3000:] + self._errors.read_text()[-3000:])

    def _pieces(self) -> Iterator[bytes]:
        """What is printed until bash ends: what it began may go on without it, and holds its output open."""
        assert self._bash.stdout is not None
        ended = False
        while not ended:
            ended = self._bash.poll() is not None
            while select.select([self._bash.stdout], [], [], 0 if ended else 0.1)[0]:
                if not (piece := os.read(self._bash.stdout.fileno(), _MOST)):
                    return
                yield piece

    def close(self) -> None:
        self._patience.cancel()
        self._bash.kill()
        self._bash.wait()
        for pipe in (self._bash.stdin, self._bash.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()


def _serve(where: str) -> None:
    from clients import key_file  # noqa: PLC0415 - only the forking process loads them
    from clients.authorities import authorities  # noqa: PLC0415
    from clients.custodian.cli import main as leeward_custodian  # noqa: PLC0415
    from server.app import Zone  # noqa: PLC0415
    from server.cli import COMMANDS  # noqa: PLC0415
    from server.cli import main as leeward  # noqa: PLC0415
    from server.demo import processes  # noqa: PLC0415
    from server.memory import collect_less_often  # noqa: PLC0415

    key_file.MEMORY = CHEAP
    processes.PYTHON = str(Path(where).parent / "bin" / "python")
    authorities()
    for place in (*COMMANDS.values(), *(f"server.{zone}.start" for zone in Zone)):
        importlib.import_module(place.partition(":")[0])
    collect_less_often()  # nor does any fork: all that was loaded would be copied for it, page by page
    entries = {"leeward": leeward, "leeward-custodian": leeward_custodian}
    running: set[int] = set()
    threading.Thread(target=_end_with_stdin, args=(running,), daemon=True).start()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(where)
        listening.listen(64)
        while True:
            _take(listening, entries, running)


def _take(listening: socket.socket, entries: dict[str, Callable[[], None]], running: set[int]) -> None:
    asking, _ = listening.accept()
    head, streams, _, _ = socket.recv_fds(asking, 4, 3)
    told = b""
    while len(told) < int.from_bytes(head, "big"):
        told += asking.recv(_MOST)
    name, arguments, folder, environment = json.loads(told)
    if name == "python":
        name, arguments = MODULES[arguments[1]], arguments[2:]
    if (pid := os.fork()) == 0:
        listening.close()
        end_as(lambda: _be(entries[name], [name, *arguments], folder, environment, streams))
    for one in streams:
        os.close(one)
    running.add(pid)
    threading.Thread(target=_follow, args=(asking, pid, running), daemon=True).start()


def _follow(asking: socket.socket, pid: int, running: set[int]) -> None:
    with asking, suppress(OSError):
        asking.sendall(f"{pid}\n".encode())
        _, status = os.waitpid(pid, 0)
        running.discard(pid)
        asking.sendall(f"{os.waitstatus_to_exitcode(status) % 256}\n".encode())


def _be(entry: Callable[[], None], argv: list[str], folder: str, environ: dict[str, str], streams: list[int]) -> None:
    """That command, and nothing of the process before."""
    for to, one in enumerate(streams):
        os.dup2(one, to)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv, tempfile.tempdir = argv, None
    entry()


def _end_with_stdin(running: set[int]) -> None:
    sys.stdin.read()
    for how in (signal.SIGTERM, signal.SIGKILL):
        for pid in list(running):
            with suppress(OSError):
                os.kill(pid, how)
        for _ in range(100):
            if not running:
                break
            threading.Event().wait(0.05)
    os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1])
