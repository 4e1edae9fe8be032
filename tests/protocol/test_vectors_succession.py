"""A handover and a repair made in JavaScript, finished in Python: protocol/vectors/succession.json."""

from __future__ import annotations

from protocol.directory import SignedDirectory, trust
from protocol.opening import payload_hash
from protocol.primitives import SealKey, SignKey
from protocol.sealing import SealedPart, open_part
from protocol.succession import (
    Batch,
    SeatSlip,
    SignedHandedOver,
    SignedRepairPieces,
    SignedRepairSum,
    SignedSuccession,
    check_handed_over,
    check_succession,
    make_pieces,
    make_sum,
    open_shares,
    repaired_shares,
)
from tests.protocol.known_answers import known_answers
from tests.protocol.test_vectors_directory import ROOTS, directory_made_in_javascript

ANSWERS = known_answers("succession")
TODAY = ANSWERS["today"]
PART = SealedPart.from_bytes(bytes.fromhex(ANSWERS["part"]))
SHARE = bytes.fromhex(ANSWERS["share"])
SUCCESSOR = SealKey(bytes.fromhex(ANSWERS["successor_seed"]))
CUSTODIANS = [SealKey(bytes.fromhex(seed)) for seed in ANSWERS["custodian_seeds"]]
SIGN_KEYS = [SignKey(bytes.fromhex(seed)) for seed in ANSWERS["custodian_sign_seeds"]]
DIRECTORY = trust(
    SignedDirectory.from_bytes(bytes.fromhex(ANSWERS["signed_directory"])), ROOTS, TODAY, directory_made_in_javascript()
)
PIECES = [SignedRepairPieces.from_bytes(bytes.fromhex(one)) for one in ANSWERS["repair"]["pieces"]]
SUMS = [SignedRepairSum.from_bytes(bytes.fromhex(one)) for one in ANSWERS["repair"]["sums"]]


def _batch(kind: str) -> Batch:
    claimed = SignedSuccession.from_bytes(bytes.fromhex(ANSWERS[kind]["succession"]))
    assert claimed.id().hex() == ANSWERS[kind]["id"]
    batch = Batch(check_succession(claimed, DIRECTORY, TODAY), (PART.id(),))
    assert batch.hash.hex() == ANSWERS[kind]["batch"]
    return batch


def _slip(number: int, handed: bytes | None = None) -> SeatSlip:
    return SeatSlip(
        header=PART.header,
        key_commitment=PART.key_commitment,
        payload_hash=payload_hash(PART),
        number=number,
        seat=handed or PART.seats[number - 1],
        handed_over=handed is not None,
    )


def test_a_share_handed_over_in_javascript_opens_at_the_successor_and_reads_the_report() -> None:
    batch = _batch("handover")
    signed = SignedHandedOver.from_bytes(bytes.fromhex(ANSWERS["handover"]["handed_over"]))
    (one,) = check_handed_over(signed, batch, SIGN_KEYS[2].public).shares
    ((_, share),) = open_shares(batch, [_slip(3, one.box)], 3, SUCCESSOR).values()
    assert share == SHARE
    ((_, first),) = open_shares(batch, [_slip(1)], 1, CUSTODIANS[0]).values()
    desk = SealKey(bytes.fromhex(ANSWERS["desk_seed"]))
    assert open_part(PART, {1: first, 3: share}, desk, 1).hex() == ANSWERS["contents"]


def test_a_share_repaired_in_javascript_is_the_committed_one() -> None:
    ((_, share),) = repaired_shares(_batch("repair"), [_slip(3)], SUMS, SUCCESSOR).values()
    assert share == SHARE


def test_a_helper_of_each_language_make_one_share() -> None:
    """The second helper's part of both rounds is done here."""
    batch = _batch("repair")
    ours = make_pieces(batch, [_slip(2)], 2, CUSTODIANS[1], SIGN_KEYS[1])
    sums = [
        make_sum(batch, [PIECES[0], ours], number, CUSTODIANS[number - 1], SIGN_KEYS[number - 1]) for number in (1, 2)
    ]
    ((_, share),) = repaired_shares(batch, [_slip(3)], sums, SUCCESSOR).values()
    assert share == SHARE


def test_a_sum_over_pieces_made_in_javascript_is_that_of_javascript() -> None:
    batch = _batch("repair")
    ours = make_sum(batch, PIECES, 1, CUSTODIANS[0], SIGN_KEYS[0])
    ((_, share),) = repaired_shares(batch, [_slip(3)], [ours, SUMS[1]], SUCCESSOR).values()
    assert share == SHARE


def test_python_reads_its_own_messages_that_javascript_opened() -> None:
    """Guards the file: what JavaScript opened must still be messages of today."""
    made = ANSWERS["made_in_python_opened_in_javascript"]
    for kind in ("handover", "repair"):
        signed = {name: bytes.fromhex(value) for name, value in made[kind]["succession"].items()}
        assert SignedSuccession(**signed).id().hex() == made[kind]["id"]
