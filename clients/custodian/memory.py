"""What a custodian's own device remembers, so that nobody else has to be believed about it.

Withdrawals that it was shown to be in the log (a vault restored from an old backup cannot undo them), what it approved
for whom and when (its quota), and the last signed head of the log (which may only grow).
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, ValidationError

from clients.custodian.errors import MemoryDamaged, MemoryFull, MemoryLost
from clients.durable_file import read_at_most, write_durably
from protocol.encoding import Code, Day, Hash, Message
from protocol.errors import ProtocolError

KEEP_DAYS = 90
"""Approvals older than this no longer count for anything and are forgotten."""
ANSWER_DAYS = 4
"""No request lives longer, so that no answer is sent again later."""


class ApprovedParts(Message):
    """How many parts were approved for one curator on one day."""

    curator: Code
    day: Day
    parts: Annotated[int, Field(ge=1, le=100_000)]


class Counted(Message):
    """One approval that the quota has counted: sent again, after a lost answer, it is not counted again."""

    request: Hash
    part: Hash
    day: Day


class Memory(Message):
    BOUND: ClassVar[int] = 16 * 1024 * 1024

    type: Literal["leeward/v1/custodian-memory"] = "leeward/v1/custodian-memory"
    withdrawn: Annotated[tuple[Hash, ...], Field(max_length=400_000)] = ()
    approved: Annotated[tuple[ApprovedParts, ...], Field(max_length=10_000)] = ()
    counted: Annotated[tuple[Counted, ...], Field(max_length=10_000)] = ()
    log_size: Annotated[int, Field(ge=0, le=2**62)] = 0
    log_root: Hash = bytes(32)
    log_note: Annotated[bytes, Field(max_length=64 * 1024)] = b""
    """The log's signed head as it was shown, to hold against another one."""

    def approved_for(self, curator: str, day: int) -> int:
        """Parts approved for that curator on that day."""
        return sum(one.parts for one in self.approved if (one.curator, one.day) == (curator, day))

    def counted_of(self, request: bytes) -> set[bytes]:
        """The parts of a request that are counted already."""
        return {one.part for one in self.counted if one.request == request}

    def with_withdrawn(self, parts: set[bytes]) -> Memory:
        """Raises MemoryFull."""
        return self._with(withdrawn=tuple(sorted(set(self.withdrawn) | parts)))

    def with_approved(self, curator: str, day: int, request: bytes, parts: Collection[bytes]) -> Memory:
        """Count parts for a curator today, each once, and forget what is older than 90 days. Raises MemoryFull."""
        new = set(parts) - self.counted_of(request)
        if not new:
            return self
        counts = {(one.curator, one.day): one.parts for one in self.approved if one.day > day - KEEP_DAYS}
        counts[curator, day] = counts.get((curator, day), 0) + len(new)
        counted = [one for one in self.counted if one.day > day - ANSWER_DAYS]
        counted += [Counted(request=request, part=part, day=day) for part in sorted(new)]
        return self._with(
            approved=tuple(ApprovedParts(curator=w, day=d, parts=n) for (w, d), n in sorted(counts.items())),
            counted=tuple(counted),
        )

    def with_log(self, size: int, root: bytes, note: bytes) -> Memory:
        return self._with(log_size=size, log_root=root, log_note=note)

    def _with(self, **changes: Any) -> Memory:
        # Checked anew: what is written must be readable again, or it would be lost with the next start.
        try:
            return Memory(**(dict(self) | changes))
        except ValidationError:
            raise MemoryFull from None


def recall(path: Path, *, begun: bool) -> Memory:
    """What was remembered; an empty memory where nothing has `begun` here yet.

    Raises MemoryDamaged, MemoryLost or OSError.
    A damaged or missing file is an error, not a fresh start: forgetting withdrawals and quotas would be the attack.
    """
    try:
        return Memory.from_bytes(read_at_most(path, Memory.BOUND))
    except FileNotFoundError:
        if begun:
            raise MemoryLost from None
        return Memory()
    except ProtocolError:
        raise MemoryDamaged from None


def begin_memory(path: Path, *, begun: bool) -> Memory:
    """What was remembered, on the disk before the first directory is: from then on a missing memory is a lost one.

    Raises as recall does.
    """
    memory = recall(path, begun=begun)
    remember(path, memory)
    return memory


def remember(path: Path, memory: Memory) -> None:
    """Durable before it returns: called before answers are sent, so that no crash forgets a quota."""
    write_durably(path, memory.to_bytes())
