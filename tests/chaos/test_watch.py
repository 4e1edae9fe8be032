"""What runs under the watch leaves nothing, however it ends; nobody else is touched."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.chaos.kin import Kin, descendants, everyone, look_at, until

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are followed through /proc")

# It has a child that left its family for a session of its own, hears nothing but SIGKILL, and stands still.
RUN = """
import os, signal, sys, tempfile, time
from pathlib import Path
from tests.chaos.watch import go_under_watch
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts the tests aside has it ignored
go_under_watch(Path(sys.argv[1]), patience=float(sys.argv[3]))
print(os.getpid(), flush=True)
if not os.fork():
    os.setsid()
    if not os.fork():
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, signal.SIG_IGN)
        Path(tempfile.mkdtemp(), "kept").write_text("something")
        if sys.argv[2] == "tidy":
            shared = Path(sys.argv[1], "shared")
            shared.touch()
            os.kill(os.getpid(), signal.SIGSTOP)
            shared.unlink()
            os._exit(0)
        while True:
            os.kill(os.getpid(), signal.SIGSTOP)
    if sys.argv[2] == "tidy":
        os.wait()
    os._exit(0)
if sys.argv[2] == "end":
    sys.exit(3)
time.sleep(300)
"""


@pytest.fixture
def below() -> Iterator[Path]:
    """A folder for it to be begun with: whoever has its name among their arguments is of that run."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)
        for kin in of_the_run(Path(folder)):
            kin.signal(signal.SIGKILL)


@contextmanager
def begun(below: Path, what: str, patience: float = 0) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", RUN, str(below), what, str(patience)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        try:
            yield running
        finally:
            running.kill()


def of_the_run(below: Path) -> list[Kin]:
    return [kin for kin in everyone() if str(below) in kin.command]


def hides(running: subprocess.Popen[bytes]) -> bool:
    """The one that hides has come to stand still."""
    return any(kin.stands_still for kin in descendants(running.pid))


@pytest.mark.parametrize(
    ("whom", "how"), [("first", signal.SIGKILL), ("harness", signal.SIGKILL), ("first", signal.SIGTERM)]
)
def test_whoever_is_killed_nothing_is_left(below: Path, whom: str, how: int) -> None:
    bystander = subprocess.Popen(["sleep", "300"])
    try:
        with begun(below, "go on") as running:
            until(lambda: hides(running))
            assert any(below.iterdir())
            killed = running.send_signal if whom == "first" else harness(running).signal
            killed(how)
            until(lambda: not of_the_run(below))
            assert not any(below.iterdir())
            assert bystander.poll() is None
            assert running.wait() == (-how if whom == "first" else 128 + how)
    finally:
        bystander.kill()
        bystander.wait()


def harness(running: subprocess.Popen[bytes]) -> Kin:
    assert running.stdout is not None
    found = look_at(int(running.stdout.readline()))
    assert found is not None
    return found


def test_who_stands_still_and_would_tidy_up_is_woken_to_do_so(below: Path) -> None:
    with begun(below, "tidy", patience=60) as running:
        until(lambda: hides(running))
        assert (below / "shared").exists()
        running.kill()
        until(lambda: not of_the_run(below))
    assert not any(below.iterdir())


def test_ctrl_c_leaves_nothing_once_it_is_over(below: Path) -> None:
    with begun(below, "go on") as running:
        until(lambda: hides(running))
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == -signal.SIGINT
    assert not of_the_run(below)
    assert not any(below.iterdir())


def test_what_a_run_ends_with_is_told_when_nothing_is_left_of_it(below: Path) -> None:
    with begun(below, "end") as running:
        assert running.wait(60) == 3
    assert not of_the_run(below)
    assert not any(below.iterdir())
