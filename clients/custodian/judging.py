"""May this custodian approve this part, now? Decided on the custodian's own machine. SPEC 15.3.

The vault is not believed about anything that can be checked: the log's proof, the directory, the request's
signatures, the part's id, the consent's signatures, what was withdrawn before, and this custodian's own quota.

MustRefuse
├── NotLogged · OtherCompartment · StoppedHere · WithdrawnBefore · SaidWithdrawn · QuotaReached
└── or what protocol/ raises: a consent, a request, a directory, a proof that does not hold
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from clients.custodian.errors import MustRefuse
from clients.custodian.memory import Memory
from protocol.checkpoint import Checkpoint, read_checkpoint
from protocol.consent import Aim, check_opening, in_force, verify_chain
from protocol.custodian_crossings import LogEvidence, OpeningNotice
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.errors import ConsentRefused, ProtocolError
from protocol.ids import PartKind, day_of
from protocol.ledger import EntryKind, LedgerEntry, check_commitment, commit
from protocol.merkle import leaf_hash, verify_inclusion
from protocol.opening import CheckedRequest, PartSlip, RefusalReason, check_request, check_slip
from protocol.orders import NOTHING_STOPPED, StandingOrders, TargetKind
from protocol.policy import TrustedPolicy


class NotLogged(MustRefuse):
    """The request is not shown to be in the log. Nothing may be opened that is not."""


class OtherCompartment(MustRefuse):
    """The request is for another compartment than the one in which it is shown."""


class WithdrawnBefore(MustRefuse):
    """The source has taken this report back."""


class SaidWithdrawn(MustRefuse):
    """The vault says that the source has taken this report back. The log does not show it yet."""


class QuotaReached(MustRefuse):
    """You have approved as many parts for this curator today as the policy allows."""


class StoppedHere(MustRefuse):
    """Somebody who may has stopped this, or those who ask for it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One part of a request: None in `refusal` says that it may be approved.

    `mine` is false for a part or seat that the vault had no reason to show here: then it is not even refused.
    """

    part: bytes
    slip: PartSlip
    refusal: Exception | None
    mine: bool = True

    @property
    def reason(self) -> RefusalReason:
        """The coded reason that a refusal of this part would carry."""
        if isinstance(self.refusal, WithdrawnBefore | SaidWithdrawn):
            return RefusalReason.WITHDRAWN
        if isinstance(self.refusal, ConsentRefused):
            return RefusalReason.CONSENT
        return RefusalReason.TOO_MANY if isinstance(self.refusal, QuotaReached) else RefusalReason.OTHER


@dataclass(frozen=True, slots=True)
class JudgedRequest:
    """All that a custodian sees at a glance: how many, what for, for whom."""

    checked: CheckedRequest
    judgements: tuple[Judgement, ...]

    @property
    def aim(self) -> Aim:
        return self.checked.request.aim

    def may_approve(self) -> tuple[Judgement, ...]:
        return tuple(one for one in self.judgements if one.refusal is None)

    def may_refuse(self) -> tuple[Judgement, ...]:
        return tuple(one for one in self.judgements if one.mine)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Parts that are not approved: those that the log has `shown` to be withdrawn, and those that the vault `said` are.

    No is the safe answer to both; only the first are remembered, so that no lie shuts a part for good.
    """

    shown: frozenset[bytes]
    said: frozenset[bytes]

    def check(self, part: bytes) -> None:
        """Raises WithdrawnBefore or SaidWithdrawn."""
        if part in self.shown:
            raise WithdrawnBefore
        if part in self.said:
            raise SaidWithdrawn


class Quota:
    """What is left of a curator's quota for today. What was counted before is sent again for nothing."""

    def __init__(self, checked: CheckedRequest, policy: TrustedPolicy, memory: Memory, today: int) -> None:
        used = memory.approved_for(checked.curator.holder, today)
        self._left = policy.contents.custody.parts_per_curator_and_day - used
        self._counted = memory.counted_of(checked.id)

    def take(self, part: bytes) -> None:
        """Raises QuotaReached."""
        if part in self._counted:
            return
        if self._left < 1:
            raise QuotaReached
        self._counted.add(part)
        self._left -= 1


@dataclass(frozen=True, slots=True)
class Papers:
    """What is in force: who is who, by which rules, and what is stopped."""

    directory: TrustedDirectory
    policy: TrustedPolicy
    standing: StandingOrders = NOTHING_STOPPED


