"""Summaries as the desks of a made-up consortium hand them over: signed, and right in everything unless changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from protocol.consent import Aim, Audience, Period, Place
from protocol.directory import DeviceRole
from protocol.primitives import SignKey
from protocol.release import (
    Actor,
    Attestation,
    Change,
    Clearance,
    Confidence,
    EventType,
    ExpiryClass,
    HarmBand,
    Likelihood,
    SignedAttestation,
    SourceBand,
    Stage,
    Submission,
    Summary,
    Tlp,
    Verification,
    attest,
    commit_summary,
    grant_clearance,
)
from server.release.facts import Facts
from tests.worlds import TODAY, Consortium

COMPARTMENT = "xa-testimony"


def a_summary(**changes: Any) -> Summary:
    fields: dict[str, Any] = {
        "title": "Roads closed by armed groups in Northern",
        "bluf": "Several people describe armed groups that stop buses at night. More closures are likely this month.",
        "language": "en",
        "event_type": EventType.ROADBLOCK,
        "actor": Actor.NON_STATE_ARMED,
        "harm": HarmBand.FEW,
        "area": "xa-01",
        "period": "2026-11",
        "risk_factors": (1, 7),
        "stage": Stage.MOBILIZATION,
        "credibility": 2,
        "verification": Verification.CORROBORATED,
        "likelihood": Likelihood.LIKELY,
        "confidence": Confidence.MODERATE,
        "tlp": Tlp.AMBER,
        "valid_until": TODAY + 20,
        "change": Change.NEW,
        "gaps": "It is not known who commands the groups.",
        "minors_or_sexual_violence": False,
        "predecessor": None,
    }
    return Summary(**(fields | changes))


@dataclass
class HandedOver:
    """One submission in the making. Change a field, then ask for `submission()` or `facts()`."""

    consortium: Consortium
    summary: Summary = field(default_factory=a_summary)
    r: bytes = b"r" * 32
    leave: dict[str, Any] = field(default_factory=dict)
    """Changes to the clearance."""
    curator_found: dict[str, Any] = field(default_factory=dict)
    """Changes to the curator's attestation."""
    reviewer_found: dict[str, Any] = field(default_factory=dict)
    vault_key: SignKey | None = None
    curator_key: SignKey | None = None
    reviewer_key: SignKey | None = None

    @property
    def commitment(self) -> bytes:
        return commit_summary(self.summary, self.r)

    def clearance(self) -> Clearance:
        curator, reviewer = self.consortium.desks[COMPARTMENT]
        fields: dict[str, Any] = {
            "directory": self.consortium.directory.hash,
            "compartment": COMPARTMENT,
            "commitment": self.commitment,
            "aim": Aim.EARLY_WARNING,
            "audience": Audience.CONSORTIUM,
            "place": Place.FIRST_LEVEL,
            "period": Period.WEEK,
            "expiry": ExpiryClass.MONTH,
            "urgent": False,
            "sensitive": False,
            "never_to": 0,
            "translation": True,
            "predecessor": self.summary.predecessor,
            "beside": (),
            "curator": curator.name,
            "reviewer": reviewer.name,
            "band": SourceBand.SOME,
            "policy": 1,
            "day": TODAY,
        }
        return Clearance(**(fields | self.leave))

    def submission(self) -> Submission:
        curator, reviewer = self.consortium.desks[COMPARTMENT]
        vault = self.vault_key or self.consortium.devices[DeviceRole.VAULT]
        return Submission(
            summary=self.summary.to_bytes(),
            r=self.r,
            clearance=grant_clearance(self.clearance(), vault),
            curator=self._attested(curator.name, self.curator_key or curator.sign_key, self.curator_found),
            reviewer=self._attested(reviewer.name, self.reviewer_key or reviewer.sign_key, self.reviewer_found),
        )

    def facts(self, **changes: Any) -> Facts:
        fields: dict[str, Any] = {
            "submission": self.submission(),
            "summary": self.summary,
            "directory": self.consortium.directory,
            "directory_known": True,
            "policy": self.consortium.policy,
            "rules_then": None,
            "allowed": True,
            "today": TODAY,
            "last": None,
            "beside": (),
            "another_waits": False,
            "spent": False,
        }
        return Facts(**(fields | changes))

    def _attested(self, desk: str, key: SignKey, changes: dict[str, Any]) -> SignedAttestation:
        found: dict[str, Any] = {
            "commitment": self.commitment,
            "desk": desk,
            "shared_runs": 0,
            "identifiers": 0,
            "detector": "leeward-patterns-1",
        }
        return attest(Attestation(**(found | changes)), key)
