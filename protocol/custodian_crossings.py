"""What the vault sends a custodian's device, so that it can judge a request by itself, and what it answers. SPEC 18."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from protocol.directory import MAX_SEATS
from protocol.encoding import Hash, Message
from protocol.opening import MAX_PARTS, PartSlip, SignedApproval, SignedRefusal, SignedRequest
from protocol.succession import MOST_PARTS, SeatSlip, SignedRepairPieces, SignedRepairSum, SignedSuccession


class LogEvidence(Message):
    """That an entry is in the log: what was committed to, and its proof under a signed checkpoint."""

    BOUND: ClassVar[int] = 16 * 1024

    entry: Annotated[bytes, Field(max_length=1024)]
    r: Hash
    index: Annotated[int, Field(ge=0, le=2**48)]
    proof: Annotated[tuple[Hash, ...], Field(max_length=64)]
    checkpoint: Annotated[str, Field(max_length=8192)]


class WithdrawnPart(Message):
    """One part that is taken back; its log entry shows that it was said in time."""

    part: Hash
    evidence: LogEvidence | None
    """None until the next tick of the log."""


class OpeningNotice(Message):
    """All that one custodian needs to judge one request."""

    BOUND: ClassVar[int] = 1024 * 1024

    request: SignedRequest
    evidence: LogEvidence
    slips: Annotated[tuple[PartSlip, ...], Field(max_length=MAX_PARTS)]
    """Only the parts that still wait for this custodian's answer."""
    withdrawn: Annotated[tuple[WithdrawnPart, ...], Field(max_length=5000)]
    """Every withdrawal in the compartment; a custodian's device remembers them."""


class OpeningNotices(Message):
    BOUND: ClassVar[int] = 16 * 1024 * 1024

    notices: Annotated[tuple[OpeningNotice, ...], Field(max_length=64)]


class Answers(Message):
    """A custodian's answers, one a part."""

    BOUND: ClassVar[int] = 256 * 1024

    approvals: Annotated[tuple[SignedApproval, ...], Field(max_length=64)] = ()
    refusals: Annotated[tuple[SignedRefusal, ...], Field(max_length=64)] = ()


class SuccessionNotice(Message):
    """A seat that goes on to a successor, for whoever has a part in it."""

    succession: SignedSuccession
    evidence: LogEvidence | None
    """None until the next tick of the log, and then only for the successor itself."""


class SuccessionNotices(Message):
    BOUND: ClassVar[int] = 512 * 1024

    notices: Annotated[tuple[SuccessionNotice, ...], Field(max_length=16)]


class SuccessionBatch(Message):
    """One batch of a succession, with what its reader needs of it: a helper, the successor, or who hands over."""

    BOUND: ClassVar[int] = 3 * 1024 * 1024

    parts: Annotated[tuple[Hash, ...], Field(max_length=MOST_PARTS)]
    slips: Annotated[tuple[SeatSlip, ...], Field(max_length=MOST_PARTS)]
    """With the reader's own boxes; of parts that are not there any more, none."""
    pieces: Annotated[tuple[SignedRepairPieces, ...], Field(max_length=MAX_SEATS)]
    """What the helpers have sent so far, for a helper."""
    sums: Annotated[tuple[SignedRepairSum, ...], Field(max_length=MAX_SEATS)]
    """The same for the successor, and a helper's own for itself."""
    more: bool
    """Whether there is a batch after this one."""
