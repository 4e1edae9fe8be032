"""A summary, the vault's leave to release it, and what release publishes: SPEC 16.

Rules of this file
* A summary is coded fields and at most 150 words written anew; nothing in it names a report.
* The vault sees C = H("clearance", r, summary), never the summary; release sees the summary and r, never a part id.
* The source band comes from the vault's grant, not from the authors: they could not know it, and must not choose it.
"""

from __future__ import annotations

import re
from enum import IntEnum, StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from protocol.consent import Aim, Audience, Period, Place
from protocol.contents import RiskFactors
from protocol.directory import Compartment, Desk, DeviceRole, TrustedDirectory
from protocol.encoding import Code, Day, Hash, Message, Purpose, Signature, digest
from protocol.errors import ReleaseRefused
from protocol.primitives import SignKey, same, sign, verify

MAX_WORDS = 150
MAX_LISTED = 200
"""Parts that one summary may stand on."""
MAX_BESIDE = 256
"""Releases that one summary is compared with by name; those that each of them was compared with follow from it."""


class NotTwoPeople(ReleaseRefused):
    """Curator and reviewer must be two people at two desks of the compartment."""


class WrongCommitment(ReleaseRefused):
    """This clearance is for another summary."""


class EventType(StrEnum):
    """What happened, from a coded list."""

    THREATS = "threats"
    HATE_SPEECH = "hate-speech"
    ARREST = "arrest"
    DISAPPEARANCE = "disappearance"
    KILLING = "killing"
    INJURY = "injury"
    SEXUAL_VIOLENCE = "sexual-violence"
    DISPLACEMENT = "displacement"
    DESTRUCTION = "destruction"
    ROADBLOCK = "roadblock"
    ARMED_MOVEMENT = "armed-movement"
    RECRUITMENT = "recruitment"
    AID_DENIED = "aid-denied"
    OTHER = "other"


class Actor(StrEnum):
    """The category of who did it; never a name."""

    STATE_ARMED = "state-armed"
    NON_STATE_ARMED = "non-state-armed"
    MILITIA = "militia"
    CROWD = "crowd"
    OFFICIALS = "officials"
    FOREIGN_ARMED = "foreign-armed"
    UNKNOWN = "unknown"


class HarmBand(StrEnum):
    """How many people were harmed, in bands."""

    NONE_KNOWN = "none-known"
    FEW = "1-9"
    TENS = "10-99"
    HUNDREDS = "100-999"
    THOUSANDS = "1000+"
    NOT_KNOWN = "not-known"


class Stage(StrEnum):
    PRECONDITIONS = "preconditions"
    CRISIS = "crisis"
    MOBILIZATION = "mobilization"
    LIMITED_VIOLENCE = "limited-violence"
    MASS_VIOLENCE = "mass-violence"


class Verification(StrEnum):
    UNVERIFIED = "unverified"
    CORROBORATED = "corroborated"
    VERIFIED = "verified"


class Likelihood(StrEnum):
    """ICD 203's seven words."""

    ALMOST_NO_CHANCE = "almost-no-chance"
    VERY_UNLIKELY = "very-unlikely"
    UNLIKELY = "unlikely"
    EVEN = "roughly-even-chance"
    LIKELY = "likely"
    VERY_LIKELY = "very-likely"
    ALMOST_CERTAIN = "almost-certain"


