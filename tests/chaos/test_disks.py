"""A small disk that is made full takes not a byte more, and has its room again afterwards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# In a process of its own: what is mounted is seen by nobody else, and goes with it.
TRY = """
import sys
from pathlib import Path
from tests.chaos.disks import CannotMount, SmallDisk, leave_the_others
try:
    leave_the_others()
    disk = SmallDisk(Path(sys.argv[1]), 64)
except CannotMount:
    sys.exit(3)
one, other = (Path(sys.argv[1]) / name for name in "ab")
one.write_bytes(bytes(100_000))
disk.fill()
try:
    other.write_bytes(bytes(5000))
    sys.exit(4)
except OSError:
    pass
assert one.read_bytes() == bytes(100_000)
disk.empty()
other.write_bytes(bytes(5_000_000))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounted as Linux mounts")
def test_a_full_disk_takes_nothing_more_until_it_has_its_room_again(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", TRY, str(tmp_path / "disk")], cwd=ROOT, check=False, timeout=60)
    if done.returncode == 3:
        pytest.skip("nothing can be mounted here")
    assert done.returncode == 0
