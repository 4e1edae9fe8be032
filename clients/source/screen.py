"""What a source is shown that is not an answer: on stderr, so that what a command gives can be piped away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

screen = Console(stderr=True, highlight=False)


@contextmanager
def working(words: str) -> Iterator[Callable[[], None]]:
    """A line that turns while something long goes on; call what it gives to show that it still does."""
    with screen.status(words) as status:
        yield lambda: status.update(words)
