"""What stands in the memory of another process, as the superuser reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.travelled import found_in


def found_in_memory(pid: int, wanted: set[bytes]) -> set[bytes]:
    """Which of them stand anywhere in what that process can read."""
    return {one for piece in _pieces(pid) for one in found_in(piece, wanted)}


def _pieces(pid: int) -> Iterator[bytes]:
    there = Path(f"/proc/{pid}")
    with (there / "mem").open("rb", buffering=0) as memory:
        for line in (there / "maps").read_text().splitlines():
            place, rights = line.split()[:2]
            if rights.startswith("r") and "[v" not in line:  # the kernel's own pages are not read so
                start, end = (int(edge, 16) for edge in place.split("-"))
                memory.seek(start)
                yield memory.read(end - start)
