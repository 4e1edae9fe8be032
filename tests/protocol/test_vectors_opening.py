"""A request and its approvals made in JavaScript, read at Python's desks: protocol/vectors/opening.json."""

from __future__ import annotations

import pytest

from protocol.errors import BadSignature, CannotOpen, TooFewCustodians
from protocol.lent_keys import LentKey, NotASeatsKey, open_lent
from protocol.opening import (
    Approval,
    PartSlip,
    RefusalReason,
    Side,
    SignedApproval,
    SignedRefusal,
    SignedRequest,
    approve,
    check_approval,
    check_refusal,
    check_request,
    check_slip,
    join_opening,
)
from protocol.primitives import SealKey, SignKey
from protocol.sealing import SealedPart
from tests.protocol.known_answers import known_answers
from tests.protocol.test_vectors_directory import directory_made_in_javascript

ANSWERS = known_answers("opening")
DIRECTORY = directory_made_in_javascript()
PART = SealedPart.from_bytes(bytes.fromhex(ANSWERS["part"]))
SIGNED = SignedRequest.from_bytes(bytes.fromhex(ANSWERS["request"]))
CHECKED = check_request(SIGNED, DIRECTORY, ANSWERS["now"])
APPROVALS = [SignedApproval.from_bytes(bytes.fromhex(one)) for one in ANSWERS["approvals"]]
SLIP = PartSlip.from_bytes(bytes.fromhex(ANSWERS["slip"]))
DESKS = (Side.CURATOR, Side.REVIEWER)


def _keys(name: str) -> list[SealKey]:
    return [SealKey(bytes.fromhex(seed)) for seed in ANSWERS[name]]


def _join(approvals: list[SignedApproval], at: int) -> bytes:
    fresh, desk = _keys("fresh_seeds")[at], _keys("desk_seeds")[at]
    return join_opening(approvals, CHECKED, PART, DESKS[at], fresh, desk, at + 1)


def test_a_request_made_in_javascript_is_by_two_desks_for_that_part() -> None:
    assert CHECKED.id.hex() == ANSWERS["request_id"]
    assert (CHECKED.curator.desk, CHECKED.reviewer.desk) == ("desk-curator", "desk-reviewer")
    assert CHECKED.request.parts == (PART.id(),)
    assert SIGNED.to_bytes().hex() == ANSWERS["request"]


@pytest.mark.parametrize("at", [0, 1], ids=DESKS)
def test_both_desks_join_approvals_made_in_javascript(at: int) -> None:
    assert [check_approval(one, CHECKED).seat for one in APPROVALS] == [1, 3]
    assert _join(APPROVALS, at).hex() == ANSWERS["contents"]
    with pytest.raises(TooFewCustodians):
        _join(APPROVALS[:1], at)


def test_an_approval_of_each_language_make_one_quorum() -> None:
    slip = SLIP.model_copy(update={"number": 2, "seat": PART.seats[1]})
    custodian = SignKey(bytes.fromhex(ANSWERS["second_custodian_sign_seed"]))
    ours = approve(slip, CHECKED, _keys("custodian_seeds")[1], custodian)
    for at in (0, 1):
        assert _join([APPROVALS[0], ours], at).hex() == ANSWERS["contents"]


def test_a_slip_made_in_javascript_shows_the_first_custodian_that_part() -> None:
    assert check_slip(SLIP, CHECKED, DIRECTORY, "custodian-1") == PART.id()


def test_a_refusal_made_in_javascript_is_read() -> None:
    """By somebody who sits in for the third custodian."""
    refusal = SignedRefusal.from_bytes(bytes.fromhex(ANSWERS["refusal"]))
    assert check_refusal(refusal, CHECKED).reason is RefusalReason.PERSON_NOT_KNOWN
    with pytest.raises(BadSignature):
        check_refusal(refusal.model_copy(update={"mandate": None}), CHECKED)


def test_python_reads_its_own_approvals_that_javascript_opened() -> None:
    """Guards the file: what JavaScript opened must still be a message of today."""
    made = ANSWERS["made_in_python_opened_in_javascript"]
    request = SignedRequest(**{name: bytes.fromhex(value) for name, value in made["request"].items()})
    assert request.id().hex() == made["request_id"]
    for claim in made["approvals"]:
        approval = Approval.from_bytes(bytes.fromhex(claim["body"]))
        assert (approval.request.hex(), approval.part) == (made["request_id"], _made_part(made).id())


def _made_part(made: dict[str, str]) -> SealedPart:
    return SealedPart.from_bytes(bytes.fromhex(made["part"]))


def test_a_seat_s_key_lent_in_javascript_is_opened_by_the_substitute_alone() -> None:
    lent = LentKey.from_bytes(bytes.fromhex(ANSWERS["lent_key"]))
    (substitute,) = DIRECTORY.contents.substitutes
    own, seat = SealKey(bytes.fromhex(ANSWERS["substitute_seed"])), CHECKED.compartment.seat(3)
    assert own.public == substitute.seal_key
    assert (lent.custodian, lent.substitute) == (seat.custodian, substitute.substitute)
    assert open_lent(lent, own, DIRECTORY).public == seat.seal_key
    with pytest.raises(CannotOpen):
        open_lent(lent, _keys("custodian_seeds")[1], DIRECTORY)


def test_python_reads_the_key_it_lent_that_javascript_opened() -> None:
    made = ANSWERS["made_in_python_opened_in_javascript"]
    lent = LentKey.from_bytes(bytes.fromhex(made["lent_key"]))
    assert (lent.custodian, lent.substitute) == ("third", "sadia")
    with pytest.raises(NotASeatsKey):  # it opens, and is no seat's of that other directory
        open_lent(lent, SealKey(bytes.fromhex(made["substitute_seed"])), DIRECTORY)
