"""Whether words name a place: for areas finer than a summary may speak of, which no capital and no pattern shows."""

from __future__ import annotations

from collections.abc import Iterable

import regex


def names_any(text: str, places: Iterable[str], but: Iterable[str]) -> bool:
    """Whether one of the places is named, in any case of letters; names that also stand in `but` do not count."""
    rest = _without(text, sorted(but, key=len, reverse=True))
    return any(_whole(place).search(rest) for place in places)


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = _whole(name).sub(" ", text)
    return text


def _whole(name: str) -> regex.Pattern[str]:
    """The name as a word or words of its own: letters, digits or marks beside it make it another."""
    return regex.compile(
        rf"(?<![\p{{L}}\p{{M}}\p{{N}}]){regex.escape(name)}(?![\p{{L}}\p{{M}}\p{{N}}])", regex.IGNORECASE
    )
