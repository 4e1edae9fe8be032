"""What zones and devices send one another around the signed messages: SPEC 18 lists each door with its type.

Nothing here is signed by itself: whoever sends it signs the HTTP request that carries it (SPEC 18.1), and what
must convince a third party is one of the signed messages inside.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from protocol.consent import ClaimedConsent
from protocol.encoding import Code, Day, Hash, Message, SealPublic, Signature
from protocol.ids import PartKind
from protocol.mailbox import Bucket, BucketName, SignedMailboxNotice
from protocol.opening import MAX_PARTS, PartSlip, SignedApproval, SignedFreshKey, SignedRefusal, SignedRequest
from protocol.release import Beside, EventType, PeriodText, SignedClearance
from protocol.reply import SEALED as SEALED_REPLY
from protocol.sealing import SealedPart

CBOR = "application/cbor"
"""The media type of every message of the protocol."""
WORK_HEADER = "leeward-work"
"""Carries the 8-byte nonce of SPEC 9 in hexadecimal beside what it was made for."""


class PoolRequest(Message):
    """The vault asks intake for what has come: at most so many bytes of parts, in an order that tells nothing."""

    BOUND: ClassVar[int] = 256

    most_bytes: Annotated[int, Field(ge=SealedPart.BOUND, le=64 * 1024 * 1024)] = 32 * 1024 * 1024


class Pool(Message):
    """A shuffled share of what waits. Both lists empty: nothing waits."""

    BOUND: ClassVar[int] = 96 * 1024 * 1024

    parts: Annotated[tuple[Annotated[bytes, Field(max_length=SealedPart.BOUND)], ...], Field(max_length=20_000)]
    posts: Annotated[tuple[Annotated[bytes, Field(max_length=8192)], ...], Field(max_length=20_000)]
    more: bool


class Collected(Message):
    """These are kept by the vault; intake forgets them. Posts are named by their SHA-256.

    `last` ends the vault's visit: what was forgotten during it leaves intake's files too.
    """

    BOUND: ClassVar[int] = 2 * 1024 * 1024

    parts: Annotated[tuple[Hash, ...], Field(max_length=20_000)]
    posts: Annotated[tuple[Hash, ...], Field(max_length=20_000)]
    last: bool


class NewBucket(Message):
    """A Bucket as its readers will get it, under its name."""

    name: BucketName
    bucket: Annotated[bytes, Field(max_length=Bucket.BOUND)]


PublicationTag = Annotated[bytes, Field(min_length=16, max_length=16)]
"""Drawn for one publication: what was sent under another is not mixed in."""


class NewBuckets(Message):
    """Some buckets of a publication that is not out yet."""

    BOUND: ClassVar[int] = 2 * 1024 * 1024

    publication: PublicationTag
    buckets: Annotated[tuple[NewBucket, ...], Field(min_length=1, max_length=8)]


class NewPublication(Message):
    """All buckets were sent: from now on readers get these, and no others."""

    BOUND: ClassVar[int] = 1024

    publication: PublicationTag
    buckets: Annotated[int, Field(ge=1, le=4096)]
    """How many there are."""
    notice: SignedMailboxNotice


class ReplyAddress(Message):
    """Where a reply to a part is sealed to, by the part's own word."""

    reply_key: SealPublic
    signature: Signature


class NewReply(Message):
    """A sealed reply for one part."""

    part: Hash
    box: Annotated[bytes, Field(min_length=SEALED_REPLY, max_length=SEALED_REPLY)]


class PartListing(Message):
    """What a curator sees of a part before it is open: no more than is needed to ask for it."""

    part: Hash
    kind: PartKind
    size_class: Annotated[int, Field(ge=0, le=6)]
    day: Day
    vouched: bool
    may_be_opened: bool
    """False where consent, withdrawal or freeze forbids it today."""
    opened: bool


class PartListings(Message):
    """One page of a compartment, the last days first; within a day by id, which is a hash and tells nothing."""

    BOUND: ClassVar[int] = 32 * 1024

    parts: Annotated[tuple[PartListing, ...], Field(max_length=100)]
    more: bool
    """Whether there are older ones: asked for by the day and id of the last of these."""


class FreshKeys(Message):
    BOUND: ClassVar[int] = 64 * 1024

    keys: Annotated[tuple[SignedFreshKey, ...], Field(max_length=16)]


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


