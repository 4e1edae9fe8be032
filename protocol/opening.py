"""Asking for parts to be opened, and a custodian's answer: SPEC 15.

One request names up to 20 parts of one compartment, one coded aim, and two fresh keys: the curator's and the
reviewer's. A custodian answers for each part alone, re-sealing its share to both fresh keys and to nobody else.

Rules of this file
* `SignedRequest` is a claim; `check_request` makes the `OpeningRequest` that everything else takes.
* A request's id is a hash of its bytes: approvals name it, so none serves another request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.consent import Aim, ClaimedConsent
from protocol.directory import MAX_SEATS, Compartment, Desk, TrustedDirectory
from protocol.encoding import Code, Hash, Message, Moment, Purpose, SealPublic, Signature, digest, encode
from protocol.errors import OpeningRefused
from protocol.ids import PartId, RequestId, day_of
from protocol.mandates import SignedMandate, sits_in
from protocol.primitives import (
    Randomness,
    SealKey,
    SignKey,
    check_public,
    open_secret,
    seal_secret,
    sign,
    system_random,
    verify,
)
from protocol.sealing import (
    PartHeader,
    SealedPart,
    SealedShare,
    SeatPurpose,
    check_fit,
    check_share,
    open_part,
    open_seat,
    part_id,
)

MAX_PARTS = 20
LIFETIME = 72 * 3600
"""Seconds that a request may live."""


class NotACurator(OpeningRefused):
    """The two fresh keys of this request must come from two desks of that compartment, held by two people."""


class RequestExpired(OpeningRefused):
    """This request has ended. A new one is needed."""


class TooManyParts(OpeningRefused):
    """A request names one to twenty parts, each once."""


class NotInRequest(OpeningRefused):
    """This answer is for another request, part or seat."""


class RefusalReason(StrEnum):
    """Why a custodian refuses; coded, so that it tells nothing about a source."""

    TOO_MANY = "too-many"
    AIM_NOT_CLEAR = "aim-not-clear"
    CONSENT = "consent"
    WITHDRAWN = "withdrawn"
    PERSON_NOT_KNOWN = "person-not-known"
    UNDER_THREAT = "under-threat"
    OTHER = "other"


class FreshKey(Message):
    """A sealing key made for one opening, whose private half never leaves the desk's memory."""

    BOUND: ClassVar[int] = 2048

    type: Literal["leeward/v1/fresh-key"] = "leeward/v1/fresh-key"
    compartment: Code
    desk: Code
    seal_key: SealPublic
    expires: Moment
    nonce: Hash


class SignedFreshKey(Message):
    BOUND: ClassVar[int] = 2560

    body: Annotated[bytes, Field(max_length=FreshKey.BOUND)]
    signature: Signature


class OpeningRequest(Message):
    """The checked content of a request; see check_request."""

    BOUND: ClassVar[int] = 8192

    type: Literal["leeward/v1/opening-request"] = "leeward/v1/opening-request"
    directory: Hash
    compartment: Code
    parts: Annotated[tuple[Hash, ...], Field(min_length=1, max_length=MAX_PARTS)]
    aim: Aim
    curator: SignedFreshKey
    reviewer: SignedFreshKey
    asked: Moment
    expires: Moment
    nonce: Hash


class SignedRequest(Message):
    """A claim: a request and the curator's desk's signature over its bytes."""

    BOUND: ClassVar[int] = OpeningRequest.BOUND + 128

    body: Annotated[bytes, Field(max_length=OpeningRequest.BOUND)]
    signature: Signature

    def id(self) -> RequestId:
        """32 bytes; the same request has the same id whoever computes it."""
        return RequestId(digest(Purpose.REQUEST_HASH, self.body))


@dataclass(frozen=True, slots=True)
class CheckedRequest:
    """A request that may be acted on: who asks, who reviews, with which fresh keys. Only `check_request` makes one."""

    id: RequestId
    request: OpeningRequest
    directory: TrustedDirectory
    compartment: Compartment
    curator: Desk
    curator_key: bytes
    reviewer: Desk
    reviewer_key: bytes


class PartSlip(Message):
    """What one custodian is shown of one part: enough to recompute the part's id, and its own sealed share."""

    BOUND: ClassVar[int] = 16 * 1024

    header: PartHeader
    key_commitment: Hash
    payload_hash: Hash
    number: Annotated[int, Field(ge=1, le=MAX_SEATS)]
    seat: SealedShare
    handed_over: bool = False
    """Whether that share is the box of a handover (SPEC 23.4), and not the one that its sender made."""
    consents: Annotated[tuple[ClaimedConsent, ...], Field(min_length=1, max_length=8)]
    received: Annotated[tuple[Annotated[int, Field(ge=0, le=100_000)], ...], Field(min_length=1, max_length=8)]
    """The day on which the vault first held each version of the consent."""

    def id(self) -> PartId:
        return part_id(self.header, self.key_commitment, self.payload_hash)


