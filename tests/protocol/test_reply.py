"""Replies: for one part, of one size, by a desk of the directory and nobody else (SPEC 13.6)."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from protocol.contents import pad_to
from protocol.encoding import Purpose
from protocol.errors import BadSignature, CannotOpen, DirectoryRefused, ProtocolError
from protocol.ids import PartKind
from protocol.primitives import SealKey, SignKey, seal_box, sign
from protocol.receipt import Receipt
from protocol.reply import (
    BODY,
    MOST_TEXT,
    SEALED,
    Reply,
    SignedReply,
    check_reply_key,
    open_reply,
    reply_id,
    seal_reply,
    vouch_reply_key,
)
from tests.worlds import TODAY, make_consortium

WORLD = make_consortium()
DESK = WORLD.desks["xa-testimony"][0]
RECEIPT = Receipt(bytes(range(16)))
KIND = PartKind.TESTIMONY
PART = RECEIPT.part_key(KIND, 0).public
KEY = RECEIPT.reply_key(KIND, 0)


def reply(**change: object) -> Reply:
    said = Reply(part_key=PART, compartment="xa-testimony", desk=DESK.name, day=TODAY, text="Thank you. Stay away.")
    return said.model_copy(update=change)


def sealed(said: Reply | None = None, desk_key: SignKey = DESK.sign_key, reply_key: bytes = KEY.public) -> bytes:
    return seal_reply(said or reply(), desk_key, reply_key)


LONGEST = reply(text="ሰ" * 186 + "ab", compartment="xa-testimony", desk="d" * 48)


@pytest.mark.parametrize("said", [reply(), reply(text="a"), reply(text="a" * MOST_TEXT), LONGEST])
def test_every_reply_has_one_size(said: Reply) -> None:
    assert len(sealed(said)) == SEALED


def test_a_reply_says_to_its_source_what_was_written() -> None:
    assert open_reply(sealed(), KEY, PART, KIND, WORLD.directory) == reply()


@pytest.mark.parametrize("text", ["", "a" * (MOST_TEXT + 1), "ሰ" * 187], ids=["none", "too long", "too many bytes"])
def test_a_reply_has_some_text_and_not_much(text: str) -> None:
    with pytest.raises(ValidationError):
        Reply(part_key=PART, compartment="xa-testimony", desk=DESK.name, day=TODAY, text=text)


def test_a_reply_opens_for_no_other_receipt_and_no_other_report_of_the_same() -> None:
    for key in (Receipt(bytes(16)).reply_key(KIND, 0), RECEIPT.reply_key(KIND, 1)):
        with pytest.raises(CannotOpen):
            open_reply(sealed(), key, PART, KIND, WORLD.directory)


def test_a_reply_for_another_part_is_refused_though_it_was_sealed_to_this_one() -> None:
    other = reply(part_key=RECEIPT.part_key(KIND, 1).public)
    body = other.to_bytes()
    signed = SignedReply(body=body, signature=sign(DESK.sign_key, Purpose.REPLY_LETTER, body))
    moved = seal_box(KEY.public, Purpose.REPLY, PART, pad_to(signed.to_bytes(), BODY))
    with pytest.raises(CannotOpen):
        open_reply(moved, KEY, PART, KIND, WORLD.directory)


def test_nobody_but_the_desk_that_a_reply_names_can_have_written_it() -> None:
    for forger in (SignKey(bytes(32)), WORLD.desks["xa-testimony"][1].sign_key):
        with pytest.raises(BadSignature):
            open_reply(sealed(desk_key=forger), KEY, PART, KIND, WORLD.directory)


@pytest.mark.parametrize(
    "change",
    [{"desk": "desk-of-nobody"}, {"compartment": "xz-testimony"}, {"compartment": "xa-identity"}],
    ids=["no such desk", "no such compartment", "a compartment of another kind"],
)
def test_the_desk_must_be_one_of_the_directory_for_such_parts(change: dict[str, object]) -> None:
    with pytest.raises((DirectoryRefused, CannotOpen)):
        open_reply(sealed(reply(**change)), KEY, PART, KIND, WORLD.directory)


def test_what_is_of_another_size_or_cut_is_no_reply() -> None:
    for bad in (b"", sealed()[:-1], sealed() + b"\0", bytes(SEALED)):
        with pytest.raises(ProtocolError):
            open_reply(bad, KEY, PART, KIND, WORLD.directory)


def test_only_the_part_itself_names_the_key_that_answers_are_sealed_to() -> None:
    key = RECEIPT.part_key(KIND, 0)
    check_reply_key(PART, KEY.public, vouch_reply_key(key, KEY.public))
    for part, reply_key, signer in (
        (PART, SealKey(bytes(32)).public, key),
        (PART, KEY.public, SignKey(bytes(32))),
        (SignKey(bytes(32)).public, KEY.public, key),
    ):
        with pytest.raises(BadSignature):
            check_reply_key(part, reply_key, vouch_reply_key(signer, KEY.public))


def test_two_boxes_of_the_same_words_have_two_names() -> None:
    assert reply_id(sealed()) != reply_id(sealed())
