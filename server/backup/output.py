"""What another program writes, read while it runs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO


@contextmanager
def output_of(running: subprocess.Popen[bytes]) -> Iterator[IO[bytes]]:
    """What a program writes to its `stdout=PIPE`. It has ended with the block: killed, where that ends by an error."""
    with running:
        assert running.stdout is not None  # noqa: S101
        try:
            yield running.stdout
        except BaseException:
            running.kill()
            raise
