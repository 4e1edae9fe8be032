"""Killed, frozen, filled and failing at every step, the system keeps what it promised. docs/decisions/0017."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 120
OVER = 270
"""Seconds beyond those, after which the run ends itself."""
SEED = 20261121


def chaos(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.chaos", *arguments]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are followed through /proc")
def test_whatever_breaks_nothing_acknowledged_is_lost_and_nothing_is_doubled(tmp_path: Path) -> None:
    done = subprocess.run(
        chaos("--seconds", str(SECONDS), "--seed", str(SEED), "--json", str(tmp_path / "told.json")),
        cwd=ROOT, capture_output=True, text=True, timeout=SECONDS + OVER, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    told = json.loads((tmp_path / "told.json").read_text())
    assert sum(told["deeds"].values()) > 0, "nothing was struck"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are followed through /proc")
def test_no_zone_outlives_a_harness_that_is_killed(tmp_path: Path) -> None:
    running = subprocess.Popen(
        chaos("--seconds", "60", "--seed", "1"), cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"LEEWARD_CHAOS_MARK": str(tmp_path)},
    )  # fmt: skip
    try:
        _until(lambda: len(_marked(tmp_path)) > 5)
    finally:
        running.send_signal(signal.SIGKILL)
        running.communicate()
    _until(lambda: not _marked(tmp_path))


def _marked(folder: Path) -> list[int]:
    """Processes that have inherited our mark; PostgreSQL has not, and is not looked for."""
    needle = f"LEEWARD_CHAOS_MARK={folder}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            if needle in place.read_bytes():
                found.append(int(place.parent.name))
        except OSError:
            continue
    return found


def _until(true: object) -> None:
    assert callable(true)
    end = time.monotonic() + 120
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)
