"""Every decoder withstands inputs that nobody thought of: a minute of them here, as many as wanted by `make fuzz`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

from tests.fuzz import papers
from tests.fuzz.canaries import KINDS
from tests.fuzz.every import every_target
from tests.fuzz.target import Target

ROOT = Path(__file__).parents[2]
SECONDS = 60
"""For all targets; importing the code so that the fuzzer can follow it takes some more."""
TARGETS = every_target()


@pytest.fixture
def atheris(missing: Callable[[str], NoReturn]) -> None:
    """There are wheels of it for Linux on x86-64, up to Python 3.13 (requirements-dev.in)."""
    if find_spec("atheris") is None:
        missing("atheris, which fuzzes on Linux on x86-64 with Python before 3.14")


def fuzz(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, with the same seed each time and the same order of everything."""
    command = [sys.executable, "-m", "tests.fuzz", "--folder", str(folder), "--seed", "1", *arguments]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(autouse=True)
def _papers_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    yield
    papers.forget_folder()


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_fuzzing_starts_from_inputs_that_are_taken(target: Target) -> None:
    assert sum(target.run(seed) for seed in target.seeds)


def test_a_minute_of_fuzzing_finds_nothing(atheris: None, tmp_path: Path) -> None:
    done = fuzz(tmp_path, "--seconds", str(SECONDS), "--at-once", "2")
    assert done.returncode == 0, done.stderr[-20_000:]
    tried = {line.split()[0]: int(line.split()[1]) for line in done.stdout.splitlines() if line.endswith(" inputs")}
    assert tried.keys() == TARGETS.keys()
    assert all(tried.values())


def test_what_is_broken_on_purpose_is_found_and_kept(atheris: None, tmp_path: Path) -> None:
    done = fuzz(tmp_path, "--seconds", "40", "--at-once", "2", "--canaries")
    assert done.returncode == 1
    found = {tuple(path.name.split("-")[:2]): path.read_bytes() for path in (tmp_path / "found").iterdir()}
    assert found.keys() == {(name, how) for name, (_, how) in KINDS.items()}
    for (name, _), raw in found.items():
        assert b"canary" in raw
        assert f"{name}: a finding" in done.stderr