def judge(
    notice: OpeningNotice,
    custodian: str,
    papers: Papers,
    memory: Memory,
    taken_back: TakenBack,
    now: int,
) -> JudgedRequest:
    """Check everything about one request and each of its parts.

    Raises, for the whole request, NotLogged, StoppedHere or what check_request raises; for a single part the reason
    stands in its judgement. `taken_back` holds what every notice of the sitting says, and what is remembered.
    """
    checked = check_request(notice.request, papers.directory, now)
    check_goes_on(checked, papers.standing)
    check_logged(notice.evidence, papers.directory, EntryKind.OPENING_REQUESTED, checked.id)
    quota = Quota(checked, papers.policy, memory, day_of(now))
    # A part that is shown twice is one part.
    slips = {slip.id(): slip for slip in notice.slips}
    judge_one = partial(_judge_part, checked, custodian, papers, taken_back, quota, day_of(now))
    return JudgedRequest(checked, tuple(judge_one(part, slip) for part, slip in slips.items()))


def _judge_part(  # noqa: PLR0913, PLR0917 - all that a custodian's yes depends on
    checked: CheckedRequest,
    custodian: str,
    papers: Papers,
    taken_back: TakenBack,
    quota: Quota,
    today: int,
    part: bytes,
    slip: PartSlip,
) -> Judgement:
    mine = False
    try:
        check_slip(slip, checked, papers.directory, custodian)
        mine = True
        if papers.standing.suspended(TargetKind.PART, slip.id().hex()):
            raise StoppedHere
        taken_back.check(slip.id())
        _check_consent(slip, checked, today)
        quota.take(part)
    except (ProtocolError, MustRefuse) as refusal:
        return Judgement(part, slip, refusal, mine)
    return Judgement(part, slip, None)


def check_goes_on(checked: CheckedRequest, standing: StandingOrders) -> None:
    """Raises StoppedHere where the compartment, a desk of the request, or whoever holds one is suspended."""
    desks = (checked.curator, checked.reviewer)
    named = [(TargetKind.COMPARTMENT, checked.compartment.name)]
    named += [(TargetKind.PERSON, one.holder) for one in desks] + [(TargetKind.DEVICE, one.desk) for one in desks]
    if any(standing.suspended(kind, name) for kind, name in named):
        raise StoppedHere


def _check_consent(slip: PartSlip, checked: CheckedRequest, today: int) -> None:
    chain = verify_chain(slip.consents, slip.header.part_key, today)
    terms = in_force(chain, slip.received, today)
    check_opening(terms, PartKind(checked.compartment.kind), checked.request.aim)


def check_logged(evidence: LogEvidence, directory: TrustedDirectory, kind: EntryKind, subject: bytes) -> Checkpoint:
    """The signed checkpoint under which this very entry stands in the log. Raises NotLogged."""
    try:
        checkpoint = read_evidence(evidence, directory)
        entry = check_commitment(commit(evidence.entry, evidence.r), evidence.entry, evidence.r)
    except ProtocolError:
        raise NotLogged from None
    if entry.kind is not kind or entry.subject != subject:
        raise NotLogged
    return checkpoint


def read_evidence(evidence: LogEvidence, directory: TrustedDirectory) -> Checkpoint:
    """Raises ProofRefused or Malformed."""
    LedgerEntry.from_bytes(evidence.entry)
    key = directory.device_key(DeviceRole.LEDGER)
    checkpoint = read_checkpoint(evidence.checkpoint.encode(), directory.contents.log_origin, key)
    leaf = leaf_hash(commit(evidence.entry, evidence.r))
    verify_inclusion(leaf, evidence.index, checkpoint.size, evidence.proof, checkpoint.root)
    return checkpoint


def shown_withdrawn(claimed: Mapping[bytes, LogEvidence | None], directory: TrustedDirectory) -> set[bytes]:
    """Those of the claimed parts of which the log, under its signature, holds that very withdrawal (SPEC 15.3)."""
    return {part for part, evidence in claimed.items() if evidence and _is_logged(evidence, directory, part)}


def _is_logged(evidence: LogEvidence, directory: TrustedDirectory, part: bytes) -> bool:
    try:
        check_logged(evidence, directory, EntryKind.WITHDRAWAL, part)
    except NotLogged:
        return False
    return True
