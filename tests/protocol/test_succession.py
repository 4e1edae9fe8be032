"""A seat goes on to a successor, with its shares, and nobody else learns anything that opens a part."""

from __future__ import annotations

from typing import Any

import pytest

from protocol.contents import Testimony
from protocol.directory import Compartment, Directory, NoSuchCompartment, Seat, TrustedDirectory, trust
from protocol.encoding import Purpose
from protocol.errors import BadSignature, CannotOpen, Malformed, SuccessionRefused
from protocol.opening import payload_hash
from protocol.primitives import SealKey, SignKey, seal_secret
from protocol.sealing import SealedPart, open_part, seat_context
from protocol.succession import (
    MOST_BOX,
    MOST_PARTS,
    Batch,
    CheckedSuccession,
    HandedOver,
    HandedShare,
    NotInSuccession,
    NotTheSeats,
    RepairPieces,
    RepairSum,
    SeatSlip,
    SignedHandedOver,
    SignedRepairPieces,
    SignedRepairSum,
    Succession,
    SuccessionKind,
    SuccessionOver,
    check_handed_over,
    check_pieces,
    check_succession,
    check_sum,
    hand_over,
    make_pieces,
    make_sum,
    open_shares,
    repaired_shares,
    sign_handed_over,
    sign_succession,
)
from tests.protocol.test_sealing import _seal
from tests.worlds import TODAY, make_consortium

WORLD = make_consortium()
NAME = "xa-testimony"
CUSTODIANS = WORLD.custodians[NAME]
DESK = WORLD.desks[NAME][0]
SEAT = 3
HELPERS = (1, 2, 5, 7)
NEW = (SealKey(b"\x0a" * 32), SignKey(b"\x0b" * 32))
SUCCESSOR = Seat(custodian="successor", organisation="acacia", seal_key=NEW[0].public, sign_key=NEW[1].public)
TEXTS = [Testimony(text=f"report {number}").to_bytes() for number in range(3)]
PARTS: list[SealedPart] = [_seal(text, key=SignKey(bytes([at + 1]) * 32)) for at, text in enumerate(TEXTS)]
IDS = tuple(sorted(part.id() for part in PARTS))


def next_directory(seat: int = SEAT, successor: Seat = SUCCESSOR) -> TrustedDirectory:
    """In which the successor holds the seat."""

    def apply(directory: Directory) -> Directory:
        compartments = tuple(_with_seat(one, seat, successor) for one in directory.compartments)
        return directory.model_copy(
            update={"number": 2, "previous": WORLD.directory.hash, "compartments": compartments}
        )

    return trust(WORLD.resign(apply), WORLD.root_set, TODAY, WORLD.directory)


def _with_seat(one: Compartment, seat: int, successor: Seat) -> Compartment:
    if one.name != NAME:
        return one
    return one.model_copy(update={"seats": (*one.seats[: seat - 1], successor, *one.seats[seat:])})


DIRECTORY = next_directory()


def begun(kind: SuccessionKind = SuccessionKind.HANDOVER, **change: Any) -> Succession:
    fields: dict[str, Any] = {
        "directory": DIRECTORY.hash,
        "compartment": NAME,
        "seat": SEAT,
        "kind": kind,
        "helpers": HELPERS if kind is SuccessionKind.REPAIR else (),
        "asked": TODAY,
        "expires": TODAY + 14,
        "nonce": bytes(32),
    }
    return Succession(**(fields | change))


def checked(kind: SuccessionKind = SuccessionKind.HANDOVER, **change: Any) -> CheckedSuccession:
    return check_succession(sign_succession(begun(kind, **change), NEW[1]), DIRECTORY, TODAY)


def batch_of(kind: SuccessionKind, **change: Any) -> Batch:
    return Batch(checked(kind, **change), IDS)


HANDOVER = batch_of(SuccessionKind.HANDOVER)
REPAIR = batch_of(SuccessionKind.REPAIR)


