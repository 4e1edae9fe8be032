"""How a program of ours ends when something is wrong: with one plain sentence, never with what it was working on.

A traceback of Python's shows the words of the error, and those may be the words of a report.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console


@contextmanager
def plain_endings(
    *expected: type[Exception], also: Callable[[], tuple[type[Exception], ...]] = tuple
) -> Iterator[None]:
    """Every expected error is its own sentence; any other says where it happened and never what it held. Status 1.

    `also` is asked for more of them once there is an error.
    """
    try:
        yield
    except (*expected, *also()) as refused:
        _end(str(refused))
    except OSError as refused:
        _end(f"A file or folder cannot be used here: {refused.strerror or 'the system did not say why'}.")
    except Exception as unforeseen:  # noqa: BLE001 - the last door: whatever comes here must not print its words
        last = traceback.extract_tb(unforeseen.__traceback__)[-1]
        where = f"{last.filename.rpartition('/')[2]}, line {last.lineno}"
        _end(f"This program has a flaw ({type(unforeseen).__name__} in {where}). Nothing of yours is shown here.")


def _end(words: str) -> None:
    Console(stderr=True, highlight=False).print(words, style="bold red", markup=False, soft_wrap=True)
    sys.exit(1)
