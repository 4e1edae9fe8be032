"""What the vault, and release, send a desk and hear of it: to ask, to open, to answer, to clear. SPEC 18."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from protocol.consent import ClaimedConsent
from protocol.directory import MAX_DESKS
from protocol.encoding import Code, Day, Hash, Message, SealPublic, Signature
from protocol.ids import PartKind
from protocol.opening import MAX_PARTS, SignedApproval, SignedFreshKey, SignedRequest
from protocol.release import Beside, EventType, PeriodText, SignedClearance
from protocol.reply import SEALED as SEALED_REPLY
from protocol.sealing import SealedPart, SealedSecret


class ReplyAddress(Message):
    """Where a reply to a part is sealed to, by the part's own word."""

    reply_key: SealPublic
    signature: Signature


class NewReply(Message):
    """A sealed reply for one part."""

    part: Hash
    box: Annotated[bytes, Field(min_length=SEALED_REPLY, max_length=SEALED_REPLY)]


class Channel(StrEnum):
    """By which way a report came, as its consent tells: by the source's own word, or by a gateway's."""

    WEB = "web"
    SMS = "sms"


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
    asked: bool
    """Whether a request for it waits, or has its approvals and was not fetched."""
    channel: Channel
    urgent: bool
    """Its source asks for the urgent way, and may still have it today."""


class PartListings(Message):
    """One page of a compartment, the last days first; within a day by id, which is a hash and tells nothing."""

    BOUND: ClassVar[int] = 32 * 1024

    parts: Annotated[tuple[PartListing, ...], Field(max_length=100)]
    more: bool
    """Whether there are older ones: asked for by the day and id of the last of these."""


class FreshKeys(Message):
    BOUND: ClassVar[int] = 64 * 1024

    keys: Annotated[tuple[SignedFreshKey, ...], Field(max_length=16)]


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
    again: SealedSecret | None
    """The box of the desk that asks as it was re-wrapped last (SPEC 11.5)."""


MOST_BOXES = 64


class KeptBox(Message):
    """A desk's box of one part as it came, and as it was re-wrapped last, if it was: SPEC 11.5."""

    part: Hash
    number: Annotated[int, Field(ge=1, le=MAX_DESKS)]
    box: SealedSecret
    again: SealedSecret | None


class KeptBoxes(Message):
    """One page of them, by id."""

    BOUND: ClassVar[int] = 256 * 1024

    boxes: Annotated[tuple[KeptBox, ...], Field(max_length=MOST_BOXES)]
    through: Hash | None
    """The last part that was looked at, to go on from; None where there is no other."""


class RewrappedBox(Message):
    part: Hash
    number: Annotated[int, Field(ge=1, le=MAX_DESKS)]
    box: SealedSecret


class RewrappedBoxes(Message):
    """Boxes that a desk sealed to its own new key, to lie beside their parts."""

    BOUND: ClassVar[int] = 128 * 1024

    compartment: Code
    boxes: Annotated[tuple[RewrappedBox, ...], Field(min_length=1, max_length=MOST_BOXES)]


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


class Consents(Message):
    """A part's consent: every version, and the day the vault first held each."""

    BOUND: ClassVar[int] = 16 * 1024

    consents: Annotated[tuple[ClaimedConsent, ...], Field(min_length=1, max_length=8)]
    received: Annotated[tuple[Day, ...], Field(min_length=1, max_length=8)]
    withdrawn: bool