def slips(seat: int, handed: dict[bytes, bytes] | None = None) -> list[SeatSlip]:
    return [
        SeatSlip(
            header=part.header,
            key_commitment=part.key_commitment,
            payload_hash=payload_hash(part),
            number=seat,
            seat=handed[part.id()] if handed else part.seats[seat - 1],
            handed_over=handed is not None,
        )
        for part in PARTS
    ]


def pieces_of(seat: int, batch: Batch = REPAIR) -> SignedRepairPieces:
    one = CUSTODIANS[seat - 1]
    return make_pieces(batch, slips(seat), seat, one.seal_key, one.sign_key)


def sum_of(seat: int, pieces: list[SignedRepairPieces], batch: Batch = REPAIR) -> SignedRepairSum:
    one = CUSTODIANS[seat - 1]
    return make_sum(batch, pieces, seat, one.seal_key, one.sign_key)


def handed_boxes(signed: SignedHandedOver, batch: Batch, signer: SignKey) -> dict[bytes, bytes]:
    return {one.part: one.box for one in check_handed_over(signed, batch, signer.public).shares}


def share_of(seat: int, part: SealedPart) -> bytes:
    keys = CUSTODIANS[seat - 1].seal_key
    (batch,) = [Batch(checked(), (part.id(),))]
    mine = [slip for slip in slips(seat) if slip.id() == part.id()]
    return open_shares(batch, mine, seat, keys)[part.id()][1]


def test_what_was_handed_over_opens_with_the_successor_in_the_leaver_s_place() -> None:
    leaver = CUSTODIANS[SEAT - 1]
    signed = hand_over(HANDOVER, slips(SEAT), leaver.seal_key, leaver.sign_key)
    boxes = handed_boxes(signed, HANDOVER, leaver.sign_key)
    assert set(boxes) == set(IDS)
    got = open_shares(HANDOVER, slips(SEAT, boxes), SEAT, NEW[0])
    for part, text in zip(PARTS, TEXTS, strict=True):
        held = {SEAT: got[part.id()][1]} | {seat: share_of(seat, part) for seat in (1, 4, 6)}
        assert open_part(part, held, DESK.seal_key, 1) == text


def test_the_leaver_s_key_opens_nothing_that_was_handed_over() -> None:
    leaver = CUSTODIANS[SEAT - 1]
    boxes = handed_boxes(hand_over(HANDOVER, slips(SEAT), leaver.seal_key, leaver.sign_key), HANDOVER, leaver.sign_key)
    assert open_shares(HANDOVER, slips(SEAT, boxes), SEAT, leaver.seal_key) == {}


def test_a_successor_hands_on_what_was_handed_over() -> None:
    leaver = CUSTODIANS[SEAT - 1]
    boxes = handed_boxes(hand_over(HANDOVER, slips(SEAT), leaver.seal_key, leaver.sign_key), HANDOVER, leaver.sign_key)
    third = (SealKey(b"\x0c" * 32), SignKey(b"\x0d" * 32))
    seat = Seat(custodian="third", organisation="acacia", seal_key=third[0].public, sign_key=third[1].public)
    directory = next_directory(successor=seat)
    claimed = sign_succession(begun(directory=directory.hash), third[1])
    batch = Batch(check_succession(claimed, directory, TODAY), IDS)
    again = handed_boxes(hand_over(batch, slips(SEAT, boxes), NEW[0], NEW[1]), batch, NEW[1])
    assert set(open_shares(batch, slips(SEAT, again), SEAT, third[0])) == set(IDS)


def test_a_box_of_another_part_or_seat_does_not_open() -> None:
    leaver = CUSTODIANS[SEAT - 1]
    boxes = handed_boxes(hand_over(HANDOVER, slips(SEAT), leaver.seal_key, leaver.sign_key), HANDOVER, leaver.sign_key)
    turned = dict(zip(boxes, [*list(boxes.values())[1:], next(iter(boxes.values()))], strict=True))
    assert open_shares(HANDOVER, slips(SEAT, turned), SEAT, NEW[0]) == {}
    assert open_shares(HANDOVER, slips(4, boxes), 4, NEW[0]) == {}


