"""The one thing a witness must not forget: the last head that it co-signed, of which log, and when. SPEC 14.7."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from clients.durable_file import read_at_most, write_durably, write_new
from clients.witness.errors import BegunAlready, MemoryDamaged, NotBegun
from protocol.checkpoint import MAX_NOTE, Checkpoint, head_in, parted
from protocol.encoding import Message, SignPublic
from protocol.errors import ProtocolError


class Seen(Message):
    """The last head and its note, under which key the log signed it, and the moment of this witness's word on it."""

    BOUND: ClassVar[int] = 2 * MAX_NOTE

    type: Literal["leeward/v1/witness-memory"] = "leeward/v1/witness-memory"
    origin: Annotated[str, Field(min_length=1, max_length=128)]
    log_key: SignPublic
    note: Annotated[bytes, Field(max_length=MAX_NOTE)]
    at: Annotated[int, Field(ge=0, le=2**62)]

    @property
    def head(self) -> Checkpoint:
        """Raises CheckpointRefused where the note is none; `recall` has made sure."""
        return head_in(parted(self.note)[0], self.origin)


def recall(file: Path) -> Seen:
    """Raises NotBegun, MemoryDamaged or OSError: whoever forgets would co-sign a second history."""
    try:
        seen = Seen.from_bytes(read_at_most(file, Seen.BOUND))
        _ = seen.head
    except FileNotFoundError:
        raise NotBegun from None
    except ProtocolError:
        raise MemoryDamaged from None
    return seen


def remember(file: Path, seen: Seen) -> None:
    """On the disk before it returns: called before a cosignature leaves."""
    write_durably(file, seen.to_bytes())


def begin(file: Path, seen: Seen) -> None:
    """The first memory. Raises BegunAlready or OSError."""
    try:
        write_new(file, seen.to_bytes())
    except FileExistsError:
        raise BegunAlready from None
