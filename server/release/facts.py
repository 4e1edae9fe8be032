"""All that the gate's rules may look at, gathered before they run.

What the vault granted and what the desks attested is read through properties that check the signatures each time:
with a bad one, no rule that rests on it passes.
"""

from __future__ import annotations

from dataclasses import dataclass

from protocol.directory import Desk, TrustedDirectory
from protocol.policy import Area, ReleaseRules, TrustedPolicy
from protocol.release import (
    Attestation,
    Clearance,
    Submission,
    Summary,
    check_attestation,
    check_clearance,
    commit_summary,
    two_people,
)


class Fails(Exception):
    """Ends a rule with the reason why it does not pass: a fixed sentence, with nothing of the summary in it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """For one cell at most one release stands at a time (SPEC 16.6)."""

    area: str
    period: str
    event_type: str


def cell_of(summary: Summary) -> Cell:
    return Cell(summary.area, summary.period, summary.event_type.value)


@dataclass(frozen=True, slots=True)
class Facts:
    """One submission, the rules and keys in force, and what release already has."""

    submission: Submission
    summary: Summary
    directory: TrustedDirectory
    """The directory in force."""
    directory_known: bool
    """Whether the directory that the clearance names was ever trusted here."""
    policy: TrustedPolicy
    """The policy in force."""
    rules_then: ReleaseRules | None
    """The rules of the version that the clearance was decided under; None if it was never in force here."""
    allowed: bool
    """Whether the access rules in force let the curator's desk hand it over."""
    today: int
    last: bytes | None
    """C of the last release in this summary's cell, whether it stands or has left."""
    beside: tuple[bytes, ...] | None
    """C of the newest release of each family that the cell touches (neighbours.py); None where that cannot be told."""
    another_waits: bool
    """Whether another summary already waits for this cell."""
    spent: bool
    """Whether this very summary has been released before, and left."""

    @property
    def clearance(self) -> Clearance:
        """The vault's leave. Raises BadSignature unless the vault of the directory in force signed it."""
        return check_clearance(self.submission.clearance, self.directory)

    @property
    def commitment(self) -> bytes:
        """C, computed anew from the summary and r."""
        return commit_summary(self.summary, self.submission.r)

    @property
    def desks(self) -> tuple[Desk, Desk]:
        """The curator's and the reviewer's desk, if they are two people's, both in the directory in force."""
        compartment = self.directory.compartment(self.clearance.compartment)
        return two_people(compartment, self.clearance.curator, self.clearance.reviewer)

    @property
    def attestations(self) -> tuple[Attestation, Attestation]:
        """The curator's and the reviewer's, each signed at its desk for this summary."""
        curator, reviewer = self.desks
        return (
            check_attestation(self.submission.curator, curator, self.commitment),
            check_attestation(self.submission.reviewer, reviewer, self.commitment),
        )

    @property
    def rules(self) -> ReleaseRules:
        return self.policy.contents.release

    @property
    def area(self) -> Area:
        """The summary's area as the policy lists it."""
        if (area := self.policy.area(self.summary.area)) is None:
            raise Fails("The policy lists no such area.")
        return area

    @property
    def texts(self) -> tuple[str, str, str]:
        return self.summary.title, self.summary.bluf, self.summary.gaps

    @property
    def shut_out(self) -> int:
        """Bodies that may not read, as bits: those a source shut out, and those the policy blocks."""
        return self.clearance.never_to | self.rules.blocked_bodies
