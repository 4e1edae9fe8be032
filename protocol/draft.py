"""What two desks write to one another about a summary that nobody has released: SPEC 16.7.

The curator's desk sends a draft; the reviewer's desk agrees or refuses. The vault carries the letters.

Rules of this file
* All letters have one size: whoever carries them cannot tell a draft from an answer, or a yes from a no.
* A letter is signed inside its box. The vault knows every desk's public key, so a box alone says nothing of its sender.
* The draft carries the very bytes of the clearance request: what the reviewer signs is what the curator's desk wrote.
* `DraftSummary` is a claim; `check_draft` makes the `CheckedDraft` that everything else takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.contents import pad_to, unpad
from protocol.desk_crossings import Draft
from protocol.directory import Compartment, Desk, TrustedDirectory
from protocol.encoding import Hash, Message, Purpose, Signature, encode
from protocol.errors import Malformed, ReleaseRefused
from protocol.primitives import (
    BOX_OVERHEAD,
    Randomness,
    SealKey,
    SignKey,
    open_box,
    same,
    seal_box,
    sign,
    stream_size,
    system_random,
    verify,
)
from protocol.release import (
    MAX_LISTED,
    MAX_WORDS,
    ClearanceRequest,
    EventType,
    SignedAttestation,
    Summary,
    check_attestation,
    commit_summary,
    two_people,
)

BODY = 40 * 1024
"""Bytes of every letter before it is sealed; the fullest draft needs about 32,000."""
SEALED = BOX_OVERHEAD + stream_size(BODY)


class DraftContradicts(ReleaseRefused):
    """This draft, and the clearance that is asked for it, do not say the same."""


class DirectoryMoved(ReleaseRefused):
    """This draft was written under another directory than the one in force. Write it anew."""


class ReviewReason(StrEnum):
    """Why a reviewer refuses; coded, so that it can be kept and passed on."""

    NOT_WHAT_THEY_SAID = "not-what-they-said"
    WORDS_SHARED = "words-shared"
    IDENTIFIERS_REMAIN = "identifiers-remain"
    TOO_FINE = "too-fine"
    NEEDLESS_OPENING = "needless-opening"
    """More was opened than the summary needs."""
    NOT_ENOUGH_KNOWN = "not-enough-known"
    FIELDS_WRONG = "fields-wrong"
    UNDER_THREAT = "under-threat"
    OTHER = "other"


class DraftSummary(Message):
    """A summary with all that a second person needs to judge it; the originals are opened anew at the other desk."""

    BOUND: ClassVar[int] = 36 * 1024

    type: Literal["leeward/v1/draft-summary"] = "leeward/v1/draft-summary"
    draft: Hash
    openings: Annotated[tuple[Hash, ...], Field(min_length=1, max_length=MAX_LISTED)]
    """Ids of the opening requests under which the parts were read."""
    summary: Annotated[bytes, Field(max_length=Summary.BOUND)]
    r: Hash
    request: Annotated[bytes, Field(max_length=ClearanceRequest.BOUND)]


class DraftAgreed(Message):
    """The reviewer's desk has read the originals: its signature under the clearance request, and what it found."""

    BOUND: ClassVar[int] = 1536

    type: Literal["leeward/v1/draft-agreed"] = "leeward/v1/draft-agreed"
    draft: Hash
    commitment: Hash
    signature: Signature
    attestation: SignedAttestation


class DraftRefused(Message):
    BOUND: ClassVar[int] = 512

    type: Literal["leeward/v1/draft-refused"] = "leeward/v1/draft-refused"
    draft: Hash
    commitment: Hash
    reason: ReviewReason


class LetterKind(StrEnum):
    DRAFT = "draft"
    AGREED = "agreed"
    REFUSED = "refused"


Content = DraftSummary | DraftAgreed | DraftRefused
_CONTENT: dict[LetterKind, type[Content]] = {
    LetterKind.DRAFT: DraftSummary,
    LetterKind.AGREED: DraftAgreed,
    LetterKind.REFUSED: DraftRefused,
}