def test_a_false_share_is_neither_handed_over_nor_taken() -> None:
    part = PARTS[0]
    with pytest.raises(CannotOpen):
        sign_handed_over(HANDOVER, {part.id(): (part.header, bytes(32) + bytes([SEAT]))}, NEW[1])
    leaver = CUSTODIANS[SEAT - 1]
    other = [slip.model_copy(update={"seat": false_box(slip)}) for slip in slips(SEAT)]
    assert open_shares(HANDOVER, other, SEAT, leaver.seal_key) == {}


def false_box(slip: SeatSlip) -> bytes:
    """A box that its custodian opens, with another share in it than the part committed to."""
    key = CUSTODIANS[SEAT - 1].seal_key.public
    return seal_secret(key, Purpose.SHARE, seat_context(slip.id(), SEAT), bytes(32) + bytes([SEAT]))


def test_a_handover_is_signed_by_whoever_hands_over() -> None:
    leaver = CUSTODIANS[SEAT - 1]
    signed = hand_over(HANDOVER, slips(SEAT), leaver.seal_key, leaver.sign_key)
    with pytest.raises(BadSignature):
        check_handed_over(signed, HANDOVER, NEW[1].public)


def test_a_handover_serves_its_own_batch_and_succession_only() -> None:
    leaver = CUSTODIANS[SEAT - 1]
    signed = hand_over(HANDOVER, slips(SEAT), leaver.seal_key, leaver.sign_key)
    for other in (Batch(HANDOVER.succession, IDS[:2]), batch_of(SuccessionKind.HANDOVER, nonce=b"\1" * 32)):
        with pytest.raises(NotInSuccession):
            check_handed_over(signed, other, leaver.sign_key.public)


def test_a_part_of_another_batch_is_not_taken_with_this_one() -> None:
    leaver = CUSTODIANS[SEAT - 1]
    shares = open_shares(HANDOVER, slips(SEAT), SEAT, leaver.seal_key)
    small = Batch(HANDOVER.succession, IDS[:1])
    with pytest.raises(NotInSuccession):
        check_handed_over(sign_handed_over(small, shares, leaver.sign_key), small, leaver.sign_key.public)


def test_four_others_make_the_lost_shares_again_and_an_old_report_opens() -> None:
    pieces = [pieces_of(seat) for seat in HELPERS]
    got = repaired_shares(REPAIR, slips(SEAT), [sum_of(seat, pieces) for seat in HELPERS], NEW[0])
    for part, text in zip(PARTS, TEXTS, strict=True):
        assert got[part.id()][1] == share_of(SEAT, part)
        held = {SEAT: got[part.id()][1]} | {seat: share_of(seat, part) for seat in (4, 5, 6)}
        assert open_part(part, held, DESK.seal_key, 1) == text


def test_more_helpers_than_the_quorum_make_it_too() -> None:
    six = (1, 2, 4, 5, 6, 7)
    batch = batch_of(SuccessionKind.REPAIR, helpers=six)
    pieces = [pieces_of(seat, batch) for seat in six]
    got = repaired_shares(batch, slips(SEAT), [sum_of(seat, pieces, batch) for seat in six], NEW[0])
    assert set(got) == set(IDS)


def test_what_was_made_again_is_kept_like_a_handover_that_the_successor_signs() -> None:
    pieces = [pieces_of(seat) for seat in HELPERS]
    got = repaired_shares(REPAIR, slips(SEAT), [sum_of(seat, pieces) for seat in HELPERS], NEW[0])
    boxes = handed_boxes(sign_handed_over(REPAIR, got, NEW[1]), REPAIR, NEW[1])
    assert set(open_shares(REPAIR, slips(SEAT, boxes), SEAT, NEW[0])) == set(IDS)


