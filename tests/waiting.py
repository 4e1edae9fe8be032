"""For what a real process does in its own time: looked for until it holds, or until long after it should have."""

import time
from collections.abc import Callable


def soon(claim: Callable[[], bool], seconds: float = 90) -> bool:
    """Whether it holds within so many seconds."""
    deadline = time.monotonic() + seconds
    while not claim() and time.monotonic() < deadline:
        time.sleep(0.05)
    return claim()
