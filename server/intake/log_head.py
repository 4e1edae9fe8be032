"""The log's head as the vault last brought it, for whoever compares what different people are shown. SPEC 14.9.

In memory alone: it is signed, the same for everyone, and comes again with the vault's next visit.
"""

from __future__ import annotations

from dataclasses import dataclass

from protocol.checkpoint import Checkpoint
from protocol.cosignature import read_witnessed
from protocol.directory import TrustedDirectory
from server.intake.errors import NoHeadYet


@dataclass(slots=True)
class LogHead:
    """The note of the largest head that came since intake was started."""

    _note: bytes = b""
    _head: Checkpoint | None = None

    def bring(self, note: bytes, directory: TrustedDirectory, now: float) -> None:
        """Keep it, unless a larger one is here. Raises CheckpointRefused, NoSuchDevice or TooFewWitnesses."""
        head = read_witnessed(note, directory, now)
        if self._head is None or head.size >= self._head.size:
            self._note, self._head = note, head

    @property
    def note(self) -> bytes:
        """Raises NoHeadYet."""
        if not self._note:
            raise NoHeadYet
        return self._note
