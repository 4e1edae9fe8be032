"""The shapes of the parts that come now: made once for each directory, when the first part under it is judged."""

from __future__ import annotations

from protocol.errors import DirectoryRefused
from protocol.part_shapes import Shapes
from server.pinned import Pinned

MOST = 128 * 1024
"""Bytes of a part, as at intake's door: nearly all are smaller, and the cost of large ones is their bytes."""


class ShapesInUse:
    """Call it for the shapes of the newest directory; None where it has ended: then all parts go the long way."""

    def __init__(self, pinned: Pinned) -> None:
        self._pinned = pinned
        self._made: Shapes | None = None

    def __call__(self) -> Shapes | None:
        try:
            directory = self._pinned.directory
        except DirectoryRefused:
            return None
        if self._made is None or self._made.directory is not directory:
            self._made = Shapes(directory, MOST)
        return self._made
