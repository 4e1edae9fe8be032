"""A summary's commitment and the signatures around it, made in JavaScript: protocol/vectors/release.json."""

from __future__ import annotations

from protocol.consent import Audience, Period, Place
from protocol.release import (
    Clearance,
    SignedAttestation,
    SignedClearance,
    SignedClearanceRequest,
    Submission,
    Summary,
    check_attestation,
    check_clearance,
    check_clearance_request,
    commit_summary,
)
from tests.protocol.known_answers import known_answers
from tests.protocol.test_vectors_directory import directory_made_in_javascript

ANSWERS = known_answers("release")
DIRECTORY = directory_made_in_javascript()
COMPARTMENT = DIRECTORY.compartment("xa-testimony")
COMMITMENT = bytes.fromhex(ANSWERS["commitment"])
SUMMARY = Summary.from_bytes(bytes.fromhex(ANSWERS["summary"]))
SUBMISSION = Submission.from_bytes(bytes.fromhex(ANSWERS["submission"]))


def test_a_summary_is_written_and_committed_to_alike_in_both_languages() -> None:
    assert SUMMARY.to_bytes().hex() == ANSWERS["summary"]
    assert commit_summary(SUMMARY, bytes.fromhex(ANSWERS["r"])) == COMMITMENT
    assert commit_summary(Summary.from_bytes(SUBMISSION.summary), SUBMISSION.r) == COMMITMENT


def test_a_clearance_request_signed_by_two_desks_in_javascript_holds() -> None:
    claimed = SignedClearanceRequest.from_bytes(bytes.fromhex(ANSWERS["clearance_request"]))
    request = check_clearance_request(claimed, DIRECTORY)
    assert request.commitment == COMMITMENT
    assert (request.audience, request.place, request.period) == (Audience.CONSORTIUM, Place.FIRST_LEVEL, Period.MONTH)


def test_a_clearance_signed_in_javascript_is_the_vault_s() -> None:
    claimed = SignedClearance.from_bytes(bytes.fromhex(ANSWERS["clearance"]))
    cleared = check_clearance(claimed, DIRECTORY)
    assert cleared == check_clearance(SUBMISSION.clearance, DIRECTORY)
    assert (cleared.commitment, cleared.never_to) == (COMMITMENT, 2**51 + 1)
    assert Clearance.from_bytes(claimed.body).to_bytes() == claimed.body


def test_both_desks_attestations_made_in_javascript_hold() -> None:
    claims = [SignedAttestation.from_bytes(bytes.fromhex(one)) for one in ANSWERS["attestations"]]
    assert claims == [SUBMISSION.curator, SUBMISSION.reviewer]
    for claimed, desk in zip(claims, ("desk-curator", "desk-reviewer"), strict=True):
        attestation = check_attestation(claimed, COMPARTMENT.desk(desk), COMMITMENT)
        assert (attestation.shared_runs, attestation.identifiers) == (0, 1)
