"""What the vault sends a custodian's device, so that it can judge a request by itself, and what it answers. SPEC 18."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from protocol.encoding import Hash, Message
from protocol.opening import MAX_PARTS, PartSlip, SignedApproval, SignedRefusal, SignedRequest


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
