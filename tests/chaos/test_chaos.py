"""Killed, frozen, filled and failing at every step, the system keeps what it promised. docs/decisions/0017."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from server.demo.ground import DESKS, ZONES
from server.postgres_keeper import remove
from tests.chaos.kin import Kin, descendants, stop_all, until

ROOT = Path(__file__).parents[2]
SECONDS = 60
"""Where the machine may be a person's own. `.ci/run` goes on with the same seed, alone, for two minutes."""
OVER = 270
"""Seconds beyond those, after which the run ends itself."""
SEED = 20261121
GENTLY = ("nice", "-n", "5")
"""It takes whatever there is for a minute: what is tested beside it comes first."""
NO_BLOW = "none|vault|sql COMMIT|before|DIES|0|"
"""In a step that there is not: nothing is struck."""
NURSERY = "tests.chaos.nursery"


def chaos(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.chaos", *arguments]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are followed through /proc")
def test_whatever_breaks_nothing_acknowledged_is_lost_and_nothing_is_doubled(tmp_path: Path) -> None:
    asked = chaos("--seconds", str(SECONDS), "--seed", str(SEED), "--json", str(tmp_path / "told.json"))
    done = subprocess.run(
        [*GENTLY, *asked], cwd=ROOT, capture_output=True, text=True, timeout=SECONDS + OVER, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    told = json.loads((tmp_path / "told.json").read_text())
    assert sum(told["deeds"].values()) > 0, "nothing was struck"


def is_begun(_: set[Kin]) -> bool:
    return True


def makes_its_data(family: set[Kin]) -> bool:
    """Or, on a slow day, has made it already."""
    return any("/initdb " in kin.command or NURSERY in kin.command for kin in family)


def serves(family: set[Kin]) -> bool:
    """Every zone lives, and the vault has a connection to PostgreSQL."""
    nurseries = [kin.pid for kin in family if NURSERY in kin.command]
    zones = [kin for kin in family if kin.parent in nurseries]
    connected = any(kin.command.startswith("postgres: ") and " vault " in kin.command for kin in family)
    return connected and len(zones) == len((*ZONES, *DESKS, "gateway"))


@pytest.mark.skipif(sys.platform != "linux", reason="processes are followed through /proc")
@pytest.mark.parametrize("moment", [is_begun, makes_its_data, serves])
def test_a_harness_that_is_killed_leaves_no_process_and_no_file(moment: Callable[[set[Kin]], bool]) -> None:
    """Killed while all of it, but its watch, stands still: zones, gateway, PostgreSQL, and what it runs to begin."""
    below = Path(tempfile.mkdtemp(dir="/tmp"))
    below.chmod(0o711)  # PostgreSQL may run as another user
    running = subprocess.Popen(chaos("--below", str(below), "--blow", NO_BLOW), cwd=ROOT, stdout=subprocess.DEVNULL)
    family: set[Kin] = set()
    try:
        family = until(lambda: stopped_at(moment, running.pid))
        family |= descendants(running.pid)  # the watch, which goes on
        running.kill()
        until(lambda: not any(kin.lives for kin in family))
        assert not any(below.iterdir())
    finally:
        running.kill()
        running.wait()
        for kin in family:
            kin.signal(signal.SIGKILL)
        remove(below)


def stopped_at(moment: Callable[[set[Kin]], bool], first: int) -> set[Kin]:
    """The harness and all that it started, standing still at this moment; nobody, and nobody is stopped, at another."""
    watch = [kin.pid for kin in descendants(first) if kin.parent == first]
    harness = next((kin for kin in descendants(first) if kin.parent in watch), None)
    if harness is None or not moment(descendants(harness.pid)):
        return set()
    family = stop_all(harness)
    if moment(family):
        return family
    for kin in family:
        kin.signal(signal.SIGCONT)
    return set()