def test_the_lost_key_opens_nothing_of_a_repair() -> None:
    lost = CUSTODIANS[SEAT - 1].seal_key
    pieces = [pieces_of(seat) for seat in HELPERS]
    with pytest.raises(CannotOpen):
        repaired_shares(REPAIR, slips(SEAT), [sum_of(seat, pieces) for seat in HELPERS], lost)


def test_one_wrong_piece_makes_no_share_and_is_seen() -> None:
    """A helper that adds something of its own: the part's commitment tells, though not who it was."""
    liar = [slip.model_copy(update={"seat": None}) if slip.id() == IDS[0] else slip for slip in slips(HELPERS[0])]
    first = CUSTODIANS[HELPERS[0] - 1]
    false = make_pieces(REPAIR, liar, HELPERS[0], first.seal_key, first.sign_key)
    pieces = [false, *(pieces_of(seat) for seat in HELPERS[1:])]
    got = repaired_shares(REPAIR, slips(SEAT), [sum_of(seat, pieces) for seat in HELPERS], NEW[0])
    assert set(got) == set(IDS[1:])


def test_pieces_made_twice_do_not_mix_into_a_share() -> None:
    """The vault keeps the first of each helper; were it to show different ones, nothing would come of it."""
    one, other = [pieces_of(seat) for seat in HELPERS], pieces_of(HELPERS[0])
    sums = [sum_of(HELPERS[0], one), *(sum_of(seat, [other, *one[1:]]) for seat in HELPERS[1:])]
    assert repaired_shares(REPAIR, slips(SEAT), sums, NEW[0]) == {}


def test_a_sum_takes_pieces_of_every_helper_once() -> None:
    pieces = [pieces_of(seat) for seat in HELPERS]
    for some in (pieces[1:], [*pieces[1:], pieces[1]]):
        with pytest.raises(NotInSuccession):
            sum_of(HELPERS[0], some)


def test_one_piece_and_one_sum_too_few_make_nothing() -> None:
    pieces = [pieces_of(seat) for seat in HELPERS]
    sums = [sum_of(seat, pieces) for seat in HELPERS]
    with pytest.raises(NotInSuccession):
        repaired_shares(REPAIR, slips(SEAT), sums[1:], NEW[0])


def test_a_helper_reads_no_piece_that_is_another_s() -> None:
    pieces = [pieces_of(seat) for seat in HELPERS]
    with pytest.raises(CannotOpen):
        make_sum(REPAIR, pieces, HELPERS[0], CUSTODIANS[HELPERS[1] - 1].seal_key, CUSTODIANS[0].sign_key)


def test_pieces_and_sums_are_signed_by_the_helper_that_they_name() -> None:
    thief = SignKey(b"\x0e" * 32)
    seat, one = HELPERS[0], CUSTODIANS[HELPERS[0] - 1]
    with pytest.raises(BadSignature):
        check_pieces(make_pieces(REPAIR, slips(seat), seat, one.seal_key, thief), REPAIR)
    pieces = [pieces_of(number) for number in HELPERS]
    with pytest.raises(BadSignature):
        check_sum(make_sum(REPAIR, pieces, seat, one.seal_key, thief), REPAIR)


def test_pieces_and_sums_serve_their_own_batch_only() -> None:
    pieces = [pieces_of(seat) for seat in HELPERS]
    sums = [sum_of(seat, pieces) for seat in HELPERS]
    for other in (
        Batch(REPAIR.succession, IDS[:2]),
        batch_of(SuccessionKind.REPAIR, nonce=b"\1" * 32),
        batch_of(SuccessionKind.REPAIR, helpers=(1, 2, 4, 5, 7)),
    ):
        with pytest.raises(NotInSuccession):
            check_pieces(pieces[0], other)
        with pytest.raises(NotInSuccession):
            check_sum(sums[0], other)


def test_whoever_is_no_helper_makes_no_pieces() -> None:
    with pytest.raises(NotInSuccession):
        pieces_of(4)


