"""Secrets that a person types: never shown, and never asked for where they would be."""

from __future__ import annotations

import warnings
from getpass import GetPassWarning, getpass


class NoTerminal(Exception):
    """There is no terminal here on which this could be typed unseen. Put it in a file that only you can read."""

    def __str__(self) -> str:
        return (type(self).__doc__ or "").strip()


def typed_secret(question: str) -> str:
    """What was typed, without echo. Raises NoTerminal before anything is asked."""
    with warnings.catch_warnings():
        # Without a terminal getpass would read what is piped in, and show on a screen what is typed.
        warnings.simplefilter("error", GetPassWarning)
        try:
            return getpass(question)
        except (GetPassWarning, EOFError):
            raise NoTerminal from None
