"""What a source is shown that is not an answer: on stderr, so that what a command gives can be piped away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console

screen = Console(stderr=True, highlight=False)


class Turn(Protocol):
    def __call__(self, far: str = "") -> None:
        """Show that it still goes on, and how far it has come."""


@contextmanager
def working(words: str) -> Iterator[Turn]:
    """A line that turns while something long goes on; call what it gives to show that it still does."""
    with screen.status(words) as status:

        def turn(far: str = "") -> None:
            status.update(f"{words} {far}".rstrip())

        yield turn
