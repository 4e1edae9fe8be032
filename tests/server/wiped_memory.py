"""Says who it is, and whether what it frees is written over, at first and after a while; then what it was told."""

import os
import sys

from server.memory import wipes_what_is_freed

if __name__ == "__main__":
    seen = wipes_what_is_freed()
    for _ in range(1000):
        seen = seen and wipes_what_is_freed()
    sys.stdout.write(f"{os.getpid()} {wipes_what_is_freed()} {seen} {sys.argv[1:]}\n")
