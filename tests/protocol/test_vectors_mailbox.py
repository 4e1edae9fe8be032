"""A mailbox and a reply made in JavaScript: protocol/vectors/mailbox.json."""

from __future__ import annotations

import hashlib

from protocol.directory import DeviceRole
from protocol.ids import PartKind
from protocol.mailbox import (
    SLOT,
    SLOTS,
    Bucket,
    SignedMailboxNotice,
    Slot,
    bucket_name,
    check_bucket,
    check_notice,
    make_bucket,
    open_slots,
)
from protocol.receipt import Receipt
from protocol.reply import Reply, open_reply
from tests.protocol.known_answers import known_answers
from tests.protocol.test_vectors_directory import directory_made_in_javascript

ANSWERS = known_answers("mailbox")
DIRECTORY = directory_made_in_javascript()
KIND = PartKind.TESTIMONY
RECEIPT = Receipt(bytes.fromhex(ANSWERS["receipt"]))
MAILBOX = RECEIPT.mailbox(KIND, ANSWERS["index"])
PART = RECEIPT.part_key(KIND, ANSWERS["index"])


def bucket() -> Bucket:
    """As the file says: byte i is i mod 251, but for one slot."""
    notice = check_notice(SignedMailboxNotice.from_bytes(bytes.fromhex(ANSWERS["notice"])), DIRECTORY)
    slots = bytearray(at % 251 for at in range(SLOTS * SLOT))
    slots[ANSWERS["at"] * SLOT : (ANSWERS["at"] + 1) * SLOT] = bytes.fromhex(ANSWERS["sealed"])
    signature = bytes.fromhex(ANSWERS["bucket_signature"])
    return Bucket(notice=notice, name=bucket_name(MAILBOX, notice.depth), slots=bytes(slots), signature=signature)


def test_a_bucket_and_a_notice_signed_in_javascript_hold() -> None:
    made = bucket()
    check_bucket(made, DIRECTORY)
    assert hashlib.sha256(made.slots).hexdigest() == ANSWERS["slots_sha256"]
    assert DIRECTORY.device_key(DeviceRole.VAULT)


def test_a_slot_sealed_in_javascript_opens_to_what_was_said() -> None:
    (slot,) = open_slots(bucket(), MAILBOX)
    assert slot == Slot.from_bytes(bytes.fromhex(ANSWERS["slot"]))
    assert slot.reply is not None
    assert slot.reply.hex() == ANSWERS["reply"]


def test_a_bucket_has_the_same_name_in_both_languages() -> None:
    assert {depth: bucket_name(MAILBOX, int(depth)).hex() for depth in ANSWERS["names"]} == ANSWERS["names"]


def test_a_reply_sealed_in_javascript_opens_and_is_its_desk_s() -> None:
    box, key = bytes.fromhex(ANSWERS["reply"]), RECEIPT.reply_key(KIND, ANSWERS["index"])
    reply = open_reply(box, key, PART.public, KIND, DIRECTORY)
    assert reply == Reply.from_bytes(bytes.fromhex(ANSWERS["reply_body"]))


def test_a_slot_of_python_that_javascript_opened_opens_here() -> None:
    ours = ANSWERS["made_in_python_read_in_javascript"]
    receipt = Receipt(bytes(range(16)))
    sealed = bytes.fromhex(ours["sealed"])
    notice = bucket().notice.model_copy(update={"number": ours["number"], "depth": 12})
    made = make_bucket(notice, bytes.fromhex(ours["name"]), [sealed] * SLOTS, RECEIPT.part_key(KIND, 0))
    mailbox = receipt.mailbox(KIND, 0)
    assert made.name == bucket_name(mailbox, 12)
    assert {slot.to_bytes().hex() for slot in open_slots(made, mailbox)} == {ours["slot"]}
