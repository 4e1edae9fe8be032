"""What a custodian's own device remembers, so that nobody else has to be believed about it.

Withdrawals it has ever been shown (a vault restored from an old backup cannot undo them), what it approved for whom
and when (its quota), which requests it answered, and the last checkpoint of the log (which may only grow).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from clients.durable_file import write_durably
from protocol.encoding import Code, Day, Hash, Message

KEEP_DAYS = 90
"""Approvals older than this no longer count for anything and are forgotten."""


class ApprovedParts(Message):
    """How many parts were approved for one curator on one day."""

    curator: Code
    day: Day
    parts: Annotated[int, Field(ge=1, le=100_000)]


class Memory(Message):
    BOUND: ClassVar[int] = 16 * 1024 * 1024

    type: Literal["leeward/v1/custodian-memory"] = "leeward/v1/custodian-memory"
    withdrawn: Annotated[tuple[Hash, ...], Field(max_length=400_000)] = ()
    approved: Annotated[tuple[ApprovedParts, ...], Field(max_length=10_000)] = ()
    log_size: Annotated[int, Field(ge=0, le=2**48)] = 0
    log_root: Hash = bytes(32)

    def approved_for(self, curator: str, day: int) -> int:
        """Parts approved for that curator on that day."""
        return sum(one.parts for one in self.approved if (one.curator, one.day) == (curator, day))

    def with_withdrawn(self, parts: set[bytes]) -> Memory:
        return self.model_copy(update={"withdrawn": tuple(sorted(set(self.withdrawn) | parts))})

    def with_approved(self, curator: str, day: int, parts: int) -> Memory:
        """Count `parts` more for a curator today, and forget what is older than 90 days."""
        if not parts:
            return self
        counts = {(one.curator, one.day): one.parts for one in self.approved if one.day > day - KEEP_DAYS}
        counts[curator, day] = counts.get((curator, day), 0) + parts
        kept = (ApprovedParts(curator=who, day=when, parts=count) for (who, when), count in sorted(counts.items()))
        return self.model_copy(update={"approved": tuple(kept)})

    def with_log(self, size: int, root: bytes) -> Memory:
        return self.model_copy(update={"log_size": size, "log_root": root})


def recall(path: Path) -> Memory:
    """What was remembered; an empty memory where there is no file yet. Raises Malformed for a damaged one.

    A damaged file is an error, not a fresh start: forgetting withdrawals and quotas would be the attack.
    """
    return Memory.from_bytes(path.read_bytes()) if path.exists() else Memory()


def remember(path: Path, memory: Memory) -> None:
    """Durable before it returns: called before answers are sent, so that no crash forgets a quota."""
    write_durably(path, memory.to_bytes())
