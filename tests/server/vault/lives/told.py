"""What a life holds on to: each thing beside its model, with a short name for a story that failed."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.consent import ClaimedConsent
from protocol.custodian_crossings import Answers
from protocol.primitives import SignKey
from protocol.release import SignedClearanceRequest
from tests.models import consents as said
from tests.models import vault as model
from tests.server.vault.lives.stage import Voice
from tests.server.vault.vault_world import Asked


@dataclass(eq=False)
class Source:
    """A source and the model of what it sent."""

    name: int
    voice: Voice
    part: model.Part
    versions: list[said.Version]

    def __repr__(self) -> str:
        return f"<source {self.name}>"


@dataclass(eq=False)
class Change:
    """A signed version of a consent that has not been posted."""

    claimed: ClaimedConsent
    claim: model.Claim

    def __repr__(self) -> str:
        return f"<version {self.claim.version.number if self.claim.version else '-'}>"


@dataclass(eq=False)
class Asking:
    """A request, its model, and the keys that its two desks had."""

    name: int
    asked: Asked
    model: model.Request
    keys: tuple[SignKey, SignKey]

    def __repr__(self) -> str:
        return f"<request {self.name}>"


@dataclass(eq=False)
class Answer:
    asking: Asking
    part: bytes
    seat: int
    approves: bool
    answers: Answers

    def __repr__(self) -> str:
        return f"<seat {self.seat} {'approves' if self.approves else 'refuses'} in {self.asking}>"


@dataclass(eq=False)
class Clearing:
    name: int
    signed: SignedClearanceRequest
    model: model.Clearance

    def __repr__(self) -> str:
        return f"<clearance {self.name}>"


@dataclass
class Pool:
    """What waits at intake."""

    parts: dict[bytes, model.Part] = field(default_factory=dict)
    claims: list[model.Claim] = field(default_factory=list)
