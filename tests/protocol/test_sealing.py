"""A part opens with q of n custodians and one desk, and with nothing less; anything changed is refused."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol import shares
from protocol.consent import Profile, give, profile_terms
from protocol.contents import CLASSES, Testimony, class_of, pad, unpad
from protocol.control import ControlBlock, open_control, seal_control
from protocol.encoding import Purpose
from protocol.errors import BadSignature, CannotOpen, Malformed, TooFewCustodians, TooLarge
from protocol.ids import PartKind
from protocol.primitives import (
    CHUNK,
    TAG,
    SealKey,
    SignKey,
    open_secret,
    open_stream,
    seal_secret,
    seal_stream,
    sign,
    stream_size,
)
from protocol.reply import vouch_reply_key
from protocol.sealing import (
    SealedPart,
    WrongCompartment,
    _content_key,
    _header,
    check_part,
    check_share,
    open_part,
    open_seat,
    part_id,
    seal_part,
    seat_context,
)
from tests.worlds import TODAY, make_consortium, seeded

WORLD = make_consortium()
TESTIMONY = WORLD.directory.compartment("xa-testimony")
CUSTODIANS = WORLD.custodians["xa-testimony"]
DESK = WORLD.desks["xa-testimony"][0]
PART_KEY = SignKey(bytes(range(32)))
TEXT = Testimony(text="Trois camions sont arrivés. محمد").to_bytes()


def _block(key=PART_KEY):
    return ControlBlock(
        consent=give(key, profile_terms(Profile.SUMMARY_FINER, TODAY), TODAY),
        card=None,
        mailbox=bytes(16),
        reply_key=SealKey(bytes(32)).public,
        reply_signature=vouch_reply_key(key, SealKey(bytes(32)).public),
    )


def _seal(contents=TEXT, compartment=TESTIMONY, key=PART_KEY, directory=WORLD.directory, **more):
    return seal_part(contents, directory, compartment, key, _block(key), **more)


PART = _seal()


def _share(number, part=PART, custodians=CUSTODIANS):
    return open_seat(custodians[number - 1].seal_key, part.header, part.id(), number, part.seats[number - 1])


def _shares(*numbers):
    return {number: _share(number) for number in numbers}


def _resigned(part, key=PART_KEY):
    return part.model_copy(update={"signature": sign(key, Purpose.PART, part.envelope(part.id()))})


def test_a_quorum_with_a_desk_reads_the_part():
    for quorum in ((1, 2, 3, 4), (4, 5, 6, 7), (1, 3, 5, 7), (1, 2, 3, 4, 5, 6, 7)):
        assert open_part(PART, _shares(*quorum), DESK.seal_key, 1) == TEXT


def test_the_reviewer_s_desk_reads_it_too():
    assert open_part(PART, _shares(1, 2, 3, 4), WORLD.desks["xa-testimony"][1].seal_key, 2) == TEXT


def test_three_of_seven_custodians_read_nothing():
    with pytest.raises(TooFewCustodians):
        open_part(PART, _shares(1, 2, 3), DESK.seal_key, 1)


def test_one_custodian_alone_cannot_open_a_part():
    with pytest.raises(TooFewCustodians):
        open_part(PART, _shares(1), DESK.seal_key, 1)


def test_all_custodians_without_a_desk_read_nothing():
    with pytest.raises(CannotOpen):
        open_part(PART, _shares(1, 2, 3, 4, 5, 6, 7), CUSTODIANS[0].seal_key, 1)


def test_a_desk_of_another_compartment_reads_nothing():
    with pytest.raises(CannotOpen):
        open_part(PART, _shares(1, 2, 3, 4), WORLD.desks["xb-testimony"][0].seal_key, 1)


def test_a_desk_in_another_desk_s_place_reads_nothing():
    with pytest.raises(CannotOpen):
        open_part(PART, _shares(1, 2, 3, 4), DESK.seal_key, 2)
    with pytest.raises(CannotOpen):
        open_part(PART, _shares(1, 2, 3, 4), DESK.seal_key, 3)


def test_a_desk_box_moved_to_another_desk_s_place_does_not_open():
    moved = PART.model_copy(update={"desks": (PART.desks[1], PART.desks[0])})
    assert moved.id() == PART.id()
    with pytest.raises(CannotOpen):
        open_part(moved, _shares(1, 2, 3, 4), DESK.seal_key, 2)


def test_a_false_share_is_found():
    for false in (bytes(33), _share(4)[:-1] + b"\x07", bytes([_share(4)[0] ^ 1]) + _share(4)[1:]):
        with pytest.raises(CannotOpen):
            open_part(PART, _shares(1, 2, 3) | {4: false}, DESK.seal_key, 1)


def test_two_shares_in_swapped_seats_are_found():
    with pytest.raises(CannotOpen):
        open_part(PART, {1: _share(2), 2: _share(1), **_shares(3, 4)}, DESK.seal_key, 1)


@pytest.mark.parametrize("number", [0, -1, -9, 8, 99])
def test_there_is_no_seat_and_no_desk_beyond_those_of_the_part(number):
    with pytest.raises(CannotOpen):
        check_share(PART.header, number, _share(1))
    with pytest.raises(CannotOpen):
        open_part(PART, _shares(1, 2, 3, 4), DESK.seal_key, number)


def test_a_custodian_cannot_open_another_s_seat():
    with pytest.raises(CannotOpen):
        open_seat(CUSTODIANS[0].seal_key, PART.header, PART.id(), 2, PART.seats[1])


def test_swapped_seats_cannot_be_opened():
    with pytest.raises(CannotOpen):
        open_seat(CUSTODIANS[0].seal_key, PART.header, PART.id(), 2, PART.seats[0])


def test_a_seat_of_one_part_does_not_serve_in_another():
    other = _seal(key=SignKey(bytes(32)))
    grafted = PART.model_copy(update={"seats": other.seats})
    with pytest.raises(CannotOpen):
        open_seat(CUSTODIANS[0].seal_key, grafted.header, grafted.id(), 1, grafted.seats[0])
    with pytest.raises(BadSignature):
        check_part(grafted, WORLD.directory)
    # Its box is bound to the part, not only its share to the header.
    with pytest.raises(CannotOpen):
        open_secret(CUSTODIANS[0].seal_key, Purpose.SHARE, seat_context(PART.id(), 1), other.seats[0])


def test_a_seat_under_a_changed_header_cannot_be_opened():
    header = PART.header.model_copy(update={"needed": 1})
    changed = PART.model_copy(update={"header": header})
    with pytest.raises(CannotOpen):
        open_seat(CUSTODIANS[0].seal_key, header, changed.id(), 1, changed.seats[0])


def test_a_share_the_header_did_not_commit_to_is_refused_by_its_custodian():
    sealed = seal_secret(TESTIMONY.seats[0].seal_key, Purpose.SHARE, seat_context(PART.id(), 1), bytes(32) + b"\x01")
    with pytest.raises(CannotOpen):
        open_seat(CUSTODIANS[0].seal_key, PART.header, PART.id(), 1, sealed)


def test_a_lowered_quorum_is_refused_even_when_signed():
    lowered = _resigned(PART.model_copy(update={"header": PART.header.model_copy(update={"needed": 1})}))
    with pytest.raises(WrongCompartment):
        check_part(lowered, WORLD.directory)


def test_a_part_moved_to_a_compartment_of_another_quorum_is_refused_even_when_signed():
    with pytest.raises(WrongCompartment):
        check_part(_moved("xa-identity"), WORLD.directory)


def test_a_part_moved_to_a_like_compartment_opens_for_none_of_its_custodians():
    moved = _moved("xb-testimony")
    checked = check_part(moved, WORLD.directory)
    for number, custodian in enumerate(WORLD.custodians["xb-testimony"], 1):
        with pytest.raises(CannotOpen):
            open_seat(custodian.seal_key, moved.header, checked.id, number, moved.seats[number - 1])
    # Nor for those it was sealed to: the context of every seat names another part.
    with pytest.raises(CannotOpen):
        open_seat(CUSTODIANS[0].seal_key, moved.header, checked.id, 1, moved.seats[0])


def _moved(compartment):
    return _resigned(PART.model_copy(update={"header": PART.header.model_copy(update={"compartment": compartment})}))


def test_a_part_of_another_epoch_or_directory_is_refused():
    for field, value in (("epoch", 2), ("directory", bytes(32))):
        wrong = _resigned(PART.model_copy(update={"header": PART.header.model_copy(update={field: value})}))
        with pytest.raises(WrongCompartment):
            check_part(wrong, WORLD.directory)


def test_a_payload_swapped_under_an_approved_header_is_another_part():
    other = _seal(Testimony(text="something else").to_bytes())
    swapped = PART.model_copy(update={"payload": other.payload})
    assert swapped.id() != PART.id()
    with pytest.raises(BadSignature):
        check_part(swapped, WORLD.directory)
    with pytest.raises(CannotOpen):
        open_part(swapped, _shares(1, 2, 3, 4), DESK.seal_key, 1)


def test_a_part_signed_anew_by_another_key_is_refused():
    with pytest.raises(BadSignature):
        check_part(_resigned(PART, SignKey(bytes(32))), WORLD.directory)


def test_a_signed_part_cannot_have_its_seals_replaced():
    for change in (
        {"seats": (PART.seats[1], PART.seats[0], *PART.seats[2:])},
        {"desks": PART.desks[::-1]},
        {"recovery": PART.desks[0]},
        {"control": PART.control[:-1] + bytes([PART.control[-1] ^ 1])},
    ):
        changed = PART.model_copy(update=change)
        assert changed.id() == PART.id()
        with pytest.raises(BadSignature):
            check_part(changed, WORLD.directory)


def test_a_seat_too_few_or_a_payload_of_another_class_is_refused():
    for change in ({"seats": PART.seats[:-1]}, {"payload": PART.payload[:-1]}, {"payload": PART.payload + bytes(1)}):
        with pytest.raises(Malformed):
            check_part(_resigned(PART.model_copy(update=change)), WORLD.directory)
    with pytest.raises(WrongCompartment):
        check_part(_resigned(PART.model_copy(update={"desks": PART.desks[:1]})), WORLD.directory)


def test_every_change_of_one_byte_is_refused():
    raw = PART.to_bytes()
    for at in range(0, len(raw), 211):
        changed = raw[:at] + bytes([raw[at] ^ 0x20]) + raw[at + 1 :]
        with pytest.raises((Malformed, BadSignature, WrongCompartment)):
            check_part(SealedPart.from_bytes(changed), WORLD.directory)


def test_shares_that_a_dishonest_sender_made_inconsistent_open_for_no_quorum():
    secret, other = bytes(32), bytes([1]) * 32
    random = seeded("dishonest")
    mixed = (*shares.split(secret, 4, 7, random)[:4], *shares.split(other, 4, 7, random)[4:])
    part = _forge(mixed, secret)
    check_part(part, WORLD.directory)
    for quorum in ((1, 2, 3, 4), (2, 3, 4, 5), (4, 5, 6, 7)):
        held = {number: mixed[number - 1] for number in quorum}
        with pytest.raises(CannotOpen):
            open_part(part, held, DESK.seal_key, 1)


def test_one_ciphertext_has_one_key():
    """A sender who commits to one key and encrypts under another gives a part that nobody can open."""
    random = seeded("two keys")
    secret = random(32)
    split = shares.split(secret, 4, 7, random)
    part = _forge(split, secret, commitment=bytes(32))
    with pytest.raises(CannotOpen):
        open_part(part, {number: split[number - 1] for number in (1, 2, 3, 4)}, DESK.seal_key, 1)
    honest = _forge(split, secret)
    assert open_part(honest, {n: split[n - 1] for n in (1, 2, 3, 4)}, DESK.seal_key, 1) == TEXT


def _forge(split, secret, commitment=None):
    """What a dishonest sender could send: everything signed by the part's key, the shares of its choosing."""
    random = seeded("forge")
    desk_secret = random(32)
    header = _header(WORLD.directory, TESTIMONY, PART_KEY, 0, split, random)
    key, honest = _content_key(secret, desk_secret, header.hash())
    payload = b"".join(seal_stream(key, header.hash(), pad(TEXT, 0)))
    commitment = commitment or honest
    b = part_id(header, commitment, hashlib.sha256(payload).digest())
    boxes = {
        "seats": tuple(
            seal_secret(seat.seal_key, Purpose.SHARE, seat_context(b, number), share)
            for number, (seat, share) in enumerate(zip(TESTIMONY.seats, split, strict=True), 1)
        ),
        "desks": tuple(
            seal_secret(desk.seal_key, Purpose.DESK_BOX, seat_context(b, number), desk_secret)
            for number, desk in enumerate(TESTIMONY.desks, 1)
        ),
    }
    changed = PART.model_copy(update={"header": header, "key_commitment": commitment, "payload": payload, **boxes})
    return _resigned(changed)


