"""Processes of their own for what a benchmark measures, each with a pipe: what loads a server is not what serves."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

PATIENCE = 60.0
"""Seconds for one turn, or for getting ready."""


@contextmanager
def spawned(work: Callable[..., None], *given: object) -> Iterator[Connection]:
    """A process of its own, and a pipe to it; it ends with the block."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=work, args=(theirs, *given), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join(PATIENCE)
        process.kill()


def heard(process: Connection, patience: float = PATIENCE) -> Any:
    if not process.poll(patience):
        raise RuntimeError("a process of the benchmark does not answer")
    return process.recv()


def told(pipe: Connection) -> Iterator[float | None]:
    """The pace of each turn, until nobody tells one any more."""
    with suppress(EOFError):
        while True:
            yield pipe.recv()
