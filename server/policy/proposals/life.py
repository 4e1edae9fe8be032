"""The life of a proposal: what can be done with it when, and what it is, seen from the papers. Pure.

draft ──sign──► proposed ──approve──► approved ··· in force, later replaced
  └───────────────┴──────withdraw───────┘
overtaken: another bundle came into force first. broken: bytes and signatures do not go together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from protocol.directory import TrustedDirectory
from protocol.encoding import Purpose
from protocol.errors import BadSignature, Malformed
from protocol.policy import (
    AdministratorSignature,
    NotEnoughAdministrators,
    NotTheSuccessor,
    OneOrganisation,
    PolicyBundle,
    PolicyRefused,
    PolicyRolledBack,
    SignedPolicy,
    TrustedPolicy,
    policy_hash,
    trust_policy,
)
from protocol.primitives import verify
from protocol.simulation import PolicySimulation
from server.policy.proposals.errors import (
    FoundWanting,
    NoDirectoryKey,
    NotEnoughSignatures,
    NotPossibleNow,
    NotYourDraft,
    OfOneOrganisation,
    Overtaken,
    ProposerCannotApprove,
    SignatureDoesNotHold,
)


class Stage(StrEnum):
    """What is kept of it."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    CHANGE = "change"
    SIGN = "sign"
    APPROVE = "approve"
    WITHDRAW = "withdraw"


NEXT: Mapping[tuple[Stage, Step], Stage] = {
    (Stage.DRAFT, Step.CHANGE): Stage.DRAFT,
    (Stage.DRAFT, Step.SIGN): Stage.PROPOSED,
    (Stage.PROPOSED, Step.APPROVE): Stage.APPROVED,
    (Stage.DRAFT, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.PROPOSED, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.APPROVED, Step.WITHDRAW): Stage.WITHDRAWN,
}


class Shown(StrEnum):
    """What it is today, by its own stage and by the policy in force."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    IN_FORCE = "in-force"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Proposal:
    """As it is kept. `raw` is what is signed; `signatures`, what stands beside it, good or not."""

    id: bytes
    raw: bytes
    contents: PolicyBundle
    author: str
    stage: Stage
    day: int
    signatures: tuple[AdministratorSignature, ...]
    simulation: bytes | None

    @property
    def hash(self) -> bytes:
        return policy_hash(self.signed())

    def signed(self, *more: AdministratorSignature) -> SignedPolicy:
        """With the signatures that it has, and perhaps one more. A claim, as any."""
        return SignedPolicy(bundle=self.raw, signatures=(*self.signatures, *more))

    def signers(self, directory: TrustedDirectory) -> tuple[str, ...]:
        """Whose signatures hold by this directory."""
        return tuple(one.administrator for one in self.signatures if _holds(one, self.raw, directory))


def after(stage: Stage, step: Step) -> Stage:
    """Raises NotPossibleNow."""
    if (found := NEXT.get((stage, step))) is None:
        raise NotPossibleNow
    return found


def shown(
    proposal: Proposal, directory: TrustedDirectory, in_force: TrustedPolicy, earlier: Collection[bytes]
) -> Shown:
    """`earlier` are the hashes of bundles that were ever in force."""
    if proposal.stage is Stage.WITHDRAWN:
        return Shown.WITHDRAWN
    if proposal.hash == in_force.hash:
        return Shown.IN_FORCE
    if proposal.hash in earlier:
        return Shown.REPLACED
    if proposal.contents.previous != in_force.hash:
        return Shown.OVERTAKEN
    needed = {Stage.DRAFT: 0, Stage.PROPOSED: 1, Stage.APPROVED: 2}[proposal.stage]
    whole = len(proposal.signers(directory)) == len(proposal.signatures) >= needed
    return Shown(proposal.stage.value) if whole else Shown.BROKEN


def simulation_of(proposal: Proposal, in_force: TrustedPolicy) -> PolicySimulation | None:
    """What the vault said of it; None where it has not, or what is kept is about something else."""
    try:
        said = None if proposal.simulation is None else PolicySimulation.from_bytes(proposal.simulation)
    except Malformed:
        return None
    is_its = said is not None and (said.proposal, said.policy) == (proposal.hash, in_force.hash)
    return said if is_its else None


def check_changes(proposal: Proposal, by: str) -> None:
    """Raises NotPossibleNow or NotYourDraft."""
    after(proposal.stage, Step.CHANGE)
    if proposal.author != by:
        raise NotYourDraft


def check_signs(
    proposal: Proposal, signature: AdministratorSignature, directory: TrustedDirectory, in_force: TrustedPolicy
) -> None:
    """Whether its author may put this first signature to it.

    Raises NotPossibleNow, NotYourDraft, Overtaken, NoDirectoryKey or SignatureDoesNotHold.
    """
    after(proposal.stage, Step.SIGN)
    if proposal.author != signature.administrator:
        raise NotYourDraft
    _check_follows(proposal, in_force)
    check_signature(proposal, signature, directory)


def check_approves(
    proposal: Proposal,
    signature: AdministratorSignature,
    directory: TrustedDirectory,
    in_force: TrustedPolicy,
    suspended: Collection[str],
) -> SignedPolicy:
    """The bundle with both signatures, as every zone will take it.

    Raises NotPossibleNow, ProposerCannotApprove, Overtaken, NoDirectoryKey, SignatureDoesNotHold, NotEnoughSignatures,
    OfOneOrganisation or FoundWanting.
    """
    after(proposal.stage, Step.APPROVE)
    if signature.administrator == proposal.author or any(
        one.administrator == signature.administrator for one in proposal.signatures
    ):
        raise ProposerCannotApprove
    _check_follows(proposal, in_force)
    check_signature(proposal, signature, directory)
    signed = proposal.signed(signature)
    try:
        trust_policy(signed, directory, in_force, suspended)
    except OneOrganisation:
        raise OfOneOrganisation from None
    except NotEnoughAdministrators:
        raise NotEnoughSignatures from None
    except (PolicyRolledBack, NotTheSuccessor):
        raise Overtaken from None
    except PolicyRefused:
        raise FoundWanting from None
    return signed


def check_withdraws(proposal: Proposal, earlier: Collection[bytes]) -> Stage:
    """What is in force, or was, is followed by another; it is not taken back. Raises NotPossibleNow."""
    if proposal.hash in earlier:
        raise NotPossibleNow
    return after(proposal.stage, Step.WITHDRAW)


def check_signature(proposal: Proposal, signature: AdministratorSignature, directory: TrustedDirectory) -> None:
    """Raises NoDirectoryKey or SignatureDoesNotHold."""
    if _key_of(signature.administrator, directory) is None:
        raise NoDirectoryKey
    if not _holds(signature, proposal.raw, directory):
        raise SignatureDoesNotHold


def _check_follows(proposal: Proposal, in_force: TrustedPolicy) -> None:
    if proposal.contents.previous != in_force.hash or proposal.contents.version != in_force.contents.version + 1:
        raise Overtaken


def _holds(one: AdministratorSignature, raw: bytes, directory: TrustedDirectory) -> bool:
    try:
        verify(_key_of(one.administrator, directory) or b"", Purpose.POLICY, raw, one.signature)
    except BadSignature:
        return False
    return True


def _key_of(administrator: str, directory: TrustedDirectory) -> bytes | None:
    named = directory.contents.administrators
    return next((one.sign_key for one in named if one.administrator == administrator), None)
