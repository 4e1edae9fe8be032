"""Buckets: all alike for who has no receipt, and nothing on the way can change, cut or mix them (SPEC 13.3 to 13.5)."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.consent import Aim, AssertedBy, ClaimedConsent, ConsentStatement, Terms, Use, give
from protocol.directory import DeviceRole
from protocol.encoding import Purpose
from protocol.errors import BadSignature, Malformed
from protocol.ids import MailboxId, PartKind
from protocol.mailbox import (
    FEWEST,
    LATE,
    MOST_DEPTH,
    SLOT,
    SLOTS,
    Bucket,
    MailboxNotice,
    PolicyLoosening,
    SignedMailboxNotice,
    Slot,
    bucket_name,
    bucket_names,
    check_bucket,
    check_notice,
    depth_for,
    empty_slot,
    make_bucket,
    open_slots,
    seal_slot,
    sign_notice,
)
from protocol.primitives import SignKey, sign
from protocol.receipt import Receipt
from protocol.reply import SEALED as SEALED_REPLY
from tests.worlds import TODAY, make_consortium, seeded

WORLD = make_consortium()
VAULT = WORLD.devices[DeviceRole.VAULT]
RECEIPT = Receipt(bytes(range(16)))
MAILBOX = RECEIPT.mailbox(PartKind.TESTIMONY, 0)
KEY = RECEIPT.part_key(PartKind.TESTIMONY, 0)
NOTICE = MailboxNotice(number=83_112, every=21_600, depth=3)
WIDEST = Terms(
    uses=tuple(sorted(Use)),
    aims=tuple(sorted(Aim)),
    place=3,
    period=3,
    audience=4,
    contact=2,
    forget_after=365,
    given_by=2,
    translation=True,
    urgent=True,
)


def slot(**change: object) -> Slot:
    plain = Slot(consent=give(KEY, Terms(), TODAY), terms=None, settles=None, withdrawn=False, opened=False, reply=None)
    return plain.model_copy(update=change)


def fullest() -> Slot:
    longest = ConsentStatement(
        part_key=KEY.public,
        version=1000,
        previous=bytes(32),
        given=100_000,
        expires=100_000,
        asserted_by=AssertedBy.GATEWAY,
        terms=WIDEST,
    )
    consent = ClaimedConsent(statement=longest.to_bytes(), signature=bytes(64))
    return Slot(
        consent=consent,
        terms=WIDEST,
        settles=100_000,
        withdrawn=True,
        opened=True,
        reply=bytes(SEALED_REPLY),
        loosened=PolicyLoosening(counts=100_000, kinds=255),
    )


def bucket(*slots: bytes, notice: MailboxNotice = NOTICE, key: SignKey = VAULT) -> Bucket:
    random = seeded("company")
    filled = [*slots, *(empty_slot(random) for _ in range(SLOTS - len(slots)))]
    return make_bucket(notice, bucket_name(MAILBOX, notice.depth), filled, key)


@pytest.mark.parametrize("said", [slot(), fullest()], ids=["the emptiest", "the fullest"])
def test_every_slot_has_one_size_and_opens_to_what_was_said(said: Slot) -> None:
    sealed = seal_slot(said, MAILBOX, NOTICE.number)
    assert len(sealed) == len(empty_slot()) == SLOT
    assert open_slots(bucket(sealed), MAILBOX) == [said]


def test_the_fullest_slot_is_within_its_bound() -> None:
    """The widest terms, since a set is the longer the more is in it; the days that take the most bytes; a reply."""
    assert len(fullest().to_bytes()) == 3003 <= Slot.BOUND == 3020


def test_a_slot_opens_for_its_own_mailbox_alone() -> None:
    others = [RECEIPT.mailbox(PartKind.TESTIMONY, 1), RECEIPT.mailbox(PartKind.IDENTITY, 0), MailboxId(bytes(16))]
    made = bucket(seal_slot(slot(), MAILBOX, NOTICE.number))
    assert [open_slots(made, other) for other in others] == [[], [], []]


def test_a_slot_of_an_earlier_publication_does_not_open_in_a_later_one() -> None:
    assert open_slots(bucket(seal_slot(slot(), MAILBOX, NOTICE.number - 1)), MAILBOX) == []


@pytest.mark.parametrize("at", range(0, SLOTS, 9))
def test_a_slot_is_found_wherever_it_stands(at: int) -> None:
    slots = [empty_slot() for _ in range(SLOTS)]
    slots[at] = seal_slot(slot(), MAILBOX, NOTICE.number)
    assert len(open_slots(make_bucket(NOTICE, bucket_name(MAILBOX, 3), slots, VAULT), MAILBOX)) == 1


def test_the_same_slot_is_other_bytes_every_time() -> None:
    sealed = {seal_slot(slot(), MAILBOX, NOTICE.number) for _ in range(8)}
    assert len(sealed) == 8
    assert len({one[:32] for one in sealed}) == 8


def test_real_slots_and_empty_ones_look_alike_byte_by_byte() -> None:
    """With fixed seeds: how often each byte comes, by chi-squared over 255 degrees; 340 is passed once in 5,000 times.

    No cipher is judged by this. It finds what would not be noise: a length, a type, padding in the clear.
    """
    random = seeded("alike")
    for slots in (
        [seal_slot(slot(), MAILBOX, NOTICE.number, random) for _ in range(SLOTS)],
        [seal_slot(fullest(), MAILBOX, NOTICE.number, random) for _ in range(SLOTS)],
        [empty_slot(random) for _ in range(SLOTS)],
    ):
        counted, expected = Counter(b"".join(slots)), SLOTS * SLOT / 256
        assert sum((counted[byte] - expected) ** 2 / expected for byte in range(256)) < 340
        for place in (0, 31, 32, 36, SLOT - 17, SLOT - 1):
            assert len({one[place] for one in slots}) > SLOTS // 3


def test_a_bucket_is_of_one_size_whatever_is_in_it() -> None:
    full = bucket(*(seal_slot(fullest(), MAILBOX, NOTICE.number) for _ in range(SLOTS)))
    assert len(full.to_bytes()) == len(bucket().to_bytes()) <= Bucket.BOUND


@pytest.mark.parametrize("count", [0, SLOTS - 1, SLOTS + 1])
def test_a_bucket_has_sixty_four_slots_and_no_other_number(count: int) -> None:
    with pytest.raises(Malformed):
        make_bucket(NOTICE, bytes(2), [empty_slot()] * count, VAULT)


@pytest.mark.parametrize(
    "change",
    [
        {"name": b"\xe0\x00"},
        {"notice": NOTICE.model_copy(update={"number": NOTICE.number + 1})},
        {"notice": NOTICE.model_copy(update={"depth": 2})},
        {"slots": bytes(SLOTS * SLOT)},
    ],
    ids=["another name", "a later number", "another depth", "other slots"],
)
def test_a_bucket_that_was_changed_on_the_way_is_none(change: dict[str, object]) -> None:
    check_bucket(bucket(), WORLD.directory)
    with pytest.raises(BadSignature):
        check_bucket(bucket().model_copy(update=change), WORLD.directory)


def test_only_the_vault_makes_buckets_and_notices() -> None:
    intake = WORLD.devices[DeviceRole.INTAKE]
    with pytest.raises(BadSignature):
        check_bucket(bucket(key=intake), WORLD.directory)
    with pytest.raises(BadSignature):
        check_notice(sign_notice(NOTICE, intake), WORLD.directory)
    assert check_notice(sign_notice(NOTICE, VAULT), WORLD.directory) == NOTICE


def test_what_the_vault_signed_for_another_purpose_is_no_notice() -> None:
    body = NOTICE.to_bytes()
    claimed = SignedMailboxNotice(body=body, signature=sign(VAULT, Purpose.BUCKET, body))
    with pytest.raises(BadSignature):
        check_notice(claimed, WORLD.directory)


def test_a_publication_is_old_when_the_next_one_is_late() -> None:
    due = NOTICE.moment + 2 * NOTICE.every + LATE
    assert not NOTICE.is_old(due)
    assert NOTICE.is_old(due + 1)


# Which bucket


@given(st.binary(min_size=16, max_size=16), st.integers(0, MOST_DEPTH))
def test_a_name_is_so_many_bits_of_the_id_and_one_of_the_publication(mailbox: bytes, depth: int) -> None:
    name = bucket_name(MailboxId(mailbox), depth)
    assert name in bucket_names(depth)
    bits = f"{int.from_bytes(mailbox, 'big'):0128b}"[:depth]
    assert f"{int.from_bytes(name, 'big'):016b}" == bits.ljust(16, "0")


counts = st.lists(st.integers(0, 40), min_size=64, max_size=64).map(lambda few: few + [0] * (4096 - 64))


@given(counts)
def test_no_bucket_runs_over_unless_that_would_leave_too_few_together(prefixes: list[int]) -> None:
    depth, total = depth_for(prefixes), sum(prefixes)
    assert depth == 0 or total / 2**depth >= FEWEST
    together = 4096 >> depth
    largest = max(sum(prefixes[at : at + together]) for at in range(0, 4096, together))
    assert largest <= SLOTS or depth == MOST_DEPTH or total < FEWEST << (depth + 1)


def test_buckets_are_no_deeper_than_they_need_be() -> None:
    assert depth_for([0] * 4096) == 0
    assert depth_for([1] * 64 + [0] * 4032) == 0
    assert depth_for([25] * 4096) == 11
    assert depth_for([1000] * 4096) == MOST_DEPTH


def test_whoever_fills_one_bucket_does_not_leave_the_others_alone_with_it() -> None:
    """500 mailboxes under one beginning cannot be told apart by any depth; depth stops at 16 a bucket."""
    assert depth_for([500] + [0] * 4095) == 4
