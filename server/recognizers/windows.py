"""A long text in overlapping windows: models have a length that they were made for, and memory that grows with it."""

from __future__ import annotations

from collections.abc import Iterator


def windows(text: str, size: int, overlap: int) -> Iterator[tuple[int, str]]:
    """Where each window starts, and its text: at most `size` code points, and all of the text in them.

    Two neighbours share at least half of `overlap`, so that no name of that length is cut in both; they begin and end
    at white space where there is any near. `size` is more than twice `overlap`, or ValueError.
    """
    if size <= 2 * overlap:
        raise ValueError("windows of this size would not get on")
    start = 0
    while start + size < len(text):
        end = _behind_last_space(text, start + size - overlap, start + size)
        yield start, text[start:end]
        start = _behind_last_space(text, end - overlap, end - overlap // 2)
    yield start, text[start:]


def _behind_last_space(text: str, low: int, high: int) -> int:
    """Behind the last white space of text[low:high]; high where there is none."""
    return next((at + 1 for at in range(high - 1, low - 1, -1) if text[at].isspace()), high)