class Letter(Message):
    """What is inside a box between desks: content, and the sending desk's signature over it and its way."""

    BOUND: ClassVar[int] = BODY

    type: Literal["leeward/v1/letter"] = "leeward/v1/letter"
    kind: LetterKind
    body: Annotated[bytes, Field(max_length=DraftSummary.BOUND)]
    signature: Signature


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft whose summary and clearance request fit together, for two people's desks; made by `check_draft` only."""

    draft: DraftSummary
    summary: Summary
    request: ClearanceRequest
    curator: Desk
    reviewer: Desk

    @property
    def commitment(self) -> bytes:
        """C of the summary, which the request names."""
        return self.request.commitment


def seal_letter(
    content: Content,
    compartment: Compartment,
    sender: str,
    to_desk: str,
    sign_key: SignKey,
    random: Randomness = system_random,
) -> Draft:
    """Write to another desk of the compartment, as desk `sender`. Raises NoSuchDevice."""
    body = content.to_bytes()
    way = _way(compartment.name, sender, to_desk)
    kind = next(kind for kind, made in _CONTENT.items() if isinstance(content, made))
    letter = Letter(kind=kind, body=body, signature=sign(sign_key, Purpose.DRAFT_LETTER, encode([way, body])))
    recipient = compartment.desk(to_desk)
    box = seal_box(recipient.seal_key, Purpose.DRAFT, way, pad_to(letter.to_bytes(), BODY), random)
    return Draft(compartment=compartment.name, to_desk=to_desk, from_desk=sender, box=box)


def open_letter(draft: Draft, compartment: Compartment, reader: str, seal_key: SealKey) -> Content:
    """What another desk of the compartment wrote to the desk `reader`.

    Raises CannotOpen, BadSignature, Malformed, NoSuchDevice: a letter that came another way than it says is none.
    """
    if draft.compartment != compartment.name or len(draft.box) != SEALED:
        raise Malformed
    way = _way(compartment.name, draft.from_desk, reader)
    letter = Letter.from_bytes(unpad(open_box(seal_key, Purpose.DRAFT, way, draft.box)))
    sender = compartment.desk(draft.from_desk)
    verify(sender.sign_key, Purpose.DRAFT_LETTER, encode([way, letter.body]), letter.signature)
    return _CONTENT[letter.kind].from_bytes(letter.body)


def _way(compartment: str, sender: str, to_desk: str) -> bytes:
    return encode([compartment, sender, to_desk])


def check_draft(claimed: DraftSummary, directory: TrustedDirectory) -> CheckedDraft:
    """Check that a draft says one thing only (SPEC 16.7), against the directory in force.

    Raises Malformed, DirectoryMoved, DraftContradicts, NotTwoPeople, NoSuchCompartment or NoSuchDevice.
    """
    summary = Summary.from_bytes(claimed.summary)
    request = ClearanceRequest.from_bytes(claimed.request)
    if request.directory != directory.hash:
        raise DirectoryMoved
    curator, reviewer = two_people(directory.compartment(request.compartment), request.curator, request.reviewer)
    if not same(commit_summary(summary, claimed.r), request.commitment):
        raise DraftContradicts
    said = (summary.period_precision(), is_sensitive(summary), summary.predecessor)
    if said != (request.period, request.sensitive, request.predecessor):
        raise DraftContradicts
    if len(set(request.parts)) != len(request.parts) or summary.words() > MAX_WORDS:
        raise DraftContradicts
    return CheckedDraft(claimed, summary, request, curator, reviewer)


def is_sensitive(summary: Summary) -> bool:
    """Whether the stricter rules hold: minors, or sexual violence by its own code too."""
    return summary.minors_or_sexual_violence or summary.event_type is EventType.SEXUAL_VIOLENCE


def check_agreement(claimed: DraftAgreed, checked: CheckedDraft) -> DraftAgreed:
    """The reviewer's yes, if that desk signed this very clearance request and attested this very summary.

    Raises BadSignature, Malformed, WrongCommitment or DraftContradicts.
    """
    if claimed.draft != checked.draft.draft or not same(claimed.commitment, checked.commitment):
        raise DraftContradicts
    verify(checked.reviewer.sign_key, Purpose.CLEARANCE_REQUEST, checked.draft.request, claimed.signature)
    check_attestation(claimed.attestation, checked.reviewer, checked.commitment)
    return claimed
