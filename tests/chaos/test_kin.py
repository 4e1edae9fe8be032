"""Whoever is told to stand still does, wherever it was just then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.chaos.kin import descendants, look_at, stop_all, until

# A parent waits in the kernel until its child is another program; this child waits for a pipe before.
BETWEEN_TWO_PROGRAMS = """
import os, sys
os.posix_spawn('/bin/true', ['true'], {}, file_actions=[(os.POSIX_SPAWN_OPEN, 0, sys.argv[1], os.O_RDONLY, 0)])
print('went on', flush=True)
"""
STARTS_IT = "import subprocess, sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]], check=True)"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are followed through /proc")
def test_who_waits_in_the_kernel_for_a_child_that_stands_still_counts_as_standing_still(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-c", STARTS_IT, BETWEEN_TWO_PROGRAMS, str(pipe)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        (waits,) = until(lambda: [kin for kin in descendants(running.pid) if kin.state == "D"])
        eldest = look_at(running.pid)
        assert eldest is not None
        family = stop_all(eldest)
        assert len(family) == 3
        held = os.open(pipe, os.O_RDWR)  # the child could go on now
        assert all(kin.stands_still for kin in family - {waits})
        for kin in family:
            kin.signal(signal.SIGCONT)
        assert running.communicate(timeout=60)[0] == b"went on\n"
        os.close(held)
    finally:
        for kin in descendants(running.pid):
            kin.signal(signal.SIGKILL)
        running.kill()
        running.wait()
