"""What is readable in this room right now: a set of opened parts with a bound on their number and bytes.

Twenty of the largest parts hold no more than the bound: what was looked at longest ago leaves first, and can be opened
again as long as the opening's fresh key is held.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from protocol.opening import MAX_PARTS
from protocol.primitives import system_random
from server.detection.plugged import Recognizer
from server.redaction.room.inside.opened import Opened

MOST_PARTS = MAX_PARTS
MOST_BYTES = 24 * 1024 * 1024
"""One part has at most 16 MiB; a text of them as Python holds it may take four times as much."""


class NotOpenHere(Exception):
    """This part is not open in this room."""


class Reading:
    """Opened parts by id, in the order they were last looked at."""

    def __init__(
        self, most_parts: int = MOST_PARTS, most_bytes: int = MOST_BYTES, recognizers: Sequence[Recognizer] = ()
    ) -> None:
        self.recognizers = recognizers
        """What finds identifiers in them beside the detector itself."""
        self.randomness = system_random(32)
        """Of which the keys of stand-ins are made: drawn in this room, and known nowhere else."""
        self.said: dict[tuple[bytes, str], dict[tuple[bytes, str, int, int], str]] = {}
        """By report and language, the stand-ins that were given: by part, field and place."""
        self._most_parts, self._most_bytes = most_parts, most_bytes
        self._opened: OrderedDict[bytes, Opened] = OrderedDict()

    def keep(self, opened: Opened) -> None:
        """Keep one more; what was looked at longest ago goes, until the bounds hold."""
        self._opened[opened.part] = opened
        self._opened.move_to_end(opened.part)
        while len(self._opened) > 1 and (len(self._opened) > self._most_parts or self.size > self._most_bytes):
            self._opened.popitem(last=False)

    def look(self, part: bytes) -> Opened:
        """Raises NotOpenHere."""
        if part not in self._opened:
            raise NotOpenHere
        self._opened.move_to_end(part)
        return self._opened[part]

    def parts(self) -> tuple[bytes, ...]:
        """Their ids, what was looked at longest ago first."""
        return tuple(self._opened)

    @property
    def size(self) -> int:
        return sum(one.size for one in self._opened.values())

    def __contains__(self, part: bytes) -> bool:
        return part in self._opened

    def __len__(self) -> int:
        return len(self._opened)

    def __repr__(self) -> str:
        return f"<{len(self)} opened parts>"