@pytest.fixture(scope="module")
def large():
    body = Testimony(text="x" * 200_000).to_bytes()
    part = _seal(body)
    assert part.header.size_class == 3
    return part, body, {number: _share(number, part) for number in (1, 2, 3, 4)}


def test_a_large_part_opens(large):
    part, body, held = large
    assert open_part(part, held, DESK.seal_key, 1) == body


@pytest.mark.parametrize("change", ["dropped", "swapped", "doubled", "truncated"])
def test_a_chunk_dropped_swapped_doubled_or_truncated_is_found(large, change):
    """Under the part's own hash the change is another part; so the stream itself is attacked, with the right key."""
    part, _, held = large
    secret = shares.join(list(held.values()), 4)
    desk_secret = open_secret(DESK.seal_key, Purpose.DESK_BOX, seat_context(part.id(), 1), part.desks[0])
    h1 = part.header.hash()
    key, _ = _content_key(secret, desk_secret, h1)
    step = CHUNK + TAG
    chunks = [part.payload[at : at + step] for at in range(0, len(part.payload), step)]
    changed = {
        "dropped": chunks[:1] + chunks[2:],
        "swapped": [chunks[1], chunks[0], *chunks[2:]],
        "doubled": [chunks[0], chunks[0], *chunks[1:]],
        "truncated": chunks[:-1],
    }[change]
    assert unpad(open_stream(key, h1, b"".join(chunks)))
    with pytest.raises(CannotOpen):
        open_stream(key, h1, b"".join(changed))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_quorum_of_any_compartment_opens_and_one_less_does_not(data):
    seats = data.draw(st.integers(1, 16), "seats")
    needed = data.draw(st.integers(1, seats), "needed")
    quorum = data.draw(st.permutations(range(1, seats + 1)), "order")[:needed]
    pool = [SealKey(hashlib.sha256(bytes([number])).digest()) for number in range(16)]
    compartment = TESTIMONY.model_copy(
        update={
            "needed": needed,
            "seats": tuple(
                TESTIMONY.seats[0].model_copy(update={"custodian": f"c-{n}", "seal_key": pool[n].public})
                for n in range(seats)
            ),
        }
    )
    part = _seal(b"body", compartment)
    held = {n: open_seat(pool[n - 1], part.header, part.id(), n, part.seats[n - 1]) for n in quorum}
    assert open_part(part, held, DESK.seal_key, 1) == b"body"
    held.popitem()
    with pytest.raises(TooFewCustodians):
        open_part(part, held, DESK.seal_key, 1)