def test_a_helper_gives_nothing_of_another_compartment() -> None:
    """A slip of a part elsewhere, in which the same person holds the same seat."""
    elsewhere = WORLD.directory.compartment("xb-testimony")
    part = _seal(compartment=elsewhere, key=SignKey(b"\x11" * 32))
    keys = WORLD.custodians["xb-testimony"][0]
    slip = slips(1)[0].model_copy(
        update={
            "header": part.header,
            "key_commitment": part.key_commitment,
            "payload_hash": payload_hash(part),
            "seat": part.seats[0],
        }
    )
    batch = Batch(REPAIR.succession, (part.id(),))
    assert open_shares(batch, [slip], 1, keys.seal_key) == {}


def test_only_the_successor_begins_a_succession() -> None:
    for key in (CUSTODIANS[SEAT - 1].sign_key, CUSTODIANS[0].sign_key):
        with pytest.raises(BadSignature):
            check_succession(sign_succession(begun(), key), DIRECTORY, TODAY)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (SuccessionKind.REPAIR, {"helpers": (1, 2, 5)}),  # fewer than the quorum of 4
        (SuccessionKind.REPAIR, {"helpers": ()}),
        (SuccessionKind.REPAIR, {"helpers": (1, 2, 3, 5)}),  # the lost seat itself
        (SuccessionKind.REPAIR, {"helpers": (1, 2, 5, 8)}),  # there are seven
        (SuccessionKind.HANDOVER, {"helpers": (1,)}),
        (SuccessionKind.HANDOVER, {"seat": 8}),
    ],
)
def test_seats_that_cannot_be_are_refused(kind: SuccessionKind, change: dict[str, Any]) -> None:
    with pytest.raises(NotTheSeats):
        checked(kind, **change)


@pytest.mark.parametrize("helpers", [(2, 1, 5, 7), (1, 1, 5, 7), (0, 1, 5, 7)])
def test_helpers_are_a_set_of_seats(helpers: tuple[int, ...]) -> None:
    raw = begun(SuccessionKind.REPAIR).model_copy(update={"helpers": helpers}).to_bytes()
    with pytest.raises(Malformed):
        Succession.from_bytes(raw)


@pytest.mark.parametrize(
    "change",
    [
        {"expires": TODAY - 1, "asked": TODAY - 20},
        {"asked": TODAY - 31, "expires": TODAY + 14},
        {"asked": TODAY + 2, "expires": TODAY + 14},
        {"directory": WORLD.directory.hash},
    ],
)
def test_a_succession_that_is_over_or_under_another_directory_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(SuccessionOver):
        checked(**change)


def test_a_compartment_that_is_not_there_has_no_succession() -> None:
    with pytest.raises(NoSuchCompartment):
        checked(compartment="xc-testimony")


def test_a_batch_names_each_part_once() -> None:
    with pytest.raises(NotInSuccession):
        Batch(REPAIR.succession, (IDS[0], IDS[0]))


def test_the_fullest_messages_stay_within_their_bounds() -> None:
    pieces = RepairPieces(succession=IDS[0], batch=IDS[0], seat=16, boxes=(bytes(MOST_BOX),) * 16)
    assert RepairPieces.from_bytes(pieces.to_bytes()) == pieces
    shares = tuple(HandedShare(part=IDS[0], box=bytes(1169)) for _ in range(MOST_PARTS))
    handed = HandedOver(succession=IDS[0], batch=IDS[0], seat=16, shares=shares)
    assert HandedOver.from_bytes(handed.to_bytes()) == handed
    made = RepairSum(succession=IDS[0], batch=IDS[0], seat=16, box=bytes(MOST_BOX))
    assert RepairSum.from_bytes(made.to_bytes()) == made


def test_all_refusals_are_refusals_of_a_succession() -> None:
    for one in (NotInSuccession, NotTheSeats, SuccessionOver):
        assert issubclass(one, SuccessionRefused)