class Approval(Message):
    """One custodian's yes for one part of one request."""

    BOUND: ClassVar[int] = 4096

    type: Literal["leeward/v1/approval"] = "leeward/v1/approval"
    request: Hash
    part: Hash
    seat: Annotated[int, Field(ge=1, le=MAX_SEATS)]
    to_curator: SealedShare
    to_reviewer: SealedShare


class SignedApproval(Message):
    """By the seat's custodian; or, with their mandate, by whoever sits in."""

    BOUND: ClassVar[int] = 5120

    body: Annotated[bytes, Field(max_length=Approval.BOUND)]
    signature: Signature
    mandate: SignedMandate | None = None


class Refusal(Message):
    """One custodian's no for one part of one request, with a coded reason."""

    BOUND: ClassVar[int] = 512

    type: Literal["leeward/v1/refusal"] = "leeward/v1/refusal"
    request: Hash
    part: Hash
    seat: Annotated[int, Field(ge=1, le=MAX_SEATS)]
    reason: RefusalReason


class SignedRefusal(Message):
    """As an approval, by the seat's custodian or whoever sits in."""

    BOUND: ClassVar[int] = 1536

    body: Annotated[bytes, Field(max_length=Refusal.BOUND)]
    signature: Signature
    mandate: SignedMandate | None = None


def make_fresh_key(
    compartment: str, desk: str, desk_key: SignKey, expires: int, random: Randomness = system_random
) -> tuple[SealKey, SignedFreshKey]:
    """A fresh private key to hold in memory, and its signed public half to hand out."""
    fresh = SealKey.new(random)
    body = FreshKey(
        compartment=compartment, desk=desk, seal_key=fresh.public, expires=expires, nonce=random(32)
    ).to_bytes()
    return fresh, SignedFreshKey(body=body, signature=sign(desk_key, Purpose.FRESH_KEY, body))


def check_fresh_key(claimed: SignedFreshKey, compartment: Compartment, now: int) -> tuple[Desk, FreshKey]:
    """The desk and the key, if a desk of the compartment signed it and it lives. Raises NotACurator, RequestExpired."""
    fresh = FreshKey.from_bytes(claimed.body)
    desk = next((one for one in compartment.desks if one.desk == fresh.desk), None)
    if desk is None or fresh.compartment != compartment.name:
        raise NotACurator
    verify(desk.sign_key, Purpose.FRESH_KEY, claimed.body, claimed.signature)
    check_public(fresh.seal_key)
    if now > fresh.expires:
        raise RequestExpired
    return desk, fresh


def sign_request(request: OpeningRequest, desk_key: SignKey) -> SignedRequest:
    body = request.to_bytes()
    return SignedRequest(body=body, signature=sign(desk_key, Purpose.OPENING_REQUEST, body))


def check_request(claimed: SignedRequest, directory: TrustedDirectory, now: int) -> CheckedRequest:
    """Check a request at second `now` against a trusted directory (SPEC 15.2).

    Raises Malformed, BadSignature, DirectoryRefused's children, NotACurator, TooManyParts or RequestExpired.
    """
    request = OpeningRequest.from_bytes(claimed.body)
    if request.directory != directory.hash:
        raise OpeningRefused
    compartment = directory.compartment(request.compartment)
    if len(set(request.parts)) != len(request.parts):
        raise TooManyParts
    curator, curator_key = check_fresh_key(request.curator, compartment, now)
    reviewer, reviewer_key = check_fresh_key(request.reviewer, compartment, now)
    # One desk has one holder, so this holds for two machines too.
    if curator.holder == reviewer.holder or curator_key.seal_key == reviewer_key.seal_key:
        raise NotACurator
    verify(curator.sign_key, Purpose.OPENING_REQUEST, claimed.body, claimed.signature)
    _check_times(request, min(curator_key.expires, reviewer_key.expires), now)
    return CheckedRequest(
        claimed.id(), request, directory, compartment, curator, curator_key.seal_key, reviewer, reviewer_key.seal_key
    )


def _check_times(request: OpeningRequest, keys_expire: int, now: int) -> None:
    if now > request.expires or request.asked > now + 300:
        raise RequestExpired
    if not request.asked < request.expires <= min(request.asked + LIFETIME, keys_expire):
        raise RequestExpired


def check_slip(slip: PartSlip, checked: CheckedRequest, directory: TrustedDirectory, custodian: str) -> PartId:
    """That a slip is of a part the request names, in its compartment, at this custodian's seat (SPEC 15.3)."""
    identifier = slip.id()
    if identifier not in checked.request.parts or slip.header.compartment != checked.compartment.name:
        raise NotInRequest
    if checked.compartment.seat(slip.number).custodian != custodian:
        raise NotInRequest
    # Parts sealed under an earlier directory of the same compartment carry that directory's hash.
    if slip.header.directory == directory.hash:
        check_fit(slip.header, directory)
    return identifier


