"""Runs targets under atheris, each in a process of its own, for its share of the time.

The code is instrumented once, while it is imported; each run is a fork of that. Stopping at the end of its seconds is
all that a clock decides: a run fails for what it found, or for one input that cost more than its bounds.
"""

from __future__ import annotations

import base64
import hashlib
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import atheris

from tests.fuzz.target import Target

INSTRUMENTED = ["protocol", "server", "clients", "http_sf"]
NICE = 10
_LAST_LINES = 4000


@dataclass(frozen=True)
class Bounds:
    """What one input may cost: seconds, and MiB that its process holds."""

    seconds: int
    memory: int


GENEROUS = Bounds(seconds=60, memory=1024)
"""None takes a hundredth of the time here, and a machine may be busy. The code itself holds a third of the memory."""


@dataclass(frozen=True)
class Finding:
    """A target that did what it must not, what was seen of it, and the input."""

    target: str
    seen: str
    inputs: tuple[Path, ...]

    def said(self) -> str:
        lines = [f"{self.target}: a finding. The end of its output:", self.seen]
        for path in self.inputs:
            lines += [f"The input is {path}; in base64:", base64.b64encode(path.read_bytes()[:8192]).decode()]
            lines.append(f"Again: python -m tests.fuzz {self.target} {path}")
        return "\n".join(lines)


def run(
    targets: Mapping[str, Target],
    seconds: int,
    seed: int,
    folder: Path,
    *,
    at_once: int = 1,
    bounds: Bounds = GENEROUS,
) -> list[Finding]:
    """Run all targets, about `seconds` in all, `at_once` at a time. `folder` keeps what they learn and find."""
    ends = time.monotonic() + seconds
    waiting, running, findings = list(targets.values()), dict[int, Target](), list[Finding]()
    while waiting or running:
        while waiting and len(running) < at_once:
            left, shares = ends - time.monotonic(), sum(target.share for target in waiting)
            target = waiting.pop(0)
            its_seconds = max(1, int(left * at_once * target.share / shares))
            running[_begin(target, _arguments(target, its_seconds, seed, bounds, folder), bounds, folder)] = target
        for process in list(running):
            done, status = os.waitpid(process, os.WNOHANG)
            if done and status:
                findings.append(_finding(running[process].name, folder))
            if done:
                del running[process]
        time.sleep(0.02)
    return findings


def _begin(target: Target, arguments: list[str], bounds: Bounds, folder: Path) -> int:
    """Fork a run; its process id."""
    if process := os.fork():
        return process
    try:
        os.nice(NICE)
        output = os.open(_log(folder, target.name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(output, 1)
        os.dup2(output, 2)
        tempfile.tempdir = str(folder)
        resource.setrlimit(resource.RLIMIT_AS, (memory := bounds.memory << 22, memory))
        atheris.Setup(arguments, _keeping(target, folder), **_mutator(target))
        atheris.Fuzz()
    finally:
        os._exit(1)


def _keeping(target: Target, folder: Path) -> Callable[[bytes], None]:
    """The fuzzer keeps inputs that hang or swell, but none that raises."""

    def run_and_keep(raw: bytes) -> None:
        try:
            target.run(raw)
        except BaseException:
            name = f"{target.name}-raised-{hashlib.sha256(raw).hexdigest()[:16]}"
            (folder / "found" / name).write_bytes(raw)
            raise

    return run_and_keep


def _mutator(target: Target) -> dict[str, Any]:
    mutate = target.mutate
    if mutate is None:
        return {}
    return {"custom_mutator": lambda raw, most, seed: mutate(bytes(raw), most, seed, _flip)}


def _flip(raw: bytes, most: int) -> bytes:
    return bytes(atheris.Mutate(raw, most))


def _arguments(target: Target, seconds: int, seed: int, bounds: Bounds, folder: Path) -> list[str]:
    corpus = folder / "corpus" / target.name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, raw in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(raw)
    found = folder / "found"
    found.mkdir(exist_ok=True)
    dictionary = folder / f"{target.name}.dict"
    # The fuzzer refuses an empty one.
    dictionary.write_text("".join(f'"{_escaped(word)}"\n' for word in (*target.words, b"\0\0")), encoding="ascii")
    return [
        target.name,
        str(corpus),
        f"-dict={dictionary}",
        f"-max_len={target.most}",
        f"-max_total_time={seconds}",
        f"-timeout={bounds.seconds}",
        f"-rss_limit_mb={bounds.memory}",
        f"-seed={seed}",
        f"-artifact_prefix={found}/{target.name}-",
        "-print_final_stats=1",
        "-verbosity=1",
    ]


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def _log(folder: Path, name: str) -> Path:
    return folder / f"{name}.log"


def _finding(name: str, folder: Path) -> Finding:
    seen = _log(folder, name).read_text(encoding="utf-8", errors="replace")[-_LAST_LINES:]
    return Finding(name, seen, tuple(sorted((folder / "found").glob(f"{name}-*"))))


def executed(targets: Iterable[str], folder: Path) -> dict[str, int]:
    """How many inputs each run tried."""
    counted = {}
    for name in targets:
        said = _log(folder, name).read_text(encoding="utf-8", errors="replace").splitlines()
        counts = [line.split()[-1] for line in said if line.startswith("stat::number_of_executed_units")]
        counted[name] = int(counts[-1]) if counts else 0
    return counted
