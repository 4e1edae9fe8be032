"""Any program that speaks as `leeward detect` does, asked in a process of its own: what it answers, and what it takes.

The process has one core, and where the system lets us, a network of its own with nothing in it. Counted are processor
seconds from the first answer on, so that loading is left out, and its memory at the height, loading included.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from bench.redaction.measure import Answer

_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS", "RAYON")}
_WARM = "On Monday two people came to the village."
_WITHOUT_NETWORK = ("unshare", "--map-root-user", "--net")


class DidNotAnswer(Exception):
    """The program ended, or answered something else than what it was asked."""


@dataclass(frozen=True, slots=True)
class Answered:
    """By set: answers in the order of its texts, and processor seconds. The height of memory over all of them in MiB,
    None where nobody tells."""

    answers: Mapping[str, tuple[Answer, ...]]
    seconds: Mapping[str, float]
    mib: float | None
    without_network: bool


def ask(command: Sequence[str], sets: Mapping[str, Sequence[str]], folder: Path) -> Answered:
    """The texts of each set in turn, all of them of one process. Raises DidNotAnswer, with its last words."""
    alone = (*_WITHOUT_NETWORK, *command) if network_can_be_taken() else tuple(command)
    with tempfile.TemporaryFile() as said, _on_one_core(), _started(alone, folder, said) as process:
        try:
            return _answered(process, sets)
        except (ValueError, KeyError, TypeError, OSError) as problem:
            process.kill()
            said.seek(0)
            raise DidNotAnswer(said.read()[-800:].decode(errors="replace")) from problem


def _answered(process: subprocess.Popen[bytes], sets: Mapping[str, Sequence[str]]) -> Answered:
    _ask(process, _WARM)
    answers, seconds = dict[str, tuple[Answer, ...]](), dict[str, float]()
    for name, texts in sets.items():
        before = _processor_seconds(process.pid)
        answers[name] = tuple(_ask(process, text) for text in texts)
        seconds[name] = _processor_seconds(process.pid) - before
    return Answered(answers, seconds, _height(process.pid), network_can_be_taken())


@cache
def network_can_be_taken() -> bool:
    """Whether this user may start a process in a network namespace of its own."""
    if not shutil.which(_WITHOUT_NETWORK[0]):
        return False
    tried = subprocess.run([*_WITHOUT_NETWORK, "true"], check=False, capture_output=True)  # noqa: S603 (our own words)
    return tried.returncode == 0


@contextmanager
def _started(command: Sequence[str], folder: Path, said: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | _ONE_THREAD
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603 (a command of this bench, no shell)
        command, stdin=pipe, stdout=pipe, stderr=said, cwd=folder, env=environment
    ) as process:
        try:
            yield process
        finally:
            if process.stdin:
                process.stdin.close()
            process.wait(timeout=60)


@contextmanager
def _on_one_core() -> Iterator[None]:
    """Whatever is started meanwhile keeps to one core; where there is no such thing, its libraries' threads are one."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(all_of_them)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


def _ask(process: subprocess.Popen[bytes], text: str) -> Answer:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"id": "one", "text": text}).encode() + b"\n")
    process.stdin.flush()
    said: dict[str, Any] = json.loads(process.stdout.readline())
    return Answer(tuple((span["start"], span["end"]) for span in said["spans"]), said["held"])


def _processor_seconds(pid: int) -> float:
    """Of all its threads, to the nanosecond; without /proc, the time of day."""
    counted = [_first_number(file) for file in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(counted) / 1e9 if counted else time.perf_counter()


def _first_number(file: Path) -> int:
    return int(file.read_text().split()[0])


def _height(pid: int) -> float | None:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))
