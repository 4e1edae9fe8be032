"""Who may ask for a clearance and who gave it, and that all of it stands for one summary only."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from protocol.consent import Aim, Audience, Period, Place
from protocol.directory import NoSuchDevice, TrustedDirectory, trust
from protocol.encoding import Purpose
from protocol.errors import BadSignature, Malformed, ReleaseRefused
from protocol.primitives import SignKey, sign
from protocol.release import (
    Attestation,
    Clearance,
    ClearanceRequest,
    ExpiryClass,
    NotTwoPeople,
    SignedAttestation,
    SignedClearance,
    SignedClearanceRequest,
    SourceBand,
    Summary,
    WrongCommitment,
    attest,
    check_attestation,
    check_clearance,
    check_clearance_request,
    commit_summary,
    grant_clearance,
    sign_clearance,
)
from tests.protocol.known_answers import known_answers
from tests.worlds import TODAY, make_consortium

WORLD = make_consortium()
COMPARTMENT = WORLD.directory.compartment("xa-testimony")
CURATOR, REVIEWER = WORLD.desks["xa-testimony"]
VAULT = next(key for role, key in WORLD.devices.items() if role == "vault")
SUMMARY = Summary.from_bytes(bytes.fromhex(known_answers("release")["summary"]))
COMMITMENT = commit_summary(SUMMARY, bytes(32))
SHARED = {
    "directory": WORLD.directory.hash,
    "compartment": "xa-testimony",
    "commitment": COMMITMENT,
    "aim": Aim.EARLY_WARNING,
    "audience": Audience.CONSORTIUM,
    "place": Place.FIRST_LEVEL,
    "period": Period.MONTH,
    "expiry": ExpiryClass.QUARTER,
    "urgent": False,
    "sensitive": False,
    "predecessor": None,
    "beside": (),
    "curator": CURATOR.name,
    "reviewer": REVIEWER.name,
}
REQUEST = ClearanceRequest.model_validate(SHARED | {"parts": (b"\1" * 32, b"\2" * 32)})
CLEARANCE = Clearance.model_validate(
    SHARED | {"never_to": 0, "translation": True, "band": SourceBand.SOME, "policy": 1, "day": TODAY}
)


def _signed(
    request: ClearanceRequest = REQUEST, curator: SignKey = CURATOR.sign_key, reviewer: SignKey = REVIEWER.sign_key
) -> SignedClearanceRequest:
    return SignedClearanceRequest(
        body=request.to_bytes(),
        curator_signature=sign_clearance(request, curator),
        reviewer_signature=sign_clearance(request, reviewer),
    )


def _changed(**fields: object) -> SignedClearanceRequest:
    return _signed(REQUEST.model_copy(update=fields))


def test_two_desks_may_ask_for_a_clearance() -> None:
    assert check_clearance_request(_signed(), WORLD.directory) == REQUEST


def test_one_desk_signing_for_both_is_refused() -> None:
    for keys in ((CURATOR.sign_key, CURATOR.sign_key), (REVIEWER.sign_key, REVIEWER.sign_key)):
        with pytest.raises(BadSignature):
            check_clearance_request(_signed(REQUEST, *keys), WORLD.directory)


def test_one_desk_in_both_places_is_refused() -> None:
    with pytest.raises(NotTwoPeople):
        check_clearance_request(
            _signed(REQUEST.model_copy(update={"reviewer": CURATOR.name}), reviewer=CURATOR.sign_key), WORLD.directory
        )


def _one_holder() -> TrustedDirectory:
    desks = tuple(desk.model_copy(update={"holder": "one"}) for desk in COMPARTMENT.desks)
    return trust(
        WORLD.resign(
            lambda d: d.model_copy(
                update={"compartments": tuple(c.model_copy(update={"desks": desks}) for c in d.compartments)}
            )
        ),
        WORLD.root_set,
        TODAY,
    )


def test_two_desks_of_one_person_are_refused() -> None:
    directory = _one_holder()
    with pytest.raises(NotTwoPeople):
        check_clearance_request(_changed(directory=directory.hash), directory)


def test_a_desk_of_another_compartment_is_refused() -> None:
    with pytest.raises(NoSuchDevice):
        check_clearance_request(_changed(reviewer="desk-xb-reviewer"), WORLD.directory)


def test_a_part_listed_twice_is_refused() -> None:
    """Else one report would count as two."""
    with pytest.raises(ReleaseRefused):
        check_clearance_request(_changed(parts=(b"\1" * 32, b"\1" * 32)), WORLD.directory)


@pytest.mark.parametrize("beside", [(b"\2" * 32, b"\1" * 32), (b"\1" * 32, b"\1" * 32)])
def test_what_it_is_compared_with_stands_in_order_and_once(beside: tuple[bytes, ...]) -> None:
    assert ClearanceRequest.model_validate(REQUEST.model_dump() | {"beside": (b"\1" * 32, b"\2" * 32)})
    with pytest.raises(ValidationError):
        ClearanceRequest.model_validate(REQUEST.model_dump() | {"beside": beside})
    with pytest.raises(Malformed):
        check_clearance_request(_changed(beside=beside), WORLD.directory)


def test_the_fullest_request_and_clearance_keep_within_their_bounds() -> None:
    many = tuple(sorted(bytes([number]) * 32 for number in range(256)))
    long = {
        "beside": many,
        "predecessor": bytes(32),
        "compartment": "x" * 48,
        "curator": "y" * 48,
        "reviewer": "z" * 48,
    }
    listed = tuple(bytes([number]) * 32 for number in range(200))
    for fullest in (REQUEST.model_copy(update={**long, "parts": listed}), CLEARANCE.model_copy(update=long)):
        assert type(fullest).from_bytes(fullest.to_bytes()) == fullest


def test_a_clearance_request_under_another_directory_is_refused() -> None:
    with pytest.raises(ReleaseRefused):
        check_clearance_request(_changed(directory=bytes(32)), WORLD.directory)


def test_only_the_vault_clears() -> None:
    assert check_clearance(grant_clearance(CLEARANCE, VAULT), WORLD.directory) == CLEARANCE
    for key in (CURATOR.sign_key, *(key for key in WORLD.devices.values() if key is not VAULT)):
        with pytest.raises(BadSignature):
            check_clearance(grant_clearance(CLEARANCE, key), WORLD.directory)


def test_what_the_vault_signed_for_another_purpose_is_no_clearance() -> None:
    body = CLEARANCE.to_bytes()
    with pytest.raises(BadSignature):
        check_clearance(
            SignedClearance(body=body, signature=sign(VAULT, Purpose.CLEARANCE_REQUEST, body)), WORLD.directory
        )


def _attested(desk: str = CURATOR.name, commitment: bytes = COMMITMENT) -> SignedAttestation:
    found = Attestation(commitment=commitment, desk=desk, shared_runs=0, identifiers=0, detector="patterns.1")
    return attest(found, CURATOR.sign_key)


def test_an_attestation_is_of_that_desk_for_that_summary() -> None:
    desk = COMPARTMENT.desk(CURATOR.name)
    assert check_attestation(_attested(), desk, COMMITMENT).identifiers == 0
    with pytest.raises(BadSignature):
        check_attestation(_attested(), COMPARTMENT.desk(REVIEWER.name), COMMITMENT)
    for wrong in (_attested(desk=REVIEWER.name), _attested(commitment=bytes(32))):
        with pytest.raises(WrongCommitment):
            check_attestation(wrong, desk, COMMITMENT)


def test_a_commitment_tells_nothing_without_r_and_fits_one_summary() -> None:
    assert commit_summary(SUMMARY, b"\1" * 32) != COMMITMENT
    assert commit_summary(SUMMARY.model_copy(update={"gaps": "None."}), bytes(32)) != COMMITMENT


@pytest.mark.parametrize(
    "period", ["2026", "2026-13", "2026-w54", "2026-w00", "2026-11-3", "2026-11-21-", "26-11", "٢٠٢٦-11", "2026-11\n"]
)
def test_a_period_has_one_form(period: str) -> None:
    with pytest.raises(ValidationError):
        Summary.model_validate(SUMMARY.model_dump() | {"period": period})


@pytest.mark.parametrize(
    ("period", "fine"), [("2026-11", Period.MONTH), ("2026-w47", Period.WEEK), ("2026-11-21", Period.DAY)]
)
def test_how_fine_a_period_is_shows_in_its_form(period: str, fine: Period) -> None:
    assert Summary.model_validate(SUMMARY.model_dump() | {"period": period}).period_precision() is fine