def approve(
    slip: PartSlip,
    checked: CheckedRequest,
    seal_key: SealKey,
    sign_key: SignKey,
    mandate: SignedMandate | None = None,
) -> SignedApproval:
    """Re-seal a seat's share to both fresh keys, for this request and part only. Raises CannotOpen.

    `seal_key` is the seat's; `sign_key` the custodian's, or with their mandate the substitute's.

    The caller has checked consent, withdrawal, quota and the inclusion proof before: this is the act itself.
    """
    identifier = slip.id()
    purpose: SeatPurpose = Purpose.HANDOVER if slip.handed_over else Purpose.SHARE
    share = open_seat(seal_key, slip.header, identifier, slip.number, slip.seat, purpose)
    context = reseal_context(checked.id, identifier, slip.number)
    body = Approval(
        request=checked.id,
        part=identifier,
        seat=slip.number,
        to_curator=seal_secret(checked.curator_key, Purpose.RESEAL, context, share),
        to_reviewer=seal_secret(checked.reviewer_key, Purpose.RESEAL, context, share),
    ).to_bytes()
    return SignedApproval(body=body, signature=sign(sign_key, Purpose.APPROVAL, body), mandate=mandate)


def refuse(
    checked: CheckedRequest,
    part: bytes,
    seat: int,
    reason: RefusalReason,
    sign_key: SignKey,
    mandate: SignedMandate | None = None,
) -> SignedRefusal:
    """A seat's no for one part, with a coded reason."""
    body = Refusal(request=checked.id, part=part, seat=seat, reason=reason).to_bytes()
    return SignedRefusal(body=body, signature=sign(sign_key, Purpose.REFUSAL, body), mandate=mandate)


def check_approval(claimed: SignedApproval, checked: CheckedRequest) -> Approval:
    """The approval, if that seat's custodian signed it for this request. Raises BadSignature or NotInRequest."""
    approval = Approval.from_bytes(claimed.body)
    _check_answer(approval, checked, claimed, Purpose.APPROVAL)
    return approval


def check_refusal(claimed: SignedRefusal, checked: CheckedRequest) -> Refusal:
    """The refusal, if that seat's custodian signed it for this request. Raises BadSignature or NotInRequest."""
    refusal = Refusal.from_bytes(claimed.body)
    _check_answer(refusal, checked, claimed, Purpose.REFUSAL)
    return refusal


def _check_answer(
    answer: Approval | Refusal, checked: CheckedRequest, claimed: SignedApproval | SignedRefusal, purpose: Purpose
) -> None:
    if answer.request != checked.id or answer.part not in checked.request.parts:
        raise NotInRequest
    if answer.seat > len(checked.compartment.seats):
        raise NotInRequest
    verify(_answers_for(checked, answer.seat, claimed.mandate), purpose, claimed.body, claimed.signature)


def _answers_for(checked: CheckedRequest, number: int, mandate: SignedMandate | None) -> bytes:
    """Whose key answers for a seat: its custodian's, or a substitute's who sits in while the request lives."""
    seat = checked.compartment.seat(number)
    if mandate is None:
        return seat.sign_key
    lives = (day_of(checked.request.asked), day_of(checked.request.expires))
    return sits_in(mandate, seat, checked.compartment, checked.directory, *lives).sign_key


def reseal_context(request: bytes, part: bytes, seat: int) -> bytes:
    return encode([request, part, seat])


class Side(StrEnum):
    """Whose fresh key opens: the two desks each join for themselves."""

    CURATOR = "curator"
    REVIEWER = "reviewer"


def join_opening(
    approvals: Iterable[SignedApproval],
    checked: CheckedRequest,
    part: SealedPart,
    side: Side,
    fresh: SealKey,
    desk_key: SealKey,
    desk_number: int,
) -> bytes:
    """Open one part at a desk from its custodians' approvals (SPEC 15.5). Contents in bytes.

    Desk numbers count from 1 in the compartment's list at the time the part was sealed. Raises TooFewCustodians,
    CannotOpen, BadSignature, NotInRequest.
    """
    identifier = part.id()
    # open_part holds every share against the header's commitments.
    held = dict(_unseal_share(claimed, checked, identifier, side, fresh) for claimed in approvals)
    return open_part(part, held, desk_key, desk_number, identifier)


def open_share(
    claimed: SignedApproval,
    checked: CheckedRequest,
    identifier: PartId,
    header: PartHeader,
    side: Side,
    fresh: SealKey,
) -> tuple[int, bytes]:
    """Seat number and share from one approval, if it is that seat's, for this request and part, and the committed one.

    Raises CannotOpen, BadSignature, NotInRequest or Malformed.
    """
    seat, share = _unseal_share(claimed, checked, identifier, side, fresh)
    return seat, check_share(header, seat, share)


def _unseal_share(
    claimed: SignedApproval, checked: CheckedRequest, identifier: PartId, side: Side, fresh: SealKey
) -> tuple[int, bytes]:
    """Seat number and share, the share not yet held against its commitment."""
    approval = check_approval(claimed, checked)
    if approval.part != identifier:
        raise NotInRequest
    sealed = approval.to_curator if side is Side.CURATOR else approval.to_reviewer
    share = open_secret(fresh, Purpose.RESEAL, reseal_context(checked.id, identifier, approval.seat), sealed)
    return approval.seat, share


def payload_hash(part: SealedPart) -> bytes:
    """What a slip carries in place of the payload."""
    return hashlib.sha256(part.payload).digest()