class PartState(StrEnum):
    """Where one part of one request stands; the table of moves is the vault's."""

    REQUESTED = "requested"
    LOGGED = "logged"
    APPROVED = "approved"
    OPENED = "opened"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    FROZEN = "frozen"


class PartProgress(Message):
    part: Hash
    state: PartState
    approvals: Annotated[int, Field(ge=0, le=16)]
    refusals: Annotated[int, Field(ge=0, le=16)]


class OpeningProgress(Message):
    BOUND: ClassVar[int] = 16 * 1024

    request: SignedRequest
    parts: Annotated[tuple[PartProgress, ...], Field(max_length=MAX_PARTS)]


class OpenablePart(Message):
    """One part with the approvals that open it; what a desk fetches, one at a time."""

    BOUND: ClassVar[int] = SealedPart.BOUND + 128 * 1024

    part: Annotated[bytes, Field(max_length=SealedPart.BOUND)]
    approvals: Annotated[tuple[SignedApproval, ...], Field(min_length=1, max_length=16)]
    consents: Annotated[tuple[ClaimedConsent, ...], Field(min_length=1, max_length=8)]
    received: Annotated[tuple[Day, ...], Field(min_length=1, max_length=8)]


class Draft(Message):
    """A box from one desk to another, which the vault keeps and cannot open."""

    BOUND: ClassVar[int] = 64 * 1024

    compartment: Code
    to_desk: Code
    from_desk: Code
    box: Annotated[bytes, Field(max_length=48 * 1024)]


class Drafts(Message):
    BOUND: ClassVar[int] = 2 * 1024 * 1024

    drafts: Annotated[tuple[Draft, ...], Field(max_length=32)]


class ClearanceQuery(Message):
    """Release asks which of its clearances still hold."""

    BOUND: ClassVar[int] = 1024 * 1024

    commitments: Annotated[tuple[Hash, ...], Field(max_length=20_000)]


class ClearanceStanding(Message):
    """In the order asked: whether each still holds. Nothing says why one does not."""

    BOUND: ClassVar[int] = 256 * 1024

    holds: Annotated[tuple[bool, ...], Field(max_length=20_000)]


class GrantedClearance(Message):
    """The vault's answer to the desks."""

    BOUND: ClassVar[int] = 16 * 1024

    clearance: SignedClearance


MOST_OPENED = 10_000


class OpenedPart(Message):
    """A part that two desks can read for one aim."""

    part: Hash
    cleared: bool
    """Whether a cleared summary stands on it, of whichever desks."""


class OpenedParts(Message):
    """The last 10,000 of them: the vault's word to a reviewer, for what a draft does not mention."""

    BOUND: ClassVar[int] = 1024 * 1024

    parts: Annotated[tuple[OpenedPart, ...], Field(max_length=MOST_OPENED)]


class CellQuery(Message):
    """Where and when something happened, and what: a desk asks what was released there and beside it."""

    BOUND: ClassVar[int] = 512

    compartment: Code
    """Of the desk that asks."""
    area: Code
    period: PeriodText
    event_type: EventType


class Neighbours(Message):
    """What a summary for that cell follows (SPEC 16.8). A commitment tells nothing of a summary."""

    BOUND: ClassVar[int] = 16 * 1024

    predecessor: Hash | None
    beside: Beside


class NewEntries(Message):
    """Commitments for the log, 32 bytes each; the log learns nothing more."""

    BOUND: ClassVar[int] = 256 * 1024

    commitments: Annotated[tuple[Hash, ...], Field(min_length=1, max_length=4096)]


class Inclusion(Message):
    """Where a commitment stands in the log, with its proof."""

    BOUND: ClassVar[int] = 16 * 1024

    index: Annotated[int, Field(ge=0, le=2**48)]
    proof: Annotated[tuple[Hash, ...], Field(max_length=64)]
    checkpoint: Annotated[str, Field(max_length=8192)]


class Consistency(Message):
    """That the log at one size begins with the log at a smaller one."""

    BOUND: ClassVar[int] = 8192

    proof: Annotated[tuple[Hash, ...], Field(max_length=64)]
    checkpoint: Annotated[str, Field(max_length=8192)]


class Consents(Message):
    """A part's consent: every version, and the day the vault first held each."""

    BOUND: ClassVar[int] = 16 * 1024

    consents: Annotated[tuple[ClaimedConsent, ...], Field(min_length=1, max_length=8)]
    received: Annotated[tuple[Day, ...], Field(min_length=1, max_length=8)]
    withdrawn: bool
