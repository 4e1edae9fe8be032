"""What a proposed policy would let pass, counted in bands before anybody approves it. SPEC 24.

Rules of this file
* A proposal is a bundle with the signature of one administrator: enough to be asked about, and for nothing else.
* It is answered only as far as it loosens: a stricter setting changes no answer, and where none is looser there is no
  answer. Else whoever proposes a higher number learned whether a group of so many people is there.
* Bands overlap, and where one begins moves: whoever knows all of a count but one report does not learn of that one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.directory import TrustedDirectory
from protocol.encoding import Code, Day, Hash, Message, Purpose
from protocol.errors import BadSignature
from protocol.policy import (
    NotTheSuccessor,
    PolicyBundle,
    PolicyRefused,
    ReleaseRules,
    SignedPolicy,
    TrustedPolicy,
    policy_hash,
)
from protocol.policy_directions import Direction, direction_of
from protocol.primitives import verify

MOST_MOVED = 9
"""So far the beginning of a band can lie above its lowest place."""
_SOME, _MANY = 10, 50
_WHEN_AND_WHO_READS = frozenset({"epoch_seconds", "blocked_bodies"})
"""Rules of release that no clearance looks at: whichever way they go, nobody newly stands behind a summary."""


class NotAProposal(PolicyRefused):
    """A proposal holds with the signature of one administrator who is not suspended."""


class NothingLoosened(PolicyRefused):
    """This proposal loosens no rule of release by which something passes. Nothing newly does; nothing is counted."""


class PeopleBand(StrEnum):
    """How many people a change concerns, so roughly that one more or less is not seen. They overlap."""

    FEW = "0-18"
    SOME = "10-58"
    MANY = "50+"


class SimulatedCompartment(Message):
    """By each way: people whose reports could newly stand behind a summary."""

    compartment: Code
    ordinary: PeopleBand
    urgent: PeopleBand


class PolicySimulation(Message):
    """The vault's answer to a proposal: given once, and kept."""

    BOUND: ClassVar[int] = 16 * 1024

    type: Literal["leeward/v1/policy-simulation"] = "leeward/v1/policy-simulation"
    proposal: Hash
    policy: Hash
    """Of the policy in force that it was compared with."""
    before: Day
    """What came before this day, a Monday, was looked at."""
    compartments: Annotated[tuple[SimulatedCompartment, ...], Field(max_length=64)]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A bundle that one administrator signed; only `check_proposal` makes one."""

    contents: PolicyBundle
    hash: Hash
    administrator: str


def check_proposal(claimed: SignedPolicy, directory: TrustedDirectory, suspended: Collection[str] = ()) -> Proposal:
    """The bundle, if exactly one administrator signed it, and a good one. Raises NotAProposal or Malformed.

    Whether it follows the policy in force, `check_is_next` says.
    """
    if len(claimed.signatures) != 1:
        raise NotAProposal
    (only,) = claimed.signatures
    keys = {one.administrator: one.sign_key for one in directory.contents.administrators}
    if only.administrator in suspended:
        raise NotAProposal
    try:
        verify(keys.get(only.administrator, b""), Purpose.POLICY, claimed.bundle, only.signature)
    except BadSignature:
        raise NotAProposal from None
    return Proposal(PolicyBundle.from_bytes(claimed.bundle), policy_hash(claimed), only.administrator)


def check_is_next(proposal: Proposal, directory: TrustedDirectory, known: TrustedPolicy) -> None:
    """Return only for the next version after the policy in force, made from it. Raises NotTheSuccessor or
    PolicyRefused."""
    new = proposal.contents
    if (new.version, new.previous) != (known.contents.version + 1, known.hash):
        raise NotTheSuccessor
    if directory.contents.number < new.directory_number:
        raise PolicyRefused


def check_loosens(old: ReleaseRules, new: ReleaseRules) -> None:
    """Return only where something could newly pass. Raises NothingLoosened."""
    if not could_newly_pass(old, new):
        raise NothingLoosened


def could_newly_pass(old: ReleaseRules, new: ReleaseRules) -> bool:
    """Whether any rule by which something passes is looser: what the two policies say, and nothing else. SPEC 24.1."""
    return only_looser(old, new) != old


def only_looser(old: ReleaseRules, new: ReleaseRules) -> ReleaseRules:
    """The rules in force, with those settings of the proposal alone that are looser, and can let pass. SPEC 24.2."""
    both = ((name, before, getattr(new, name)) for name, before in old if name not in _WHEN_AND_WHO_READS)
    looser = {name: after for name, before, after in both if before != after and _is_looser(name, before, after)}
    return old.model_copy(update=looser)


def _is_looser(name: str, before: object, after: object) -> bool:
    return direction_of(f"release.{name}", before, after) is Direction.LOOSENING


def people_band(count: int, moved: int) -> PeopleBand:
    """The band of a count; `moved`, 0 to 9, is how far bands begin above their lowest place this time."""
    if count >= _MANY + moved:
        return PeopleBand.MANY
    return PeopleBand.SOME if count >= _SOME + moved else PeopleBand.FEW