class Confidence(StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Tlp(StrEnum):
    """Traffic Light Protocol 2.0."""

    RED = "red"
    AMBER_STRICT = "amber-strict"
    AMBER = "amber"
    GREEN = "green"
    CLEAR = "clear"


TLP_REACH = {
    Tlp.RED: Audience.TASK_FORCE,
    Tlp.AMBER_STRICT: Audience.TASK_FORCE,
    Tlp.AMBER: Audience.CONSORTIUM,
    Tlp.GREEN: Audience.UN,
    Tlp.CLEAR: Audience.PUBLIC,
}
"""How far a TLP 2.0 marking lets a reader carry a summary."""


class Change(StrEnum):
    """Against the release before it."""

    NEW = "new"
    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    CORRECTED = "corrected"


class SourceBand(StrEnum):
    """How many independent sources, in bands that the vault alone can fill."""

    ONE_URGENT = "one-urgent"
    SOME = "5-9"
    MANY = "10-19"
    VERY_MANY = "20+"
    AT_LEAST_K = "at-least-k"
    """Where the policy's k is not five, the lowest band is named by it."""


class ExpiryClass(IntEnum):
    """Days for which a release stays up."""

    MONTH = 30
    QUARTER = 90
    YEAR = 365


_PERIOD = re.compile(r"^\d{4}-(?:w(?:0[1-9]|[1-4]\d|5[0-3])|(?:0[1-9]|1[0-2])|\d{2}-\d{2})$")
_WORD = re.compile(r"\S+")


def _a_period(value: str) -> str:
    if not _PERIOD.match(value):
        raise ValueError("not a period")
    return value


PeriodText = Annotated[str, Field(max_length=10, pattern=r"^[0-9w\-]+$"), AfterValidator(_a_period)]
"""`2026-11` a month, `2026-w47` a week, `2026-11-21` a day."""


def precision_of(period: str) -> Period:
    """How fine a period is; of a text that is one."""
    if "w" in period:
        return Period.WEEK
    return Period.MONTH if len(period) == 7 else Period.DAY


class Summary(Message):
    """What an analyst will read, as coded fields and few words (SPEC 16.1). At most 150 words in all."""

    BOUND: ClassVar[int] = 8192

    type: Literal["leeward/v1/summary"] = "leeward/v1/summary"
    title: Annotated[str, Field(min_length=1, max_length=200)]
    bluf: Annotated[str, Field(min_length=1, max_length=1500)]
    """The bottom line, up front."""
    language: Code
    event_type: EventType
    actor: Actor
    harm: HarmBand
    area: Code
    """ISO 3166-2 in lower case (`ke-30`), or the country alone; second level as the policy lists it."""
    period: PeriodText
    risk_factors: RiskFactors
    stage: Stage
    credibility: Annotated[int, Field(ge=1, le=6)]
    verification: Verification
    likelihood: Likelihood
    confidence: Confidence
    tlp: Tlp
    valid_until: Day
    change: Change
    gaps: Annotated[str, Field(max_length=500)]
    minors_or_sexual_violence: bool
    predecessor: Hash | None = None
    """The commitment C of the release that this one replaces."""

    def words(self) -> int:
        """Words of title, bottom line and gaps together."""
        return sum(len(_WORD.findall(text)) for text in (self.title, self.bluf, self.gaps))

    def period_precision(self) -> Period:
        return precision_of(self.period)


def commit_summary(summary: Summary, r: bytes) -> bytes:
    """C: 32 bytes that bind the vault's leave to one summary without telling the vault a word of it (SPEC 16.2)."""
    return digest(Purpose.CLEARANCE, r, summary.to_bytes())


def _in_order(value: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Each once, in the order of their bytes, so that one set has one encoding."""
    if list(value) != sorted(set(value)):
        raise ValueError("not in order, or one twice")
    return value


Beside = Annotated[tuple[Hash, ...], Field(max_length=MAX_BESIDE), AfterValidator(_in_order)]
"""Commitments of releases that can be subtracted from the one in question (SPEC 16.8), in order."""


class ClearanceRequest(Message):
    """What the two desks ask of the vault; it says which parts, and how finely, and not what is said."""

    BOUND: ClassVar[int] = 16 * 1024

    type: Literal["leeward/v1/clearance-request"] = "leeward/v1/clearance-request"
    directory: Hash
    compartment: Code
    commitment: Hash
    parts: Annotated[tuple[Hash, ...], Field(min_length=1, max_length=MAX_LISTED)]
    aim: Aim
    audience: Audience
    place: Place
    period: Period
    expiry: ExpiryClass
    urgent: bool
    sensitive: bool
    """Minors or sexual violence: stricter rules."""
    predecessor: Hash | None
    beside: Beside
    """Without the predecessor."""
    curator: Code
    """The desk that wrote it."""
    reviewer: Code
    """The desk that checked it."""


class SignedClearanceRequest(Message):
    BOUND: ClassVar[int] = ClearanceRequest.BOUND + 256

    body: Annotated[bytes, Field(max_length=ClearanceRequest.BOUND)]
    curator_signature: Signature
    reviewer_signature: Signature


def sign_clearance(request: ClearanceRequest, desk_key: SignKey) -> bytes:
    """Either desk's signature: 64 bytes over the same bytes."""
    return sign(desk_key, Purpose.CLEARANCE_REQUEST, request.to_bytes())


def check_clearance_request(claimed: SignedClearanceRequest, directory: TrustedDirectory) -> ClearanceRequest:
    """The request, if two people at two desks of its compartment signed it.

    Raises Malformed, BadSignature, NotTwoPeople, NoSuchCompartment.
    """
    request = ClearanceRequest.from_bytes(claimed.body)
    if request.directory != directory.hash or len(set(request.parts)) != len(request.parts):
        raise ReleaseRefused
    curator, reviewer = two_people(directory.compartment(request.compartment), request.curator, request.reviewer)
    verify(curator.sign_key, Purpose.CLEARANCE_REQUEST, claimed.body, claimed.curator_signature)
    verify(reviewer.sign_key, Purpose.CLEARANCE_REQUEST, claimed.body, claimed.reviewer_signature)
    return request


def two_people(compartment: Compartment, curator: str, reviewer: str) -> tuple[Desk, Desk]:
    """Both desks, if they are two machines of two people; raises NotTwoPeople or NoSuchDevice."""
    first, second = compartment.desk(curator), compartment.desk(reviewer)
    # One desk has one holder, and a trusted directory gives no two desks one key: so these are two machines too.
    if first.holder == second.holder:
        raise NotTwoPeople
    return first, second


class Clearance(Message):
    """The vault's leave: for this commitment, this circle, so finely, for so long, standing on so many."""

    BOUND: ClassVar[int] = 12 * 1024

    type: Literal["leeward/v1/clearance"] = "leeward/v1/clearance"
    directory: Hash
    compartment: Code
    commitment: Hash
    aim: Aim
    audience: Audience
    place: Place
    period: Period
    expiry: ExpiryClass
    urgent: bool
    sensitive: bool
    never_to: Annotated[int, Field(ge=0, lt=2**52)]
    translation: bool
    predecessor: Hash | None
    beside: Beside
    curator: Code
    reviewer: Code
    band: SourceBand
    policy: Annotated[int, Field(ge=1, le=2**32)]
    """The version of the policy it was decided under."""
    day: Day


class SignedClearance(Message):
    BOUND: ClassVar[int] = Clearance.BOUND + 128

    body: Annotated[bytes, Field(max_length=Clearance.BOUND)]
    signature: Signature


def grant_clearance(clearance: Clearance, vault_key: SignKey) -> SignedClearance:
    body = clearance.to_bytes()
    return SignedClearance(body=body, signature=sign(vault_key, Purpose.CLEARANCE_GRANT, body))


def check_clearance(claimed: SignedClearance, directory: TrustedDirectory) -> Clearance:
    """The clearance, if the directory's vault signed it. Raises Malformed or BadSignature."""
    verify(directory.device_key(DeviceRole.VAULT), Purpose.CLEARANCE_GRANT, claimed.body, claimed.signature)
    return Clearance.from_bytes(claimed.body)


class Attestation(Message):
    """What a desk found when it held the summary against the originals; each desk signs its own."""

    BOUND: ClassVar[int] = 512

    type: Literal["leeward/v1/attestation"] = "leeward/v1/attestation"
    commitment: Hash
    desk: Code
    shared_runs: Annotated[int, Field(ge=0, le=100_000)]
    """Runs of five words that the summary shares with an original, outside the vocabulary."""
    identifiers: Annotated[int, Field(ge=0, le=100_000)]
    """Identifiers that the detector still finds in the summary."""
    detector: Code


class SignedAttestation(Message):
    BOUND: ClassVar[int] = 768

    body: Annotated[bytes, Field(max_length=Attestation.BOUND)]
    signature: Signature


def attest(attestation: Attestation, desk_key: SignKey) -> SignedAttestation:
    body = attestation.to_bytes()
    return SignedAttestation(body=body, signature=sign(desk_key, Purpose.ATTESTATION, body))


class Submission(Message):
    """What the desk hands to release: the summary, r, the vault's leave, and both desks' attestations."""

    BOUND: ClassVar[int] = 24 * 1024

    type: Literal["leeward/v1/submission"] = "leeward/v1/submission"
    summary: Annotated[bytes, Field(max_length=Summary.BOUND)]
    r: Hash
    clearance: SignedClearance
    curator: SignedAttestation
    reviewer: SignedAttestation


def check_attestation(claimed: SignedAttestation, desk: Desk, commitment: bytes) -> Attestation:
    """The attestation, if that desk signed it for this commitment. Raises BadSignature, Malformed, WrongCommitment."""
    verify(desk.sign_key, Purpose.ATTESTATION, claimed.body, claimed.signature)
    attestation = Attestation.from_bytes(claimed.body)
    if attestation.desk != desk.desk or not same(attestation.commitment, commitment):
        raise WrongCommitment
    return attestation


class Release(Message):
    """A summary as it is read: with the band the vault gave, and no r, no clearance, no time finer than a day."""

    BOUND: ClassVar[int] = Summary.BOUND + 1024

    type: Literal["leeward/v1/release"] = "leeward/v1/release"
    release: Hash
    """A random id; not the commitment, which the vault knows too."""
    summary: Summary
    band: SourceBand
    audience: Audience
    published: Day
    policy: Annotated[int, Field(ge=1, le=2**32)]