@given(st.binary(max_size=70_000))
def test_padding_comes_off_as_it_went_on_and_hides_the_length(body):
    size_class = class_of(len(body))
    padded = pad(body, size_class)
    assert len(padded) == CLASSES[size_class]
    assert unpad(padded) == body


def test_padding_with_anything_in_it_is_refused():
    with pytest.raises(CannotOpen):
        unpad(pad(b"body", 0)[:-1] + b"x")
    with pytest.raises(CannotOpen):
        unpad(b"\xff\xff\xff\xff" + bytes(4092))
    for short in (b"", b"\0\0\0", (5).to_bytes(4, "big") + b"body"):
        with pytest.raises(CannotOpen):
            unpad(short)


def test_contents_never_outgrow_the_class_they_are_padded_to():
    assert len(pad(bytes(4092), 0)) == 4096
    with pytest.raises(TooLarge):
        pad(bytes(4093), 0)


def test_contents_above_the_largest_class_are_refused():
    with pytest.raises(TooLarge):
        class_of(CLASSES[-1])


def test_all_parts_of_a_class_have_one_size():
    sizes = {len(_seal(b"x" * length).to_bytes()) for length in (0, 1, 1000, 4092)}
    assert len(sizes) == 1
    assert len(PART.payload) == stream_size(CLASSES[0])


def test_a_control_block_serves_its_own_part_only():
    control = seal_control(_block(), WORLD.vault_seal.public, PART.id())
    opened = open_control(WORLD.vault_seal, control, PART.id(), PART_KEY.public, PartKind.TESTIMONY, TODAY)
    assert opened.card is None
    with pytest.raises(CannotOpen):
        open_control(WORLD.vault_seal, control, bytes(32), PART_KEY.public, PartKind.TESTIMONY, TODAY)
    with pytest.raises(BadSignature):
        open_control(WORLD.vault_seal, control, PART.id(), SignKey(bytes(32)).public, PartKind.TESTIMONY, TODAY)


def test_keys_do_not_print():
    for key in (WORLD.vault_seal, PART_KEY):
        assert key.seed().hex() not in repr(key) + str(key)
        assert repr(key.seed()) not in repr(key)
