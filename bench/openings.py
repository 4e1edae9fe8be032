"""Open 1,000 parts one after the other, as a desk does, and see whether memory stays flat. `leeward bench openings`.

The figure is parts a second beside the limit of `bench/seal.py` (the sum of primitive operations of one opening). The
memory is what the process holds at its height after 1,000 parts beside its height after the first 100: the parts are
made one at a time, opened, read and dropped. Flat means at most 10 % more, and less than one part's size a part.
"""

from __future__ import annotations

import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable

from bench.seal import Bench, control_of
from protocol.contents import Testimony
from protocol.primitives import SignKey, system_random
from protocol.sealing import open_part, open_seat, seal_part

PARTS = 1000
FIRST = 100
GOAL = 1.1


def run(progress: Callable[[str], None] = lambda _said: None) -> dict[str, object]:
    """`ratio` is memory after all parts to memory after the first hundred; about fifteen seconds."""
    bench = Bench()
    heights: list[int] = []
    opened: list[float] = []
    for number in range(1, PARTS + 1):
        opened.append(_open_one(bench, number))
        if number in {FIRST, PARTS}:
            gc.collect()
            heights.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
            progress(f"{number} parts, at most {heights[-1] // 1024} MiB")
    return {
        "figure": heights[1],
        "limit": heights[0],
        "ratio": round(heights[1] / heights[0], 3),
        "goal": GOAL,
        "unit": "KiB",
        "parts": PARTS,
        "microseconds_to_open_one": round(statistics.median(opened) * 1e6, 1),
    }


def _open_one(bench: Bench, number: int) -> float:
    """Seal a fresh part of 2 KB, then open it from four shares at the desk; seconds for the opening alone."""
    key = SignKey(system_random(32))
    text = Testimony(text="x" * 2000).to_bytes()
    part = seal_part(text, bench.world.directory, bench.compartment, key, control_of(key))
    custodians = bench.world.custodians["xa-testimony"]
    start = time.perf_counter()
    held = {
        seat: open_seat(custodians[seat - 1].seal_key, part.header, part.id(), seat, part.seats[seat - 1])
        for seat in (1, 2, 3, 4)
    }
    read = Testimony.from_bytes(open_part(part, held, bench.desk.seal_key, 1))
    seconds = time.perf_counter() - start
    if len(read.text) != 2000:
        raise RuntimeError(f"part {number} did not open to what was sealed")
    return seconds


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), indent=2) + "\n")
