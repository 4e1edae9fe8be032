"""What is readable at this desk right now: a set of opened parts with a bound on their number and bytes.

Opening a thousand parts one after another holds no more than the bound: what was read longest ago leaves first, and
can be opened again as long as the opening's fresh key is held.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection

from server.redaction.errors import PartNotOpen
from server.redaction.room.opened import Opened

MOST_PARTS = 64
MOST_BYTES = 24 * 1024 * 1024
"""One part has at most 16 MiB; a text of them as Python holds it may take four times as much."""


class Reading:
    """Opened parts by id, in the order they were last looked at."""

    def __init__(self, most_parts: int = MOST_PARTS, most_bytes: int = MOST_BYTES) -> None:
        self._most_parts, self._most_bytes = most_parts, most_bytes
        self._opened: OrderedDict[bytes, Opened] = OrderedDict()
        self._crowded_out: set[bytes] = set()

    def keep(self, opened: Opened) -> None:
        """Keep one more; what was looked at longest ago goes, until the bounds hold."""
        self._opened[opened.part] = opened
        self._opened.move_to_end(opened.part)
        self._crowded_out.discard(opened.part)
        while len(self._opened) > 1 and (len(self._opened) > self._most_parts or self.size > self._most_bytes):
            self._crowded_out.add(self._opened.popitem(last=False)[0])

    def look(self, part: bytes) -> Opened:
        """Raises PartNotOpen."""
        if part not in self._opened:
            raise PartNotOpen
        self._opened.move_to_end(part)
        return self._opened[part]

    def made_room(self, part: bytes) -> bool:
        """Whether it was read here, and left for others alone: nobody has forgotten it since."""
        return part in self._crowded_out

    def forget(self, parts: Collection[bytes]) -> None:
        for part in parts:
            self._opened.pop(part, None)
            self._crowded_out.discard(part)

    @property
    def size(self) -> int:
        return sum(one.size for one in self._opened.values())

    def __contains__(self, part: bytes) -> bool:
        return part in self._opened

    def __len__(self) -> int:
        return len(self._opened)

    def __repr__(self) -> str:
        return f"<{len(self)} opened parts>"
